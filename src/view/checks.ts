import type { CheckedDisclosure } from '../model/disclosure.ts';
import type { ChecksSummary } from './types.ts';

/** How the checks came out, in one sentence. What could not be checked is said too: silence is not a pass. */
export function summarizeChecks({ checks }: Pick<CheckedDisclosure, 'checks'>): ChecksSummary {
  let compared = 0;
  let failed = 0;
  let acknowledged = 0;
  let notRun = 0;
  for (const check of checks) {
    if (check.outcome === 'couldNotRun') notRun++;
    if (check.outcome === 'couldNotRun' || check.outcome === 'notApplicable') continue;
    compared += check.count;
    for (const finding of check.findings) {
      if (finding.outcome === 'acknowledged') acknowledged++;
      else failed++;
    }
  }
  const rest = notRun > 0 ? `；另有 ${notRun} 项因缺少数据未能校验` : '';
  return { text: result(compared, failed, acknowledged) + rest, ok: failed === 0, href: 'checks/' };
}

function result(compared: number, failed: number, acknowledged: number): string {
  if (compared === 0) return '没有可以校验的项目';
  const wrong = failed + acknowledged;
  if (wrong === 0) return `共校验 ${compared} 项，全部通过`;
  if (failed === 0) return `共校验 ${compared} 项，${wrong} 项不符，均已说明`;
  const explained = acknowledged > 0 ? `，其中 ${acknowledged} 项已说明` : '';
  return `共校验 ${compared} 项，${wrong} 项不符${explained}`;
}
