import type { Aside, Conversion, Notice, RawCell, ReadDocument, SheetBlock } from '../../blocks.ts';
import { ImportRefusal, printable } from '../../refusal.ts';
import { columnName, type Merge, type Sheet, type SheetRow } from './sheet.ts';

/** Cells with the blanks between them; sixty departments' tables have a tenth of it. */
const MOST_PLACES = 2_000_000;

/** Sheets as blocks. Columns in which nothing stands are left out; the addresses stay those of the file. */
export function sheetsDocument(
  file: string,
  sheets: readonly Sheet[],
  notices: readonly string[],
  aside: readonly Aside[] = [],
): ReadDocument {
  const blocks: SheetBlock[] = [];
  const converted: Conversion[] = [];
  const told: Notice[] = notices.map((text) => ({ line: undefined, text }));
  const origin: { sheet: string; row: number }[] = [];
  let places = 0;
  for (const sheet of sheets) {
    if (sheet.rows.length === 0) continue;
    const columns = usedColumns(sheet);
    const covers = coversOf(sheet, columns);
    const first = origin.length + 1;
    // Counted before a cell of it is made.
    for (const row of sheet.rows) {
      const last = Math.max(...row.cells.map((cell) => columns.indexOf.get(cell.column) ?? 0));
      places += Math.max(last, covers.get(row.number)?.last ?? -1) + 1;
    }
    if (places > MOST_PLACES)
      throw new ImportRefusal(file, '各格散得太开', '请把每张表放在一起，删去远处的零星内容。');
    const rows = sheet.rows.map((row): RawCell[] => {
      origin.push({ sheet: printable(sheet.name), row: row.number });
      const line = origin.length;
      const width = Math.max(...row.cells.map((cell) => columns.indexOf.get(cell.column) ?? 0)) + 1;
      const covered = covers.get(row.number);
      const cells = Array.from(
        { length: Math.max(width, (covered?.last ?? -1) + 1) },
        (_, index): RawCell => {
          const merged = covered?.by.get(index);
          return {
            text: '',
            line,
            at: `${columnName(columns.list[index] ?? 0)}${row.number}`,
            ...(merged && { merged }),
          };
        },
      );
      for (const { column, text, stored, exact, fault } of row.cells) {
        const index = columns.indexOf.get(column) as number;
        const at = `${columnName(column)}${row.number}`;
        if (fault !== undefined) told.push({ line, at, text: `${fault}${text === '' ? '' : `：“${text}”`}` });
        if (stored !== undefined) converted.push({ line, at, from: stored, to: text });
        const { merged: _, ...place } = cells[index] as RawCell;
        cells[index] = {
          ...place,
          text: fault !== undefined && /公式/.test(fault) ? '' : text,
          ...(exact && { exact }),
        };
      }
      return cells;
    });
    blocks.push({ kind: 'sheet', name: sheet.name, hidden: sheet.hidden, rows, line: first });
    told.push(...hiddenParts(sheet, first));
  }
  return {
    form: 'workbook',
    blocks,
    converted,
    notices: told,
    aside,
    lines: origin.length,
    placeOf(line, at) {
      const known = origin[line - 1];
      if (!known) return `第 ${line} 行`;
      return `工作表“${known.sheet}”${at ?? `第 ${known.row} 行`}`;
    },
  };
}

interface Columns {
  readonly list: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
}

function usedColumns(sheet: Sheet): Columns {
  const used = new Set<number>();
  for (const row of sheet.rows) for (const cell of row.cells) used.add(cell.column);
  const list = [...used].sort((a, b) => a - b);
  return { list, indexOf: new Map(list.map((column, index) => [column, index])) };
}

interface Cover {
  readonly by: Map<number, 'left' | 'above'>;
  last: number;
}

/** Which places of which rows a merged cell covers; only rows and columns in which something stands. */
function coversOf(sheet: Sheet, columns: Columns): Map<number, Cover> {
  const covers = new Map<number, Cover>();
  const numbers = sheet.rows.map((row) => row.number);
  for (const merge of sheet.merges) {
    const within = columns.list.flatMap((column, index) =>
      column >= merge.left && column <= merge.right ? [{ column, index }] : [],
    );
    for (let at = lowerBound(numbers, merge.top); at < numbers.length; at++) {
      const number = numbers[at] as number;
      if (number > merge.bottom) break;
      const cover = covers.get(number) ?? { by: new Map(), last: -1 };
      for (const { column, index } of within) {
        if (number === merge.top && column === merge.left) continue;
        cover.by.set(index, column > merge.left ? 'left' : 'above');
        // A merged cell reaches as far as its own words are read, no farther.
        if (spansRows(merge)) cover.last = Math.max(cover.last, index);
      }
      covers.set(number, cover);
    }
  }
  return covers;
}

const spansRows = (merge: Merge): boolean => merge.bottom > merge.top;

function lowerBound(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hiddenParts(sheet: Sheet, line: number): Notice[] {
  const parts: string[] = [];
  if (sheet.hidden) parts.push('整张工作表是隐藏的');
  const rows = sheet.rows.filter((row: SheetRow) => row.hidden).map((row) => row.number);
  if (rows.length > 0) parts.push(`第 ${listed(rows.map(String))} 行是隐藏的`);
  const used = usedColumns(sheet).list.filter((column) =>
    sheet.hiddenColumns.some(([from, to]) => column >= from && column <= to),
  );
  if (used.length > 0) parts.push(`第 ${listed(used.map(columnName))} 列是隐藏的`);
  return parts.length === 0
    ? []
    : [{ line, text: `工作表“${printable(sheet.name)}”${parts.join('，')}，已照样读入，请核对是否应当公开` }];
}

const listed = (items: readonly string[]): string =>
  items.length > 12 ? `${items.slice(0, 12).join('、')}……（共 ${items.length} 处）` : items.join('、');
