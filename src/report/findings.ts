import type { CheckedDisclosure, CheckFinding, CheckResult } from '../model/disclosure.ts';
import { type Finding, type Outcome, placeText, type Severity } from '../model/finding.ts';

/** What a build says of one disclosure, and decides by. Plain JSON. */
export interface BriefReport {
  readonly id: string;
  readonly problems: readonly Finding[];
  /** Undefined where the disclosure could not be read. */
  readonly disclosure?: BrieflyReported;
}

/** What was found of one disclosure, for every format. Held for all disclosures at once, so it holds no comparisons. */
export interface DisclosureReport extends BriefReport {
  readonly disclosure?: ReportedDisclosure;
}

export interface ReportedDisclosure extends BrieflyReported {
  readonly checks: readonly CheckResult[];
}

interface BrieflyReported extends Pick<CheckedDisclosure, 'name' | 'year' | 'scope' | 'phase' | 'findings'> {
  /** By rule, or by outcome. */
  readonly checks: readonly (Pick<CheckResult, 'outcome' | 'count'> & {
    /** How many rules came out so, where several are told together. */
    readonly rules?: number;
  })[];
  /** Its page says that it is withdrawn, and shows nothing of it. */
  readonly withdrawn: boolean;
}

export function reportOf(
  id: string,
  problems: readonly Finding[],
  disclosure: CheckedDisclosure | undefined,
): DisclosureReport {
  if (!disclosure) return { id, problems };
  const reported = reportedOf(disclosure);
  const copies = new Map(disclosure.findings.map((finding, index) => [finding, reported.findings[index]]));
  const checks = disclosure.checks.map(({ relations, ...result }): CheckResult => {
    const findings = result.findings.map((finding) => copies.get(finding) ?? finding);
    return { ...result, findings };
  });
  return { id, problems, disclosure: { ...reported, checks } };
}

/** The same in short: without the rules themselves, which are the forms' and long. */
export function briefReportOf(
  id: string,
  problems: readonly Finding[],
  disclosure: CheckedDisclosure | undefined,
): BriefReport {
  if (!disclosure) return { id, problems };
  const checks = [...Map.groupBy(disclosure.checks, ({ outcome }) => outcome)].map(([outcome, own]) => ({
    outcome,
    rules: own.length,
    count: own.reduce((sum, { count }) => sum + count, 0),
  }));
  return { id, problems, disclosure: { ...reportedOf(disclosure), checks } };
}

/** A report that says how many rules came out in which way, and not what they found. */
export function countsOf({ id, disclosure }: BriefReport): BriefReport {
  return { id, problems: [], ...(disclosure && { disclosure: { ...disclosure, findings: [] } }) };
}

