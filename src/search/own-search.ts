import MiniSearch, { type Query as MiniQuery } from 'minisearch';
import { PAIRS } from './core-index.ts';
import { fold } from './fold.ts';
import { grouped, type Hit, mark } from './hit.ts';
import type { OwnIndex, OwnRow, OwnTable } from './own-format.ts';
import { amountKey, hasCode, hasText, type Word } from './query.ts';

/** One row of a disclosure's page. Texts are folded, parted by line breaks. */
interface Entry {
  readonly id: number;
  readonly table: OwnTable;
  readonly row: OwnRow;
  readonly text: string;
  readonly title: string;
  readonly code: string;
  /** As `amountKey` writes them: as printed, and in 万元 where the column counts in another unit. */
  readonly amounts: readonly string[];
}

/** Figures of a row that are shown around what was found. */
const SHOWN_FIGURES = 4;
const PLACES: Readonly<Record<string, number>> = { 元: -4, 千元: -1, 万元: 0, 百万元: 2, 亿元: 4 };

/** An amount in a sentence; what has no unit of money is a number like any other. */
const SAID = /(?<![\d.,])([-−]?\d[\d,]*(?:\.\d+)?)\s*(千元|百万元|万元|亿元|元)/gu;

const splitAmounts = (text: string): string[] => text.split(' ').filter(Boolean);

/** All rows of one disclosure, ready to be asked. */
export class OwnSearch {
  readonly name: string;
  readonly heading: string;
  readonly #path: string;
  readonly #entries: readonly Entry[];
  readonly #search: MiniSearch;

