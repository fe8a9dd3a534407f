import { nearestText } from '../../../model/nearest.ts';
import type { ColumnSpec, TableSpec } from '../../../model/template.ts';
import { headerPath, normalized } from '../../../model/titles.ts';
import type { Grid, RawCell } from '../../blocks.ts';
import type { Context } from '../../context.ts';
import { solid, squeeze } from '../../text.ts';
import type { ReadRow } from '../table.ts';
import { asPrinted, convertMoney } from '../units.ts';
import { assignColumns, type Question } from './assign.ts';
import { formCodes } from './codes.ts';
import { codeText, figureText } from './figure.ts';
import {
  headPaths,
  isColumnNumber,
  type Row,
  splitWhole,
  titleKey,
  unitInTitle,
  wholeHeadWords,
} from './head.ts';

/** The columns of a table in one grid, to go on with where the next has no head. */
export interface WholeColumns {
  readonly map: readonly (ColumnSpec | undefined)[];
  readonly paths: readonly (readonly string[])[];
  readonly width: number;
}

export interface WholeRows {
  readonly rows: ReadRow[];
  readonly columns: WholeColumns | undefined;
}

/** Reads rows whose cells all stand in their own columns. Columns are known by their titles alone. */
export function readWholeGrid(
  grid: Grid,
  spec: TableSpec,
  unit: string | undefined,
  before: WholeColumns | undefined,
  context: Context,
): WholeRows {
  const { subject, log } = context;
  const words = wholeHeadWords(spec, subject);
  const split = splitWhole(grid.rows, words, subject);
  for (const row of split.above) log.lost(row, spec.id, '表头上面的这一行认不出');
  const width = Math.max(0, ...[...split.head, ...split.body].map((row) => row.length));
  const paths =
    split.head.length > 0 ? headPaths(split.head, width) : before?.width === width ? before.paths : [];
  const coded = formCodes({ paths, body: split.body }, spec, subject);
  const { map, questions } =
    split.head.length > 0 || !before
      ? assignColumns(coded.paths, coded.body, spec, subject)
      : { map: before.map, questions: [] as readonly Question[] };
  const known = map.filter((column) => column !== undefined);
  const label = spec.sides.some((side) => known.some((column) => column.id === side.rows.label));
  if (known.length < 2 || (!label && spec.columns.length > 2 && known.length * 2 < spec.columns.length)) {
    for (const row of grid.rows) log.lost(row, spec.id, '认不出这部分表格的列');
    return { rows: [], columns: before };
  }
  const line = grid.line;
  for (const cell of split.numbers.flat())
    if (!isColumnNumber(solid(cell.text))) log.lost([cell], spec.id, '栏次这一行里的这一格不是栏次');
  for (const cell of split.head.flat()) {
    const text = solid(cell.text);
    if (text !== '' && !words.has(titleKey(text, subject)) && !/^(?:[类款项目]|\d{1,2})$/.test(text))
      log.lost([cell], spec.id, '表头里的这一格，表样没有', '', true);
  }
  if (coded.note) log.note(line, `表“${spec.id}”的${coded.note}`);
  for (const question of questions) ask(question, spec, line, context);
  const reader = new RowReader(coded.paths, map, spec, unit, context);
  const rows = coded.body.filter((row) => !reader.isRemark(row)).map((row) => reader.row(row));
  reader.tell(line);
  return { rows, columns: { map, paths, width } };
}

function ask(
  { title, columns, choices, taken }: Question,
  spec: TableSpec,
  line: number,
  { log }: Context,
): void {
  const names = choices.map((column) => `“${headerPath(column).join('/')}”`).join('、');
  log.warn(
    line,
    taken
      ? `表“${spec.id}”有 ${columns.length} 列都叫“${title}”，没有上级表头可以区分，先按表样的次序当作${names}。对吗？`
      : `表“${spec.id}”的列“${title}”可能是${names}，分不清是哪一列，没有放入。请在表头上写明。`,
  );
}

/** Makes rows of cells, and keeps what must be told of whole columns. */
class RowReader {
  readonly #paths: readonly (readonly string[])[];
  readonly #map: readonly (ColumnSpec | undefined)[];
  readonly #spec: TableSpec;
  readonly #context: Context;
  readonly #units: readonly (string | undefined)[];
  readonly #unplaced = new Map<number, RawCell[]>();
  readonly #none = new Map<string, number>();
  readonly #money = { count: 0, example: '', long: [] as string[], from: '' };

