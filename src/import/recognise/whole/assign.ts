import type { ColumnSpec, TableSpec } from '../../../model/template.ts';
import { bareLabel, csvTitle, headerPath } from '../../../model/titles.ts';
import type { Subject } from '../../subject.ts';
import { solid } from '../../text.ts';
import type { ColumnMap } from '../head.ts';
import { type Row, titleKey } from './head.ts';

export interface Assigned {
  readonly map: ColumnMap;
  /** Columns that could be more than one of the form's, and how that was settled. */
  readonly questions: readonly Question[];
}

export interface Question {
  readonly title: string;
  readonly columns: readonly number[];
  readonly choices: readonly ColumnSpec[];
  /** Taken in the form's order, to be looked over; else left out. */
  readonly taken: boolean;
}

/**
 * Gives each column of a table the form's column whose title it bears. Where a
 * title stands twice, the groups above decide, then what stands below it, then
 * the columns beside it; what nothing decides is asked about.
 */
export function assignColumns(
  paths: readonly (readonly string[])[],
  body: readonly Row[],
  spec: TableSpec,
  subject: Subject,
): Assigned {
  const assigner = new Assigner(paths, body, spec, subject);
  return assigner.run();
}

class Assigner {
  readonly #paths: readonly (readonly string[])[];
  readonly #body: readonly Row[];
  readonly #spec: TableSpec;
  readonly #map: (ColumnSpec | undefined)[];
  readonly #choices: Map<number, Map<ColumnSpec, number>>;
  readonly #questions: Question[] = [];

  constructor(
    paths: readonly (readonly string[])[],
    body: readonly Row[],
    spec: TableSpec,
    subject: Subject,
  ) {
    this.#paths = paths;
    this.#body = body;
    this.#spec = spec;
    this.#map = paths.map(() => undefined);
    this.#choices = new Map(paths.map((path, index) => [index, choicesFor(path, spec, subject)]));
  }

  run(): Assigned {
    this.#settle();
    this.#bySides();
    this.#settle();
    for (const [index] of this.#paths.entries()) this.#ask(index);
    return { map: this.#map, questions: this.#questions };
  }

  /** The best of what is still free under a column. */
  #tops(index: number): ColumnSpec[] {
    if (this.#map[index]) return [];
    const free = [...(this.#choices.get(index) ?? [])].filter(([column]) => !this.#map.includes(column));
    const best = Math.max(0, ...free.map(([, score]) => score));
    return free.filter(([, score]) => score === best).map(([column]) => column);
  }

  /** Gives a column where only one fits, and only to one. */
  #settle(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [index] of this.#paths.entries()) {
        const [only, another] = this.#tops(index);
        if (!only || another) continue;
        const rival = this.#paths.some(
          (_, other) =>
            other !== index &&
            this.#tops(other).includes(only) &&
            this.#score(other, only) >= this.#score(index, only),
        );
        if (rival) continue;
        this.#map[index] = only;
        changed = true;
      }
    }
  }

  #score(index: number, column: ColumnSpec): number {
    return this.#choices.get(index)?.get(column) ?? 0;
  }

  /** 项目 on both sides of a form: the rows' names tell which side it is, and the figures beside them follow. */
  #bySides(): void {
    if (this.#spec.sides.length < 2) return;
    for (const [index] of this.#paths.entries()) {
      const labels = this.#tops(index).filter((column) => column.kind === 'text');
      if (labels.length < 2) continue;
      const counted = labels.map((column) => ({ column, count: this.#known(index, column) }));
      counted.sort((a, b) => b.count - a.count);
      const [first, second] = counted;
      if (first && first.count > (second?.count ?? 0)) this.#map[index] = first.column;
    }
    for (const [index] of this.#paths.entries()) {
      const tops = this.#tops(index);
      if (tops.length < 2) continue;
      const before = this.#map.slice(0, index).findLast((column) => column?.kind === 'text');
      const own = tops.filter((column) => column.side !== undefined && column.side === before?.side);
      if (own.length === 1) this.#map[index] = own[0];
    }
  }

  /** How many of the texts below are names of that side's rows. */
  #known(index: number, column: ColumnSpec): number {
    const side = this.#spec.sides.find((item) => item.id === column.side);
    const labels = new Set(side?.rows.fixed.flatMap((row) => [row.label, ...row.aliases]).map(bareLabel));
    return this.#body.filter((row) => labels.has(bareLabel(solid(row[index]?.text ?? '')))).length;
  }

  /** As many columns of one title as the form has: its order is most likely meant, and asked about. */
  #ask(index: number): void {
    const choices = this.#tops(index);
    if (choices.length === 0) return;
    const like = [...this.#paths.keys()].filter((other) => same(this.#tops(other), choices));
    const taken = like.length === choices.length;
    this.#questions.push({ title: this.#paths[index]?.at(-1) ?? '', columns: like, choices, taken });
    like.forEach((other, at) => {
      if (taken) this.#map[other] = choices[at];
      else this.#choices.delete(other);
    });
  }
}

const same = (a: readonly ColumnSpec[], b: readonly ColumnSpec[]): boolean =>
  a.length === b.length && a.every((column) => b.includes(column));

/** The form's columns that a head's path may mean, the higher the more of it agrees. */
function choicesFor(path: readonly string[], spec: TableSpec, subject: Subject): Map<ColumnSpec, number> {
  const choices = new Map<ColumnSpec, number>();
  const keys = path.map((title) => titleKey(title, subject));
  const leaf = keys.at(-1);
  if (leaf === undefined) return choices;
  for (const column of spec.columns) {
    const key = (title: string): string => titleKey(title, subject);
    const own = [column.title, ...column.aliases].map(key);
    const long = [
      csvTitle(column, spec.columns),
      headerPath(column).join('/'),
      headerPath(column).join(''),
    ].map(key);
    if (long.includes(leaf) || long.includes(keys.join(''))) choices.set(column, 100);
    else if (own.includes(leaf)) {
      const above = keys.slice(0, -1);
      const shared = column.groups.filter((group) => above.includes(key(group))).length;
      // A group that is another column's speaks against it.
      const foreign = above.some(
        (title) => !column.groups.map(key).includes(title) && isGroup(title, spec, subject),
      );
      choices.set(column, 10 + shared * 2 - (foreign ? 5 : 0));
    }
  }
  return choices;
}

const isGroup = (title: string, spec: TableSpec, subject: Subject): boolean =>
  spec.columns.some((column) => column.groups.some((group) => titleKey(group, subject) === title));
