import type { Content, Reading } from './content.ts';
import { WORKBOOK } from './export/files.ts';
import type { CheckedDisclosure } from './model/disclosure.ts';
import type { Finding } from './model/finding.ts';
import { nearestText } from './model/nearest.ts';
import { problem } from './model/problem.ts';
import type { OutlineItem } from './model/template.ts';
import type { Settings } from './settings.ts';
import { glossaryAnchor } from './view/anchors.ts';
import { linksIn, type WrittenLink } from './view/narrative-markdown.ts';
import type { DisclosureView } from './view/types.ts';

/**
 * Links that a disclosure's text has to this site: each must lead somewhere. Only what is told before anything is built
 * can be told to the one who wrote it, and keep back that disclosure alone; the build looks at the finished pages again
 * (scripts/lib/build/links.ts).
 */

/** An address on this site, from its root, decoded. */
interface Target {
  readonly path: string;
  readonly fragment: string;
}

type Hosted = Pick<Settings, 'base' | 'siteUrl'>;

const HOST = 'http://site.invalid';

/** Where an address leads that stands in the text of `id`; undefined where that is another site, or no address. */
function targetOf(href: string, id: string, { base, siteUrl }: Hosted): Target | undefined {
  const url = URL.parse(href, `${HOST}${base}${id}/`);
  if (!url || (url.origin !== HOST && url.origin !== URL.parse(siteUrl)?.origin)) return undefined;
  const path = decoded(url.pathname);
  const root = decoded(base);
  return {
    path: path.startsWith(root) ? path.slice(root.length) : path,
    fragment: decoded(url.hash.slice(1)),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const OTHER = /^(\d{6}\/\d{4}\/[^/]+(?:\/final(?=\/))?)\/(.*)$/su;

/**
 * In HTML of a narrative: what leads to a disclosure that is not published stays as words. `isPublished` is asked for
 * every disclosure that is linked to.
 */
export function withoutUnpublished(
  html: string,
  id: string,
  settings: Hosted,
  isPublished: (id: string) => boolean,
): string {
  return html.replace(/<a href="([^"]*)">(.*?)<\/a>/gsu, (link, href: string, words: string) => {
    const other = OTHER.exec(targetOf(unescaped(href), id, settings)?.path ?? '')?.[1];
    return other === undefined || other === id || isPublished(other) ? link : words;
  });
}

