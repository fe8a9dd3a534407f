import type { ColumnSpec } from './template.ts';

const SPACES = /[\s\u3000]+/gu;

/**
 * How titles and labels are compared: no spaces, full-width brackets and colons
 * as half-width, quotation marks as one kind.
 */
export function normalized(text: string): string {
  // Most labels hold nothing to change, and labels are compared by the thousand.
  if (!CHANGED.test(text)) return text;
  return text
    .replace(SPACES, '')
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .replaceAll('：', ':')
    .replaceAll('，', ',')
    .replace(QUOTES, '"');
}

const CHANGED = /[\s\u3000（）：，“”„‟＂「」]/u;
const QUOTES = /[“”„‟＂「」]/gu;

const NUMBER = /^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d+[、.．](?!\d))/u;
const OF_WHICH = /^其中:?/u;

/** A label without its printed number and 其中：, compared as `normalized`. */
export function bareLabel(label: string): string {
  return normalized(label).replace(NUMBER, '').replace(OF_WHICH, '');
}

/** A label as it is shown by itself: without its printed number and 其中：, its other signs kept. */
export function unnumbered(label: string): string {
  return label
    .trim()
    .replace(NUMBER, '')
    .replace(/^其中[:：]?/u, '');
}

/** 一级/二级/… of a column: its header groups and its title. */
export function headerPath(column: ColumnSpec): string[] {
  return [...column.groups, column.title];
}

/**
 * The heading of a column in the CSV file: `csv` where the form gives one, else
 * the leaf title, else — where that stands twice — the header path joined by `/`.
 */
export function csvTitle(column: ColumnSpec, all: readonly ColumnSpec[]): string {
  if (column.csv) return column.csv;
  const twice = all.some((other) => other !== column && !other.csv && other.title === column.title);
  return twice ? headerPath(column).join('/') : column.title;
}