  constructor(
    paths: readonly (readonly string[])[],
    map: readonly (ColumnSpec | undefined)[],
    spec: TableSpec,
    unit: string | undefined,
    context: Context,
  ) {
    this.#paths = paths;
    this.#map = map;
    this.#spec = spec;
    this.#context = context;
    this.#units = map.map((column, index) => {
      const own = unitInTitle(paths[index]?.at(-1) ?? '');
      return own ?? (column?.unit === undefined ? unit : undefined);
    });
  }

  row(row: Row): ReadRow {
    const cells = new Map<string, string>();
    this.#map.forEach((column, index) => {
      const cell = row[index];
      if (column) cells.set(column.id, cell ? this.#cell(cell, column, index) : '');
      else if (cell && solid(cell.text) !== '' && !this.#isSumWord(cell.text) && !this.#isSerial(cell, index))
        this.#leave(index, cell);
    });
    for (const cell of row.slice(this.#map.length)) this.#leave(this.#map.length, cell);
    const words = row.find((cell, index) => !this.#map[index] && this.#isSumWord(cell.text));
    if (words) this.#giveSum(cells, words);
    this.#moveSum(cells);
    const merged = new Set(
      this.#map.flatMap((column, index) => (column && row[index]?.merged === 'above' ? [column.id] : [])),
    );
    return { cells, line: row[0]?.line ?? 0, ...(merged.size > 0 && { merged }) };
  }

  /** Words alone where codes stand, below the rows or between them: said of the table, no row of it. */
  isRemark(row: Row): boolean {
    const [only, another] = row.filter((cell) => solid(cell.text) !== '');
    if (!only || another || this.#map[row.indexOf(only)]?.kind !== 'code') return false;
    if (!/\p{Script=Han}/u.test(only.text) || this.#isSumWord(only.text)) return false;
    this.#context.log.lost([only], this.#spec.id, '这一行只有文字，没有科目和数字');
    return true;
  }

  #cell(cell: RawCell, column: ColumnSpec, index: number): string {
    const { marks, log } = this.#context;
    if (column.kind === 'text') return squeeze(cell.text);
    // A code that was stored as a number with decimals.
    if (column.kind === 'code') return codeText(cell.text).replace(/^(\d+)\.0+$/, '$1');
    const figure = figureText(cell.text, column.kind, marks);
    if (!figure) {
      log.lost([cell], `${this.#spec.id}，列“${column.title}”`, '这一格应是数字');
      return '';
    }
    if (figure.none !== undefined) this.#none.set(figure.none, (this.#none.get(figure.none) ?? 0) + 1);
    if (column.kind === 'quantity') return figure.text;
    const text = this.#inUnit(figure.text, column, figure.unit ?? this.#units[index], cell);
    return cell.exact ? asPrinted(text) : text;
  }

  #inUnit(text: string, column: ColumnSpec, from: string | undefined, cell: RawCell): string {
    const to = column.unit ?? this.#spec.unit ?? this.#context.unit;
    if (from === undefined || from === to || text === '') return text;
    const converted = convertMoney(text, from, to);
    if (!converted) return text;
    const { log } = this.#context;
    if (converted.text !== text) {
      const money = this.#money;
      if (money.count++ === 0) money.example = `${text} → ${converted.text}`;
      money.from = from;
      log.converted.push({
        line: cell.line,
        ...(cell.at !== undefined && { at: cell.at }),
        from: `${text}${from}`,
        to: `${converted.text}${to}`,
      });
      if (converted.long) money.long.push(converted.text);
    }
    return converted.text;
  }

  #isSumWord(text: string): boolean {
    const word = normalized(text);
    return (
      word !== '' &&
      this.#spec.sides.some(({ rows }) =>
        [...rows.total, ...rows.subtotal].some((item) => normalized(item) === word),
      )
    );
  }

  /** 合计 under 序号, merged over the names. */
  #giveSum(cells: Map<string, string>, cell: RawCell): void {
    for (const { rows } of this.#spec.sides) {
      if (cells.has(rows.label) && cells.get(rows.label) === '') cells.set(rows.label, squeeze(cell.text));
    }
  }

  /** 合计 in the code's place stands under the name. */
  #moveSum(cells: Map<string, string>): void {
    for (const { rows } of this.#spec.sides) {
      const at = rows.code.find((id) => this.#isSumWord(cells.get(id) ?? ''));
      if (at === undefined || !cells.has(rows.label) || cells.get(rows.label) !== '') continue;
      cells.set(rows.label, cells.get(at) as string);
      cells.set(at, '');
    }
  }

  #isSerial(cell: RawCell, index: number): boolean {
    const title = this.#paths[index]?.join('') ?? '';
    return (
      /^\d+$/.test(solid(cell.text)) &&
      (/^(?:序号|行次|栏次|编号)+$/.test(title) || (title === '' && index === 0))
    );
  }

  #leave(index: number, cell: RawCell): void {
    if (solid(cell.text) === '') return;
    const held = this.#unplaced.get(index);
    if (held) held.push(cell);
    else this.#unplaced.set(index, [cell]);
  }

  tell(line: number): void {
    const { log } = this.#context;
    const titles = this.#spec.columns.map((column) => column.title);
    for (const [index, cells] of this.#unplaced) {
      const title = this.#paths[index]?.at(-1);
      if (title === undefined) log.lost(cells, this.#spec.id, '这一列没有表头');
      else
        log.lost(
          cells,
          `${this.#spec.id}，列“${title}”`,
          '这一列不属于表样的任何一列',
          nearestText(title, titles, 1),
        );
    }
    for (const [text, count] of this.#none)
      log.note(line, `表“${this.#spec.id}”里 ${count} 格数字写作“${text}”，读作空白`);
    const { count, example, long, from } = this.#money;
    if (count === 0) return;
    const to = this.#spec.unit ?? this.#context.unit;
    log.note(line, `表“${this.#spec.id}”的金额由${from}折成${to}，共 ${count} 格，例如 ${example}`);
    if (long.length > 0)
      log.warn(
        line,
        `表“${this.#spec.id}”有 ${long.length} 格折成${to}后多于两位小数，照实保留，没有四舍五入：${long.slice(0, 10).join('、')}${long.length > 10 ? '……' : ''}`,
      );
  }
}
