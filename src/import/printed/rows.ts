import type { ColumnSpec, FixedRow, SideSpec, TableSpec } from '../../model/template.ts';
import { bareLabel, normalized } from '../../model/titles.ts';
import type { RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import { isFigure, squeeze } from '../text.ts';

/** The figures of one side of a printed row, in print order, and the columns they may stand under. */
export interface Figures {
  readonly side: SideSpec;
  readonly columns: readonly ColumnSpec[];
  readonly texts: readonly string[];
  /** The form's row, where it prints its rows. */
  readonly fixed?: FixedRow;
  readonly code?: string;
  readonly label: string;
}

export interface PrintedRow {
  readonly line: number;
  /** Names and codes by column id. */
  readonly names: ReadonlyMap<string, string>;
  readonly figures: readonly Figures[];
}

export interface Token {
  readonly text: string;
  readonly line: number;
}

export function tokensOf(line: RawCell): Token[] {
  return line.text
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => ({ text, line: line.line }));
}

export const isNumeric = (column: ColumnSpec): boolean => column.kind !== 'text' && column.kind !== 'code';

/** Rows of a table that prints 序号: a row begins where a line begins with the next number. */
export function numberedRows(lines: readonly RawCell[], spec: TableSpec, log: Log): Token[][] {
  const rows: Token[][] = [];
  for (const line of lines) {
    const tokens = tokensOf(line);
    if (tokens[0]?.text === String(rows.length + 1)) rows.push(tokens.slice(1));
    else if (rows.length > 0) rows.at(-1)?.push(...tokens);
    else log.lost([line], spec.id, '第一行之前的文字');
  }
  return rows;
}

/** Reads the tokens of a row by the sides of its form: names are known to the form, figures follow them. */
export function readSides(
  tokens: readonly Token[],
  spec: TableSpec,
  columns: readonly ColumnSpec[],
  { marks, log }: Context,
): PrintedRow {
  const names = new Map<string, string>();
  const figures: Figures[] = [];
  const isValue = (token: Token): boolean => isFigure(token.text) || marks.includes(token.text);
  let next = 0;
  for (const { texts, values } of runsOf(tokens, isValue, spec.sides.length > 1)) {
    const labels = splitLabels(texts, spec, next);
    if (labels.length === 0) log.lost(values, spec.id, '这些数字前面没有名称');
    labels.forEach(({ side, label }, index) => {
      next = spec.sides.indexOf(side) + 1;
      const own = columns.filter((column) => spec.sides.length === 1 || column.side === side.id);
      const { code, name } = splitCode(label, own, side);
      if (code !== undefined) names.set(own.find((column) => column.kind === 'code')?.id ?? '', code);
      names.set(side.rows.label, name);
      const fixed = fixedRow(name, side);
      figures.push({
        side,
        columns: own.filter(isNumeric),
        texts: index === labels.length - 1 ? values.map((token) => token.text) : [],
        label: name,
        ...(fixed && { fixed }),
        ...(code !== undefined && { code }),
      });
    });
  }
  return { line: tokens[0]?.line ?? 0, names, figures };
}

interface NameAndValues {
  readonly texts: Token[];
  readonly values: Token[];
}

/** Names and the figures after them; a table of one side has one of each. */
function runsOf(
  tokens: readonly Token[],
  isValue: (token: Token) => boolean,
  sided: boolean,
): NameAndValues[] {
  const runs: NameAndValues[] = [{ texts: [], values: [] }];
  tokens.forEach((token, at) => {
    const last = runs.at(-1) as NameAndValues;
    if (!isText(tokens, at, isValue)) last.values.push(token);
    else if (sided && last.values.length > 0) runs.push({ texts: [token], values: [] });
    else last.texts.push(token);
  });
  return runs;
}

/** A code at the head of a row is a name, not a figure. */
function isText(tokens: readonly Token[], at: number, isValue: (token: Token) => boolean): boolean {
  const token = tokens[at] as Token;
  if (!isValue(token)) return true;
  const after = tokens[at + 1];
  return at === 0 && /^\d{3,7}$/.test(token.text) && after !== undefined && !isValue(after);
}

/** Two names may stand side by side with no figure between them. */
function splitLabels(
  texts: readonly Token[],
  spec: TableSpec,
  from: number,
): { side: SideSpec; label: readonly string[] }[] {
  const words = texts.map((token) => token.text);
  if (spec.sides.length === 1)
    return words.length > 0 ? [{ side: spec.sides[0] as SideSpec, label: words }] : [];
  for (let cut = 1; cut < words.length; cut++) {
    const [left, right] = [words.slice(0, cut), words.slice(cut)];
    for (let index = from; index < spec.sides.length - 1; index++) {
      const [a, b] = [spec.sides[index], spec.sides[index + 1]] as [SideSpec, SideSpec];
      if (fixedRow(left.join(''), a) && fixedRow(right.join(''), b))
        return [
          { side: a, label: left },
          { side: b, label: right },
        ];
    }
  }
  if (words.length === 0) return [];
  const known = spec.sides.slice(from).find((side) => fixedRow(words.join(''), side));
  return [
    {
      side: known ?? (spec.sides[from] as SideSpec | undefined) ?? (spec.sides.at(-1) as SideSpec),
      label: words,
    },
  ];
}

function splitCode(
  words: readonly string[],
  columns: readonly ColumnSpec[],
  side: SideSpec,
): { code?: string; name: string } {
  const first = words[0] ?? '';
  const coded =
    side.rows.kind === 'coded' && columns.some((column) => column.kind === 'code') && /^\d+$/.test(first);
  // Pieces of a wrapped name are one name.
  return coded ? { code: first, name: squeeze(words.slice(1).join('')) } : { name: squeeze(words.join('')) };
}

export function fixedRow(label: string, side: SideSpec): FixedRow | undefined {
  const wanted = normalized(label);
  return (
    side.rows.fixed.find((row) => [row.label, ...row.aliases].some((item) => normalized(item) === wanted)) ??
    side.rows.fixed.find((row) => wanted !== '' && bareLabel(row.label) === bareLabel(label))
  );
}

/** Rows of a form that prints its names but no 序号: each line begins with a name. */
export function labelledRows(
  lines: readonly RawCell[],
  spec: TableSpec,
  columns: readonly ColumnSpec[],
): PrintedRow[] {
  const side = spec.sides[0] as SideSpec;
  const rows: PrintedRow[] = [];
  for (const line of lines) {
    const found = side.rows.fixed
      .flatMap((row) =>
        [row.label, ...row.aliases].map((label) => ({ row, rest: afterLabel(line.text, label) })),
      )
      .filter((item): item is { row: FixedRow; rest: string } => item.rest !== undefined)
      .sort((a, b) => a.rest.length - b.rest.length)[0];
    const rest = found?.rest ?? '';
    const label = squeeze(found ? line.text.slice(0, line.text.length - rest.length) : line.text);
    const texts = rest.split(/\s+/).filter((text) => text !== '');
    const figures: Figures = {
      side,
      columns: columns.filter(isNumeric),
      texts,
      label,
      ...(found && { fixed: found.row }),
    };
    rows.push({ line: line.line, names: new Map([[side.rows.label, label]]), figures: [figures] });
  }
  return rows;
}

/** What follows a label at the start of a text, spaces aside. */
function afterLabel(text: string, label: string): string | undefined {
  const wanted = normalized(label);
  for (let end = 1; end <= text.length; end++) {
    if (normalized(text.slice(0, end)) === wanted) return text.slice(end);
  }
  return undefined;
}