function unescaped(href: string): string {
  return href.replace(/&#x26;|&amp;/g, '&').replace(/&#x22;|&quot;/g, '"');
}

export interface LinkOptions {
  readonly settings: Settings;
  /** Its page, as though all disclosures of the content were published. */
  readonly viewOf: (reading: Reading & { readonly disclosure: CheckedDisclosure }) => DisclosureView;
}

/** The content, each of its disclosures with what is wrong with the links in its text. */
export function withLinks(content: Content, options: LinkOptions): Content {
  return {
    ...content,
    read(id, files) {
      const reading = content.read(id, files);
      const { disclosure } = reading;
      if (!disclosure || disclosure.withdrawn) return reading;
      const faults = faultsOf({ ...reading, disclosure }, content, options);
      return faults.length === 0 ? reading : { ...reading, problems: [...reading.problems, ...faults] };
    },
  };
}

function faultsOf(
  reading: Reading & { readonly disclosure: CheckedDisclosure },
  content: Content,
  { settings, viewOf }: LinkOptions,
): Finding[] {
  const { disclosure } = reading;
  const texts = textsOf(disclosure, settings);
  if (texts.length === 0) return [];
  const page = placesOf(viewOf(reading));
  // A paragraph that does not apply is not on the page.
  const shown = new Set([...page.hrefs].flatMap((href) => textOf(targetOf(href, disclosure.id, settings))));
  const anchorsOf = (id: string): ReadonlySet<string> | undefined => {
    if (id === disclosure.id) return page.anchors;
    const other = content.read(id);
    return other.disclosure && placesOf(viewOf({ ...other, disclosure: other.disclosure })).anchors;
  };
  return texts.flatMap(({ source, file }) =>
    linksIn(source).flatMap((link): Finding[] => {
      const { line, column } = link;
      const tell = ({ message, hint }: Fault): Finding[] => [
        problem('load.dead-link', { file, line, column }, message, hint),
      ];
      if (link.bound) return tell(BOUND);
      const target = targetOf(based(link, settings), disclosure.id, settings);
      if (!target || !shown.has(textOf(target)[0] ?? '')) return [];
      const fault = faultOf(target, link, { content, disclosure, anchorsOf, settings });
      return fault ? tell(fault) : [];
    }),
  );
}

/** Other disclosures that its text links to. */
export function linkedIds(disclosure: CheckedDisclosure, settings: Hosted): string[] {
  return textsOf(disclosure, settings).flatMap(({ source }) =>
    linksIn(source).flatMap((link) => {
      const id = OTHER.exec(targetOf(based(link, settings), disclosure.id, settings)?.path ?? '')?.[1];
      return id === undefined || id === disclosure.id ? [] : [id];
    }),
  );
}

function based({ url }: WrittenLink, { base }: Hosted): string {
  return /^\/(?!\/)/u.test(url) ? base + url.slice(1) : url;
}

function textOf(target: Target | undefined): string[] {
  return target ? [`${target.path}#${target.fragment}`] : [];
}

interface Text {
  readonly source: string;
  readonly file: string;
}

/** Texts that its page may show and that may hold a link: its own, and the form's where it has none. */
function textsOf({ narrative, template, omitted }: CheckedDisclosure, { siteUrl }: Hosted): Text[] {
  const drafted = (items: readonly OutlineItem[]): Text[] =>
    items.flatMap((item) => {
      if (omitted.has(item.id)) return [];
      const draft = narrative.has(item.id) ? undefined : template.drafts.get(item.id);
      return [...(draft ? [draft] : []), ...drafted(item.children)];
    });
  return [...narrative.values(), ...drafted(template.outline)].filter(
    ({ source }) => /\]\(|\]:/u.test(source) || source.includes(siteUrl),
  );
}

const OF_EVERY_PAGE = ['', 'top', 'content'];

/** What a page can be linked to by, and what its text links to. */
function placesOf(view: DisclosureView): { anchors: ReadonlySet<string>; hrefs: ReadonlySet<string> } {
  const anchors = new Set(OF_EVERY_PAGE);
  const hrefs = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'anchor') anchors.add(value);
      if (key === 'html') {
        for (const [, href = ''] of value.matchAll(/<a href="([^"]*)"/gu)) hrefs.add(unescaped(href));
        for (const [, id = ''] of value.matchAll(/ id="([^"]*)"/gu)) anchors.add(id);
      }
    } else if (value !== null && typeof value === 'object')
      for (const [name, item] of Object.entries(value)) walk(item, Array.isArray(value) ? key : name);
  };
  walk(view, '');
  return { anchors, hrefs };
}

