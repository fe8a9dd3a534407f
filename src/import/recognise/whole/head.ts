import type { TableSpec } from '../../../model/template.ts';
import { headerPath } from '../../../model/titles.ts';
import type { RawCell } from '../../blocks.ts';
import type { Subject } from '../../subject.ts';
import { isFigure, solid } from '../../text.ts';
import { columnKey, isHeadRow } from '../head.ts';

export type Row = readonly RawCell[];

export interface HeadAndBody {
  /** Rows above the head that say nothing known. */
  readonly above: Row[];
  readonly head: Row[];
  readonly body: Row[];
  /** Rows that only number the columns. */
  readonly numbers: Row[];
}

/** 1, (2), 3=1+2, 甲. */
export function isColumnNumber(text: string): boolean {
  return /^[[（(]?\d{1,2}[\]）)]?(?:[=＝][\d+＋\-－*×]+)?$|^[A-Za-z甲乙丙丁]$|^[栏行]次$/.test(text);
}

/** 栏次, or a row that only counts the columns. */
export function isColumnNumbers(row: Row): boolean {
  const texts = row.map((cell) => solid(cell.text)).filter((text) => text !== '');
  // Whatever else may stand among them: they are no figures.
  if (/^[栏行]次$/.test(texts[0] ?? '')) return true;
  const counts = (items: readonly string[]): boolean => items.every(isColumnNumber);
  const numbers = texts.filter((text) => /^\d/.test(text)).map((text) => Number.parseInt(text, 10));
  return (
    texts.length >= 3 &&
    counts(texts) &&
    numbers.length >= 2 &&
    numbers.every((number, index) => number === index + 1)
  );
}

/** May this row belong to a head: half of its texts known at least, no figure among them? */
function isHeadish(row: Row, words: ReadonlySet<string>, subject: Subject): boolean {
  const texts = row.map((cell) => solid(cell.text)).filter((text) => text !== '');
  if (texts.length === 0 || texts.some(isFigure)) return false;
  if (texts.length === 1) return isHeadRow(row, words, subject);
  const known = texts.filter((text) => words.has(titleKey(text, subject))).length;
  return known * 2 >= texts.length;
}

/** A title of a column as it is compared: its unit in brackets says the unit, not the column. */
export function titleKey(title: string, subject: Subject): string {
  return columnKey(title, subject).replace(/\((?:金额)?(?:单位:?)?\(?[百千万亿]*元\)*$/, '');
}

/** 预算数（元） → 元. */
export function unitInTitle(title: string): string | undefined {
  return /[（(](?:金额)?(?:单位[：:]?)?[（(]?([百千万亿]*元)[）)]*$/.exec(solid(title))?.[1];
}

/** Every text that may stand in the head of this table. */
export function wholeHeadWords(spec: TableSpec, subject: Subject): ReadonlySet<string> {
  const words = new Set(['序号', '栏次', '行次', '编号', '备注']);
  for (const column of spec.columns) {
    for (const title of [...headerPath(column), ...column.aliases, ...(column.csv ? [column.csv] : [])])
      words.add(titleKey(title, subject));
  }
  return words;
}

/** Splits a table into its head and what follows; heads that a page repeats are dropped. */
export function splitWhole(rows: readonly Row[], words: ReadonlySet<string>, subject: Subject): HeadAndBody {
  const first = rows.findIndex((row) => isHeadish(row, words, subject));
  if (first < 0) return { above: [], head: [], body: rows.filter((row) => !isBlank(row)), numbers: [] };
  let end = first + 1;
  while (end < rows.length) {
    const row = rows[end] as Row;
    if (!isHeadish(row, words, subject) && !hangsFromHead(row)) break;
    end++;
  }
  const above = rows.slice(0, first).filter((row) => !isBlank(row));
  const head = rows.slice(first, end);
  const body = rows
    .slice(end)
    .filter((row) => !isBlank(row) && !isColumnNumbers(row) && !isRepeated(row, words, subject));
  const numbers = rows.slice(end).filter(isColumnNumbers);
  return { above, head, body, numbers };
}

/** A row under a head's merged cells, with titles that the form does not know. */
function hangsFromHead(row: Row): boolean {
  const texts = row.filter((cell) => solid(cell.text) !== '');
  const hangs = row.filter((cell) => cell.merged === 'above').length;
  return hangs * 2 >= row.length && texts.every((cell) => !/\d/.test(cell.text));
}

/** Nothing in it, or the ruler that a converter drew under a head. */
const isBlank = (row: Row): boolean =>
  row.every((cell) => solid(cell.text) === '') ||
  row.every((cell) => /^(?:[-—–=]{3,}|:?-{3,}:?)?$/u.test(solid(cell.text)));

function isRepeated(row: Row, words: ReadonlySet<string>, subject: Subject): boolean {
  return row.filter((cell) => solid(cell.text) !== '').length > 1 && isHeadRow(row, words, subject);
}

/** The titles above each column, outermost first; a merged title stands over all that it covers. */
export function headPaths(head: readonly Row[], width: number): string[][] {
  const merges = head.some((row) => row.some((cell) => cell.merged === 'left'));
  const lines: string[][] = [];
  for (const [at, row] of head.entries()) {
    const line: string[] = [];
    for (let index = 0; index < width; index++) {
      const cell = row[index];
      const text = solid(cell?.text ?? '');
      const above = lines[at - 1]?.[index] ?? '';
      if (text !== '') line.push(text);
      else if (cell?.merged === 'left') line.push(line[index - 1] ?? '');
      else if (cell?.merged === 'above') line.push(above);
      // Without merged cells only the blanks tell how far a group reaches: to the next text, under one parent.
      else if (
        !merges &&
        at < head.length - 1 &&
        index > 0 &&
        hasTextBelow(head, at, index) &&
        sameParent(lines, at, index)
      )
        line.push(line[index - 1] ?? '');
      else line.push('');
    }
    lines.push(line);
  }
  return Array.from({ length: width }, (_, index) =>
    lines.map((line) => line[index] as string).filter((text, at, all) => text !== '' && text !== all[at - 1]),
  );
}

const hasTextBelow = (head: readonly Row[], at: number, index: number): boolean =>
  head.slice(at + 1).some((row) => solid(row[index]?.text ?? '') !== '');

const sameParent = (lines: readonly (readonly string[])[], at: number, index: number): boolean =>
  at === 0 || lines[at - 1]?.[index] === lines[at - 1]?.[index - 1];
