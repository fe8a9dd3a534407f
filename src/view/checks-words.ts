import type { CheckResult } from '../model/disclosure.ts';
import { keptByText } from '../model/kept.ts';
import type { OutcomeView } from './checks-types.ts';

/** Outcomes in the order that a reader wants them: first what is wrong. */
export const OUTCOMES: readonly Omit<OutcomeView, 'count'>[] = [
  { id: 'failed', label: '不符', explain: '对不上，或不合规则，还没有说明原因。' },
  { id: 'acknowledged', label: '已说明', explain: '对不上，或不合规则，已公开说明原因。' },
  { id: 'notice', label: '提示', explain: '不一定是错误，值得留意。' },
  { id: 'passed', label: '通过', explain: '逐项核对，全部相符，或只有四舍五入的尾差。' },
  { id: 'notApplicable', label: '不适用', explain: '规则成立的条件不具备，或没有它所说的内容。' },
  { id: 'couldNotRun', label: '无法校验', explain: '需要的表或数字没有公开。没有校验，不等于通过。' },
];

export function outcomeLabel(id: OutcomeView['id']): string {
  return OUTCOMES.find((outcome) => outcome.id === id)?.label ?? '';
}

/** Whether the page shows its relations: a rule that could not run may hold some that stopped half-way. */
export function isActive({ outcome }: Pick<CheckResult, 'outcome'>): boolean {
  return outcome !== 'notApplicable' && outcome !== 'couldNotRun';
}

/** For readers: what is no error is a notice. */
export function outcomeOf(check: CheckResult): OutcomeView['id'] {
  if (check.outcome !== 'failed' || check.failed > 0) return check.outcome;
  return 'notice';
}

/** What a rule is about, by the first part of its id. */
const FAMILIES: Readonly<Record<string, string>> = {
  form: '表样与目录',
  table: '一张表之内',
  cross: '表与表之间',
  project: '项目与绩效目标',
  projects: '项目与绩效目标',
  target: '项目与绩效目标',
  narrative: '文字说明与表',
  code: '科目编码与名称',
  classification: '科目编码与名称',
  magnitude: '金额单位',
  unit: '金额单位',
  time: '与上年比较',
  year: '与上年比较',
  text: '文字',
  timeliness: '公开时限',
  privacy: '个人信息',
};

export const familyOf = keptByText((ruleId) => {
  const first = ruleId.split('.')[0] ?? '';
  return Object.hasOwn(FAMILIES, first) ? (FAMILIES[first] as string) : '其他';
});

/** Rules of one family together, families in the order in which the form's rules name them. */
export function byFamily<T>(items: readonly T[], ruleId: (item: T) => string): [title: string, items: T[]][] {
  const families = [...Map.groupBy(items, (item) => familyOf(ruleId(item)))];
  return families.sort(([a], [b]) => Number(a === '其他') - Number(b === '其他'));
}