function reportedOf(disclosure: CheckedDisclosure): Omit<BrieflyReported, 'checks'> {
  const { name, year, scope, phase, withdrawn } = disclosure;
  // Their words are slices of the files, and would hold those in memory: a copy is a quarter of the size.
  const findings = structuredClone(disclosure.findings);
  return { name, year, scope, phase, findings, withdrawn: withdrawn !== undefined };
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
export function summarize(reports: Iterable<BriefReport>): Summary {
  return counted(reports).summary;
}

/** In one pass: thousands of reports are read as they are asked for. */
function counted(reports: Iterable<BriefReport>) {
  const summary: Summary = { passed: 0, failed: 0, acknowledged: 0, notApplicable: 0, couldNotRun: 0 };
  let [disclosures, relations] = [0, 0];
  for (const { problems, disclosure } of reports) {
    disclosures += 1;
    summary.failed += problems.filter((item) => item.severity === 'error').length;
    for (const { outcome, rules = 1, count } of disclosure?.checks ?? []) {
      summary[outcome satisfies Outcome] += rules;
      relations += count;
    }
  }
  return { summary, disclosures, relations };
}

/** An error that nobody has acknowledged: it fails the build. */
export function isBlocking(finding: Finding | CheckFinding): boolean {
  return finding.severity === 'error' && !('outcome' in finding && finding.outcome === 'acknowledged');
}

/** Is it kept out of a build? The page of a withdrawn one shows nothing that could be wrong. */
export function hasBlocking({ problems, disclosure }: BriefReport): boolean {
  if (problems.some(isBlocking)) return true;
  return disclosure !== undefined && !disclosure.withdrawn && disclosure.findings.some(isBlocking);
}

export function allFindings(report: BriefReport): (Finding | CheckFinding)[] {
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

/** What one rule found, where one remedy or one public reason holds for all of it. */
export interface FindingGroup {
  readonly rule: string;
  /** 错误, 警告, 提示, 已说明. */
  readonly label: string;
  readonly state: Severity | 'acknowledged';
  readonly findings: readonly (Finding | CheckFinding)[];
  /** 「说明：…」 or what to do, where it is the same for all. */
  readonly remedy?: string;
}

/** By severity, then rule by rule in the order in which they first speak; what is explained comes last. */
export function groupFindings(findings: readonly (Finding | CheckFinding)[]): FindingGroup[] {
  const keyOf = (finding: Finding | CheckFinding): string =>
    JSON.stringify([
      stateOf(finding),
      finding.rule,
      stateOf(finding) === 'acknowledged' && remedyOf(finding),
    ]);
  const groups = [...Map.groupBy(findings, keyOf).values()].map((own): FindingGroup => {
    const first = own[0] as Finding;
    const state = stateOf(first);
    const remedies = new Set(own.map(remedyOf));
    const [remedy] = remedies;
    return {
      rule: first.rule,
      state,
      label: state === 'acknowledged' ? '已说明' : WORDS[state],
      findings: own,
      ...(remedies.size === 1 && remedy !== undefined && { remedy }),
    };
  });
  return groups.sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}

const ORDER = { ...RANK, acknowledged: 3 } as const;

function stateOf(finding: Finding | CheckFinding): FindingGroup['state'] {
  return 'outcome' in finding && finding.outcome === 'acknowledged' ? 'acknowledged' : finding.severity;
}

/** For what is explained its public reason, for the rest what to do. */
export function remedyOf(finding: Finding | CheckFinding): string | undefined {
  if (stateOf(finding) !== 'acknowledged') return finding.hint;
  const reason = 'acknowledgedBecause' in finding ? finding.acknowledgedBecause : undefined;
  return reason === undefined ? undefined : `说明：${reason}`;
}

const INDENT = ' '.repeat(8);

/** A group: severity, then each finding with its place, and the remedy; a shared one stands once. */
export function groupText({ label, state, findings, remedy }: FindingGroup, style: Style): string {
  const colour = { error: style.error, warning: style.warning, info: style.quiet, acknowledged: style.quiet };
  const word = colour[state](label);
  // Three characters leave no room beside the message.
  const lines = state === 'acknowledged' ? [`  ${word}`] : [];
  for (const [index, finding] of findings.entries()) {
    const lead = index > 0 ? '      · ' : lines.length > 0 ? INDENT : `  ${word}  `;
    lines.push(
      `${lead}${finding.message}`,
      `${INDENT}${style.quiet(`${placeText(finding.place)}  [${finding.rule}]`)}`,
    );
    const own = remedyOf(finding);
    if (remedy === undefined && own !== undefined) lines.push(INDENT + own);
  }
  if (remedy !== undefined) lines.push(INDENT + remedy);
  return lines.join('\n');
}

/** One finding: severity, what is wrong, place, remedy. */
export function findingText(finding: Finding | CheckFinding, style: Style): string {
  return groupFindings([finding])
    .map((group) => groupText(group, style))
    .join('\n');
}

/** The report of one disclosure, or nothing where nothing is to be said. */
export function reportText(report: BriefReport, style: Style): string {
  const findings = allFindings(report);
  if (findings.length === 0) return '';
  const name = report.disclosure ? `${report.disclosure.name} ${report.disclosure.year} 年` : '';
  return [
    style.strong([report.id, name].filter(Boolean).join('  ')),
    ...groupFindings(findings).map((group) => groupText(group, style)),
    '',
  ].join('\n');
}

export function summaryText(reports: Iterable<BriefReport>): string {
  const { summary, disclosures, relations } = counted(reports);
  const counts = [
    `通过 ${summary.passed}`,
    `未通过 ${summary.failed}`,
    `已说明 ${summary.acknowledged}`,
    `不适用 ${summary.notApplicable}`,
    `无法校验 ${summary.couldNotRun}`,
  ];
  return `${disclosures} 份公开文本，校验 ${relations} 项关系；规则：${counts.join('，')}。`;
}

/** Whether it may be published, in words: rules that did not pass may be mere warnings. */
export function verdictText(reports: readonly BriefReport[], around: readonly Finding[]): string {
  const count = { error: 0, warning: 0, info: 0 };
  for (const finding of [...around, ...reports.flatMap(allFindings)]) {
    const state = stateOf(finding);
    if (state !== 'acknowledged') count[state] += 1;
  }
  const others = [
    ...(count.warning > 0 ? [`警告 ${count.warning} 处`] : []),
    ...(count.info > 0 ? [`提示 ${count.info} 处`] : []),
  ].join('、');
  if (count.error > 0)
    return `有错误 ${count.error} 处，改正或说明后才能公布。${others && `另有${others}。`}`;
  return `没有错误，可以公布。${others && `${others}请看一看，不妨碍公布。`}`;
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
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One workflow annotation of GitHub's; `prefix` leads from the repository to the content folder. What is explained is a notice. */
export function annotation(finding: Finding | CheckFinding, prefix: string): string {
  const { file, line = 1, column = 1 } = finding.place;
  const explained = 'outcome' in finding && finding.outcome === 'acknowledged';
  const words = explained
    ? [finding.message, `说明：${finding.acknowledgedBecause ?? ''}`]
    : [finding.message, finding.hint];
  const command = explained ? 'notice' : COMMAND[finding.severity];
  const place = `file=${property(prefix + file)},line=${line},col=${column},title=${property(finding.rule)}`;
  return `::${command} ${place}::${escaped(words.filter(Boolean).join(' '))}`;
}
