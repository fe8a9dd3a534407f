import type { Cell } from '../model/cell.ts';
import { BLANK } from '../model/cell.ts';
import type { Finding } from '../model/finding.ts';
import { kept } from '../model/kept.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile, CsvRecord } from '../model/raw.ts';
import type { Line, Table } from '../model/table.ts';
import type { ColumnSpec, TableSpec } from '../model/template.ts';
import { blankHint, figureHint, readCell } from './cells.ts';
import { type MatchedColumn, matchColumns } from './columns.ts';
import { nameRows } from './rows.ts';

export interface TableContext {
  readonly marks: readonly string[];
  /** Fills `{{year}}` and its like in titles and notes. */
  readonly fill: (text: string) => string;
  /** From disclosure.yaml. */
  readonly asOf?: string;
  readonly notes?: readonly string[];
}

/** A form's table filled from its file. Refuses only what cannot be represented. */
export function readTable(
  csv: CsvFile,
  spec: TableSpec,
  context: TableContext,
): { table?: Table; problems: Finding[] } {
  const { columns, problems: faults } = matchColumns(csv, spec, context.fill);
  const problems = [...faults];
  if (problems.length > 0) return { problems };
  const lines: Line[] = [];
  for (const record of csv.records) lines.push(readLine(csv, record, spec, columns, context.marks, problems));
  if (problems.length > 0) return { problems };
  const notes =
    context.notes ??
    [...spec.notes.always, ...(lines.length === 0 ? spec.notes.whenEmpty : [])].map(context.fill);
  return {
    table: {
      spec,
      columns: interned(spec, columns),
      headings: headingsOf(columns),
      lines,
      rows: nameRows(lines, columns, spec.sides),
      notes,
      file: csv.file,
      asOf: context.asOf,
    },
    problems: [],
  };
}

const headingsOf = kept((columns: readonly MatchedColumn[]) => columns.map((column) => column.heading));

const columnLists = kept((_: TableSpec) => new Map<string, readonly ColumnSpec[]>());

/** One list for all tables of a form that have the same columns: what is found out of it is found once. */
function interned(spec: TableSpec, columns: readonly MatchedColumn[]): readonly ColumnSpec[] {
  if (columns.length === spec.columns.length) return spec.columns;
  const lists = columnLists(spec);
  const key = columns.map((column) => column.spec.id).join('\0');
  const list = lists.get(key) ?? columns.map((column) => column.spec);
  lists.set(key, list);
  return list;
}

/** A shifted column makes a fault of every line: more than these help nobody. */
const MAX_TOLD = 20;

function readLine(
  csv: CsvFile,
  record: CsvRecord,
  spec: TableSpec,
  columns: readonly MatchedColumn[],
  marks: readonly string[],
  problems: Finding[],
): Line {
  // Pushed, not mapped: what `map` gives is of another kind once its caller is compiled, and all that reads cells would be
  // compiled once more.
  const cells: Cell[] = [];
  for (const column of columns) {
    const field = record.fields[column.field] ?? '';
    const cell = readCell(field, column.spec.kind, marks);
    cells.push(cell ?? BLANK);
    if (!cell) tellFault(csv, record, spec, column, marks, problems);
  }
  return { cells, place: (index) => csv.locate(record, columns[index]?.field ?? 0) };
}

function tellFault(
  csv: CsvFile,
  record: CsvRecord,
  spec: TableSpec,
  { field, heading, spec: { kind } }: MatchedColumn,
  marks: readonly string[],
  problems: Finding[],
): void {
  if (problems.length > MAX_TOLD) return;
  const place = { ...csv.locate(record, field), columnTitle: heading };
  if (problems.length === MAX_TOLD) {
    const message = `表“${spec.id}”从这里起还有别的格不是数字`;
    problems.push(problem('load.not-a-figure', place, message, '请先改正前面各处，再运行一次。'));
    return;
  }
  const text = record.fields[field] ?? '';
  problems.push(
    problem(
      'load.not-a-figure',
      place,
      `表“${spec.id}”第 ${record.line} 行“${heading}”的“${text}”不是数字`,
      `${figureHint(text, kind)}${blankHint(marks)}`,
    ),
  );
}
