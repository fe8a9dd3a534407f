import type { ColumnSpec, SideSpec, TableSpec } from '../../model/template.ts';
import type { RawCell } from '../blocks.ts';
import type { Log } from '../log.ts';
import { isAmount, isFigure, squeeze } from '../text.ts';
import { type Figures, isNumeric, type PrintedRow, type Token, tokensOf } from './rows.ts';

/**
 * Rows of a list: names wrapped into pieces, then figures at the end of a line.
 * A row ends with a line that ends in figures once all the runs of names that
 * the form has were seen, or at once after a total's name.
 */
export function listedRows(
  lines: readonly RawCell[],
  spec: TableSpec,
  columns: readonly ColumnSpec[],
  log: Log,
): PrintedRow[] {
  const side = spec.sides[0] as SideSpec;
  if (!columns.some(isNumeric)) return textRows(lines, side, columns, spec, log);
  const rows: PrintedRow[] = [];
  let pending: RawCell[] = [];
  for (const line of lines) {
    pending.push(line);
    if (!isAmount(tokensOf(line).at(-1)?.text ?? '')) continue;
    const row = readListed(pending, side, columns);
    if (!row) continue;
    rows.push(row);
    pending = [];
  }
  log.lost(pending, spec.id, '这几行没有以数字结尾，认不出是哪一行');
  return rows;
}

function readListed(
  lines: readonly RawCell[],
  side: SideSpec,
  columns: readonly ColumnSpec[],
): PrintedRow | undefined {
  const tokens = lines.flatMap(tokensOf);
  let end = tokens.length;
  while (end > 0 && isFigure((tokens[end - 1] as Token).text)) end--;
  const tail = tokens.slice(end).map((token) => token.text);
  const before = tokens.slice(0, end);
  const figuresOf = (label: string, own: readonly ColumnSpec[]): Figures => ({
    side,
    columns: own,
    texts: tail,
    label,
  });
  const line = tokens[0]?.line ?? 0;
  const label = squeeze(before.map((token) => token.text).join(''));
  const last = columns.findLastIndex((column) => !isNumeric(column));
  const tailColumns = columns.slice(last + 1);
  if ([...side.rows.total, ...side.rows.subtotal].some((word) => word !== '' && label.endsWith(word))) {
    // A sum has no number of things and no price.
    const sums = tailColumns.filter((column) => column.kind === 'amount');
    return { line, names: new Map([[side.rows.label, label]]), figures: [figuresOf(label, sums)] };
  }
  const names = readNames(before, columns.slice(0, last + 1));
  if (!names) return undefined;
  return { line, names, figures: [figuresOf(names.get(side.rows.label) ?? label, tailColumns)] };
}

/** Names up to a figure, the figure, names up to a code, the code, what is left. */
function readNames(
  tokens: readonly Token[],
  columns: readonly ColumnSpec[],
): Map<string, string> | undefined {
  const names = new Map<string, string>();
  let at = 0;
  for (const [index, column] of columns.entries()) {
    const after = columns[index + 1];
    if (isNumeric(column)) {
      if (isAmount(tokens[at]?.text ?? '')) names.set(column.id, (tokens[at++] as Token).text);
      continue;
    }
    const pieces: Token[] = [];
    if (column.kind === 'code') {
      if (!isCode(tokens[at]?.text ?? '')) return undefined;
      const lineOf = (token: Token | undefined): number | undefined => token?.line;
      const lastLine = lineOf(tokens.at(-1));
      // A code's pieces stand on lines of their own; on the last line begins the next column.
      while (
        at < tokens.length &&
        /^[0-9A-Za-z]+$/.test(tokens[at]?.text ?? '') &&
        (pieces.length === 0 || lineOf(tokens[at]) !== lastLine)
      )
        pieces.push(tokens[at++] as Token);
    } else {
      while (at < tokens.length && !endsNames(tokens[at] as Token, after)) pieces.push(tokens[at++] as Token);
    }
    names.set(column.id, squeeze(pieces.map((token) => token.text).join('')));
  }
  return at === tokens.length ? names : undefined;
}

const isCode = (text: string): boolean => /^[A-Z]\d{2,}$/.test(text);

function endsNames(token: Token, next: ColumnSpec | undefined): boolean {
  if (next && isNumeric(next)) return isAmount(token.text);
  return next?.kind === 'code' ? isCode(token.text) : false;
}

/** A list of names only: one line of each row holds several cells, the pieces of a long one stand before it. */
function textRows(
  lines: readonly RawCell[],
  side: SideSpec,
  columns: readonly ColumnSpec[],
  spec: TableSpec,
  log: Log,
): PrintedRow[] {
  const rows: PrintedRow[] = [];
  let pending: RawCell[] = [];
  for (const line of lines) {
    pending.push(line);
    const tokens = tokensOf(line).map((token) => token.text);
    if (tokens.length === 1) continue;
    const wrapped = pending.slice(0, -1).map((piece) => piece.text);
    const cells = wrapped.length > 0 ? [wrapped.join(''), ...tokens] : tokens;
    if (cells.length === columns.length) {
      const names = new Map(columns.map((column, index) => [column.id, squeeze(cells[index] ?? '')]));
      rows.push({ line: line.line, names, figures: [] });
    } else {
      rows.push({
        line: line.line,
        names: new Map([[side.rows.label, squeeze(cells[0] ?? '')]]),
        figures: [],
      });
      log.lost(pending, spec.id, '这一行分不清各格');
    }
    pending = [];
  }
  log.lost(pending, spec.id, '这几行认不出是哪一行');
  return rows;
}
