import { compare, type Decimal, formatDecimal, isZero, ZERO } from '../../model/decimal.ts';
import { type Change, rateWords, signedWords } from '../amounts.ts';
import { escapeHtml } from '../escape.ts';
import { barsOf } from '../pictures/bars.ts';
import { barsSvg, columnsOfMoney } from '../pictures/html.ts';
import type { Compared, ComparisonResult, ComparisonRow } from './types.ts';

export interface ComparisonHead {
  /** What a column is called: 2023年, 甲. */
  readonly label: string;
  /** The disclosure's page, for links to its rows; empty on that page itself. */
  readonly href: string;
}

/** So many lines are drawn as a chart; all have their bars. */
const DRAWN = 8;

/**
 * A comparison as a table, the same from the build and in the browser: each
 * figure, the difference to the base (the first) and per cent of it, and bars.
 */
export function comparisonTable(
  { rows, unit, title }: Pick<ComparisonResult, 'rows' | 'unit' | 'title'>,
  heads: readonly ComparisonHead[],
  nameHead = '项目',
): string {
  const base = heads[0]?.label ?? '';
  const columns = heads.map(({ label }, index) =>
    index === 0 ? `${label}（基数）` : [`${label}`, `${label}比${base}增减`, `增减占${base}的百分比`],
  );
  const drawn = drawnRows(rows);
  const bars = barsByRow(rows, drawn.length > 0 ? (drawn[0] as ComparisonRow).level : 0);
  const caption = `${title}${unit ? `（${unit}）` : ''}：${heads.map(({ label }) => label).join('、')}`;
  return (
    `<table class="compared"><caption class="sr-only">${escapeHtml(caption)}</caption>` +
    columnsOfMoney(
      [0, ...columns.flatMap((titles) => (typeof titles === 'string' ? [1] : [1, 1, 0]))],
      unit,
    ) +
    `<thead><tr><th scope="col">${escapeHtml(nameHead)}${unit ? `<span class="in-unit">（${escapeHtml(unit)}）</span>` : ''}</th>` +
    columns
      .flat()
      .map((column) => `<th scope="col" class="n">${escapeHtml(column)}</th>`)
      .join('') +
    `</tr></thead><tbody>${rows.map((row) => rowHtml(row, heads, columns, bars.get(row) ?? '', drawn.includes(row))).join('')}</tbody></table>`
  );
}

/** The largest lines of the outermost level. */
function drawnRows(rows: readonly ComparisonRow[]): readonly ComparisonRow[] {
  const some = rows.filter((row) => !row.total && row.values.some((value) => !isZero(figureOf(value))));
  const level = Math.min(...some.map((row) => row.level));
  const outer = some.filter((row) => row.level === level);
  const size = (row: ComparisonRow) =>
    row.values.map(figureOf).reduce((most, value) => (compare(value, most) > 0 ? value : most), ZERO);
  const largest = [...outer].sort((a, b) => compare(size(b), size(a))).slice(0, DRAWN);
  return outer.filter((row) => largest.includes(row));
}

/** One scale for a level and all under it; a total would dwarf them. */
function barsByRow(rows: readonly ComparisonRow[], level: number): ReadonlyMap<ComparisonRow, string> {
  const shown = rows.filter((row) => !row.total && row.level >= level);
  const all = barsOf(shown.flatMap(({ values }) => values.map(figureOf)));
  let at = 0;
  return new Map(
    shown.map((row) => {
      const own = all.slice(at, at + row.values.length);
      at += row.values.length;
      return [row, row.values.some((value) => !isZero(figureOf(value))) ? barsSvg(own) : ''];
    }),
  );
}

function figureOf(value: Compared): Decimal {
  return 'value' in value ? value.value : ZERO;
}

function rowHtml(
  row: ComparisonRow,
  heads: readonly ComparisonHead[],
  columns: readonly (string | readonly string[])[],
  bars: string,
  drawn: boolean,
): string {
  const names = [row.total && 'total', drawn && 'drawn', row.level > 0 && `l${Math.min(row.level, 4)}`];
  const cells = row.values.map((value, index) => {
    const titles = columns[index];
    const [own, difference, rate] = typeof titles === 'string' ? [titles] : (titles ?? []);
    const figure = cell(own ?? '', valueHtml(value));
    if (index === 0) return figure;
    const change = row.changes[index];
    return (
      figure + cell(difference ?? '', differenceHtml(change)) + cell(rate ?? '', rateHtml(change), ' rate')
    );
  });
  const code = row.moved ?? row.code;
  const label = `${code ? `<span class="code">${escapeHtml(code)}</span> ` : ''}<span class="label">${escapeHtml(row.label)}</span>`;
  const of = [...row.values.keys()]
    .reverse()
    .find((index) => 'at' in (row.values[index] as Compared) && heads[index] !== undefined);
  const at = of === undefined ? undefined : (row.values[of] as { at?: string }).at;
  const name =
    of === undefined || at === undefined
      ? label
      : `<a href="${escapeHtml(`${heads[of]?.href ?? ''}#${at}`)}">${label}</a>`;
  const classes = names.filter(Boolean).join(' ');
  return `<tr${classes ? ` class="${classes}"` : ''}><th scope="row"><span class="of">${name}</span>${bars}</th>${cells.join('')}</tr>`;
}

function cell(title: string, html: string, more = ''): string {
  return `<td class="n${more}" data-label="${escapeHtml(title)}">${html}</td>`;
}

const quiet = (words: string) => `<span class="quiet">${words}</span>`;

function valueHtml(value: Compared): string {
  switch (value.state) {
    case 'figure':
    case 'zero':
      return `<data value="${formatDecimal(value.value)}">${value.text}</data>`;
    case 'blank':
      return `<data value="0">${quiet('空白')}</data>`;
    case 'mark':
      return `<data value="">${escapeHtml(value.text)}</data>`;
    case 'unlisted':
      return `<data value="">${quiet('未列')}</data>`;
    case 'unpublished':
      return `<data value="">${quiet('未公开')}</data>`;
  }
}

function differenceHtml(change: Change | undefined): string {
  return change ? signedWords(change.difference) : quiet('不可比');
}

function rateHtml(change: Change | undefined): string {
  if (!change) return '';
  const rate = rateWords(change);
  if (rate !== undefined) return rate;
  return isZero(change.difference) ? '' : quiet('基数不是正数');
}
