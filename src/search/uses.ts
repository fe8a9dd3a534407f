import { type Core, decodeNumbers, Numbers, type SubjectUse, type Uses } from './format.ts';

/** By which names disclosures call a 科目, and how many do. Plain JSON. */
export type NameCounts = readonly (readonly [name: string, count: number])[];

/** One disclosure's use of a 科目, as it was and as it is. */
export interface ChangedUse {
  readonly number: number;
  readonly before: SubjectUse | undefined;
  readonly after: SubjectUse | undefined;
}

/** The disclosures that have one 科目, as they go by. */
export class UsesBuilder {
  readonly #in = new Numbers();
  readonly #amounts: string[] = [];
  readonly #anchors: string[] = [];
  readonly #anchor: number[] = [];
  readonly #names = new Map<string, number>();

  add(number: number, use: SubjectUse): void {
    const [, name] = use;
    this.#add(number, placeOf(use));
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
  }

  /** Of the standing ones all but those of `changed`, of these what they have now; undefined where none is left. */
  static changed(standing: Uses | undefined, changes: readonly ChangedUse[]): Uses | undefined {
    const places = new Map(standing && placesIn(standing));
    for (const { number, after } of changes) {
      if (after) places.set(number, placeOf(after));
      else places.delete(number);
    }
    if (places.size === 0) return undefined;
    const builder = new UsesBuilder();
    for (const [number, place] of [...places].sort(([a], [b]) => a - b)) builder.#add(number, place);
    return builder.part();
  }

  part(): Uses {
    return {
      in: this.#in.toString(),
      amounts: this.#amounts.join(' '),
      anchors: this.#anchors,
      ...(this.#anchors.length > 1 && { anchor: this.#anchor }),
    };
  }

  get names(): NameCounts {
    return [...this.#names];
  }

  #add(number: number, { pattern, amount }: Place): void {
    this.#in.add(number);
    this.#amounts.push(amount);
    let index = this.#anchors.indexOf(pattern);
    if (index < 0) index = this.#anchors.push(pattern) - 1;
    this.#anchor.push(index);
  }
}

/** Where one disclosure has it, `*` for the code. */
interface Place {
  readonly pattern: string;
  readonly amount: string;
}

function placeOf([code, , anchor, amount]: SubjectUse): Place {
  return { pattern: anchor.replace(code, '*'), amount };
}

function placesIn({ in: numbers, amounts, anchors, anchor }: Uses): [number, Place][] {
  const all = amounts.split(' ');
  return decodeNumbers(numbers).map((number, index) => {
    const pattern = anchors[anchor?.[index] ?? 0] as string;
    return [number, { pattern, amount: all[index] as string }];
  });
}

/** None is left where no disclosure has it any more. */
export function changedNames(counts: NameCounts, changes: readonly ChangedUse[]): NameCounts {
  const now = new Map(counts);
  const add = ([, name]: SubjectUse, step: number): void => {
    now.set(name, (now.get(name) ?? 0) + step);
  };
  for (const { before, after } of changes) {
    if (before) add(before, -1);
    if (after) add(after, 1);
  }
  return [...now].filter(([, count]) => count > 0);
}

/** Every 科目 with its names, that of the most disclosures first. */
export function subjectsOf(names: ReadonlyMap<string, NameCounts>): Core['subjects'] {
  return [...names]
    .map(([code, counts]) => {
      const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const count = sorted.reduce((sum, [, own]) => sum + own, 0);
      return [code, sorted.map(([name]) => name), count] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
