import { type Decimal, formatDecimal, isZero, parseDecimal, withScale } from '../model/decimal.ts';
import { inUnit } from '../view/amounts.ts';
import { bodyCells, ownText } from './cells.ts';

/** What stood in the document before the unit was changed. */
const printed = new Map<Text, string>();
const added: Element[] = [];

/**
 * Shows the amounts of all tables in a unit: 元 or 万元; as printed where
 * undefined. Columns of money say their unit on `<col data-unit>`; codes, counts
 * and per cents stand in others and stay. The caption keeps the printed unit.
 */
export function showAmountsIn(unit: string | undefined): void {
  for (const [text, before] of printed) text.data = before;
  printed.clear();
  for (const element of added.splice(0)) element.remove();
  for (const table of document.querySelectorAll('table')) {
    const units = [...table.querySelectorAll('col')].map(({ dataset }) => dataset.unit);
    const from = units.filter((own) => own !== undefined && own !== unit);
    table.classList.toggle('converted', unit !== undefined && from.length > 0);
    if (unit === undefined || from.length === 0) continue;
    const columns = units.map((): Text[] => []);
    for (const [cell, column] of bodyCells(table)) {
      const text = ownText(cell);
      if (text) columns[column]?.push(text);
    }
    columns.forEach((texts, column) => {
      const own = units[column];
      if (own === undefined || own === unit) return;
      const moved = inOtherUnit(
        texts.map(({ data }) => data),
        own,
        unit,
      );
      texts.forEach((text, i) => {
        replace(text, moved[i] as string);
      });
    });
    nameUnit(table, new Set(from as string[]), unit);
  }
}

/** As it was printed, whatever is shown. */
export function printedText(text: Text): string {
  return printed.get(text) ?? text.data;
}

/**
 * Figures of one column in another unit of money, exact, grouped by thousands,
 * all with as many decimals as the one that needs most: point stands under
 * point. What is no figure, and zero, stays as it is.
 */
export function inOtherUnit(texts: readonly string[], from: string, to: string): readonly string[] {
  const moved = texts.map((text) => {
    const value = parseDecimal(text.trim());
    return value && !isZero(value) ? inUnit(value, from, to) : undefined;
  });
  const decimals = Math.max(0, ...moved.map((value) => value?.scale ?? 0));
  const shown = (value: Decimal) => formatDecimal(withScale(value, decimals), true);
  return texts.map((text, i) => (moved[i] ? shown(moved[i]) : text));
}

/** 「单位：万元」 or 「（万元）」, as heads and captions print it. */
const NAMED = /(单位[：:]\s*|[（(]\s*)([^\s：:（）()]*元)(?=\s*[）)]|$)/;

function nameUnit(table: HTMLTableElement, from: ReadonlySet<string>, to: string): void {
  const words = (unit: string) => `${to}（按原公布的${unit}换算）`;
  let said = false;
  for (const place of table.querySelectorAll('caption span, thead th')) {
    const text = place.firstChild;
    if (!(text instanceof Text)) continue;
    const [, , unit] = NAMED.exec(text.data) ?? [];
    if (unit === undefined || !from.has(unit)) continue;
    replace(
      text,
      text.data.replace(NAMED, (_, before: string) => before + words(unit)),
    );
    if (place.localName === 'span') said = true;
  }
  const [first] = from;
  if (said || first === undefined || !table.caption) return;
  const line = document.createElement('span');
  line.className = 'caption-line';
  line.textContent = `单位：${words(first)}`;
  table.caption.append(' ', line);
  added.push(line);
}

function replace(text: Text, words: string): void {
  if (words === text.data) return;
  printed.set(text, text.data);
  text.data = words;
}
