/** How long a text may become. */
export interface Limits {
  /** UTF-16 units: never fewer than the characters that a forge counts. */
  readonly characters: number;
  /** Bytes of UTF-8, where the forge counts those. */
  readonly bytes?: number;
}

/** Text that grows line by line as far as it may; what would go beyond is refused whole. */
export class BoundedText {
  readonly #limits: Limits;
  #text = '';
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Adds the lines, leaving `reserve` free behind them; false, and nothing added, where they do not fit. */
  add(lines: readonly string[], reserve: readonly string[] = []): boolean {
    const text = joined(lines);
    const more = joined(reserve);
    const { characters, bytes = Number.POSITIVE_INFINITY } = this.#limits;
    if (this.#text.length + text.length + more.length > characters) return false;
    if (this.#bytes + utf8Length(text) + utf8Length(more) > bytes) return false;
    this.#text += text;
    this.#bytes += utf8Length(text);
    return true;
  }

  toString(): string {
    return this.#text;
  }
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
