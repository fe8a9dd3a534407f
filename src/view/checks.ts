import type { CheckedDisclosure, CheckResult } from '../model/disclosure.ts';
import type { CheckCounts, ChecksSummary } from './types.ts';

/** How the checks came out, in one sentence. What could not be checked is said too: silence is not a pass. */
export function summarizeChecks({ checks }: Pick<CheckedDisclosure, 'checks'>): ChecksSummary {
  const counts = countChecks(checks);
  const more = [
    counts.notices > 0 ? `${counts.notices} 条提示` : '',
    counts.couldNotRun > 0 ? `${counts.couldNotRun} 条规则因缺少数据未能校验` : '',
  ].filter(Boolean);
  const rest = more.length > 0 ? `；另有 ${more.join('，')}` : '';
  return { text: result(counts) + rest, ok: counts.failed === 0, href: 'checks/', counts };
}

export function countChecks(checks: readonly CheckResult[]): CheckCounts {
  const counts = { compared: 0, failed: 0, acknowledged: 0, notices: 0, notApplicable: 0, couldNotRun: 0 };
  for (const check of checks) {
    if (check.outcome === 'couldNotRun') counts.couldNotRun++;
    if (check.outcome === 'notApplicable') counts.notApplicable++;
    counts.compared += check.count;
    counts.failed += check.failed;
    counts.acknowledged += check.acknowledged;
    for (const finding of check.findings)
      if (finding.severity !== 'error' && finding.outcome === 'failed') counts.notices++;
  }
  return counts;
}

function result({ compared, failed, acknowledged }: CheckCounts): string {
  if (compared === 0) return '没有可以校验的项目';
  const wrong = failed + acknowledged;
  if (wrong === 0) return `共校验 ${compared} 项，全部通过`;
  if (failed === 0) return `共校验 ${compared} 项，${wrong} 项不符，均已说明`;
  const explained = acknowledged > 0 ? `，其中 ${acknowledged} 项已说明` : '';
  return `共校验 ${compared} 项，${wrong} 项不符${explained}`;
}
