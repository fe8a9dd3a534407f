import type { Region, Site } from '../model/disclosure.ts';
import type { MetaTag, PageView } from './types.ts';

/** A page of more lines is no pleasure to read. */
export const MOST_LINES = 400;

/** Where the site stands on the web. */
export interface Hosting {
  /** SITE_URL: origin, with or without a slash at the end. */
  readonly siteUrl: string;
  /** BASE_PATH: `/`, `/budget` or `/budget/`. */
  readonly base: string;
}

/** The column (栏目) that a page belongs to. */
export interface ColumnMeta {
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** 财政预决算公开, where it says nothing else. */
  readonly type?: string;
}

export interface ArticleMeta {
  /** YYYY-MM-DD; where it is unknown no PubDate is given. */
  readonly publishedOn?: string | undefined;
  readonly source: string;
}

export interface PageInput {
  readonly site: Site;
  readonly hosting: Hosting;
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** Down to the page itself; absent of one that lies right under the start. */
  readonly breadcrumbs?: PageView['breadcrumbs'];
  readonly column?: ColumnMeta;
  readonly article?: ArticleMeta;
  readonly jsonLd?: unknown;
}

const COLUMN_TYPE = '财政预决算公开';

type Crumb = PageView['breadcrumbs'][number];
export const HOME_CRUMB: Crumb = { title: '首页', href: '/' };

/** The regions from the outermost down to this one; only itself where the others are not known. */
export function regionCrumbs(region: Region, regions?: ReadonlyMap<string, Region>): readonly Crumb[] {
  const crumbs: Crumb[] = [];
  const seen = new Set<string>();
  for (
    let at: Region | undefined = region;
    at && !seen.has(at.code);
    at = at.parent ? regions?.get(at.parent) : undefined
  ) {
    seen.add(at.code);
    crumbs.unshift({ title: at.name, href: `/${at.code}/` });
  }
  return crumbs;
}

export function viewPage(input: PageInput): PageView {
  const { path, title, description, jsonLd } = input;
  return {
    path,
    title,
    description,
    meta: metaTags(input),
    breadcrumbs: input.breadcrumbs ?? [HOME_CRUMB, { title, href: path }],
    ...(jsonLd !== undefined && { jsonLd }),
  };
}

/** The frame of a page that the maintainers write: 关于, 使用指南, 无障碍声明, 404. */
export function viewStaticPage(
  { site, hosting }: Pick<PageInput, 'site' | 'hosting'>,
  { path, title, description }: Pick<PageInput, 'path' | 'title' | 'description'>,
): PageView {
  const keywords = [title, ...site.keywords];
  return viewPage({
    site,
    hosting,
    path,
    title,
    description,
    keywords,
    column: { name: title, description, keywords, type: '网站说明' },
  });
}

/** The address of a page with origin and base path, its Chinese characters percent-encoded as in the sitemap. */
export function absoluteUrl({ siteUrl, base }: Hosting, path: string): string {
  const folder = base.replace(/^\/+|\/+$/g, '');
  const url = `${siteUrl.replace(/\/+$/, '')}${folder === '' ? '' : `/${folder}`}${path}`;
  return URL.parse(url)?.href ?? url;
}

/** 网页标签规范 (annex of 国办发〔2017〕47号), in its order: site, column, article. Unknown values are left out. */
function metaTags(input: PageInput): readonly MetaTag[] {
  const { site, column, article } = input;
  const tags: readonly (readonly [string, string | undefined])[] = [
    ['SiteName', site.name],
    ['SiteDomain', site.domain],
    ['SiteIDCode', site.idCode],
    ['ColumnName', column?.name],
    ['ColumnDescription', column?.description],
    ['ColumnKeywords', column && keywordList(column.keywords)],
    ['ColumnType', column && (column.type ?? COLUMN_TYPE)],
    ['ArticleTitle', article && input.title],
    // The annex wants a time of day; only the day is ever known.
    ['PubDate', article?.publishedOn && `${article.publishedOn} 00:00`],
    ['ContentSource', article?.source],
    ['Keywords', keywordList(input.keywords)],
    ['Author', article && site.organizer],
    ['Description', input.description],
    ['Url', absoluteUrl(input.hosting, input.path)],
  ];
  return tags.flatMap(([name, content]) => (content ? [{ name, content }] : []));
}

function keywordList(keywords: readonly string[]): string {
  return [...new Set(keywords)].join(',');
}