  /** `path` is the disclosure's id. */
  constructor({ name, heading, tables }: OwnIndex, path: string) {
    this.name = name;
    this.heading = heading;
    this.#path = path;
    let id = 0;
    this.#entries = tables.flatMap((table) =>
      table.rows.map((row): Entry => {
        const [, text, code = '', figures = []] = row;
        return {
          id: id++,
          table,
          row,
          text: text.split('\n').map(fold).join('\n'),
          title: fold(table.title),
          code: fold(code),
          amounts: [
            ...figures.flatMap((figure, column) => keysOf(figure, table.columns[column]?.[1])),
            ...[...text.matchAll(SAID)].flatMap(([, figure = '', unit]) => keysOf(figure, unit)),
          ],
        };
      }),
    );
    this.#search = new MiniSearch({
      fields: ['text', 'title', 'code', 'amounts'],
      extractField: (entry: Entry, field: string) =>
        field === 'amounts' ? entry.amounts.join(' ') : String(entry[field as keyof Entry]),
      tokenize: (text, field) =>
        field === 'code' ? [text] : field === 'amounts' ? splitAmounts(text) : PAIRS(text),
      processTerm: (term) => term || null,
    });
    this.#search.addAll(this.#entries);
  }

  /** Rows that have all words, the best first; the table's title may have some of them, but not all. */
  find(words: readonly Word[]): readonly Hit[] {
    if (words.length === 0) return [];
    const results = this.#search.search(
      { combineWith: 'AND', queries: words.map(queryOf) },
      {
        boost: { text: 2, code: 3 },
        filter: ({ id }) => {
          const entry = this.#entries[id as number] as Entry;
          return (
            words.every((word) => has(entry, word) || hasText(word, entry.title)) &&
            words.some((word) => has(entry, word))
          );
        },
      },
    );
    const found = results.map(({ id, score }) => ({ entry: this.#entries[id as number] as Entry, score }));
    const rank = ({ text, code }: Entry): number =>
      words.some((word) => word.texts.some((one) => text.split('\n').includes(one)) || word.code === code)
        ? 0
        : 1;
    return found
      .sort((a, b) => rank(a.entry) - rank(b.entry) || b.score - a.score || a.entry.id - b.entry.id)
      .map(({ entry }) => this.#hit(entry, words));
  }

  #hit({ table, row }: Entry, words: readonly Word[]): Hit {
    const [anchor, text, code = '', figures = []] = row;
    const said = text.split('\n');
    // An indicator's line begins with the group it is in: what was asked for names it better.
    // A paragraph has none: it goes by the title above it.
    const names = said.filter((piece) => piece.length <= LONGEST_NAME && !/[。；：]$/u.test(piece));
    const name = names.find((piece) => hasAny(piece, words)) ?? names[0] ?? '';
    const more = said.filter((piece) => piece !== name);
    const asked = figures.findIndex((figure, column) =>
      keysOf(figure, table.columns[column]?.[1]).some((key) => words.some(({ amount }) => amount === key)),
    );
    const money =
      asked >= 0 ? asked : figures.findIndex((figure, at) => figure !== '' && table.columns[at]?.[1]);
    const unit = table.columns[money]?.[1];
    const wan =
      unit !== undefined && /\d/.test(figures[money] ?? '') ? keyOf(figures[money] as string, unit) : '';
    const shown = figures
      .flatMap((figure, column) => (figure === '' ? [] : [{ figure, column }]))
      .sort((a, b) => Number(b.column === asked) - Number(a.column === asked) || a.column - b.column)
      .slice(0, SHOWN_FIGURES)
      .map(({ figure, column }) => `${table.columns[column]?.[0] ?? ''} ${figure}`);
    const near = [...more].sort((a, b) => Number(hasAny(b, words)) - Number(hasAny(a, words))).slice(0, 3);
    const around = [...near.map((piece) => excerpt(piece, words)), ...shown].filter(Boolean).join('，');
    return {
      kind: 'row',
      title: mark([code, name].filter(Boolean).join('　') || table.title, words),
      href: `/${this.#path}/#${anchor}`,
      context: mark([table.title, around].filter(Boolean).join('：'), words),
      ...(wan !== '' && { amount: grouped(unit === '万元' ? (figures[money] as string) : wan) }),
    };
  }
}

const EXCERPT = 50;
const LONGEST_NAME = 40;
/** So much stands before what was found. */
const LEAD = 15;

const hasAny = (text: string, words: readonly Word[]) => words.some((word) => hasText(word, fold(text)));

/** As much of a text as fits, with what was found in it. */
function excerpt(text: string, words: readonly Word[]): string {
  if (text.length <= EXCERPT) return text;
  let at = 0;
  for (const [piece, found] of mark(text, words)) {
    if (found) break;
    at += piece.length;
  }
  const from = at >= text.length ? 0 : Math.max(0, Math.min(at - LEAD, text.length - EXCERPT));
  const to = from + EXCERPT;
  return `${from > 0 ? '……' : ''}${text.slice(from, to)}${to < text.length ? '……' : ''}`;
}

function keyOf(figure: string, unit: string): string {
  return amountKey(figure.replace(/[^\d,.−-]/g, ''), PLACES[unit] ?? 0);
}

function keysOf(figure: string, unit: string | undefined): readonly string[] {
  if (!/^[-−]?\d/.test(figure)) return [];
  const printed = keyOf(figure, '万元');
  return unit === undefined || unit === '万元' ? [printed] : [printed, keyOf(figure, unit)];
}

function queryOf({ texts, code, amount }: Word): MiniQuery {
  const whole = (text: string): string[] => [text];
  const queries: MiniQuery[] = texts.map((text) => ({
    queries: [text],
    tokenize: PAIRS,
    fields: ['text', 'title'],
    combineWith: 'AND',
  }));
  if (code !== undefined) queries.push({ queries: [code], tokenize: whole, fields: ['code'], prefix: true });
  if (amount !== undefined) queries.push({ queries: [amount], tokenize: whole, fields: ['amounts'] });
  return { combineWith: 'OR', queries };
}

function has({ text, code, amounts }: Entry, word: Word): boolean {
  return (
    hasText(word, text) ||
    (code !== '' && hasCode(word, code)) ||
    (word.amount !== undefined && amounts.includes(word.amount))
  );
}
