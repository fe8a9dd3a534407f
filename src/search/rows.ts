import { isMoneyUnit } from '../model/cell.ts';
import { type Paragraph, paragraphsOf } from '../view/paragraphs.ts';
import type {
  BodyCell,
  DisclosureView,
  GlossaryView,
  LeafColumn,
  ProjectView,
  SectionView,
  TableView,
  TargetsView,
} from '../view/types.ts';
import type { OwnIndex, OwnRow, OwnTable } from './own-format.ts';

/** All rows and paragraphs of a disclosure's page, taken from what the page shows, so that each leads to where it stands. */
export function ownIndex(view: DisclosureView): OwnIndex {
  const headings: OwnRow[] = [];
  const tables: OwnTable[] = [];
  const walk = (section: SectionView): void => {
    if (section.title !== '') headings.push([section.anchor, section.title]);
    for (const item of section.content) {
      switch (item.kind) {
        case 'html':
          tables.push(said(section.title, paragraphsOf(item.html)));
          break;
        case 'table':
          tables.push(ownTable(item.table), said(item.table.title, notesOf(item.table)));
          break;
        case 'project':
          tables.push(...ownProject(item.project));
          break;
        case 'targets':
          tables.push(...ownTargets(item.targets, section));
          break;
        case 'glossary': {
          tables.push(explained(section.title, item.entries));
          break;
        }
        default:
      }
    }
    section.children.forEach(walk);
  };
  if (!view.withdrawn) {
    view.sections.forEach(walk);
    if (view.explained) tables.push(explained(view.explained.title, view.explained.entries));
  }
  return {
    name: view.name,
    heading: view.heading,
    tables: [{ title: '', columns: [], rows: headings }, ...tables].filter(({ rows }) => rows.length > 0),
  };
}

/** What is said in words, under the title that it stands under. */
function said(title: string, paragraphs: readonly Paragraph[]): OwnTable {
  return { title, columns: [], rows: paragraphs.map(({ anchor, text }): OwnRow => [anchor, text]) };
}

function notesOf({ id, about, notes }: TableView): readonly Paragraph[] {
  return [about, ...notes].flatMap((text) => (text ? [{ anchor: id, text }] : []));
}

function explained(title: string, entries: readonly GlossaryView[]): OwnTable {
  const rows = entries.map(({ term, aliases, definition, anchor }): OwnRow => {
    return [anchor, [term, ...aliases, definition].join('\n')];
  });
  return { title, columns: [], rows };
}

function ownTable(table: TableView): OwnTable {
  const figures = table.columns.flatMap((column, index) => (column.kind === 'figure' ? [index] : []));
  const leaves = figures.map((index) => table.columns[index] as LeafColumn);
  const columns = leaves.map(({ path, unit = '' }) => {
    const leaf = path.at(-1) ?? '';
    // 基本支出/合计, where the leaf alone could be another column's.
    const alone = leaves.filter((other) => other.path.at(-1) === leaf).length === 1;
    const title = alone ? leaf : path.join('/');
    return isMoneyUnit(unit) ? ([title, unit] as const) : ([title] as const);
  });
  const places: number[] = [];
  for (const [place, index] of figures.entries()) places[index] = place;
  const rows: OwnRow[] = [];
  // Lines under a spanning name have no fragment of their own: they belong to the row above.
  let above = table.id;
  for (const { anchor, cells } of table.body) {
    above = anchor ?? above;
    // A line holds a row for each side of its form; the cell that names the second has its fragment.
    for (let from = 0; from < cells.length; ) {
      let to = from + 1;
      while (to < cells.length && cells[to]?.anchor === undefined) to++;
      above = cells[from]?.anchor ?? above;
      const row = ownRow(above, cells, from, to, places);
      if (row) rows.push(row);
      from = to;
    }
  }
  return { title: table.title, columns, rows };
}

/** The cells of one side of a line; `places` by column are those of its figures. */
function ownRow(
  anchor: string,
  cells: readonly BodyCell[],
  from: number,
  to: number,
  places: readonly number[],
): OwnRow | undefined {
  let words: string | undefined;
  let code = '';
  let values: string[] | undefined;
  for (let index = from; index < to; index++) {
    const { kind, text, column } = cells[index] as BodyCell;
    if (text === '') continue;
    if (kind === 'code') code += text;
    else if (kind === 'text') words = words === undefined ? text : `${words}\n${text}`;
    else if (kind === 'figure') {
      const place = places[column];
      if (place === undefined) continue;
      values ??= [];
      while (values.length < place) values.push('');
      values[place] = text;
    }
  }
  if (values) return [anchor, words ?? '', code, values];
  if (code !== '') return [anchor, words ?? '', code];
  return words === undefined ? undefined : [anchor, words];
}

/** Its name with its code and money, what it says in words, and its indicators. */
function ownProject(project: ProjectView): readonly OwnTable[] {
  const { anchor, name, summary, purpose, goals, indicators } = project;
  const money = summary.filter(({ text }) => AMOUNT.test(text));
  const code = summary.filter(({ text }) => CODE.test(text))[0]?.text ?? '';
  const said = [purpose, ...goals].filter((text) => text !== undefined && text !== '');
  const columns = money.map(({ label, text }) => [label, AMOUNT.exec(text)?.[2] ?? ''] as const);
  const values = money.map(({ text }) => AMOUNT.exec(text)?.[1] ?? '');
  return [
    { title: project.title ?? name, columns, rows: [[anchor, [name, ...said].join('\n'), code, values]] },
    ownTable(indicators),
  ];
}

/** As the project's summary prints it: 46.29万元. */
const AMOUNT = /^(-?[\d,]+(?:\.\d+)?)(万元|千元|元)$/u;
const CODE = /^[0-9A-Za-z-]{6,}$/;

function ownTargets(targets: TargetsView, { anchor, title }: SectionView): readonly OwnTable[] {
  const rows = [
    ...targets.goals,
    ...targets.tasks.map(({ name, goal, indicators }) => [name, goal, indicators].filter(Boolean).join('\n')),
    ...targets.measures,
  ].map((text): OwnRow => [anchor, text]);
  const { budget, indicators } = targets;
  return [
    { title: targets.title ?? title, columns: [], rows },
    ...(budget ? [ownTable(budget)] : []),
    ...(indicators ? [ownTable(indicators)] : []),
  ];
}
