import type { Cell, Unit } from './cell.ts';
import type { Comparison } from './comparison.ts';
import type { Finding, Outcome } from './finding.ts';
import type { Place } from './place.ts';
import type { Rule } from './rule.ts';
import type { Table } from './table.ts';
import type { Fund, Template } from './template.ts';

/** 预算 stands at the department's address; 决算 under it, at `final/`. */
export type Phase = '预算' | '决算';
export type Scope = '部门' | '单位';

export interface Site {
  readonly name: string;
  readonly domain?: string;
  readonly idCode?: string;
  readonly organizer: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly contact?: string;
  readonly phone?: string;
  readonly icp?: string;
  readonly police?: string;
  /** A demonstration: said on every page, not indexed. */
  readonly sample: boolean;
}

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
  /** http or https: the site on which it publishes by itself, where that is not this one. */
  readonly site?: string;
}

/** Stable identity of a department or unit through renamings and new codes. */
export interface Department {
  readonly id: string;
  readonly region: string;
  readonly names: readonly { readonly from: number; readonly name: string }[];
  readonly codes: readonly { readonly from: number; readonly code: string }[];
  readonly parent?: string;
  readonly predecessors: readonly string[];
}

export interface UnitRef {
  /** Absent where the document gives none. */
  readonly code?: string | undefined;
  readonly name: string;
}

/** A figure that the document states and no table holds, as stated, errors kept. */
export interface Fact {
  readonly id: string;
  readonly concept?: string | undefined;
  readonly fund: Fund;
  /** current: this budget. previous: last year's. change: this minus last, signed. */
  readonly period: 'current' | 'previous' | 'change';
  readonly cell: Cell;
  readonly unit: Unit;
  /** Where the document states it. */
  readonly source: string;
  readonly place: Place;
}

export interface NotPublished {
  readonly table: string;
  readonly reason: string;
}

/** A figure that the published text does not place: printed, but under which column is not certain. */
export interface Undecided {
  readonly table: string;
  readonly row: string;
  readonly text: string;
  readonly reason: string;
}

/** A public reason for a failed rule: 原公布文本如此. */
export interface Acknowledgement {
  readonly rule: string;
  readonly table?: string;
  readonly row?: string;
  readonly column?: string;
  readonly reason: string;
  readonly place: Place;
}

/**
 * One thing that changed after publication. `before` and `after` are as printed:
 * empty where a cell is blank, null where there was nothing, or is nothing now.
 */
export interface AmendedChange {
  /** row: a whole row, column or table. metadata: a field of disclosure.yaml. */
  readonly kind: 'cell' | 'row' | 'project' | 'narrative' | 'metadata';
  readonly table: string | null;
  /** Code and name of a row, name of a project, id of a section. */
  readonly row: string | null;
  readonly column: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** What happened, where before and after alone do not say it. */
  readonly note?: string;
  /** It follows from another: a total of an edited part. */
  readonly follows: boolean;
  readonly place: Place;
}

/** A correction after publication, with its public reason. */
export interface Amendment {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly reason: string;
  readonly changes: readonly AmendedChange[];
  readonly place: Place;
}

/** Gone from this address; the page says so and where to go. */
export interface Withdrawal {
  readonly date: string;
  readonly reason: string;
  /** Id of the disclosure that replaces it. */
  readonly movedTo?: string;
}

export interface Indicator {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly description: string;
  readonly value: string;
  readonly basis: string;
  readonly place: () => Place;
}

export interface Project {
  /** 1-based printed order. */
  readonly number: number;
  readonly code?: string | undefined;
  readonly name: string;
  readonly amount: Cell;
  /** By funding field id. */
  readonly funding: ReadonlyMap<string, Cell>;
  readonly purpose?: string | undefined;
  /** By the form's point in time; as printed, so `25%` and `0.10` both stand. */
  readonly plan: ReadonlyMap<string, string>;
  readonly goals: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly file: string;
  /** Place of a field, e.g. `amount` or `plan.3月底`. */
  readonly place: (field: string) => Place;
}

