import { type Decimal, formatDecimal, isZero, parseDecimal, withScale } from '../model/decimal.ts';
import { inUnit } from '../view/amounts.ts';
import { bodyCells, ownText } from './cells.ts';

/** What stood in the document before the unit was changed. */
const printed = new Map<Text, string>();
const added: Element[] = [];
const hidden: HTMLElement[] = [];

const UNITS: Readonly<Record<string, string>> = { yuan: '元', wan: '万元' };

/** The unit that the reader chose, by the classes of the root; undefined is as printed. */
export function chosenUnit(): string | undefined {
  const name = Object.keys(UNITS).find((one) => document.documentElement.classList.contains(one));
  return name && UNITS[name];
}

/**
 * Shows amounts in the unit that the reader chose, 元 or 万元: those of tables,
 * and those marked as `.money`, alone or in the site's own sentences. Columns of
 * money say their unit on `<col data-unit>`; codes, counts and per cents stand
 * in others and stay. What the department wrote itself stays too, and is said to.
 */
export function showAmounts(): void {
  for (const [text, before] of printed) text.data = before;
  printed.clear();
  for (const element of added.splice(0)) element.remove();
  for (const element of hidden.splice(0)) element.hidden = false;
  const unit = chosenUnit();
  for (const table of document.querySelectorAll('table')) convertTable(table, unit);
  if (unit === undefined) return;
  convertAlone(unit);
  sayWhatStays(unit);
}

/** As it was printed, whatever is shown. */
export function printedText(text: Text): string {
  return printed.get(text) ?? text.data;
}

function convertTable(table: HTMLTableElement, unit: string | undefined): void {
  const units = [...table.querySelectorAll('col')].map(({ dataset }) => dataset.unit);
  const from = units.filter((own) => own !== undefined && own !== unit);
  table.classList.toggle('converted', unit !== undefined && from.length > 0);
  if (unit === undefined || from.length === 0) return;
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

/**
 * Figures of one column in another unit of money, exact, grouped by thousands,
 * all with as many decimals as the one that needs most: point stands under
 * point. What is no figure, and zero, stays as it is; so does the sign of a change.
 */
export function inOtherUnit(texts: readonly string[], from: string, to: string): readonly string[] {
  const moved = texts.map((text) => {
    const value = parseDecimal(text.trim().replace(/^\+/, ''));
    return value && !isZero(value) ? inUnit(value, from, to) : undefined;
  });
  const decimals = Math.max(0, ...moved.map((value) => value?.scale ?? 0));
  const shown = (value: Decimal) => formatDecimal(withScale(value, decimals), true);
  return texts.map((text, i) => (moved[i] ? (/^\s*\+/.test(text) ? '+' : '') + shown(moved[i]) : text));
}

/** 「单位：万元」 or 「（万元）」, as heads and captions print it. */
const NAMED = /(单位[：:]\s*|[（(]\s*)([^\s：:（）()]*元)(?=\s*[）)；]|$)/;

function nameUnit(table: HTMLTableElement, from: ReadonlySet<string>, to: string): void {
  const how = (unit: string) => `按原公布的${unit}换算`;
  const places = [...table.querySelectorAll('caption, caption span, thead th, thead .in-unit')];
  const subject = table.closest('.picture')?.querySelector('.subject');
  let said = false;
  for (const place of subject ? [...places, subject] : places) {
    const text = place.firstChild;
    if (!(text instanceof Text)) continue;
    const [, , unit] = NAMED.exec(text.data) ?? [];
    if (unit === undefined || !from.has(unit)) continue;
    replace(
      text,
      text.data.replace(NAMED, (_, before: string) =>
        /[（(]/.test(before) ? `${before}${to}，${how(unit)}` : `${before}${to}（${how(unit)}）`,
      ),
    );
    if (place.localName === 'span') said = true;
  }
  const [first] = from;
  if (said || first === undefined || !table.caption) return;
  const line = element('span', 'caption-line', `单位：${to}（${how(first)}）`);
  table.caption.append(' ', line);
  added.push(line);
}

interface Amount {
  readonly figure: string;
  readonly unit: string;
  readonly show: (figure: string, unit: string) => void;
}

/** 「1,469.55 万元」, or a figure with its unit in the `.in-unit` that follows. */
function amountIn(place: Element): Amount | undefined {
  const text = place.firstChild;
  if (!(text instanceof Text)) return undefined;
  const [, own = text.data, gap = '', unit] = /^(\S*\d)(\s*)([百千万亿]*元)$/.exec(text.data) ?? [];
  if (!parseDecimal(own)) return undefined;
  if (unit) return { figure: own, unit, show: (figure, to) => replace(text, figure + gap + to) };
  const beside = (place.closest('a') ?? place).nextElementSibling?.firstChild;
  if (!(beside instanceof Text)) return undefined;
  const show = (figure: string, to: string) => {
    replace(text, figure);
    replace(beside, to);
  };
  return { figure: own, unit: beside.data, show };
}

/** Amounts outside of columns; those of one table stand under one another, with as many decimals. */
function convertAlone(unit: string): void {
  const groups = new Map<Element, Amount[]>();
  const blocks = new Map<Element, string>();
  for (const place of document.querySelectorAll('.money')) {
    const amount = amountIn(place);
    if (!amount || amount.unit === unit) continue;
    const key = place.closest('table') ?? place;
    groups.set(key, [...(groups.get(key) ?? []), amount]);
    const block = place.closest('.key-figures, .in-words, .labels, .entries');
    // Figures and sentences have one note, under the sentences.
    const above = block?.matches('.key-figures') && document.querySelector('.in-words');
    if (block && !above) blocks.set(block, amount.unit);
    hideIfSame((place.closest('a') ?? place).nextElementSibling, unit);
  }
  for (const group of groups.values()) {
    for (const from of new Set(group.map((amount) => amount.unit))) {
      const same = group.filter((amount) => amount.unit === from);
      const moved = inOtherUnit(
        same.map(({ figure }) => figure),
        from,
        unit,
      );
      same.forEach(({ show }, i) => {
        show(moved[i] as string, unit);
      });
    }
  }
  for (const [block, from] of blocks) {
    const line = element('p', 'unit-note', `金额按原公布的${from}换算成${unit}。`);
    block.after(line);
    added.push(line);
  }
}

/** 「14,695,500 元（约 1,469.55 万元）」 need not say so in 万元. */
function hideIfSame(rough: Element | null, unit: string): void {
  if (!(rough instanceof HTMLElement) || !rough.matches('.rough')) return;
  if (!rough.textContent?.includes(` ${unit}`)) return;
  rough.hidden = true;
  hidden.push(rough);
}

const OFFICIAL = '.sections .prose, .sections .plan, .sections .labelled';
const IN_WORDS = /\d\s*([百千万亿]*元)/g;

/** Once a section: a published sentence is not changed, and whoever reads it beside a converted table is to know. */
function sayWhatStays(unit: string): void {
  const sections = new Set<Element | null>();
  for (const place of document.querySelectorAll(OFFICIAL)) {
    const section = place.closest('section');
    const others = [...(place.textContent ?? '').matchAll(IN_WORDS)].some(([, own]) => own !== unit);
    if (!(others || place.matches('.plan')) || sections.has(section)) continue;
    sections.add(section);
    const line = element('p', 'unit-note', '以下照公布的原样，金额不换算。');
    place.before(line);
    added.push(line);
  }
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function replace(text: Text, words: string): void {
  if (words === text.data) return;
  // A unit may stand beside several figures.
  if (!printed.has(text)) printed.set(text, text.data);
  text.data = words;
}
