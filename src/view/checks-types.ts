import type { PageView } from './types.ts';

/** How the checks of one disclosure are shown. Hrefs beginning with `#` or `../` are relative to its checks page. */
export interface ChecksView {
  readonly page: PageView;
  /** Name and what it is: 科技和工信部门 / 2024年部门预算. */
  readonly name: string;
  readonly heading: string;
  /** 「共校验 214 项，全部通过」. */
  readonly summary: string;
  readonly ok: boolean;
  readonly outcomes: readonly OutcomeView[];
  /** What is wrong, what is wrong and explained, what is only to be noted. */
  readonly findings: readonly FindingGroup[];
  readonly families: readonly RuleFamilyView[];
  /** The rules that look at a table, under the table's own fragment on the disclosure's page. */
  readonly tables: readonly {
    readonly anchor: string;
    readonly title: string;
    readonly rules: readonly LinkView[];
  }[];
  readonly notApplicable: readonly SilentRuleView[];
  readonly couldNotRun: readonly SilentRuleView[];
  readonly draft: boolean;
  readonly hash: string;
}

/** Rules that came out one way. */
export interface OutcomeView {
  readonly id: 'passed' | 'failed' | 'acknowledged' | 'notice' | 'notApplicable' | 'couldNotRun';
  readonly label: string;
  readonly count: number;
  readonly explain: string;
}

/** Words that lead to a place on the disclosure's page, where that has it. */
export interface LinkView {
  readonly text: string;
  readonly href?: string | undefined;
}

/** What one rule found, as far as it came out one way for one reason. */
export interface FindingGroup {
  readonly state: 'failed' | 'acknowledged' | 'notice';
  /** 不符, 已说明, 提示. */
  readonly label: string;
  readonly rule: LinkView;
  readonly findings: readonly FindingView[];
  /** The public reason of acknowledged ones. */
  readonly reason?: string;
  /** For authors only; where all have the same. */
  readonly hint?: string;
}

export interface FindingView {
  readonly anchor: string;
  readonly message: string;
  /** The accused first; with what is printed there. */
  readonly places: readonly (LinkView & { readonly value?: string })[];
  /** More places than are listed. */
  readonly more: number;
  /** Without its sign. */
  readonly difference?: string;
  /** For authors only. */
  readonly hint?: string;
}

export interface RuleFamilyView {
  readonly anchor: string;
  readonly title: string;
  readonly rules: readonly CheckView[];
}

/** One rule that had something to look at. */
export interface CheckView {
  readonly anchor: string;
  readonly title: string;
  readonly basis: string;
  readonly condition?: string | undefined;
  readonly outcome: OutcomeView['id'];
  /** 通过, 不符, 已说明, 提示. */
  readonly label: string;
  /** 「63 项，其中 2 项有四舍五入差」. */
  readonly counted: string;
  /** Findings that tell of it, here or under another rule. */
  readonly findings: readonly LinkView[];
  readonly blocks: readonly RelationBlock[];
}

/** A rule that said nothing of this disclosure. */
export interface SilentRuleView {
  readonly title: string;
  readonly basis: string;
  readonly condition?: string | undefined;
  readonly because: string;
}

/** Relations of one shape. */
export type RelationBlock =
  | RelationTable
  | { readonly kind: 'formulas'; readonly formulas: readonly FormulaView[] };

export interface RelationTable {
  readonly kind: 'table';
  /** 支出总表. */
  readonly caption: string;
  /** Of all its figures; absent where they differ. */
  readonly unit?: string | undefined;
  /** Parts that are blank in all lines are left out. */
  readonly omits: boolean;
  /** Above the names of the lines. */
  readonly corner: string;
  /** 合计, = 基本支出, + 项目支出: the formula reads along the head. */
  readonly heads: readonly string[];
  readonly lines: readonly RelationLine[];
}

export interface RelationLine {
  /** The fragment that its row has on the disclosure's page, on the first line that is about it. */
  readonly anchor?: string | undefined;
  readonly name: LinkView;
  /** What the line's figures are compared with, where the head does not say it: = 20601 + 20605. */
  readonly formula?: { readonly sign: string; readonly parts: readonly LinkView[] } | undefined;
  readonly cells: readonly (FigureView | undefined)[];
  readonly verdict: VerdictView;
}

/** A figure as printed. */
export interface FigureView extends LinkView {
  /** The sum of the other side, where it is printed otherwise. */
  readonly sum?: string | undefined;
  readonly wrong: boolean;
}

export interface FormulaView {
  readonly terms: readonly { readonly sign: string; readonly label: string; readonly figure: FigureView }[];
  readonly verdict: VerdictView;
}

export interface VerdictView {
  readonly verdict: 'exact' | 'rounded' | 'apart' | 'unknown';
  readonly text: string;
  /** The finding that tells of it. */
  readonly href?: string | undefined;
}
