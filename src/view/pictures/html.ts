import { isMoneyUnit } from '../../model/cell.ts';
import { escapeHtml } from '../escape.ts';
import type { Bar, PictureRow, PictureView } from './types.ts';

/** Height of one bar and of the room under it, in units of the drawing. */
const BAR = 8;
const GAP = 2;

/**
 * Bars of one line as a drawing of attributes alone: it needs no style and no
 * script, so it is printed and read offline too. Said to nobody: the figures
 * stand beside it.
 */
export function barsSvg(bars: readonly Bar[]): string {
  const height = bars.length * (BAR + GAP) - GAP;
  const rects = bars.map(
    ({ x, width }, index) =>
      `<rect class="bar-${index + 1}" x="${x}" y="${index * (BAR + GAP)}" width="${width}" height="${BAR}"/>`,
  );
  return `<svg class="bars n${bars.length}" viewBox="0 0 100 ${height}" width="100" height="${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects.join('')}</svg>`;
}

/** `<colgroup>` in which columns of money, marked 1, say their unit, for readers who want another. */
export function columnsOfMoney(columns: readonly number[], unit: string): string {
  if (!isMoneyUnit(unit)) return '';
  return `<colgroup>${columns.map((money) => (money ? `<col data-unit="${escapeHtml(unit)}">` : '<col>')).join('')}</colgroup>`;
}

/** The table that a picture is drawn from; the script that draws it reads the figures here. */
export function pictureTable(
  { head, series, unit, rateHead, rows, subject }: PictureView,
  /** Gives an address of the site its base path. */
  resolve: (href: string) => string,
): string {
  const heads = series.map((title) => `<th scope="col" class="n">${escapeHtml(title)}</th>`).join('');
  const rate = rateHead === undefined ? '' : `<th scope="col" class="n">${escapeHtml(rateHead)}</th>`;
  return (
    `<table class="figures"><caption class="sr-only">${escapeHtml(subject)}</caption>` +
    columnsOfMoney([0, ...series.map(() => 1), ...(rateHead === undefined ? [] : [0])], unit) +
    `<thead><tr><th scope="col">${escapeHtml(head)}<span class="in-unit">（${escapeHtml(unit)}）</span></th>${heads}${rate}</tr></thead>` +
    `<tbody>${rows.map((row) => rowHtml(row, rateHead !== undefined, resolve)).join('')}</tbody></table>`
  );
}

function rowHtml(
  { label, href, values, rate, rest }: PictureRow,
  rated: boolean,
  resolve: (href: string) => string,
): string {
  const name = `<span class="label">${escapeHtml(label)}</span>`;
  const linked = href === undefined ? name : `<a href="${escapeHtml(resolve(href))}">${name}</a>`;
  const figures = values.map(({ text, value }) => `<td class="n"><data value="${value}">${text}</data></td>`);
  const bars = barsSvg(values.map(({ bar }) => bar));
  const share = rated ? `<td class="n rate">${rate === undefined ? '' : escapeHtml(rate)}</td>` : '';
  return `<tr class="drawn${rest ? ' rest' : ''}"><th scope="row">${linked}${bars}</th>${figures.join('')}${share}</tr>`;
}
