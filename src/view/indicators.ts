import type { Indicator } from '../model/disclosure.ts';
import type { IndicatorColumn } from '../model/template.ts';
import { leafColumn, placed, rowHead, showText } from './cells.ts';
import { buildHead } from './headers.ts';
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
  const leaves = columns.map((column) =>
    leafColumn(column.id, 'text', [column.title], { width: WIDTHS[column.id] }),
  );
  const head = buildHead(leaves, { prefix, associate: true, columnNumbers: false });
  const levels = LEVELS.filter((level) => columns.some((column) => column.id === level));
  const names = fillDown(indicators, levels);
  const starts = spanStarts(names);
  /** Ids of the row heads in force, by level. */
  const heads: string[][] = [];

  const body = indicators.map((indicator, line): RowView => {
    const cells: BodyCell[] = [];
    const drawLevel = (level: Level, column: number, above: readonly string[]): void => {
      const depth = levels.indexOf(level);
      if (starts[depth]?.[line] === 0) return;
      const shown = showText(names[line]?.[depth] as string);
      const span = starts[depth]?.[line] as number;
      const outer = heads.slice(0, depth).flat();
      const id = `${prefix}r${line + 1}${depth > 0 ? `x${depth}` : ''}`;
      heads[depth] = shown.text === '' ? [] : [id];
      cells.push(
        shown.text === ''
          ? placed('td', shown, column, [...above, ...outer], span)
          : rowHead(shown, column, [...above, ...outer], id, span),
      );
    };
    columns.forEach((spec, column) => {
      const above = head.ids[column] as readonly string[];
      if (isLevel(spec.id)) drawLevel(spec.id, column, above);
      else cells.push(placed('td', showText(indicator[spec.id]), column, [...above, ...heads.flat()]));
    });
    return { role: 'line', level: 0, cells };
  });

  return {
    id: place.id,
    title: place.title,
    headLine: [],
    columns: leaves,
    head: head.rows,
    body,
    notes: [],
    associated: true,
    landscape: false,
  };
}

function isLevel(id: IndicatorColumn['id']): id is Level {
  return (LEVELS as readonly string[]).includes(id);
}

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
