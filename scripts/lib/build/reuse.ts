import { hash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Content } from '../../../src/content.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import { isEarly } from '../../../src/reader.ts';
import type { Settings } from '../../../src/settings.ts';
import type { BuildState, Remembered, RememberedFigures } from './build-state.ts';
import type { FiguresPart } from './figures.ts';
import type { Output } from './maker.ts';
import type { SiteFolder } from './site-folder.ts';
import { type SourceStamp, stampFiles, stampSource } from './stamps.ts';
import { TOOL_SOURCES, toolHash } from './tool-hash.ts';

/** What every page and file depends on, as one hash. */
export function hashOfAll({ surroundings }: Content, settings: Settings): string {
  const { base, siteUrl, drafts, pdf, xlsx } = settings;
  const read = surroundings && [surroundings.site, surroundings.regions, surroundings.departments];
  return hash('sha256', textOf([toolHash(TOOL_SOURCES), base, siteUrl, drafts, pdf, xlsx, read]), 'hex');
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
    { digest, source }: Output,
    sources: ReadonlyMap<string, SourceStamp>,
    outputs: ReadonlyMap<string, Output>,
  ): string | undefined {
    const { shown } = digest;
    if (!shown || !source) return undefined;
    const parts: string[] = [source.hash, this.#forms.get(shown.template) ?? ''];
    for (const id of shown.before) {
      const other = sources.get(id);
      if (!other) {
        parts.push(id, 'none');
        continue;
      }
      const form = outputs.get(id)?.digest.shown?.template;
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
}

/** An earlier output with what its build remembers: the one that is published now, or a part of another machine's. */
export interface Earlier {
  readonly dir: string;
  readonly state: BuildState;
}

/**
 * Takes what has not changed over from earlier outputs into the next one. Every
 * file is looked at: one that was altered by hand, or is gone, is made again
 * with all that stands beside it.
 */
export function reuse(earlier: readonly Earlier[], options: ReuseOptions): Map<string, Output> {
  const { content, settings, keys, ids, folder } = options;
  const remembered = new Map<string, Remembered & { readonly from: string }>();
  for (const { dir: from, state } of earlier)
    for (const [id, item] of state.remembered) remembered.set(id, { ...item, from });
  if (remembered.size === 0) return new Map();
  const sources = new Map<string, SourceStamp>();
  const known = new Map<string, Output>();
  for (const id of content.ids) {
    const before = remembered.get(id)?.output;
    const source = stampSource(join(settings.contentDir, 'disclosures', id), before?.source);
    sources.set(id, source);
    if (before?.source?.hash !== source.hash) continue;
    known.set(id, before.source === source ? before : { ...before, source });
  }
  const outputs = new Map<string, Output>();
  for (const id of ids) {
    const output = known.get(id);
    const before = remembered.get(id);
    if (!output || !before || isEarly(output.digest, settings)) continue;
    if (keys.of(output, sources, known) !== before.key) continue;
    const linked = takeFiles(output, before.from, folder);
    if (linked) outputs.set(id, linked);
  }
  return outputs;
}

/** Undefined where a file is not as it was written. */
function takeFiles(output: Output, from: string, folder: SiteFolder): Output | undefined {
  const { digest, files = [], stamp } = output;
  const paths = files.map(({ path }) => path);
  const source = join(from, digest.id);
  const now = stampFiles(source, paths);
  // The same files by another name: an earlier build has put them there.
  if (now !== undefined && now === stamp && folder.holds(digest.id, now)) return output;
  // On another machine, or after a copy, times differ and bytes need not.
  const isSame = now !== undefined && (now === stamp || files.every((file) => isAsWritten(source, file)));
  if (!isSame) return undefined;
  folder.clear(digest.id);
  const target = join(folder.dir, digest.id);
  makeFolder(target);
  for (const parent of new Set(paths.map((path) => dirname(path)))) makeFolder(join(target, parent));
  for (const path of paths) link(join(source, path), join(target, path));
  const { stamp: _, ...rest } = output;
  const linked = now === stamp ? now : stampFiles(target, paths);
  folder.filled(digest.id, paths, linked);
  return linked === undefined ? rest : { ...rest, stamp: linked };
}

/** Its parents are there most of the time: the one call that asks for no more is by far the quicker. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') mkdirSync(path, { recursive: true });
  }
}

function isAsWritten(folder: string, { path, bytes, sha256 }: WrittenFile): boolean {
  const content = readFileSync(join(folder, path));
  return content.length === bytes && hash('sha256', content, 'hex') === sha256;
}

/** Takes over the files of figures that have not changed; says which those are. */
export function reuseFigures(
  earlier: readonly Earlier[],
  parts: readonly FiguresPart[],
  folder: SiteFolder,
): ReadonlyMap<string, RememberedFigures> {
  const reused = new Map<string, RememberedFigures>();
  for (const { path, key } of parts) {
    for (const { dir: from, state } of earlier) {
      const known = state.figures[path];
      if (known?.key !== key || stampFiles(from, [path]) !== known.stamp) continue;
      const { sha256 } = known.file;
      if (!folder.keep(path, sha256)) {
        link(join(from, path), folder.room(path));
        folder.wrote(path, sha256);
      }
      reused.set(path, known);
      break;
    }
  }
  return reused;
}

/** A copy where the disk is another, or knows no links. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** The content folders of some disclosures, as they were when these were made. */
export function sourcesOf(outputs: Iterable<Output>): ReadonlyMap<string, SourceStamp> {
  const sources = new Map<string, SourceStamp>();
  for (const { digest, source } of outputs) if (source) sources.set(digest.id, source);
  return sources;
}
