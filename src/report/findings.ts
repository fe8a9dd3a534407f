import type { CheckedDisclosure, CheckFinding, CheckResult } from '../model/disclosure.ts';
import { type Finding, type Outcome, placeText } from '../model/finding.ts';

/** What was found of one disclosure, for every format. Held for all disclosures at once, so it holds no comparisons. */
export interface DisclosureReport {
  readonly id: string;
  readonly problems: readonly Finding[];
  /** Undefined where the disclosure could not be read. */
  readonly disclosure?: ReportedDisclosure;
}

export interface ReportedDisclosure
  extends Pick<CheckedDisclosure, 'name' | 'year' | 'scope' | 'phase' | 'findings'> {
  readonly checks: readonly CheckResult[];
  /** Its page says that it is withdrawn, and shows nothing of it. */
  readonly withdrawn: boolean;
}

export function reportOf(
  id: string,
  problems: readonly Finding[],
  disclosure: CheckedDisclosure | undefined,
): DisclosureReport {
  if (!disclosure) return { id, problems };
  const { name, year, scope, phase, findings, withdrawn } = disclosure;
  const checks = disclosure.checks.map(({ relations, ...result }): CheckResult => result);
  return {
    id,
    problems,
    disclosure: { name, year, scope, phase, findings, checks, withdrawn: withdrawn !== undefined },
  };
}

export interface Summary {
  passed: number;
  failed: number;
  acknowledged: number;
  notApplicable: number;
  couldNotRun: number;
}

const WORDS = { error: '错误', warning: '警告', info: '提示' } as const;
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Rules by outcome, over all disclosures; a problem of loading counts as failed. */
export function summarize(reports: readonly DisclosureReport[]): Summary {
  const summary: Summary = { passed: 0, failed: 0, acknowledged: 0, notApplicable: 0, couldNotRun: 0 };
  for (const { problems, disclosure } of reports) {
    summary.failed += problems.filter((item) => item.severity === 'error').length;
    for (const check of disclosure?.checks ?? []) summary[check.outcome satisfies Outcome]++;
  }
  return summary;
}

/** An error that nobody has acknowledged: it fails the build. */
export function isBlocking(finding: Finding | CheckFinding): boolean {
  return finding.severity === 'error' && !('outcome' in finding && finding.outcome === 'acknowledged');
}

export function hasBlocking(report: DisclosureReport): boolean {
  return report.problems.some(isBlocking) || (report.disclosure?.findings.some(isBlocking) ?? false);
}

export function allFindings(report: DisclosureReport): (Finding | CheckFinding)[] {
  return [...report.problems, ...(report.disclosure?.findings ?? [])].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      compareText(a.place.file, b.place.file) ||
      (a.place.line ?? 0) - (b.place.line ?? 0),
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
}

export const PLAIN: Style = { error: String, warning: String, quiet: String, strong: String };

const ansi = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
export const COLOURED: Style = { error: ansi(31), warning: ansi(33), quiet: ansi(90), strong: ansi(1) };

/** One finding: severity, what is wrong, place, remedy. */
export function findingText(finding: Finding | CheckFinding, style: Style): string {
  const acknowledged = 'outcome' in finding && finding.outcome === 'acknowledged';
  const word = acknowledged
    ? style.quiet('已说明')
    : finding.severity === 'error'
      ? style.error(WORDS.error)
      : finding.severity === 'warning'
        ? style.warning(WORDS.warning)
        : style.quiet(WORDS.info);
  const lines = [
    `  ${word}  ${finding.message}`,
    `        ${style.quiet(`${placeText(finding.place)}  [${finding.rule}]`)}`,
  ];
  if (acknowledged && finding.acknowledgedBecause) lines.push(`        说明：${finding.acknowledgedBecause}`);
  else if (finding.hint) lines.push(`        ${finding.hint}`);
  return lines.join('\n');
}

/** The report of one disclosure, or nothing where nothing is to be said. */
export function reportText(report: DisclosureReport, style: Style): string {
  const findings = allFindings(report);
  if (findings.length === 0) return '';
  const name = report.disclosure ? `${report.disclosure.name} ${report.disclosure.year} 年` : '';
  return [
    style.strong([report.id, name].filter(Boolean).join('  ')),
    ...findings.map((finding) => findingText(finding, style)),
    '',
  ].join('\n');
}

export function summaryText(reports: readonly DisclosureReport[]): string {
  const summary = summarize(reports);
  const relations = reports.reduce(
    (sum, { disclosure }) => sum + (disclosure?.checks.reduce((count, check) => count + check.count, 0) ?? 0),
    0,
  );
  const counts = [
    `通过 ${summary.passed}`,
    `未通过 ${summary.failed}`,
    `已说明 ${summary.acknowledged}`,
    `不适用 ${summary.notApplicable}`,
    `无法校验 ${summary.couldNotRun}`,
  ];
  return `${reports.length} 份公开文本，校验 ${relations} 项关系；规则：${counts.join('，')}。`;
}

/** The JSON of `npm run check -- --format json`; the README documents it. */
export function reportJson(reports: readonly DisclosureReport[], around: readonly Finding[]): unknown {
  const entry = (finding: Finding | CheckFinding, disclosure: string | null) => ({
    rule: finding.rule,
    severity: finding.severity,
    outcome: 'outcome' in finding ? finding.outcome : 'failed',
    disclosure,
    place: finding.place,
    message: finding.message,
    expected: finding.expected ?? null,
    actual: finding.actual ?? null,
    difference: finding.difference ?? null,
    related: (finding.related ?? []).map(({ file, line, label, value }) => ({ file, line, label, value })),
    hint: finding.hint ?? null,
  });
  return {
    summary: summarize(reports),
    findings: [
      ...around.map((finding) => entry(finding, null)),
      ...reports.flatMap((report) => allFindings(report).map((finding) => entry(finding, report.id))),
    ],
  };
}

const COMMAND = { error: 'error', warning: 'warning', info: 'notice' } as const;
const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** One workflow annotation of GitHub's; `prefix` leads from the repository to the content folder. */
export function annotation(finding: Finding, prefix: string): string {
  const { file, line = 1, column = 1 } = finding.place;
  const path = escaped(prefix + file)
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
  return `::${COMMAND[finding.severity]} file=${path},line=${line},col=${column},title=${escaped(finding.rule)}::${escaped([finding.message, finding.hint].filter(Boolean).join(' '))}`;
}
