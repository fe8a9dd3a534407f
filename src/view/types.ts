import type { AmendedChange } from '../model/disclosure.ts';

/**
 * What outputs show. Every string, number, id and header association is ready:
 * pages, PDF and downloads only place them. Hrefs beginning with `/` are
 * relative to the site's base path.
 */

import type { YearOnYearView } from './compare/types.ts';
import type { PicturesView } from './pictures/types.ts';
import type { Sentence } from './sentence.ts';

/** A line of label and words in the title block. */
export interface Labelled {
  readonly label: string;
  readonly text: string;
  /** Machine form, e.g. an ISO date. */
  readonly value?: string;
  /** An amount and its unit: readers may want it in another. */
  readonly money?: true;
  readonly href?: string;
  /** In place of one `href`: the parts of the text, those with a page of their own as links. */
  readonly parts?: readonly { readonly text: string; readonly href?: string }[];
}

export interface KeyFigure {
  readonly label: string;
  /** As printed, grouped: 1,469.55. */
  readonly text: string;
  readonly unit: string;
  /** The exact amount in 元, plain digits. */
  readonly yuan: string;
  /** The cell it is taken from, or undefined where only the text states it. */
  readonly href?: string;
  /** Plain words: 全年打算花的钱. */
  readonly explain: string;
  /** Which fact it is, e.g. `expenditure.total`, for charts and comparison. */
  readonly concept?: string;
}

export interface TocItem {
  readonly href: string;
  /** 一、 or empty. */
  readonly number: string;
  readonly title: string;
  readonly children: readonly TocItem[];
}

/** A node of the page: heading, what stands under it, and what it contains. */
export interface SectionView {
  readonly id: string;
  /** The fragment, percent-free: 支出总表. */
  readonly anchor: string;
  /** Heading level, 2 to 6; 0 where it has no heading. */
  readonly level: number;
  readonly number: string;
  readonly title: string;
  readonly content: readonly ContentView[];
  readonly children: readonly SectionView[];
}

export type ContentView =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'table'; readonly table: TableView }
  | { readonly kind: 'notPublished'; readonly title: string; readonly reason: string }
  | { readonly kind: 'project'; readonly project: ProjectView }
  | { readonly kind: 'targets'; readonly targets: TargetsView }
  | { readonly kind: 'glossary'; readonly entries: readonly GlossaryView[] };

export interface GlossaryView {
  readonly term: string;
  readonly aliases: readonly string[];
  readonly anchor: string;
  readonly definition: string;
}

export interface TableView {
  /** Fragment and stem of its files: 支出总表. */
  readonly id: string;
  readonly title: string;
  /** Plain words on what it shows. */
  readonly about?: string | undefined;
  /** Said in the caption and repeated on each printed page: 350001 科技和工信部门 · 预算年度：2024 · 单位：万元. */
  readonly headLine: readonly string[];
  readonly columns: readonly LeafColumn[];
  readonly head: readonly (readonly HeadCell[])[];
  readonly body: readonly RowView[];
  readonly notes: readonly string[];
  /** Some of its cells were corrected after publication. */
  readonly amended?: boolean;
  /** Cells carry id/headers, because heads span or stand more than two deep. */
  readonly associated: boolean;
  readonly landscape: boolean;
  /** The checks compared figures of it. */
  readonly related?: boolean;
  /** Download beside the page, relative: tables/支出总表.csv. */
  readonly csv?: string | undefined;
}

export type CellKind = 'serial' | 'code' | 'text' | 'figure';

export interface LeafColumn {
  readonly id: string;
  readonly kind: CellKind;
  /** The header path, outermost first: what a data cell under it resolves to. */
  readonly path: readonly string[];
  /** Relative width. */
  readonly width: number;
  readonly unit?: string | undefined;
  /** Decimals that its figures are aligned to. */
  readonly decimals: number;
}

