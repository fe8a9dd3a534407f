import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';
import { CHECKSUMS } from './checksums.ts';
import { type FoundLinks, reachOf } from './found-links.ts';
import { type DeadLink, deadLinks, fileOf, linkFaultsText, orphans, pageLinks } from './links.ts';
import { markOf } from './marks.ts';
import type { PackedOutput } from './output.ts';
import type { SiteFolder } from './site-folder.ts';
import type { RememberedPages } from './site-pages.ts';

export interface CheckedSite {
  /** Where the site stands before it is published. */
  readonly folder: SiteFolder;
  readonly settings: Pick<Settings, 'base'>;
  readonly pages: RememberedPages;
  /** Links of those of them that were rendered now. Their links to places on disclosures' pages were promised there. */
  readonly rendered: ReadonlyMap<string, FoundLinks>;
  readonly made: readonly PackedOutput[];
  /** Ids of disclosures that keep an earlier version; their links are not judged. */
  readonly kept: readonly string[];
  readonly before?: CheckedBefore | undefined;
}

/** A site whose links have been found sound. */
export interface CheckedBefore {
  /** What was there to be linked to. */
  readonly targets: string;
  readonly pages: RememberedPages;
  readonly remembered: ReadonlyMap<string, { readonly output: PackedOutput }>;
}

/** Folders of files that no page links to by name, and that change with every build. */
const UNLINKED = /^(?:search|data\/figures)\//;

/**
 * Throws a UserError that lists links leading nowhere and pages that nothing leads to. What was sound before is not judged
 * again as long as the same is there to be linked to. Returns that, for the next build.
 */
export function checkLinks(site: CheckedSite): string {
  const { pages, rendered, made, kept, before } = site;
  const paths = Object.keys(site.folder.wanted).filter((path) => !UNLINKED.test(path));
  const targets = markOf(
    JSON.stringify([
      paths.sort(),
      Object.entries(pages).map(([address, { places }]) => [address, places]),
      [...made.map(({ id }) => id), ...kept].sort(),
    ]),
  );
  const fresh = made.filter((output) => before?.remembered.get(output.id)?.output !== output);
  const isSound =
    before?.targets === targets &&
    [...rendered].every(([address, found]) => {
      const known = before.pages[address];
      return known && reachOf(JSON.parse(known.links) as FoundLinks) === reachOf(found);
    }) &&
    fresh.every(({ id, links }) => {
      const known = before.remembered.get(id)?.output.links;
      return known && links && reachOf(known) === reachOf(links);
    });
  const own = isSound ? fresh : made;
  const linksOf = ({ id, links }: PackedOutput) => (links ? [[id, links] as const] : []);
  const disclosures = new Map(own.flatMap(linksOf));
  const all = () =>
    Object.entries(pages).map(
      ([address, { links }]) => rendered.get(address) ?? (JSON.parse(links) as FoundLinks),
    );
  judge(site, isSound ? [...rendered.values()] : all(), disclosures, isSound);
  return targets;
}

/** `isSound`: the rest of the site is, and every page of it can be reached. */
function judge(
  { folder, settings, made }: CheckedSite,
  site: readonly FoundLinks[],
  disclosures: ReadonlyMap<string, FoundLinks>,
  isSound: boolean,
): void {
  const ids = new Map<string, ReadonlySet<string>>();
  const theirs = new Set(made.map(({ id }) => fileOf(`${id}/`)));
  const written = {
    has: (file: string): boolean =>
      file === CHECKSUMS || theirs.has(file) || folder.has(file) || existsSync(join(folder.dir, file)),
    ids: (file: string): ReadonlySet<string> => {
      let known = ids.get(file);
      if (!known) {
        known = pageLinks([readFileSync(join(folder.dir, file), 'utf8')], file, settings.base).ids;
        ids.set(file, known);
      }
      return known;
    },
  };
  const promising = new Set(made.map(({ id }) => id));
  const promised = (link: string): string => {
    const [address = ''] = link.split('#');
    return promising.has(address.slice(0, -1)) ? address : link;
  };
  const dead: DeadLink[] = [];
  const graph = new Map<string, readonly string[]>();
  // Most pages have the same links.
  const sound = new Set<string>();
  const isDoubtful = (link: string): boolean => !sound.has(link);
  const judgeOne = (found: FoundLinks, told: (link: string) => string): void => {
    dead.push(...found.dead);
    for (const [page, links] of Object.entries(found.links)) {
      graph.set(fileOf(page), links);
      const doubtful = links.map(told).filter(isDoubtful);
      const bad = deadLinks(page || '/', doubtful, written);
      for (const link of doubtful) if (!bad.some((one) => one.link === link)) sound.add(link);
      dead.push(...bad);
    }
  };
  for (const found of site) judgeOne(found, promised);
  for (const found of disclosures.values()) judgeOne(found, (link) => link);
  const lost = isSound ? [] : orphans(graph);
  if (dead.length + lost.length === 0) return;
  throw new UserError(
    `网站里有 ${dead.length + lost.length} 处链接不对，没有发布，原有内容未变：\n${linkFaultsText(dead, lost)}\n请改正写有这些链接的说明、表样或 site.yaml，再生成一次。`,
  );
}
