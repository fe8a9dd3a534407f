import { fill } from '../../model/fill.ts';
import type { ColumnSpec, TableSpec } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { RawCell } from '../blocks.ts';
import { headWords } from '../recognise/head.ts';
import type { Subject } from '../subject.ts';

export interface PrintedBody {
  /** The form's columns whose titles stand in the head. */
  readonly columns: readonly ColumnSpec[];
  readonly lines: readonly RawCell[];
}

/**
 * Drops the head wherever a page repeats it. Its titles are wrapped and their
 * pieces mixed, so it is known by its characters: lines belong to it until
 * every character of every title is used up.
 */
export function withoutHeads(lines: readonly RawCell[], spec: TableSpec, subject: Subject): PrintedBody {
  const titles = titlesOf(spec, subject);
  const words = headWords(spec, subject);
  const body: RawCell[] = [];
  let bag = bagOf(titles.join(''));
  let first = '';
  let inHead = true;
  let pages = 0;
  for (const line of lines) {
    if (line.text === '') {
      if (!inHead) bag = bagOf(titles.join(''));
      if (!inHead) pages++;
      inHead = true;
      continue;
    }
    if (inHead && (take(bag, normalized(line.text)) || isWords(line.text, words))) {
      if (pages === 0) first += normalized(line.text);
      continue;
    }
    inHead = false;
    if (normalized(line.text).startsWith('栏次')) continue;
    body.push(line);
  }
  return {
    columns: spec.columns.filter((column) => !column.optional || covers(first, titleOf(column, subject))),
    lines: body,
  };
}

const titleOf = (column: ColumnSpec, subject: Subject): string =>
  normalized(fill(column.title, { ...subject, scope: '部门' }));

/** Every title as often as the head prints it: a group once for all its columns. */
function titlesOf(spec: TableSpec, subject: Subject): string[] {
  const titles: string[] = spec.serial ? ['序号'] : [];
  spec.columns.forEach((column, index) => {
    const before = spec.columns[index - 1];
    column.groups.forEach((group, depth) => {
      const same =
        before && column.groups.slice(0, depth + 1).every((item, at) => item === before.groups[at]);
      if (!same) titles.push(normalized(group));
    });
    titles.push(titleOf(column, subject));
  });
  return titles;
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const character of text) bag.set(character, (bag.get(character) ?? 0) + 1);
  return bag;
}

/** Takes the characters out of the bag, all or none. */
function take(bag: Map<string, number>, text: string): boolean {
  const wanted = bagOf(text);
  for (const [character, count] of wanted) if ((bag.get(character) ?? 0) < count) return false;
  for (const [character, count] of wanted) bag.set(character, (bag.get(character) as number) - count);
  return true;
}

const isWords = (text: string, words: ReadonlySet<string>): boolean =>
  text.split(/\s+/).every((token) => words.has(normalized(token)));

function covers(head: string, title: string): boolean {
  const bag = bagOf(head);
  return take(bag, title);
}