export interface HeadCell {
  readonly text: string;
  readonly colspan: number;
  readonly rowspan: number;
  readonly scope: 'col' | 'colgroup';
  readonly kind: CellKind;
  readonly id?: string | undefined;
  /** Ids of the heads above it, as HTML takes them: `t3h1 t3h2`. */
  readonly headers?: string | undefined;
  /** 栏次 cells are data, not heads. */
  readonly element: 'th' | 'td';
}

export interface RowView {
  /** Fragment: 支出总表-2060101; of the first side where a line holds two rows. */
  readonly anchor?: string | undefined;
  readonly role: 'total' | 'subtotal' | 'class' | 'group' | 'item' | 'unit' | 'line';
  readonly level: number;
  readonly cells: readonly BodyCell[];
}

export interface BodyCell {
  readonly element: 'th' | 'td';
  readonly kind: CellKind;
  readonly text: string;
  readonly state: 'figure' | 'zero' | 'blank' | 'mark' | 'text';
  readonly colspan: number;
  readonly rowspan: number;
  /** Index into TableView.columns. */
  readonly column: number;
  readonly scope?: 'row' | 'rowgroup' | undefined;
  readonly id?: string | undefined;
  /** Ids of its column heads, then of its row heads: `t3h1 t3h2 t3r7`. */
  readonly headers?: string | undefined;
  /** Fragment of its own, for the second side of a line. */
  readonly anchor?: string | undefined;
  /** On a row head whose own row differs in these from its line, where a line holds two rows. */
  readonly role?: RowView['role'] | undefined;
  readonly level?: number | undefined;
  /** Corrected after publication: when and from what, and where that is told. */
  readonly amended?: { readonly href: string; readonly text: string } | undefined;
  /** On a row head: fragment of what explains the row. */
  readonly explained?: string | undefined;
  /** Findings on this cell, for authors. */
  readonly findings?: readonly string[] | undefined;
}

export interface ProjectView {
  readonly number: number;
  readonly anchor: string;
  readonly name: string;
  /** Heading as the form prints it: 1、车辆保险费绩效目标表. */
  readonly title?: string;
  /** 项目编码, 预算数, 其中：财政资金 … in the form's order; absent fields left out. */
  readonly summary: readonly Labelled[];
  readonly purpose?: string;
  /** Its label; 资金用途 where absent. */
  readonly purposeTitle?: string;
  readonly plan?: { readonly title: string; readonly points: readonly Labelled[] };
  readonly goals: readonly string[];
  readonly goalsTitle: string;
  readonly indicators: TableView;
}

export interface TargetsView {
  readonly title?: string;
  /** Printed under the title of a grid: （2024年度）. */
  readonly subtitle?: string;
  /** First line of a grid: 部门(单位)名称. */
  readonly department?: Labelled;
  /** Head above the names of the tasks; empty where the form prints none. */
  readonly taskNameTitle?: string;
  readonly goalsTitle: string;
  readonly goals: readonly string[];
  readonly tasksTitle: string;
  readonly taskGoalTitle: string;
  readonly taskIndicatorsTitle: string;
  readonly tasks: readonly { readonly name: string; readonly goal: string; readonly indicators: string }[];
  readonly measuresTitle: string;
  readonly measures: readonly string[];
  readonly budget?: TableView;
  readonly indicators?: TableView;
}

export interface MetaTag {
  readonly name: string;
  readonly content: string;
}

/** What every page needs for its frame. */
export interface PageView {
  /** Path with leading and trailing slash, without the base. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Tags that the national site guideline asks for, in its order. */
  readonly meta: readonly MetaTag[];
  readonly jsonLd?: unknown;
  readonly breadcrumbs: readonly { readonly title: string; readonly href: string }[];
}

export interface ChecksSummary {
  /** 「共校验 214 项，全部通过」. */
  readonly text: string;
  readonly ok: boolean;
  readonly href: string;
  readonly counts: CheckCounts;
}

