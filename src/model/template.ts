import type { Unit } from './cell.ts';
import type { Rule } from './rule.ts';

/**
 * One official form (表样), resolved: everything it extends is merged in.
 * Titles and texts may hold `{{year}}`, `{{lastYear}}`, `{{name}}`, `{{scope}}`.
 */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** This form first, then what it extends, nearest first. */
  readonly lineage: readonly string[];
  /** The unit of amounts where neither table, column nor row says another. */
  readonly unit: Unit;
  /** Cells that are neither figure nor blank: 不适用, 涉密不公开, `--`. */
  readonly marks: readonly string[];
  readonly cover?: Cover | undefined;
  /** 目录, page and PDF follow it. */
  readonly outline: readonly OutlineItem[];
  readonly tables: ReadonlyMap<string, TableSpec>;
  readonly projects?: ProjectForm | undefined;
  readonly targets?: TargetForm | undefined;
  readonly rules: readonly Rule[];
  /** Codes of the official classifications as far as they are known: the list is not complete. */
  readonly codes: readonly KnownCode[];
  /** Codes that changed from a year on. */
  readonly crosswalk: readonly CodeChange[];
  /** Drafts of narrative sections, by section id. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly glossary: readonly GlossaryEntry[];
  /** What readers say short and documents print long, for the search. */
  readonly synonyms: readonly Synonym[];
}

export interface Cover {
  readonly title: string;
  readonly subtitle?: string | undefined;
}

export interface Draft {
  readonly source: string;
  /** The file it came from, for messages. */
  readonly file: string;
}

export interface Synonym {
  /** 卫健. */
  readonly short: string;
  /** Any of which it may stand for: 卫生健康. */
  readonly full: readonly string[];
}

export interface GlossaryEntry {
  readonly term: string;
  readonly aliases: readonly string[];
  readonly definition: string;
}

/** How the headings of one level are numbered; `none` prints no number. */
export type Numbering = 'none' | '一、' | '（一）' | '1、' | '1.' | '第一部分';

/**
 * A node of the outline. Exactly one of the `kind`s; `id` is permanent and
 * names content files and anchors.
 */
export interface OutlineItem {
  readonly kind: 'part' | 'section' | 'table' | 'projects' | 'targets' | 'glossary';
  /** Part or section id, table id; `projects`, `targets`, `glossary` otherwise. */
  readonly id: string;
  /** Heading; absent for an item that has no heading of its own. */
  readonly title?: string | undefined;
  /** How this item is numbered among its siblings of the same style. */
  readonly numbering: Numbering;
  /** May be left out by a disclosure (`omitted`) without a finding. */
  readonly optional: boolean;
  /** The terms that the form explains here, in its order; none given means the whole glossary. */
  readonly terms: readonly string[];
  readonly children: readonly OutlineItem[];
}

export type ColumnKind = 'code' | 'text' | 'amount' | 'quantity' | 'price';

/**
 * Where the money comes from. A fact is known by concept, fund and code, so
 * that a national rule can speak of any form.
 */
export type Fund = 'all' | 'fiscal' | 'generalPublicBudget' | 'governmentFund' | 'stateCapital';

export type Classification = 'function' | 'economic-department' | 'economic-government';

/** A code of an official classification with a name that it bears; names change by year, so it may stand twice. */
export interface KnownCode {
  readonly classification: Classification;
  readonly code: string;
  readonly name: string;
  /** Where the pair was seen. */
  readonly source: string;
  /** What the 科目 is for, in a sentence for citizens. */
  readonly explain?: string;
}

/**
 * One 科目 that bears another code from a year on. A code that was divided
 * stands on several lines, and so does one into which several went.
 */
export interface CodeChange {
  readonly classification: Classification;
  /** The first budget year of the new code. */
  readonly from: number;
  readonly before: string;
  readonly after: string;
  /** The document that says so. */
  readonly source: string;
}

export interface ColumnSpec {
  readonly id: string;
  /** As printed; may hold `{{year}}`. */
  readonly title: string;
  /** Heading in the CSV file where it is neither the title nor its header path. */
  readonly csv?: string | undefined;
  readonly aliases: readonly string[];
  /** The header groups above it, outermost first. */
  readonly groups: readonly string[];
  readonly kind: ColumnKind;
  /** Side of a two-sided form. */
  readonly side?: string;
  readonly unit?: Unit | undefined;
  /** What its figures are, e.g. `expenditure.basic`. */
  readonly concept?: string | undefined;
  readonly fund?: Fund | undefined;
  /**
   * Whose year its figures are: some forms print last year's beside this year's. A final account prints what was
   * budgeted beside what was spent.
   */
  readonly period: 'current' | 'previous' | 'budgeted';
  /** False where its figures repeat on several rows, so that they make no total. */
  readonly adds: boolean;
  readonly optional: boolean;
  readonly classification?: Classification | undefined;
}

