import { kept, keptByText } from '../../model/kept.ts';
import type { Classification, KnownCode } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';

/** A name as names are compared. */
export const nameKey = keptByText(normalized);

/** What is known of the official classifications, found by code. */
export class CodeIndex {
  /** By classification, length and parent. */
  readonly #siblings = new Map<string, KnownCode[]>();
  readonly #names = new Map<Classification, Map<string, string[]>>();

  constructor(codes: readonly KnownCode[]) {
    for (const known of codes) {
      const { classification, code, name } = known;
      const family = familyOf(classification, code);
      const siblings = this.#siblings.get(family);
      if (siblings) siblings.push(known);
      else this.#siblings.set(family, [known]);
      let names = this.#names.get(classification);
      if (!names) {
        names = new Map();
        this.#names.set(classification, names);
      }
      const list = names.get(code);
      if (list) list.push(name);
      else names.set(code, [name]);
    }
  }

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  /** The names that a code is known by; none where it is not known. */
  names(classification: Classification, code: string): readonly string[] {
    return this.#names.get(classification)?.get(code) ?? [];
  }

  /** A code beside this one, under the same parent, that bears the name. */
  sibling(classification: Classification, code: string, name: string): string | undefined {
    const wanted = nameKey(name);
    const siblings = this.#siblings.get(familyOf(classification, code)) ?? [];
    return siblings.find((known) => known.code !== code && nameKey(known.name) === wanted)?.code;
  }
}

function familyOf(classification: Classification, code: string): string {
  return `${classification} ${code.length} ${code.slice(0, -2)}`;
}

/** The index of a form's codes; made once for all that is checked by it. */
export const codeIndex = kept((codes: readonly KnownCode[]) => new CodeIndex(codes));