/** Single relations by how they came out; rules that said nothing; warnings and infos apart from what is wrong. */
export interface CheckCounts {
  readonly compared: number;
  readonly failed: number;
  readonly acknowledged: number;
  readonly notices: number;
  readonly notApplicable: number;
  readonly couldNotRun: number;
}

/** One correction after publication. */
export interface AmendmentView {
  /** Fragment on the history page. */
  readonly anchor: string;
  readonly date: string;
  readonly dateText: string;
  readonly reason: string;
  readonly changes: readonly AmendedView[];
}

export interface AmendedView {
  readonly change: AmendedChange;
  /** The whole sentence, and the words at its beginning that name the place. */
  readonly text: string;
  readonly subject: string;
  /** Where that stands on the disclosure's page, as a fragment without `#`. */
  readonly anchor?: string;
  /** It follows from another change. */
  readonly follows: boolean;
}

export interface HistorySummary {
  readonly href: string;
  /** 公开后更正 2 次. */
  readonly text: string;
  /** Oldest first. */
  readonly amendments: readonly AmendmentView[];
}

export interface DisclosureView {
  readonly id: string;
  readonly page: PageView;
  /** Name and what it is: 科技和工信部门 / 2024年部门预算. */
  readonly name: string;
  readonly heading: string;
  readonly cover?: { readonly title: string; readonly subtitle: string };
  readonly titleBlock: readonly Labelled[];
  readonly keyFigures: readonly KeyFigure[];
  /** What they say, in words for citizens. */
  readonly sentences: readonly Sentence[];
  /** What its figures say, drawn: a section of the site's own. */
  readonly pictures?: PicturesView;
  /** Against last year's, where the content has it: a section of the site's own. */
  readonly yearOnYear?: YearOnYearView;
  readonly toc: readonly TocItem[];
  readonly sections: readonly SectionView[];
  /** What the rows' 科目 and names mean, as far as the form's own glossary does not say: a section of the site's own. */
  readonly explained?: Pick<SectionView, 'anchor' | 'title'> & { readonly entries: readonly GlossaryView[] };
  readonly checks: ChecksSummary;
  /** What was corrected after publication; nothing of a withdrawn one. */
  readonly history?: HistorySummary;
  readonly downloads: readonly { readonly title: string; readonly href: string }[];
  readonly withdrawn?: {
    /** YYYY-MM-DD, and as it is written. */
    readonly date: string;
    readonly dateText: string;
    readonly reason: string;
    readonly movedTo?: { readonly title: string; readonly href: string };
  };
  readonly draft: boolean;
  /** A demonstration: every page and PDF says so. */
  readonly sample?: boolean;
  /** YYYY-MM-DD, where known. */
  readonly publishedOn?: string;
  /** SHA-256 of the content files, hex. */
  readonly hash: string;
}

/** A correction as feeds tell it. */
export interface EntryAmendment {
  readonly href: string;
  readonly date: string;
  readonly reason: string;
  /** How many places; and the first few of them in words. */
  readonly count: number;
  readonly texts: readonly string[];
}

/** One line of an index of disclosures. */
export interface DisclosureEntry {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly code: string;
  readonly year: number;
  readonly scope: string;
  readonly phase: string;
  /** 科技和工信部门2024年部门预算. */
  readonly title: string;
  readonly regionCode: string;
  readonly regionName: string;
  /** Ids of departments.yaml: its own, and of the department above it. */
  readonly department?: string;
  readonly parent?: string;
  /** Of a department: codes and names of the units under it. */
  readonly units?: readonly string[];
  readonly publishedOn?: string;
  /** Newest first; absent where there is none. */
  readonly amendments?: readonly EntryAmendment[];
  readonly keyFigures: readonly KeyFigure[];
  readonly checks: ChecksSummary;
  readonly projects: number;
  readonly withdrawn: boolean;
  readonly hash: string;
}