interface Known {
  readonly content: Content;
  readonly disclosure: CheckedDisclosure;
  readonly anchorsOf: (id: string) => ReadonlySet<string> | undefined;
  readonly settings: Settings;
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

const HINT = '请改成本站已有的地址，或完整的网址（https://……）；不需要的，去掉链接只留文字。';

const BOUND: Fault = {
  message: '链接的地址里有 {{……}}，那里不会填入内容',
  hint: '请写出地址本身。',
};

function faultOf({ path, fragment }: Target, { url }: WrittenLink, known: Known): Fault | undefined {
  const { content, disclosure, anchorsOf, settings } = known;
  const [, id, rest = ''] = OTHER.exec(path) ?? [];
  if (id === undefined) {
    if (isOfSite(path, content)) {
      if (isPlaceOfSite(path, fragment, content)) return undefined;
      return { message: `链接“${url}”指向的位置“${fragment}”，页面上没有`, hint: HINT };
    }
    const hint = content.has(path) ? '地址的末尾要有“/”，请补上。' : HINT;
    return { message: `链接“${url}”指向的页面或文件，网站里没有`, hint };
  }
  if (!content.has(id)) {
    const near = nearestText(
      id,
      content.ids.filter((other) => other.slice(0, 6) === id.slice(0, 6)),
    );
    return { message: `链接“${url}”指向的公开文本“${id}”，网站里没有${near && `，${near}`}`, hint: HINT };
  }
  const isOwn = id === disclosure.id;
  const opens = isOwn ? undefined : content.read(id).disclosure?.publishAt;
  if (opens !== undefined && opens > settings.today)
    return {
      message: `链接“${url}”指向的公开文本到 ${opens} 才公布`,
      hint: '请等它公布后再加上这个链接，现在先只留文字。',
    };
  if (!isBeside(rest, isOwn ? disclosure.tables : undefined, settings))
    return {
      message: `链接“${url}”指向的文件，网站里没有`,
      hint: `${HINT}公开文本下面只有网页、PDF、各表的 CSV 和数据文件，不放附件。`,
    };
  if (rest !== '' || fragment === '') return undefined;
  const anchors = anchorsOf(id);
  if (!anchors || anchors.has(fragment)) return undefined;
  const near = nearestText(
    fragment,
    [...anchors].filter((anchor) => anchor !== ''),
  );
  return {
    message: `链接“${url}”指向的位置“${fragment}”，页面上没有${near && `，${near}`}`,
    hint: '请改成目录里有的名称（如“#支出总表”），或去掉链接只留文字。',
  };
}

/** Folders and files that every site has, beside the indexes of regions and years. */
const OF_SITE =
  /^(?:(?:about|accessibility|checks|compare|glossary|guide|search|a-z)\/|(?:data|images|schemas)\/.*)?$|^(?:search|compare|checks|a-z)\/.+$|^(?:404\.html|robots\.txt|rss\.xml|sitemap\.xml|favicon\.svg|SHA256SUMS)$/su;

function isOfSite(path: string, { ids, surroundings }: Content): boolean {
  const plain = path.replace(/index\.html$/u, '');
  if (OF_SITE.test(plain)) return true;
  const [, first = '', year] = /^(\d{4}|\d{6})\/(?:(\d{4})\/)?$/u.exec(plain) ?? [];
  if (first.length === 4) return year === undefined && ids.some((id) => id.split('/')[1] === first);
  if (first === '') return false;
  if (year !== undefined) return ids.some((id) => id.startsWith(plain));
  // A region has a page where it, or one below it, has disclosures.
  const above = new Set<string>();
  for (const code of new Set(ids.map((id) => id.slice(0, 6))))
    for (
      let at: string | undefined = code;
      at !== undefined && !above.has(at);
      at = surroundings?.regions.get(at)?.parent
    )
      above.add(at);
  return above.has(first);
}

/** Indexes have no places to be linked to, the glossary has its terms; what other pages have, the build looks at. */
function isPlaceOfSite(path: string, fragment: string, { surroundings }: Content): boolean {
  if (OF_EVERY_PAGE.includes(fragment)) return true;
  if (path !== 'glossary/') return !/^(?:\d.*)?$/su.test(path);
  const terms = [...(surroundings?.templates.values() ?? [])].flatMap(({ glossary }) => glossary);
  return terms.some(({ term }) => glossaryAnchor(term) === fragment);
}

const FILES =
  /^(?:|index\.html|(?:checks|history)\/(?:index\.html)?|[a-z]+\.json|tidy\.csv|tables\/[^/]+\.csv)$/u;

function isBeside(
  rest: string,
  tables: CheckedDisclosure['tables'] | undefined,
  { pdf, xlsx }: Settings,
): boolean {
  if (rest === 'disclosure.pdf') return pdf;
  if (rest === WORKBOOK) return xlsx;
  const table = /^tables\/(.+)\.csv$/u.exec(rest)?.[1];
  return FILES.test(rest) && (!tables || table === undefined || tables.has(table));
}
