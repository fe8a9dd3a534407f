import type { Digest, Shown } from '../../../src/digest.ts';
import { TIDY } from '../../../src/export/files.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import { isBlocked } from '../../../src/reader.ts';
import { type BriefReport, countsOf } from '../../../src/report/findings.ts';
import type { Settings } from '../../../src/settings.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';
import { type FoundLinks, isConnected } from './found-links.ts';
import { type Marks, marksOf } from './marks.ts';
import type { SiteLines } from './site-lines.ts';
import type { Bytes, Spool } from './spool.ts';
import type { SourceStamp } from './stamps.ts';

/** What one reading of a disclosure came to. Plain JSON. */
export interface Output {
  readonly digest: Digest;
  /** Absent where nothing was made: it may not be published now, or not at all. */
  readonly files?: readonly WrittenFile[];
  /** What its pages link to. */
  readonly links?: FoundLinks;
  /** What files about the whole site say of it. */
  readonly lines?: SiteLines;
  /** Where the cache has its PDF, or will have it. */
  readonly pdf?: string;
  /** What its page says of others, and whether that is so is known only when all are read: see `isSettled`. */
  readonly asked?: Asked;
  /** Its content: the very bytes that it was read from. What is changed later has another stamp. Absent where nothing was made. */
  readonly source?: SourceStamp;
  /** What its folder was when its files had been written: see stamps.ts. */
  readonly stamp?: string;
}

/** By id: the title that was said, or only whether there is such a disclosure. */
export type Asked = Readonly<Record<string, string | boolean>>;

/** Titles of the disclosures that are published, by id. */
export type Titles = ReadonlyMap<string, string>;

/** Is what a page says of others true? */
export function isSettled({ head: { asked = {} } }: PackedOutput, titles: Titles): boolean {
  return Object.entries(asked).every(([id, said]) =>
    typeof said === 'string' ? titles.get(id) === said : titles.has(id) === said,
  );
}

/** What is short of an output. Plain JSON. */
export interface Head extends Omit<Output, 'digest' | 'files' | 'links' | 'lines'> {
  /** Of its report the counts alone. */
  readonly digest: Omit<Digest, 'shown'>;
  /** What was found keeps it from being published: as a draft too, or only otherwise. */
  readonly blocked?: 'always' | 'but drafts';
  readonly shown?: Omit<Shown, 'entry' | 'projects' | 'records'> & { readonly marks: Marks };
  /** SHA-256 of its tidy.csv: what files of figures are planned by. */
  readonly tidy?: string;
  /** Its first page leads to all others of its own. */
  readonly isConnected?: boolean;
  /** Where each of the long parts ends; where the one before ends, of one that is absent. */
  readonly ends: readonly number[];
}

/** The long parts, in the order in which they stand. What was found of it comes last: it is not kept. */
const PARTS = [
  ...(['entry', 'projects', 'records', 'files', 'links', 'catalog', 'dataset', 'sums'] as const),
  'report',
] as const;
type Part = (typeof PARTS)[number];

/** As one process sends it to another, and one build keeps it for the next. */
export interface Packed {
  readonly head: Head;
  /** UTF-8. */
  readonly parts: Uint8Array;
}

export function pack({ digest, files, links, lines, ...output }: Output): Packed {
  const { shown, report, ...about } = digest;
  const brief = { ...about, report: countsOf(report) };
  const blocked = blockedBy(digest);
  const own = { files: json(files), links: json(links), ...lines, report: json(report) };
  const tidy = files?.find(({ path }) => path === TIDY)?.sha256;
  const head = {
    ...{ ...output, digest: brief },
    ...(blocked && { blocked }),
    ...(tidy !== undefined && { tidy }),
    ...(links && { isConnected: isConnected(links, `${digest.id}/`) }),
  };
  if (!shown) return packed(head, own);
  const { entry, projects, records, ...rest } = shown;
  const texts = { entry: JSON.stringify(entry), projects, records };
  const marks = marksOf(entry, records);
  return packed({ ...head, shown: { ...rest, marks } }, { ...texts, ...own });
}

function packed(
  head: Omit<Head, 'ends'>,
  texts: Readonly<Partial<Record<Part, string | undefined>>>,
): Packed {
  const parts = PARTS.map((part) => Buffer.from(texts[part] ?? ''));
  return { head: { ...head, ends: endsOf(parts) }, parts: Buffer.concat(parts) };
}

