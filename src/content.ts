import { check } from './check/engine.ts';
import { type Listed, listDisclosures, loadContent } from './load/content.ts';
import { loadDisclosure } from './load/disclosure.ts';
import { folderSource, layeredSource, type Source } from './load/source.ts';
import type { CheckedDisclosure, Disclosure } from './model/disclosure.ts';
import type { Finding } from './model/finding.ts';
import {
  type Around,
  type Narrated,
  type ReadDisclosure,
  readDisclosure,
  type Surroundings,
} from './schema/disclosure.ts';
import { idsOfYearBefore, isSameOffice } from './schema/identity.ts';
import { readSurroundings } from './schema/surroundings.ts';
import { beijingDay } from './settings.ts';

/**
 * A content folder, opened: load → schema → check, one disclosure at a time, so
 * that a province's content never stands in memory at once.
 */
export interface Content {
  /** Undefined where site.yaml, regions.yaml or the like cannot be read. */
  readonly surroundings?: Surroundings;
  /** Faults around the disclosures. */
  readonly problems: readonly Finding[];
  /** Every disclosure's id, sorted. */
  readonly ids: readonly string[];
  readonly has: (id: string) => boolean;
  /** `files`: the disclosure's own folder, where it has been read from the disk already. */
  readonly read: (id: string, files?: Source) => Reading;
  /**
   * The disclosures of another source, an earlier revision, by the forms and surroundings of this one.
   * `unrecorded`: corrections are not held against the figures.
   */
  readonly of: (source: Source, options?: { readonly unrecorded?: boolean }) => Content;
}

export interface Reading {
  readonly id: string;
  /** Undefined where a fault keeps it from being represented. */
  readonly disclosure?: CheckedDisclosure;
  /** The same office's disclosure of the year before, where the content has it. */
  readonly lastYear?: Disclosure;
  readonly problems: readonly Finding[];
}

/** Offices of one region and year stand together; those of the year before, a few lines above. */
const MOST_KEPT = 32;

/** `today`: YYYY-MM-DD, the latest day that a correction can bear. */
export function openContent(
  source: Source,
  toolTemplates: Source,
  today: string = beijingDay(new Date()),
  listed?: Listed,
): Content {
  const raw = loadContent(source, toolTemplates, listed);
  const { surroundings, around, problems } = readSurroundings(raw);
  const ids = new Set(raw.ids);
  return contentOf(source, {
    ids: raw.ids,
    has: (id) => ids.has(id),
    around: { ...around, today, ids: raw.ids },
    problems,
    ...(surroundings && { surroundings }),
  });
}

interface Opened extends Pick<Content, 'surroundings' | 'problems' | 'ids' | 'has'> {
  readonly around: Around;
}

function contentOf(source: Source, opened: Opened): Content {
  const { around, surroundings, problems, has } = opened;
  const { departments = new Map() } = around;
  // A disclosure is read for itself and for the year after it, and kept in between: no longer, and few at a time. What
  // stays while others are read is copied by the collector again and again, with all that was worked out of it.
  const kept = new Map<string, Disclosure>();
  const valid = (id: string, narrated: Narrated, files = source): ReadDisclosure => {
    const result = readDisclosure(loadDisclosure(files, id), around, narrated);
    if (result.disclosure && has(idOfYearAfter(id))) kept.set(id, result.disclosure);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
    return result;
  };
  const yearBefore = (now: Disclosure): Disclosure | undefined => {
    for (const id of idsOfYearBefore(now, departments)) {
      const before = has(id) ? (kept.get(id) ?? valid(id, 'not').disclosure) : undefined;
      kept.delete(id);
      if (before && isSameOffice(now, before, departments)) return before;
    }
    return undefined;
  };
  return {
    ...(surroundings && { surroundings }),
    problems,
    ids: opened.ids,
    has,
    of: (other, options) =>
      contentOf(other, {
        ...opened,
        around: { ...around, ...options },
        has: (id) => other.list(`disclosures/${id}`).length > 0,
      }),
    read(id, files) {
      const { disclosure, lastYear, problems: faults } = valid(id, { yearBefore }, files);
      if (!disclosure) return { id, problems: faults };
      return {
        id,
        problems: faults,
        disclosure: check(disclosure, lastYear),
        ...(lastYear && { lastYear }),
      };
    },
  };
}

/** Where the same folder's disclosure of the year after would stand. */
function idOfYearAfter(id: string): string {
  const [region, year, ...rest] = id.split('/');
  return [region, Number(year) + 1, ...rest].join('/');
}

/** Content folder on disk with the tool's own templates behind it. `listed`: its disclosures, where they are listed already. */
export function openFolder(folder: string, toolFolder: string, listed?: Listed): Content {
  const own = folderSource(folder);
  const forms = folder === toolFolder ? own : layeredSource(own, folderSource(toolFolder));
  return openContent(own, forms, undefined, listed);
}

/** The disclosures of a content folder on disk: known long before its forms are read. */
export function listFolder(folder: string): Listed {
  return listDisclosures(folderSource(folder));
}