export interface FixedRow {
  readonly id: string;
  /** As printed, with its printed number: 一、一般公共预算拨款收入. */
  readonly label: string;
  readonly aliases: readonly string[];
  readonly concept?: string | undefined;
  /** Function code that the row stands for (六、科学技术支出 → 206). */
  readonly code?: string | undefined;
  /** Id of the row that this one is a part of. */
  readonly parent?: string | undefined;
  /** 其中： a part named for itself; the parts need not make up the whole. */
  readonly partial: boolean;
  readonly role: RowRole;
  readonly unit?: Unit | undefined;
  readonly optional: boolean;
}

/**
 * total: 合计 of the whole table. subtotal: a sum over some rows (小计, 本年收入合计).
 * class, group, item: 类, 款, 项 by the length of the code. unit: a budget unit's
 * line. line: any other.
 */
export type RowRole = 'total' | 'subtotal' | 'class' | 'group' | 'item' | 'unit' | 'line';

/** How the rows of a table, or of one side of it, are told apart. */
export interface RowsSpec {
  /** fixed: the form prints them. coded: by classification code(s). listed: one an item, any number. */
  readonly kind: 'fixed' | 'coded' | 'listed';
  /** Columns whose texts make the row's code, in order (类, 款, 项 or one); empty for fixed and listed. */
  readonly code: readonly string[];
  /** Between the parts of a code: nothing for 类款项, `/` for a pair. */
  readonly codeJoin: string;
  /** The column whose text names the row. */
  readonly label: string;
  readonly fixed: readonly FixedRow[];
  /** Labels that mark the total row; compared without spaces. */
  readonly total: readonly string[];
  readonly totalPosition: 'first' | 'last' | 'none';
  /** Labels that end so mark a subtotal (小计). */
  readonly subtotal: readonly string[];
  /** The column that holds a budget unit's code, where unit lines are printed. */
  readonly unitCode?: string | undefined;
  /** Do 类 and 款 rows stand above their 项 rows? */
  readonly hierarchical: boolean;
}

export interface SideSpec {
  readonly id: string;
  readonly title: string;
  readonly rows: RowsSpec;
}

export interface TableNotes {
  readonly always: readonly string[];
  readonly whenEmpty: readonly string[];
}

export interface TableSpec {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly unit?: Unit | undefined;
  readonly fund: Fund;
  readonly columns: readonly ColumnSpec[];
  /** One entry for a plain table, two or more for a form with sides. */
  readonly sides: readonly SideSpec[];
  /** Prints 序号 before the first column. */
  readonly serial: boolean;
  /** Prints 栏次 under the heads: numbers of the columns after 序号. */
  readonly columnNumbers: boolean;
  /** Prints a date (截止时间) in place of the budget year. */
  readonly asOf: boolean;
  /** What is printed above the head. */
  readonly head: TableHead;
  readonly notes: TableNotes;
  readonly print: PrintHints;
  /** Must a disclosure carry it or say that it is not published? */
  readonly optional: boolean;
  /** Plain words on what the table shows, for readers. */
  readonly about?: string | undefined;
}

export interface TableHead {
  /** Label before the name (`部门名称：`); empty prints code and name. */
  readonly department: string;
  readonly year: boolean;
  readonly unit: boolean;
}

export interface PrintHints {
  readonly landscape: boolean;
  /** Relative width by column id. */
  readonly widths: Readonly<Record<string, number>>;
}

/** One money field of a project: 其中：财政资金, 其他资金 … */
export interface FundingField {
  readonly id: string;
  readonly title: string;
}

/** How the form prints its project targets: one grid each, or one wide table of all. */
export interface ProjectForm {
  readonly layout: 'grids' | 'table';
  readonly title: string;
  readonly gridTitle: string;
  readonly codeTitle: string;
  readonly nameTitle: string;
  readonly amountTitle: string;
  readonly purposeTitle: string;
  readonly goalsTitle: string;
  readonly funding: readonly FundingField[];
  /** Points in time of the payment plan (3月底 …); empty where the form has none. */
  readonly plan: readonly string[];
  readonly planTitle: string;
  /** The head's own unit: `%` or an amount's. */
  readonly planUnit: string;
  readonly indicatorColumns: readonly IndicatorColumn[];
  /** Groups of level-1 indicators that the form asks for. */
  readonly groups: readonly string[];
  readonly unit: Unit;
}

export interface IndicatorColumn {
  readonly id: 'level1' | 'level2' | 'level3' | 'description' | 'value' | 'basis';
  readonly title: string;
}

/** Whole-department targets (部门整体绩效目标): as sections, or as one grid. */
export interface TargetForm {
  readonly layout: 'sections' | 'grid';
  readonly title: string;
  readonly subtitle: string;
  /** First line of a grid: 部门(单位)名称; empty for none. */
  readonly departmentTitle: string;
  readonly taskNameTitle: string;
  readonly goalsTitle: string;
  readonly tasksTitle: string;
  readonly measuresTitle: string;
  readonly budgetTitle: string;
  readonly taskGoalTitle: string;
  readonly taskIndicatorsTitle: string;
  readonly indicatorColumns: readonly IndicatorColumn[];
  readonly unit: Unit;
}