function blockedBy(digest: Digest): Head['blocked'] {
  if (isBlocked(digest, { drafts: true })) return 'always';
  return isBlocked(digest, { drafts: false }) ? 'but drafts' : undefined;
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function endsOf(parts: readonly Uint8Array[]): readonly number[] {
  let end = 0;
  return parts.map(({ length }) => {
    end += length;
    return end;
  });
}

/**
 * An output whose long parts are read when they are asked for: thousands are in memory at once, and of most that have
 * not changed a line or two is wanted.
 */
export class PackedOutput {
  readonly head: Head;
  readonly #parts: Bytes;
  #digest: Digest | undefined;

  constructor({ head, parts }: { readonly head: Head; readonly parts: Bytes }) {
    this.head = head;
    this.#parts = parts;
  }

  get id(): string {
    return this.head.digest.id;
  }

  /** Its entry and records are those parts, read once and each time. */
  get digest(): Digest {
    this.#digest ??= this.#digestOf();
    return this.#digest;
  }

  /** All that was found, read each time: thousands of these would be more in memory than all the rest. Of one that was kept, the counts alone. */
  get report(): BriefReport {
    return this.#value<BriefReport>('report') ?? this.head.digest.report;
  }

  /** May it not be published? */
  isBlocked({ drafts }: Pick<Settings, 'drafts'>): boolean {
    const { blocked } = this.head;
    return blocked === 'always' || (blocked !== undefined && !drafts);
  }

  get isMade(): boolean {
    const [from, to] = this.#place('files');
    return to > from;
  }

  /** None where nothing was made. */
  get files(): readonly WrittenFile[] {
    return this.#value<readonly WrittenFile[]>('files') ?? [];
  }

  get links(): FoundLinks | undefined {
    return this.#value<FoundLinks>('links');
  }

  /** As it stands, empty where it is absent. */
  part(name: Part): Uint8Array {
    return this.#parts.subarray(...this.#place(name));
  }

  /** The same with what is known since. */
  with({ files, lines, ...known }: Pick<Output, 'source' | 'stamp' | 'files' | 'lines'>): PackedOutput {
    if (!files && !lines) return new PackedOutput({ head: { ...this.head, ...known }, parts: this.#parts });
    const texts: Partial<Record<Part, string | undefined>> = { files: json(files), ...lines };
    const parts = PARTS.map((part) => {
      const text = texts[part];
      return text === undefined ? this.part(part) : Buffer.from(text);
    });
    return new PackedOutput({
      head: { ...this.head, ...known, ends: endsOf(parts) },
      parts: Buffer.concat(parts),
    });
  }

  /** The same, its long parts out of memory. */
  spooledIn(spool: Spool): PackedOutput {
    const parts = this.#parts.subarray(0, this.head.ends.at(-1) ?? 0);
    return new PackedOutput({ head: this.head, parts: spool.add(parts) });
  }

  /** To be kept: what was found of it has been told. */
  toKeep(): Packed {
    const ends = this.head.ends.slice(0, PARTS.indexOf('report'));
    return { head: { ...this.head, ends }, parts: this.#parts.subarray(0, ends.at(-1) ?? 0) };
  }

  #place(name: Part): readonly [from: number, to: number] {
    const { ends } = this.head;
    const at = PARTS.indexOf(name);
    const from = ends[at - 1] ?? 0;
    return [from, ends[at] ?? from];
  }

  #digestOf(): Digest {
    const { digest, shown } = this.head;
    return shown ? { ...digest, shown: new PackedShown(shown, this) } : digest;
  }

  #value<T>(name: Part): T | undefined {
    const bytes = this.part(name);
    return bytes.length === 0 ? undefined : (JSON.parse(textOf(bytes)) as T);
  }
}

class PackedShown implements Shown {
  readonly template: string;
  readonly stated: readonly string[];
  readonly before: readonly string[];
  readonly codes: string;
  readonly #output: PackedOutput;
  #entry: DisclosureEntry | undefined;

  constructor({ template, stated, before, codes }: NonNullable<Head['shown']>, output: PackedOutput) {
    this.template = template;
    this.stated = stated;
    this.before = before;
    this.codes = codes;
    this.#output = output;
  }

  get entry(): DisclosureEntry {
    this.#entry ??= JSON.parse(textOf(this.#output.part('entry'))) as DisclosureEntry;
    return this.#entry;
  }

  get projects(): string {
    return textOf(this.#output.part('projects'));
  }

  get records(): string {
    return textOf(this.#output.part('records'));
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
