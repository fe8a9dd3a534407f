/** Well under 64 Ki characters, from which on a text is a large object; what is added at once is seldom longer than this. */
const ENOUGH = 1 << 15;

/**
 * HTML that is put together from small texts, as several of moderate length. For a text of 128 KiB or more V8 gets memory
 * from the system and gives it back, each time anew: that takes longer than to put the text together.
 */
export class Pieces {
  readonly #texts: string[] = [];
  #text = '';

  /** Whole tags: nothing that reads the pieces has to look at two of them at once. */
  add(html: string): void {
    this.#text += html;
    if (this.#text.length < ENOUGH) return;
    this.#texts.push(this.#text);
    this.#text = '';
  }

  /** All that was added, in order. */
  texts(): readonly string[] {
    return [...this.#texts, this.#text];
  }
}
