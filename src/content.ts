import { check } from './check/engine.ts';
import { loadContent } from './load/content.ts';
import { loadDisclosure } from './load/disclosure.ts';
import { folderSource, layeredSource, type Source } from './load/source.ts';
import type { CheckedDisclosure } from './model/disclosure.ts';
import type { Finding } from './model/finding.ts';
import { readDisclosure, type Surroundings } from './schema/disclosure.ts';
import { readSurroundings } from './schema/surroundings.ts';

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
  readonly read: (id: string) => Reading;
}

export interface Reading {
  readonly id: string;
  /** Undefined where a fault keeps it from being represented. */
  readonly disclosure?: CheckedDisclosure;
  readonly problems: readonly Finding[];
}

export function openContent(source: Source, toolTemplates: Source): Content {
  const raw = loadContent(source, toolTemplates);
  const { surroundings, around, problems } = readSurroundings(raw);
  return {
    ...(surroundings && { surroundings }),
    problems,
    ids: raw.ids,
    read(id) {
      const result = readDisclosure(loadDisclosure(source, id), around);
      return {
        id,
        problems: result.problems,
        ...(result.disclosure && { disclosure: check(result.disclosure) }),
      };
    },
  };
}

/** Content folder on disk with the tool's own templates behind it. */
export function openFolder(folder: string, toolFolder: string): Content {
  const own = folderSource(folder);
  return openContent(own, folder === toolFolder ? own : layeredSource(own, folderSource(toolFolder)));
}
