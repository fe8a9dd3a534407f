import { isFigureColumn } from '../model/facts.ts';
import { keptByText } from '../model/kept.ts';
import type { Row, Table } from '../model/table.ts';
import type { Template } from '../model/template.ts';
import { bareLabel, normalized } from '../model/titles.ts';
import { type Anchors, glossaryAnchor } from './anchors.ts';
import type { GlossaryView } from './types.ts';

/** What is known of a row's name: a 科目 or a term. */
interface Meaning {
  readonly name: string;
  readonly definition: string;
  /** Absent for a term, which the form may explain itself. */
  readonly code?: string;
}

/**
 * What the rows of one page are: each 科目 and term that is explained has one
 * place on the page, however many rows bear its name.
 */
export class Explanations {
  readonly #known: ReadonlyMap<string, Meaning>;
  readonly #onPage: ReadonlySet<string>;
  readonly #anchors: Anchors;
  readonly #used = new Map<Meaning, string>();

  /** `onPage`: the terms that the form's own glossary explains on this page. */
  constructor(template: Template, onPage: ReadonlySet<string>, anchors: Anchors) {
    this.#known = meaningsOf(template);
    this.#onPage = onPage;
    this.#anchors = anchors;
  }

  /** Fragment of what explains a row; undefined where nothing does, or the row holds nothing to be explained. */
  anchorOf(table: Table, row: Row): string | undefined {
    if (!saysAnything(table, row)) return undefined;
    const meaning = this.#meaning(row);
    if (!meaning) return undefined;
    if (meaning.code === undefined && this.#onPage.has(meaning.name)) return glossaryAnchor(meaning.name);
    let anchor = this.#used.get(meaning);
    if (anchor === undefined) {
      anchor = this.#anchors.claim(`释-${meaning.code ?? meaning.name}`);
      this.#used.set(meaning, anchor);
    }
    return anchor;
  }

  /** What the page has to explain besides its own glossary: 科目 by code, then terms. */
  entries(): readonly GlossaryView[] {
    return [...this.#used]
      .sort(([a], [b]) => order(a) - order(b))
      .map(([{ code, name, definition }, anchor]) => ({
        term: code === undefined ? name : `${code} ${name}`,
        aliases: [],
        definition,
        anchor,
      }));
  }

  #meaning({ code, label, role }: Row): Meaning | undefined {
    const name = bare(label);
    if (code === undefined || role === 'unit') return this.#known.get(name);
    // 30101/50101: the department's own 科目 comes first.
    for (const part of code.split('/')) {
      const known = this.#known.get(`${part} ${name}`);
      if (known) return known;
    }
    return this.#known.get(name);
  }
}

const bare = keptByText(bareLabel);

const NO_CODE = 1e8;

/** 206 before 20601 before 301. */
const order = ({ code }: Meaning): number => (code === undefined ? NO_CODE : Number(code.padEnd(7, '0')));

function saysAnything(table: Table, row: Row): boolean {
  const cells = table.lines[row.line]?.cells ?? [];
  return table.columns.some(
    (column, at) =>
      isFigureColumn(column) &&
      (column.side === undefined || column.side === row.side) &&
      cells[at] !== undefined &&
      cells[at].state !== 'blank',
  );
}

const known = new WeakMap<Template, ReadonlyMap<string, Meaning>>();

/** By `206 科学技术支出`, and by a name alone: terms first, then the classes of expenditure. */
function meaningsOf(template: Template): ReadonlyMap<string, Meaning> {
  const found = known.get(template);
  if (found) return found;
  const meanings = new Map<string, Meaning>();
  for (const { term, aliases, definition } of template.glossary) {
    const meaning = { name: term, definition };
    for (const name of [term, ...aliases]) meanings.set(normalized(name), meaning);
  }
  for (const { classification, code, name, explain } of template.codes) {
    if (explain === undefined) continue;
    const meaning = { name, definition: explain, code };
    const key = normalized(name);
    meanings.set(`${code} ${key}`, meaning);
    if (classification === 'function' && code.length === 3 && !meanings.has(key)) meanings.set(key, meaning);
  }
  known.set(template, meanings);
  return meanings;
}