/** A line above the projects of a wide table: the unit's own totals. */
export interface ProjectUnit {
  readonly code: string;
  readonly name: string;
  readonly amount: Cell;
  readonly funding: ReadonlyMap<string, Cell>;
}

export interface Task {
  readonly name: string;
  readonly goal: string;
  readonly indicators: string;
}

/** Whole-department targets. */
export interface Targets {
  readonly goals: readonly string[];
  readonly tasks: readonly Task[];
  readonly measures: readonly string[];
  readonly budget: readonly { readonly label: string; readonly amount: Cell }[];
  readonly indicators: readonly Indicator[];
  readonly file: string;
}

/** A section that the department words itself. */
export interface NarrativeOverride {
  readonly section: string;
  readonly source: string;
  readonly file: string;
}

/** Validated: typed, exact amounts. Not yet checked. */
export interface Disclosure {
  readonly state: 'valid';
  /** `<region>/<year>/<department>`, for a final account with `/final` behind; also its address. */
  readonly id: string;
  readonly site: Site;
  readonly region: Region;
  readonly year: number;
  readonly code: string;
  readonly name: string;
  readonly department?: Department | undefined;
  readonly phase: Phase;
  readonly scope: Scope;
  readonly units: readonly UnitRef[];
  readonly template: Template;
  /** 批复 and 公开 dates, YYYY-MM-DD, where known. */
  readonly approvedOn?: string | undefined;
  readonly publishedOn?: string | undefined;
  readonly documentNumber?: string | undefined;
  readonly secrecyReviewed?: boolean | undefined;
  readonly phone?: string | undefined;
  /** Not built before this day. */
  readonly publishAt?: string | undefined;
  readonly withdrawn?: Withdrawal | undefined;
  readonly tables: ReadonlyMap<string, Table>;
  readonly notPublished: ReadonlyMap<string, NotPublished>;
  /** Optional outline ids that it leaves out. */
  readonly omitted: ReadonlySet<string>;
  /** Headings it words otherwise than the form, by outline id. */
  readonly headings: ReadonlyMap<string, string>;
  readonly projects: readonly Project[];
  readonly projectUnits: readonly ProjectUnit[];
  readonly targets?: Targets | undefined;
  readonly narrative: ReadonlyMap<string, NarrativeOverride>;
  readonly facts: readonly Fact[];
  readonly undecided: readonly Undecided[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly amendments: readonly Amendment[];
  readonly file: string;
  /** SHA-256 over its content files, hex. */
  readonly hash: string;
}

/** How one rule came out for one disclosure. */
export interface CheckResult {
  readonly rule: Rule;
  readonly outcome: Outcome;
  /** How many single relations, or things, were looked at under it here. */
  readonly count: number;
  /** How many of those are wrong and nobody has explained, also where another rule's finding tells of them. Warnings do not count. */
  readonly failed: number;
  /** How many are wrong and explained. */
  readonly acknowledged: number;
  /** Basis or cause, where it did not run. */
  readonly because?: string | undefined;
  /** Those that are told under this rule. */
  readonly findings: readonly CheckFinding[];
}

/** With all that was compared. Large: reports and indexes keep the result alone. */
export interface Check extends CheckResult {
  readonly relations: readonly CheckedComparison[];
}

export interface CheckedComparison extends Comparison {
  /** What tells of it, where the sides are apart: a finding of this rule or of another. */
  readonly finding?: CheckFinding | undefined;
}

export interface CheckFinding extends Finding {
  readonly outcome: 'failed' | 'acknowledged';
  readonly acknowledgedBecause?: string;
}

/** Checked. Only `check()` makes it; pages, PDF and downloads take nothing else. */
export interface CheckedDisclosure extends Omit<Disclosure, 'state'> {
  readonly state: 'checked';
  readonly checks: readonly Check[];
  readonly findings: readonly CheckFinding[];
}
