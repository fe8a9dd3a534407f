import type { Digest } from './digest.ts';
import type { Finding } from './model/finding.ts';
import { isBlocked, isEarly, type Made, openReader, type Read } from './reader.ts';
import type { BriefReport } from './report/findings.ts';
import { readSettings, type Settings } from './settings.ts';
import type { Shared } from './site.ts';
import { siteData } from './site-data.ts';
import { viewChecks } from './view/checks-page.ts';
import type { DisclosureView } from './view/types.ts';

/** A content folder opened in one process, for commands about a few disclosures and for authors. */
export interface OpenSite extends Shared {
  /** Faults around the disclosures. */
  readonly around: readonly Finding[];
  readonly reports: readonly BriefReport[];
  readonly read: (id: string) => Made;
  readonly disclosure: (id: string) => DisclosureView;
}

/** Neighbours ask for the same disclosure; more would hold a province in memory. */
const KEPT = 32;

export interface OpenOptions {
  /** Leaves out disclosures that may not be published. They are reported all the same. */
  readonly skipFailing?: boolean;
  /** Reads no others: for a command that is about one disclosure. */
  readonly only?: readonly string[];
}

export function openSite(settings: Settings, { skipFailing = false, only }: OpenOptions = {}): OpenSite {
  const reader = openReader(settings);
  const { content } = reader;
  const reports: BriefReport[] = [];
  const digests: Digest[] = [];
  const kept = new Map<string, Read>();
  for (const id of only ?? content.ids) {
    const read = reader.read(id);
    if (isEarly(read.digest, settings)) continue;
    reports.push(read.digest.report);
    if (!read.digest.shown || (skipFailing && isBlocked(read.digest, settings))) continue;
    digests.push(read.digest);
    if (kept.size < KEPT) kept.set(id, read);
  }
  const titles = new Map(digests.map(({ id, shown }) => [id, shown?.entry.title ?? '']));
  const others = {
    isPublished: (id: string) => titles.has(id),
    titleOf: (id: string) => titles.get(id),
  };
  const views = new Map<string, Made>();
  const made = (id: string): Made => {
    const known = views.get(id);
    if (known) return known;
    const fresh = reader.view(kept.get(id) ?? reader.read(id), others);
    if (!fresh) throw new Error(`disclosure ${id} cannot be read`);
    if (views.size >= KEPT) views.delete(views.keys().next().value as string);
    kept.delete(id);
    views.set(id, fresh);
    return fresh;
  };
  return {
    settings,
    around: content.problems,
    reports,
    ...(content.surroundings && { data: siteData(settings, content.surroundings, digests) }),
    read: made,
    disclosure: (id) => made(id).view,
    checks(id) {
      const { disclosure, view } = made(id);
      return viewChecks(disclosure, view, settings);
    },
  };
}

/** Opened by the environment, for a command or an author's server. */
export function openHere(): OpenSite {
  return openSite(readSettings(process.env, process.cwd(), new Date()));
}
