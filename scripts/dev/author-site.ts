import { type Content, openFolder } from '../../src/content.ts';
import type { Digest } from '../../src/digest.ts';
import { folderSource } from '../../src/load/source.ts';
import type { Finding } from '../../src/model/finding.ts';
import {
  isEarly,
  type Made,
  narrativeRenderer,
  type Others,
  openReader,
  type Read,
  type Reader,
} from '../../src/reader.ts';
import { allFindings, isBlocking, reportOf } from '../../src/report/findings.ts';
import type { Settings } from '../../src/settings.ts';
import type { Shared } from '../../src/site.ts';
import { type SiteData, siteData } from '../../src/site-data.ts';
import { viewChecks } from '../../src/view/checks-page.ts';
import { type PreviewFinding, viewPreview } from '../../src/view/preview.ts';

/**
 * The site of somebody who is writing: a page reads only what it shows, and
 * after a save only what the save concerns is read again. One disclosure among
 * thousands is there as soon as one alone.
 */
export interface AuthorSite extends Shared {
  /** What the checks say of a disclosure; undefined where it cannot be read. */
  readonly preview: (id: string) => readonly PreviewFinding[] | undefined;
  /** What keeps a disclosure, or every page where none is named, from being shown; undefined where nothing does. */
  readonly faults: (
    id: string | undefined,
  ) => { readonly title: string; readonly findings: readonly Finding[] } | undefined;
  /** Undefined where it cannot be read, or there is none. */
  readonly made: (id: string) => Made | undefined;
  /** A file of the content folder was written, made or removed. */
  readonly changed: (path: string) => void;
}

/** Readings kept: what one page asks for, and somebody who goes to and fro. */
const KEPT = 8;

/** A file of a disclosure, or of its final account. */
const INSIDE = /^disclosures\/([^/]+\/\d+\/[^/]+(?:\/final(?=\/))?)\//;

export function openAuthorSite(settings: Settings): AuthorSite {
  const source = folderSource(settings.contentDir);
  const narrative = narrativeRenderer(settings);
  /** Forms and what else stands around; kept while only disclosures are written. */
  let folder: Content | undefined;
  let opened: Reader | undefined;
  let data: SiteData | undefined;
  const reads = new Map<string, Read>();
  const digests = new Map<string, Digest>();
  const made = new Map<string, Made>();
  const reader = (): Reader => {
    folder ??= openFolder(settings.contentDir, `${settings.toolDir}/content`);
    opened ??= openReader(settings, folder, narrative);
    return opened;
  };
  const read = (id: string): Read => {
    const fresh = reads.get(id) ?? reader().read(id);
    // A page asks several times; a list of thousands must not keep them all.
    reads.delete(id);
    reads.set(id, fresh);
    if (reads.size > KEPT) reads.delete(reads.keys().next().value as string);
    return fresh;
  };
  const digest = (id: string): Digest => {
    const known = digests.get(id) ?? read(id).digest;
    digests.set(id, known);
    return known;
  };
  const others: Others = {
    isPublished: (id) => reader().content.has(id),
    titleOf: (id) => (reader().content.has(id) ? digest(id).shown?.entry.title : undefined),
  };
  const make = (id: string): Made => {
    const known = made.get(id);
    if (known) return known;
    const fresh = reader().view(read(id), others);
    if (!fresh) throw new Error(`disclosure ${id} cannot be read`);
    made.set(id, fresh);
    return fresh;
  };
  return {
    settings,
    get around() {
      return reader().content.problems;
    },
    get data() {
      const { content } = reader();
      if (!content.surroundings) return undefined;
      data ??= siteData(
        settings,
        content.surroundings,
        content.ids.map(digest).filter((item) => item.shown && !isEarly(item, settings)),
      );
      return data;
    },
    get site() {
      return reader().content.surroundings?.site;
    },
    disclosure: (id) => make(id).view,
    checks(id) {
      const { disclosure, view } = make(id);
      return viewChecks(disclosure, view, settings);
    },
    preview(id) {
      if (!reader().content.ids.includes(id)) return undefined;
      const { disclosure, digest: told } = read(id);
      if (!disclosure) return undefined;
      const findings = allFindings(reportOf(id, told.report.problems, disclosure));
      return viewPreview(disclosure, make(id).view, findings);
    },
    faults(id) {
      const { content } = reader();
      const around = content.problems.filter(isBlocking);
      if (!content.surroundings) return { title: '内容文件夹有问题，网站还不能显示', findings: around };
      if (id === undefined || !content.has(id)) return undefined;
      const { shown, report } = digest(id);
      if (shown) return undefined;
      const findings = [...around, ...report.problems.filter(isBlocking)];
      return { title: `公开文本 ${id} 有问题，还不能显示`, findings };
    },
    made: (id) => (reader().content.has(id) && digest(id).shown ? make(id) : undefined),
    changed(path) {
      opened = undefined;
      data = undefined;
      made.clear();
      const [, id] = INSIDE.exec(path) ?? [];
      // One that is new, or gone, is in the list of all; what stands around all is read again with it.
      const isKnown = id !== undefined && folder?.ids.includes(id) && folder.has(id);
      folder = isKnown && source.list(`disclosures/${id}`).length > 0 ? folder?.of(source) : undefined;
      if (id === undefined) {
        reads.clear();
        return digests.clear();
      }
      const [region, year, department] = id.split('/');
      // The year after looks back at it: which one of it, the department's codes would say.
      const concerned = [`${region}/${year}/${department}`, `${region}/${Number(year) + 1}/`];
      for (const known of [reads, digests])
        for (const one of known.keys())
          if (concerned.some((start) => one.startsWith(start))) known.delete(one);
    },
  };
}
