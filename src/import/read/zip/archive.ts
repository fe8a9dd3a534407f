import { Inflate } from 'fflate';
import { ImportRefusal, printable } from '../../refusal.ts';
import { crc32 } from './checksum.ts';
import { readDirectory, type ZipEntry } from './directory.ts';

/** An office's workbook has dozens of parts; thousands, or hundreds of megabytes, are an attack or a mistake. */
export const LIMITS = {
  entries: 2000,
  total: 200 * 1024 * 1024,
  part: 50 * 1024 * 1024,
  ratio: 200,
  /** Below this a part's ratio says nothing. */
  small: 100 * 1024,
} as const;

export type Limits = { readonly [key in keyof typeof LIMITS]: number };

const MB = 1024 * 1024;
/** Compressed bytes given at once: what comes out of them stays small. */
const CHUNK = 16 * 1024;

/** The parts of a zip file, unpacked one by one, never more than the limits. */
export class Archive {
  readonly #file: string;
  readonly #bytes: Uint8Array;
  readonly #limits: Limits;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  #unpacked = 0;

  constructor(file: string, bytes: Uint8Array, limits: Limits = LIMITS) {
    this.#file = file;
    this.#bytes = bytes;
    this.#limits = limits;
    const entries = readDirectory(bytes, limits.entries);
    if (entries === undefined) throw this.#damaged();
    if (typeof entries === 'number')
      throw this.#refuse(`里面有 ${entries} 个文件，超过 ${limits.entries} 个的上限`, SUSPECT);
    // Some programs of Windows write the path with its own sign.
    const named = entries.map((entry) => ({ ...entry, name: entry.name.replaceAll('\\', '/') }));
    this.#entries = new Map(named.map((entry) => [entry.name, entry]));
    this.#check(named);
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Everything that can be told before a byte is unpacked. */
  #check(entries: readonly ZipEntry[]): void {
    const seen = new Set<string>();
    let total = 0;
    for (const { name, encrypted, size, packed, offset, method } of entries) {
      const shown = printable(name);
      if (isTrick(name)) throw this.#refuse(`里面有一个路径可疑的文件“${shown}”`, SUSPECT);
      const key = name.toLowerCase();
      if (seen.has(key)) throw this.#refuse(`里面有两个同名的文件“${shown}”`, SUSPECT);
      seen.add(key);
      if (encrypted) throw this.#refuse('文件加了密码', '请在 WPS 或 Excel 中去掉密码，另存后再导入。');
      if (method !== 0 && method !== 8)
        throw this.#refuse(`里面的“${shown}”用了不认识的压缩方法（${method}）`, RESAVE);
      if (!(offset + packed <= this.#bytes.length)) throw this.#damaged();
      if (size > this.#limits.part)
        throw this.#refuse(
          `里面的“${shown}”展开后有 ${Math.ceil(size / MB)} MB，超过 ${this.#limits.part / MB} MB 的上限`,
          SUSPECT,
        );
      if (size > this.#limits.small && size > packed * this.#limits.ratio) throw this.#bomb(shown);
      total += size;
    }
    if (total > this.#limits.total)
      throw this.#refuse(
        `展开后有 ${Math.ceil(total / MB)} MB，超过 ${this.#limits.total / MB} MB 的上限`,
        SUSPECT,
      );
  }

  /** A part's bytes; undefined where there is no such part. The list may lie: what comes out is counted again. */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    const { offset } = entry;
    if (offset + 30 > this.#bytes.length || view.getUint32(offset, true) !== 0x04034b50)
      throw this.#damaged();
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (start + entry.packed > this.#bytes.length) throw this.#damaged();
    const packed = this.#bytes.subarray(start, start + entry.packed);
    if (entry.method === 0) {
      this.#count(packed.length);
      return this.#whole(packed, entry);
    }
    return this.#whole(this.#inflate(packed, entry), entry);
  }

  #inflate(packed: Uint8Array, { name, size }: ZipEntry): Uint8Array {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const inflate = new Inflate((chunk) => {
      length += chunk.length;
      if (length > size || length > this.#limits.part) throw this.#bomb(printable(name));
      if (length > this.#limits.small && length > packed.length * this.#limits.ratio)
        throw this.#bomb(printable(name));
      chunks.push(chunk);
    });
    try {
      for (let at = 0; at === 0 || at < packed.length; at += CHUNK)
        inflate.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
    } catch (error) {
      throw error instanceof ImportRefusal ? error : this.#damaged();
    }
    if (length !== size) throw this.#damaged();
    this.#count(length);
    const whole = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  /** One flipped bit can turn a figure into another that looks as good. */
  #whole(bytes: Uint8Array, { name, size, checksum }: ZipEntry): Uint8Array {
    if (bytes.length !== size || crc32(bytes) !== checksum)
      throw this.#refuse(
        `里面的“${printable(name)}”和校验码对不上，传送或保存时损坏了`,
        '请重新取得文件，或在 WPS 或 Office 中打开核对后另存一份再导入。',
      );
    return bytes;
  }

  #count(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.#limits.total)
      throw this.#refuse(`展开后超过 ${this.#limits.total / MB} MB 的上限`, SUSPECT);
  }

  #refuse(why: string, remedy: string): ImportRefusal {
    return new ImportRefusal(this.#file, why, remedy);
  }

  #bomb(shown: string): ImportRefusal {
    return this.#refuse(`里面的“${shown}”压缩得异常厉害，展开会占满内存（压缩炸弹）`, SUSPECT);
  }

  #damaged(): ImportRefusal {
    return this.#refuse('文件不完整或已损坏', '请在 WPS 或 Office 中能打开后，另存一份再导入。');
  }
}

const SUSPECT = '正常的工作簿和文档不会这样，请核实文件的来源。';
const RESAVE = '请在 WPS 或 Office 中另存一份再导入。';

/** Names that lead out of the archive, or that say one thing here and another there. */
function isTrick(name: string): boolean {
  return (
    name === '' ||
    name.length > 500 ||
    /^\/|^[A-Za-z]:|\p{Cc}/u.test(name) ||
    name.split('/').some((part) => part === '..' || part === '.')
  );
}
