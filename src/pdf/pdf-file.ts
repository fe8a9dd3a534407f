/**
 * A PDF as Typst writes it (plain objects, one classic cross-reference table), whose objects can be
 * rewritten. A general library would read and write every stream again: this leaves all other bytes alone.
 */
export class PdfFile {
  readonly #bytes: Buffer;
  /** By object number: where it begins and ends. */
  readonly #extents = new Map<number, readonly [start: number, end: number]>();
  readonly #changed = new Map<number, string>();
  readonly #trailer: string;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    const tail = bytes.toString('latin1', Math.max(0, bytes.length - 40));
    const xref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1]);
    const table = bytes.toString('latin1', xref);
    const head = /^xref\s+0 (\d+)\s+/.exec(table);
    if (!head) throw new Error('PDF without a classic cross-reference table');
    const count = Number(head[1]);
    const starts: [number, number][] = [];
    for (let number = 0; number < count; number++) {
      const entry = table.slice(head[0].length + number * 20, head[0].length + number * 20 + 20);
      if (entry[17] === 'n') starts.push([Number(entry.slice(0, 10)), number]);
    }
    starts.sort(([a], [b]) => a - b);
    starts.forEach(([start, number], i) => {
      this.#extents.set(number, [start, starts[i + 1]?.[0] ?? xref]);
    });
    const trailer = table.indexOf('trailer');
    this.#trailer = table.slice(trailer, table.lastIndexOf('startxref'));
  }

  get trailer(): string {
    return this.#trailer;
  }

  /** The text of an object, `12 0 obj` and `endobj` included. */
  object(number: number): string {
    const changed = this.#changed.get(number);
    if (changed !== undefined) return changed;
    const extent = this.#extents.get(number);
    if (!extent) throw new Error(`PDF without object ${number}`);
    return this.#bytes.toString('latin1', ...extent);
  }

  replace(number: number, text: string): void {
    this.#changed.set(number, text);
  }

  save(): Buffer {
    const ordered = [...this.#extents].sort(([, [a]], [, [b]]) => a - b);
    const parts: Buffer[] = [this.#bytes.subarray(0, ordered[0]?.[1][0] ?? 0)];
    let at = parts[0]?.length ?? 0;
    const offsets = new Map<number, number>();
    for (const [number, [start, end]] of ordered) {
      const changed = this.#changed.get(number);
      const part = changed === undefined ? this.#bytes.subarray(start, end) : Buffer.from(changed, 'latin1');
      offsets.set(number, at);
      parts.push(part);
      at += part.length;
    }
    const size = Math.max(...offsets.keys()) + 1;
    let table = `xref\n0 ${size}\n`;
    for (let number = 0; number < size; number++) {
      const offset = offsets.get(number);
      table +=
        offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
    }
    parts.push(Buffer.from(`${table}${this.#trailer}startxref\n${at}\n%%EOF`, 'latin1'));
    return Buffer.concat(parts);
  }
}

/** The objects that an object refers to under `/K`, marked content left out. */
export function kids(object: string): number[] {
  const list = /\/K \[([^\]]*)\]/.exec(object)?.[1] ?? /\/K (\d+ 0 R)/.exec(object)?.[1] ?? '';
  return [...list.replace(/<<[^>]*>>/g, '').matchAll(/(\d+) 0 R/g)].map((match) => Number(match[1]));
}

export function reference(object: string, name: string): number {
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(object)?.[1];
  if (found === undefined) throw new Error(`PDF object without /${name}`);
  return Number(found);
}
