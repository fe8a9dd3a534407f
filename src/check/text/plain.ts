import { type Binding, parseBindings } from '../../model/binding-parse.ts';

/** Stands in a plain text for a figure or word that a binding puts there. */
export const BOUND = '\uFFFC';

/** A text as it is read: without spaces, soft line ends and marks of Markdown. `\n` parts paragraphs. */
export interface Plain {
  readonly text: string;
  /** Where each of its characters stands in the source; absent where that is its own index. */
  readonly at?: readonly number[];
  /** Bindings by the index of the character that stands for them. */
  readonly bindings: ReadonlyMap<number, Binding>;
  /** Where an item of a list begins, how far it is indented. */
  readonly items?: ReadonlyMap<number, number>;
}

const TO_CHANGE = /[\t\n\r \u00A0\u3000\u200B０-９．]/;
/** Spaces that mean nothing, or a digit of full width. */
const CHANGED = /[\t\r \u00A0\u3000\u200B]+|[０-９．]/g;

/** The text of one field of YAML, or of one cell. */
export function plainField(source: string): string {
  if (!TO_CHANGE.test(source)) return source;
  const lines = source.split('\n').map((line) =>
    line.replace(CHANGED, (found, at: number) => {
      const code = found.charCodeAt(0);
      if (code === 0xff0e) return '.';
      if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xfee0);
      return isWord(line.charCodeAt(at - 1)) && isWord(line.charCodeAt(at + found.length)) ? ' ' : '';
    }),
  );
  // A line without a text ends no paragraph.
  return lines.filter((line, index) => line !== '' || index === lines.length - 1).join('\n');
}

/** Does a block's condition hold? Says what becomes of a paragraph that begins with `{{if …}}`. */
export type Holds = (binding: Binding) => boolean;

/** The text of a narrative written in Markdown. */
export function plainMarkdown(source: string, holds: Holds): Plain {
  const writer = new Writer(source);
  const bindings = new Map<number, Binding>();
  const found = new Map(parseBindings(source).map((binding) => [binding.offset, binding]));
  /** Returns where to go on: a comment, or a block that is left out, may end in a later line. */
  const inline = (from: number, to: number): number => {
    for (let index = from; index < to; index++) {
      // All that means anything to Markdown is ASCII, and hardly any of the text is.
      if (source.charCodeAt(index) > 0x7f) {
        writer.put(index);
        continue;
      }
      const char = source[index];
      const next = source[index + 1];
      const binding = char === '{' ? found.get(index) : undefined;
      if (binding) {
        const { kind } = binding.expression;
        if (kind !== 'if' && kind !== 'unless') {
          bindings.set(writer.length, binding);
          writer.write(BOUND, index);
        } else if (!holds(binding)) return endOfBlock(source, index);
        index += binding.length - 1;
      } else if (char === '<' && source.startsWith('<!--', index)) {
        const end = source.indexOf('-->', index + 4);
        if (end < 0) return source.length;
        index = end + 2;
        if (index >= to) return index + 1;
      } else if (char === '*' && next === '*') index++;
      else if (char === '\\' && next !== undefined && PUNCTUATION.test(next)) writer.put(++index);
      else if (char === ']' && next === '(') {
        writer.put(index);
        index = endOfAddress(source, index + 2) ?? index;
      } else if (char !== '`') writer.put(index);
    }
    return to;
  };
  let resume = 0;
  for (let start = 0; start <= source.length; ) {
    const newline = source.indexOf('\n', start);
    const end = newline < 0 ? source.length : newline;
    if (resume < end || resume <= start) {
      const from = headOfLine(source, Math.max(start, resume), end, writer);
      resume = inline(from, end);
    }
    start = end + 1;
  }
  writer.endParagraph(source.length);
  return { text: writer.text, at: writer.at, bindings, items: writer.items };
}

const PUNCTUATION = /[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/;
const MARK = /^(?:#{1,6}|[-*+]|>+)\s/;
/** What begins a paragraph of its own and is text all the same: `1.`, a table's line, a directive. */
const OPENER = /^(?:\d{1,9}[.)、．]|\||:::)/u;

/** Ends the paragraph before a line that begins another. Returns where the line's text begins. */
function headOfLine(source: string, start: number, end: number, writer: Writer): number {
  let from = start;
  while (from < end && /\s/.test(source[from] as string)) from++;
  const head = source.slice(from, Math.min(end, from + 12));
  const mark = MARK.exec(head)?.[0].length ?? 0;
  if (from === end || mark > 0 || OPENER.test(head)) writer.endParagraph(start - 1);
  if (mark > 0 && !head.startsWith('#')) writer.items.set(writer.length, from - start);
  return from + mark;
}

/** Longer than any address. */
const MAX_ADDRESS = 300;

/** An address in brackets has no Chinese in it: anything else there is text. */
function endOfAddress(source: string, from: number): number | undefined {
  const length = /^[\x21-\x28\x2a-\x7e]*\)/.exec(source.slice(from, from + MAX_ADDRESS))?.[0].length;
  return length === undefined ? undefined : from + length - 1;
}

/** A condition rules the rest of its paragraph or list item. */
function endOfBlock(source: string, from: number): number {
  for (let at = source.indexOf('\n', from); at >= 0; at = source.indexOf('\n', at + 1)) {
    if (/^[ \t\r]*(?:\n|$|[-*+]\s)/.test(source.slice(at + 1, at + 40))) return at;
  }
  return source.length;
}

class Writer {
  readonly at: number[] = [];
  readonly items = new Map<number, number>();
  readonly #source: string;
  /** Runs of the source that stand together, and what was put between them. */
  readonly #runs: string[] = [];
  #from = 0;
  #to = 0;
  /** Code of the last character; 0 where there is none. */
  #last = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** How much is written. */
  get length(): number {
    return this.at.length;
  }

  get text(): string {
    this.#flush();
    return this.#runs.join('');
  }

  /** One character of the source, unless it is a space that means nothing. */
  put(index: number): void {
    const code = this.#source.charCodeAt(index);
    if (
      code === 9 ||
      code === 10 ||
      code === 13 ||
      code === 32 ||
      code === 0xa0 ||
      code === 0x3000 ||
      code === 0x200b
    ) {
      // Two words of letters and digits stay two.
      if (isWord(this.#last) && isWord(this.#source.charCodeAt(index + 1))) this.write(' ', index);
    } else if (code >= 0xff10 && code <= 0xff19) this.write(String.fromCharCode(code - 0xfee0), index);
    else if (code === 0xff0e) this.write('.', index);
    else {
      if (index !== this.#to) {
        this.#flush();
        this.#from = index;
      }
      this.#to = index + 1;
      this.#last = code;
      this.at.push(index);
    }
  }

  write(char: string, index: number): void {
    this.#flush();
    this.#runs.push(char);
    this.#last = char.charCodeAt(0);
    this.at.push(index);
  }

  #flush(): void {
    if (this.#to > this.#from) this.#runs.push(this.#source.slice(this.#from, this.#to));
    this.#from = this.#to = 0;
  }

  endParagraph(index: number): void {
    if (this.#last !== 0 && this.#last !== 10) this.write('\n', index);
  }
}

/** A letter or digit of ASCII, by its code. */
function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
