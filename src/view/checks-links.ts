import type { ComparedFigure } from '../model/comparison.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { kept } from '../model/kept.ts';
import type { Place } from '../model/place.ts';
import type { Row, Table } from '../model/table.ts';
import type { DisclosureView, SectionView, TableView } from './types.ts';

type CellAt = NonNullable<ComparedFigure['at']>;

/** Where things stand on a disclosure's page, as fragments without `#`. Undefined for what the page does not show. */
export interface PageAnchors {
  readonly row: (table: Table, row: Row) => string | undefined;
  readonly place: (place: Place) => string | undefined;
  readonly table: (table: Table) => string | undefined;
  /** A cell by the fragment of its table and, as drawn, `line.column` in its body, both from 0. */
  readonly cell: (at: CellAt) => { readonly table: string; readonly cell: string } | undefined;
  /** Which table of the page it is; those that are not on it come last. */
  readonly order: (table: Table) => number;
}

/** Read off the page itself, so that no link can lead elsewhere than to what is there. `disclosure` is what the page shows. */
export const pageAnchors = kept((view: DisclosureView, disclosure: CheckedDisclosure): PageAnchors => {
  const sections = new Map<string, SectionView>();
  const collect = (section: SectionView): void => {
    sections.set(section.id, section);
    section.children.forEach(collect);
  };
  view.sections.forEach(collect);
  const drawn = (id: string): TableView | undefined => {
    const found = sections.get(id)?.content.find((item) => item.kind === 'table');
    return found?.kind === 'table' ? found.table : undefined;
  };
  const tables = new Map<Table, TableView | undefined>();
  const byFile = new Map<string, Table>();
  for (const table of disclosure.tables.values()) {
    tables.set(table, drawn(table.spec.id));
    byFile.set(table.file, table);
  }
  const places = new Map([...sections.keys()].map((id, index) => [id, index]));
  const files = otherFiles(disclosure, sections, new Set(disclosure.tables.keys()));
  const row: PageAnchors['row'] = (table, wanted) => {
    const shown = tables.get(table);
    return shown && (rowAnchor(table, shown, wanted) ?? shown.id);
  };
  return {
    row,
    table: (table) => tables.get(table)?.id,
    cell({ table, row: { line }, column }) {
      const shown = tables.get(table);
      if (!shown) return undefined;
      // The serial number that the page puts before the form's columns.
      const offset = shown.columns.length - table.columns.length;
      return { table: shown.id, cell: `${line}.${column + offset}` };
    },
    order: (table) => places.get(table.spec.id) ?? places.size,
    place(place) {
      const table = byFile.get(place.file);
      // A table that is not published has its section, which says so.
      if (!table) return files.get(place.file) ?? sections.get(place.table ?? '')?.anchor;
      const found = rowAt(table, place);
      return found ? row(table, found) : tables.get(table)?.id;
    },
  };
});

/** Of two rows in one line the second has its fragment at its own head. */
function rowAnchor(table: Table, shown: TableView, row: Row): string | undefined {
  const line = shown.body[row.line];
  if (!line || table.spec.sides.length === 1) return line?.anchor;
  const offset = shown.columns.length - table.columns.length;
  const own = line.cells.find(
    (cell) => cell.anchor !== undefined && table.columns[cell.column - offset]?.side === row.side,
  );
  return own?.anchor ?? line.anchor;
}

function rowAt(table: Table, { line, column, row }: Place): Row | undefined {
  if (line === undefined) return table.rows.find((item) => item.label === row);
  const index = table.lines.findIndex((item) => item.place(0).line === line);
  const rows = table.rows.filter((item) => item.line === index);
  if (rows.length < 2 || column === undefined) return rows[0];
  const at = table.columns.findIndex((_, i) => table.lines[index]?.place(i).column === column);
  return rows.find((item) => item.side === table.columns[at]?.side) ?? rows[0];
}

/** Projects, targets and narrative sections, the department's own or drafted by the form, by file. */
function otherFiles(
  { projects, targets, narrative, template }: CheckedDisclosure,
  sections: ReadonlyMap<string, SectionView>,
  tables: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [id, { anchor }] of sections) {
    const file = (narrative.get(id) ?? template.drafts.get(id))?.file;
    if (file !== undefined) files.set(file, anchor);
  }
  const byNumber = new Map(projects.map((project) => [project.number, project]));
  for (const section of sections.values()) {
    for (const item of section.content) {
      if (item.kind === 'targets' && targets) files.set(targets.file, section.anchor);
      if (item.kind === 'project') {
        const project = byNumber.get(item.project.number);
        if (project) files.set(project.file, item.project.anchor);
      }
      // What is no table of figures is the one wide table of all projects: each one's first line has a fragment.
      if (item.kind === 'table' && !tables.has(section.id)) {
        const anchors = item.table.body.flatMap((line) => line.anchor ?? []);
        for (const [index, { file }] of projects.entries()) {
          const anchor = anchors[index];
          if (anchor !== undefined) files.set(file, anchor);
        }
      }
    }
  }
  return files;
}
