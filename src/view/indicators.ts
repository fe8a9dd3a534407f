import type { Indicator } from '../model/disclosure.ts';
import { kept } from '../model/kept.ts';
import type { IndicatorColumn } from '../model/template.ts';
import { leafColumn, placed, rowHead, rowView, showText, tableView } from './cells.ts';
import { buildHead, joinIds } from './headers.ts';
import type { BodyCell, RowView, TableView } from './types.ts';

const LEVELS = ['level1', 'level2', 'level3'] as const;
type Level = (typeof LEVELS)[number];
const WIDTHS: Readonly<Record<string, number>> = { level1: 1.2, level2: 1.6, level3: 2.4, value: 1.4 };

/**
 * Indicators in the form's columns. Equal neighbours of level 1, and of level 2
 * under one level 1, are one cell that spans their rows, as printed; a blank
 * below a name is such a merged cell too. The levels are the heads of their
 * rows, each under those to its left.
 */
export function viewIndicators(
  indicators: readonly Indicator[],
  columns: readonly IndicatorColumn[],
  place: { readonly index: number; readonly id: string; readonly title: string },
): TableView {
  const prefix = `t${place.index}`;
  const { leaves, levels, depths } = partsOf(columns);
  const head = buildHead(leaves, { prefix, associate: true, columnNumbers: false });
  const names = fillDown(indicators, levels);
  const starts = spanStarts(names);
  /** Ids of the row heads in force, by level; nothing for a blank. */
  const heads = levels.map(() => '');

  const body = indicators.map((indicator, line): RowView => {
    const cells: BodyCell[] = [];
    for (const [column, spec] of columns.entries()) {
      const above = head.ids[column] as string;
      const depth = depths[column] as number;
      if (depth < 0) {
        cells.push(placed(showText(indicator[spec.id]), column, heads.reduce(joinIds, above)));
        continue;
      }
      const span = starts[depth]?.[line] as number;
      if (span === 0) continue;
      const shown = showText(names[line]?.[depth] as string);
      const headers = heads.slice(0, depth).reduce(joinIds, above);
      const id = `${prefix}r${line + 1}${depth > 0 ? `x${depth}` : ''}`;
      heads[depth] = shown.text === '' ? '' : id;
      cells.push(
        shown.text === '' ? placed(shown, column, headers, span) : rowHead(shown, column, headers, id, span),
      );
    }
    return rowView(cells);
  });

  return tableView({
    id: place.id,
    title: place.title,
    headLine: [],
    columns: leaves,
    head: head.rows,
    body,
    notes: [],
    associated: true,
    landscape: false,
  });
}

/** What all tables of one form have in common. */
const partsOf = kept((columns: readonly IndicatorColumn[]) => {
  const levels = LEVELS.filter((level) => columns.some((column) => column.id === level));
  return {
    leaves: columns.map(({ id, title }) => leafColumn(id, 'text', [title], { width: WIDTHS[id] })),
    levels,
    /** By column: which level it is, from 0; -1 for none. */
    depths: columns.map(({ id }) => (levels as readonly string[]).indexOf(id)),
  };
});

/** The names by line and level, with what a merged cell leaves blank filled in. */
function fillDown(
  indicators: readonly Indicator[],
  levels: readonly Level[],
): readonly (readonly string[])[] {
  let above: string[] = [];
  return indicators.map((indicator) => {
    let same = true;
    above = levels.map((level, depth) => {
      const merged = level !== 'level3' && same && indicator[level] === '';
      const name = merged ? (above[depth] ?? '') : indicator[level];
      same &&= name === above[depth];
      return name;
    });
    return above;
  });
}

/** By level and line: how many rows the cell that begins here spans; 0 where one above reaches down. */
function spanStarts(names: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const depths = names[0]?.length ?? 0;
  return Array.from({ length: depths }, (_, depth) => {
    const spans: number[] = new Array(names.length).fill(1);
    // The innermost level names one indicator each, so it never merges.
    if (depth === depths - 1) return spans;
    for (let line = names.length - 1; line > 0; line--) {
      const joined = names[line]?.slice(0, depth + 1).every((name, i) => name === names[line - 1]?.[i]);
      if (joined) {
        spans[line - 1] = (spans[line - 1] as number) + (spans[line] as number);
        spans[line] = 0;
      }
    }
    return spans;
  });
}
