import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Content } from '../../../src/content.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import { isEarly } from '../../../src/reader.ts';
import type { Settings } from '../../../src/settings.ts';
import type { BuildState } from './build-state.ts';
import type { PackedOutput } from './output.ts';
import type { CompiledPages } from './render.ts';
import type { Look, SideThread } from './side-thread.ts';
import { linkFile, makeFolder, type SiteFolder } from './site-folder.ts';
import { type SourceStamp, stampOutput, stampSource } from './stamps.ts';
import type { Remembered } from './state-lines.ts';
import { BUILD_SOURCES, toolHash } from './tool-hash.ts';

/** What every page and file depends on, as one hash. */
export function hashOfAll(
  { surroundings }: Content,
  settings: Settings,
  { sources }: Pick<CompiledPages, 'sources'>,
): string {
  const { base, siteUrl, drafts, pdf, xlsx } = settings;
  const read = surroundings && [surroundings.site, surroundings.regions, surroundings.departments];
  const tool = [sources, toolHash(BUILD_SOURCES)];
  return hash('sha256', textOf([tool, base, siteUrl, drafts, pdf, xlsx, read]), 'hex');
}

/** A value as one text, the same in every process. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, item) => {
    if (item instanceof Map) return { map: [...item] };
    if (item instanceof Set) return { set: [...item] };
    return typeof item === 'bigint' ? { bigint: String(item) } : item;
  });
}

/** Keys of disclosures: equal ones have equal pages and files, under the same `hashOfAll`. */
export class Keys {
  /** Hash of each form as it is read, with all that it extends. */
  readonly #forms: ReadonlyMap<string, string>;

  constructor({ surroundings }: Content) {
    const templates = [...(surroundings?.templates ?? [])];
    this.#forms = new Map(templates.map(([id, template]) => [id, hash('sha256', textOf(template), 'hex')]));
  }

  /** `sources` are the content folders by id, `outputs` what is known of each. Undefined where not all is known. */
  of(
    { head: { shown, source } }: PackedOutput,
    sources: ReadonlyMap<string, SourceStamp>,
    outputs: ReadonlyMap<string, PackedOutput>,
  ): string | undefined {
    if (!shown || !source) return undefined;
    const parts: string[] = [source.hash, this.#forms.get(shown.template) ?? ''];
    for (const id of shown.before) {
      const other = sources.get(id);
      if (!other) {
        parts.push(id, 'none');
        continue;
      }
      const form = outputs.get(id)?.head.shown?.template;
      if (form === undefined) return undefined;
      parts.push(id, other.hash, this.#forms.get(form) ?? '');
    }
    return hash('sha256', parts.join('\0'), 'base64url');
  }
}

export interface ReuseOptions {
  readonly content: Content;
  readonly settings: Settings;
  readonly keys: Keys;
  readonly ids: readonly string[];
  readonly folder: SiteFolder;
  readonly side: SideThread;
  /** At the content's folders. */
  readonly look: Look;
}

/** An earlier output with what its build remembers: the one that is published now, or a part of another machine's. */
export interface Earlier {
  readonly dir: string;
  readonly state: BuildState;
}

/** What has not changed since an earlier output was made. */
export interface Unchanged {
  readonly ids: ReadonlySet<string>;
  /**
   * Takes it over into the next output. Every file is looked at: of what was altered by hand, or is gone, nothing is
   * taken.
   */
  readonly take: () => Promise<Map<string, PackedOutput>>;
}

/**
 * Finds what need not be made again. Files of outputs are looked at in the other thread from then on, while what has
 * changed can be made in this one.
 */
export async function findUnchanged(earlier: readonly Earlier[], options: ReuseOptions): Promise<Unchanged> {
  const { content, settings, keys, ids, folder, side, look } = options;
  const remembered = new Map<string, Remembered & { readonly from: string }>();
  for (const { dir: from, state } of earlier)
    for (const [id, item] of state.remembered) remembered.set(id, { ...item, from });
  if (remembered.size === 0) return { ids: new Set(), take: async () => new Map() };
  const there = ids.filter((id) => remembered.has(id));
  const looking = side.look({ of: 'output', dir: folder.dir, ids: there });
  const stats = await look.finish();
  const sources = new Map<string, SourceStamp>();
  const known = new Map<string, PackedOutput>();
  for (const id of content.ids) {
    const before = remembered.get(id)?.output;
    const place = join(settings.contentDir, 'disclosures', id);
    const source = stampSource(place, before?.head.source, stats.get(id));
    sources.set(id, source);
    if (before?.head.source?.hash !== source.hash) continue;
    known.set(id, before.head.source === source ? before : before.with({ source }));
  }
  const unchanged = new Map<string, Standing>();
  for (const id of ids) {
    const output = known.get(id);
    const before = remembered.get(id);
    if (!output || !before || isEarly(output.head.digest, settings)) continue;
    if (keys.of(output, sources, known) === before.key) unchanged.set(id, { output, from: before.from });
  }
  const take = async (): Promise<Map<string, PackedOutput>> => {
    const stamps = await looking.finish();
    const outputs = new Map<string, PackedOutput>();
    for (const [id, { output, from }] of unchanged) {
      // The same files by other names: the build before has put them there.
      const isThere = output.head.stamp !== undefined && stamps.get(id) === output.head.stamp;
      const taken = isThere ? output : takeFiles(output, from, folder);
      if (taken) outputs.set(id, taken);
    }
    return outputs;
  };
  return { ids: new Set(unchanged.keys()), take };
}

interface Standing {
  readonly output: PackedOutput;
  /** The earlier output's folder. */
  readonly from: string;
}

/** Undefined where a file is not as it was written. */
function takeFiles(output: PackedOutput, from: string, folder: SiteFolder): PackedOutput | undefined {
  const { id, files } = output;
  const { stamp } = output.head;
  const source = join(from, id);
  // On another machine, or after a copy, times differ and bytes need not.
  const isSame = stamp !== undefined && stampOutput(source) === stamp;
  if (!isSame && !files.every((file) => isAsWritten(source, file))) return undefined;
  folder.clear(id);
  const target = join(folder.dir, id);
  makeFolder(target);
  for (const parent of new Set(files.map(({ path }) => dirname(path)))) makeFolder(join(target, parent));
  for (const { path } of files) linkFile(join(source, path), join(target, path));
  const linked = stampOutput(target);
  return linked === undefined || linked === stamp ? output : output.with({ stamp: linked });
}

function isAsWritten(folder: string, { path, bytes, sha256 }: WrittenFile): boolean {
  try {
    const content = readFileSync(join(folder, path));
    return content.length === bytes && hash('sha256', content, 'hex') === sha256;
  } catch {
    return false;
  }
}

/** The content folders of some disclosures, as they were when these were made. */
export function sourcesOf(outputs: Iterable<PackedOutput>): ReadonlyMap<string, SourceStamp> {
  const sources = new Map<string, SourceStamp>();
  for (const { id, head } of outputs) if (head.source) sources.set(id, head.source);
  return sources;
}
