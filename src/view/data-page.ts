import type { Site } from '../model/disclosure.ts';
import type { Template } from '../model/template.ts';
import { bareLabel } from '../model/titles.ts';
import { conceptOrder, conceptWords } from './concept-words.ts';
import { absoluteUrl, type Hosting, viewPage } from './page.ts';
import type { PageView } from './types.ts';

/** What a figure can be, as the forms in use have it. */
export interface ConceptView {
  readonly id: string;
  readonly title: string;
  readonly explain: string;
  /** What the forms print there. */
  readonly printed: readonly string[];
}

export interface DataPageView {
  readonly page: PageView;
  readonly concepts: readonly ConceptView[];
  /** Units of the forms in use. */
  readonly units: readonly string[];
  /** Marks that the forms in use print in place of a figure. */
  readonly marks: readonly string[];
  /** Address of the folder, for examples. */
  readonly url: string;
}

const PATH = '/data/';
const MOST_PRINTED = 4;

/** The page that says what the site's data are. `stated` are concepts of figures that only texts state. */
export function viewDataPage(
  site: Site,
  hosting: Hosting,
  templates: readonly Template[],
  stated: Iterable<string>,
): DataPageView {
  const title = '数据';
  const description = '全部公开文本的数字，可以整批下载；各列、各项含义和状态的说明。';
  const keywords = ['开放数据', '数据字典', ...site.keywords];
  const url = absoluteUrl(hosting, PATH);
  return {
    page: viewPage({
      site,
      hosting,
      path: PATH,
      title,
      description,
      keywords,
      column: { name: title, description, keywords },
      jsonLd: {
        '@context': 'https://schema.org',
        '@type': 'DataCatalog',
        '@id': `${url}#catalog`,
        url,
        name: `${site.name}：数据目录`,
        description,
        inLanguage: 'zh-CN',
        publisher: { '@type': 'GovernmentOrganization', name: site.organizer },
        isAccessibleForFree: true,
        ...(site.sample && { creativeWorkStatus: '样例，非官方发布' }),
      },
    }),
    concepts: viewConcepts(templates, stated),
    units: unitsOf(templates),
    marks: [...new Set(templates.flatMap(({ marks }) => marks))],
    url,
  };
}

function viewConcepts(templates: readonly Template[], stated: Iterable<string>): readonly ConceptView[] {
  /** By concept what is printed, by what it is without number and spaces. */
  const printed = new Map<string, Map<string, string>>();
  const note = (concept: string | undefined, title?: string): void => {
    if (concept === undefined) return;
    const titles = printed.get(concept) ?? new Map<string, string>();
    printed.set(concept, titles);
    // Titles hold the year of whatever disclosure.
    const plain = title?.replace(/\{\{\w+\}\}年?/g, '');
    if (plain && !titles.has(bareLabel(plain))) titles.set(bareLabel(plain), plain);
  };
  for (const { tables } of templates) {
    for (const { columns, sides } of tables.values()) {
      for (const { concept, title } of columns) note(concept, title);
      for (const { rows } of sides) for (const { concept, label } of rows.fixed) note(concept, label);
    }
  }
  for (const concept of stated) note(concept);
  return [...printed]
    .map(([id, titles]) => {
      const all = [...titles.values()];
      const words = conceptWords(id) ?? { title: all[0] ?? id, explain: '' };
      return { id, ...words, printed: all.slice(0, MOST_PRINTED) };
    })
    .sort((a, b) => conceptOrder(a.id) - conceptOrder(b.id) || (a.id < b.id ? -1 : 1));
}

function unitsOf(templates: readonly Template[]): readonly string[] {
  const units = new Set<string>();
  for (const { unit, tables } of templates) {
    units.add(unit);
    for (const table of tables.values()) {
      if (table.unit) units.add(table.unit);
      for (const column of table.columns) if (column.unit) units.add(column.unit);
      for (const { rows } of table.sides) for (const row of rows.fixed) if (row.unit) units.add(row.unit);
    }
  }
  return [...units];
}
