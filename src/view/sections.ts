import type { CheckedDisclosure } from '../model/disclosure.ts';
import type { FillValues } from '../model/fill.ts';
import type { Row, Table } from '../model/table.ts';
import type { GlossaryEntry } from '../model/template.ts';
import type { AmendedMarks } from './amendments.ts';
import { type Anchors, glossaryAnchor } from './anchors.ts';
import { tablesIn } from './checks-shapes.ts';
import { isActive } from './checks-words.ts';
import { Explanations } from './explained.ts';
import type { PlannedSection } from './outline.ts';
import { withAnchors } from './paragraphs.ts';
import { viewProjectTable } from './project-table.ts';
import { viewProject } from './projects.ts';
import { viewTable } from './table.ts';
import { viewTargets } from './targets.ts';
import type { ContentView, GlossaryView, SectionView } from './types.ts';

export interface SectionsContext {
  readonly words: FillValues;
  readonly anchors: Anchors;
  /** Are the tables' CSV files beside the page? */
  readonly csv: boolean;
  /** What was found at a cell of a table, for authors. */
  readonly findings?:
    | ((table: string) => ((line: number, column: number) => readonly string[] | undefined) | undefined)
    | undefined;
  /** What of a table was corrected after publication. */
  readonly amended: (table: string) => AmendedMarks | undefined;
}

export interface DrawnSections {
  readonly sections: readonly SectionView[];
  /** What the page explains besides the form's glossary. */
  readonly explained: readonly GlossaryView[];
  /** The fragment of a row, if its table is on the page. */
  readonly anchorOf: (table: Table, row: Row) => string | undefined;
}

/** The form has the section, and a heading with nothing under it would look like a loss. */
const NOTHING: ContentView = { kind: 'html', html: '<p>这次公开没有列出这项内容。</p>' };

/** Puts into each planned section what it holds, in the order of the page. */
export function drawSections(
  disclosure: CheckedDisclosure,
  planned: readonly PlannedSection[],
  context: SectionsContext,
): DrawnSections {
  const rowAnchors = new Map<Table, ReadonlyMap<Row, string>>();
  let tables = 0;
  const nextIndex = () => ++tables;
  const related = tablesCompared(disclosure);
  const explanations = new Explanations(disclosure.template, termsOn(disclosure, planned), context.anchors);

  const draw = (section: PlannedSection): SectionView => {
    const { item, anchor, level, number, title, html } = section;
    const content: ContentView[] = html
      ? [{ kind: 'html', html: withAnchors(html, paragraphOf(anchor)) }]
      : [];
    content.push(...own(section));
    if (content.length === 0 && section.children.length === 0) content.push(NOTHING);
    return { id: item.id, anchor, level, number, title, content, children: section.children.map(draw) };
  };

  const paragraphOf = (anchor: string) => (number: number) => context.anchors.claim(`${anchor}-段${number}`);

  const own = (section: PlannedSection): readonly ContentView[] => {
    const { item, title } = section;
    const missing = disclosure.notPublished.get(item.id);
    if (missing) return [{ kind: 'notPublished', title, reason: missing.reason }];
    switch (item.kind) {
      case 'table':
        return drawTable(section);
      case 'projects':
        return drawProjects(section);
      case 'targets':
        return drawTargets(section);
      case 'glossary':
        return [
          {
            kind: 'glossary',
            entries: viewGlossary(explained(disclosure.template.glossary, item.terms), context.anchors),
          },
        ];
      case 'part':
      case 'section':
        return [];
    }
  };

  const drawTable = ({ item, anchor, title }: PlannedSection): readonly ContentView[] => {
    const table = disclosure.tables.get(item.id);
    if (!table) return [];
    const drawn = viewTable(table, {
      index: nextIndex(),
      anchor,
      anchors: context.anchors,
      title: disclosure.headings.has(item.id) ? title : table.spec.title,
      words: context.words,
      who: disclosure,
      unit: disclosure.template.unit,
      csv: context.csv ? `tables/${table.spec.id}.csv` : undefined,
      remarks: undecided(disclosure, item.id),
      findings: context.findings?.(item.id),
      amended: context.amended(item.id),
      related: related.has(table),
      explained: (row) => explanations.anchorOf(table, row),
    });
    rowAnchors.set(table, drawn.rowAnchors);
    return [{ kind: 'table', table: drawn.view }];
  };

  const drawProjects = ({ anchor }: PlannedSection): readonly ContentView[] => {
    const form = disclosure.template.projects;
    const { projects, projectUnits } = disclosure;
    if (!form || (projects.length === 0 && projectUnits.length === 0)) return [];
    if (form.layout === 'table') {
      const place = { index: nextIndex(), anchor, anchors: context.anchors, words: context.words };
      return [{ kind: 'table', table: viewProjectTable(projects, projectUnits, form, place) }];
    }
    const place = { words: context.words, anchors: context.anchors, nextIndex };
    return projects.map((project) => ({ kind: 'project', project: viewProject(project, form, place) }));
  };

  const drawTargets = ({ anchor }: PlannedSection): readonly ContentView[] => {
    const form = disclosure.template.targets;
    if (!form || !disclosure.targets) return [];
    const place = { anchor, anchors: context.anchors, words: context.words, nextIndex };
    return [{ kind: 'targets', targets: viewTargets(disclosure.targets, form, place) }];
  };

  const sections = planned.map(draw);
  return {
    sections,
    explained: explanations.entries(),
    anchorOf: (table, row) => rowAnchors.get(table)?.get(row),
  };
}

/** Those that the checks page lists. */
function tablesCompared({ checks }: CheckedDisclosure): ReadonlySet<Table> {
  const tables = new Set<Table>();
  for (const check of checks) if (isActive(check)) for (const table of tablesIn(check)) tables.add(table);
  return tables;
}

/** The terms that the form's own glossary explains on this page. */
function termsOn(disclosure: CheckedDisclosure, planned: readonly PlannedSection[]): ReadonlySet<string> {
  const { template, notPublished } = disclosure;
  const terms = new Set<string>();
  const walk = ({ item, children }: PlannedSection): void => {
    if (item.kind === 'glossary' && !notPublished.has(item.id)) {
      for (const { term } of explained(template.glossary, item.terms)) terms.add(term);
    }
    children.forEach(walk);
  };
  planned.forEach(walk);
  return terms;
}

/** A printed figure that no column can be told for is said in words, so that nothing published is lost. */
function undecided(disclosure: CheckedDisclosure, table: string): readonly string[] {
  return disclosure.undecided
    .filter((figure) => figure.table === table)
    .map(({ row, text, reason }) => `“${row}”一行原文另印有“${text}”，无法判定属于哪一列：${reason}`);
}

/** The form's own choice in the form's order, or everything. */
function explained(glossary: readonly GlossaryEntry[], terms: readonly string[]): readonly GlossaryEntry[] {
  if (terms.length === 0) return glossary;
  return terms.flatMap((term) => glossary.find((entry) => entry.term === term) ?? []);
}

function viewGlossary(entries: readonly GlossaryEntry[], anchors: Anchors): readonly GlossaryView[] {
  return entries.map(({ term, aliases, definition }) => ({
    term,
    aliases,
    definition,
    anchor: anchors.claim(glossaryAnchor(term)),
  }));
}
