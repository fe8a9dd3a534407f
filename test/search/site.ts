import { indexFiles, SEARCH_FOLDER } from '../../scripts/lib/build/search-index.ts';
import { type Content, openFolder } from '../../src/content.ts';
import type { GlossaryEntry } from '../../src/model/template.ts';
import { OWN_INDEX } from '../../src/search/format.ts';
import { disclosureRecords } from '../../src/search/records.ts';
import { ownIndex } from '../../src/search/rows.ts';
import type { Indexed } from '../../src/search/searched.ts';
import { SiteSearch } from '../../src/search/site-search.ts';
import { synonymsOf } from '../../src/search/synonyms.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { viewEntry } from '../../src/view/index-pages.ts';
import { createNarrativeRenderer } from '../../src/view/narrative.ts';
import { viewSiteGlossary } from '../../src/view/site-pages.ts';
import type { DisclosureView } from '../../src/view/types.ts';

/** A site's index in memory, made as `npm run build` makes it. */
export interface IndexedSite {
  /** By path from the site's root. */
  readonly files: ReadonlyMap<string, string>;
  readonly indexed: readonly Indexed[];
  readonly views: ReadonlyMap<string, DisclosureView>;
  readonly search: SiteSearch;
  /** Paths that the search has asked for, in order. */
  readonly loaded: string[];
}

export async function indexFolder(folder: string, tool = folder): Promise<IndexedSite> {
  return indexContent(openFolder(folder, tool));
}

export async function indexContent(content: Content): Promise<IndexedSite> {
  const { surroundings } = content;
  if (!surroundings) throw new Error('no surroundings');
  const files = new Map<string, string>();
  const views = new Map<string, DisclosureView>();
  const indexed: Indexed[] = [];
  const narrative = createNarrativeRenderer();
  const glossaries: (readonly GlossaryEntry[])[] = [];
  for (const id of content.ids) {
    const { disclosure } = content.read(id);
    if (!disclosure) throw new Error(`${id} cannot be read`);
    const view = viewDisclosure(disclosure, {
      base: '/',
      siteUrl: '',
      renderNarrative: (section, headingLevel) =>
        narrative.renderSection(disclosure, section, { headingLevel }),
      hash: '',
      draft: false,
    });
    const entry = viewEntry(disclosure);
    views.set(id, view);
    indexed.push({ entry, records: disclosureRecords(disclosure, entry) });
    files.set(`${id}/${OWN_INDEX}`, JSON.stringify(ownIndex(view)));
    glossaries.push(disclosure.template.glossary);
  }
  const glossary = viewSiteGlossary(surroundings.site, { siteUrl: '', base: '/' }, glossaries).entries;
  const searched = {
    disclosures: indexed,
    regions: surroundings.regions,
    glossary,
    synonyms: synonymsOf(surroundings.templates.values()),
  };
  for (const [path, text] of indexFiles(searched)) files.set(`${SEARCH_FOLDER}/${path}`, text);
  const loaded: string[] = [];
  const search = await searchOf(files, loaded);
  return { files, indexed, views, search, loaded };
}

export function searchOf(files: ReadonlyMap<string, string>, loaded: string[] = []): Promise<SiteSearch> {
  return SiteSearch.open(async (path) => {
    loaded.push(path);
    const text = files.get(path);
    if (text === undefined) throw new Error(`no such file: ${path}`);
    return JSON.parse(text);
  });
}
