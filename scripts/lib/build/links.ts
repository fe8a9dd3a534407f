/** What a page links to, for the build to refuse a site that leads nowhere. */
export interface PageLinks {
  /** Where its elements can be linked to. */
  readonly ids: ReadonlySet<string>;
  /** Addresses on this site, as `path` or `path#fragment` from its root, without those of the page itself that hold. */
  readonly links: ReadonlySet<string>;
}

export interface DeadLink {
  /** The page that has it, from the site's root. */
  readonly page: string;
  readonly link: string;
  readonly why: 'missing' | 'fragment' | 'outside' | 'malformed';
}

/** Only the path matters: where the site is hosted is no part of the check. */
const HOST = 'http://site.invalid';

/**
 * Links of one page. `path` is the page's address from the site's root (`130303/2024/350001/`), `base` what the site
 * is hosted under (`/` or `/a/b/`). Addresses of other hosts are left out; `siteUrl` itself is this site.
 */
export function pageLinks(html: string, path: string, base: string, siteUrl?: string): PageLinks {
  const ids = new Set(attributes(html, 'id'));
  const links = new Set<string>();
  const own = `${HOST}${base}${path}`;
  const origin = siteUrl === undefined ? undefined : new URL(siteUrl).origin;
  const hrefs = new Set(attributes(html, 'href'));
  for (const src of attributes(html, 'src')) hrefs.add(src);
  for (const href of hrefs) {
    if (href.startsWith('#')) {
      const fragment = decoded(href.slice(1));
      if (fragment === undefined || (fragment !== '' && !ids.has(fragment))) links.add(`${path}${href}`);
      continue;
    }
    const url = URL.parse(href, own);
    if (!url) links.add(href);
    else if (url.origin === HOST || url.origin === origin) {
      const target = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
      const fragment = url.hash;
      if (target === encoded(path) && (fragment === '' || ids.has(decoded(fragment.slice(1)) ?? '')))
        continue;
      links.add(target + fragment);
    }
  }
  return { ids, links };
}

/**
 * Values of an attribute in our own pages' tags. A search by `indexOf`, as a parser would take as long as making the
 * page; what stands in text between tags is passed over.
 */
function* attributes(html: string, name: string): Iterable<string> {
  const start = ` ${name}="`;
  for (let at = html.indexOf(start); at !== -1; at = html.indexOf(start, at + 1)) {
    if (html.lastIndexOf('<', at) < html.lastIndexOf('>', at)) continue;
    const from = at + start.length;
    const to = html.indexOf('"', from);
    yield unescaped(html.slice(from, to));
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function encoded(path: string): string {
  return new URL(path, `${HOST}/`).pathname.slice(1);
}

/** The site as it would be served. */
export interface Written {
  /** Whether a file stands there, from the site's root. */
  readonly has: (file: string) => boolean;
  /** Ids of a page's elements; asked only for pages that some fragment leads to. */
  readonly ids: (file: string) => ReadonlySet<string>;
}

/** An address of another host that no browser can read. */
const SCHEME = /^[a-z][a-z+.-]*:/i;

/** Links of `page` that lead nowhere. */
export function deadLinks(page: string, links: Iterable<string>, written: Written): DeadLink[] {
  const dead: DeadLink[] = [];
  for (const link of links) {
    const [address = '', ...rest] = link.split('#');
    const target = decoded(address);
    const fragment = decoded(rest.join('#'));
    if (target === undefined || fragment === undefined || SCHEME.test(target))
      dead.push({ page, link, why: 'malformed' });
    else if (target.startsWith('/')) dead.push({ page, link, why: 'outside' });
    else if (!written.has(fileOf(target))) dead.push({ page, link, why: 'missing' });
    else if (
      fragment !== '' &&
      target !== '' &&
      !isFile(target) &&
      !written.ids(fileOf(target)).has(fragment)
    )
      dead.push({ page, link, why: 'fragment' });
    else if (fragment !== '' && target === '' && !written.ids('index.html').has(fragment))
      dead.push({ page, link, why: 'fragment' });
  }
  return dead;
}

/** The file that a server sends for a decoded address. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}

const isFile = (address: string): boolean => !address.endsWith('/') && !address.endsWith('.html');

/** Pages that no link leads to from the home page, of all `pages` and what each links to. */
export function orphans(pages: ReadonlyMap<string, Iterable<string>>): string[] {
  const reached = new Set<string>(['index.html']);
  for (const page of reached)
    for (const link of pages.get(page) ?? []) {
      const target = fileOf(decoded(link.split('#', 1)[0] ?? '') ?? '');
      if (pages.has(target)) reached.add(target);
    }
  // Readers come to it by a wrong address.
  return [...pages.keys()].filter((page) => !reached.has(page) && page !== '404.html');
}

const WHY: Readonly<Record<DeadLink['why'], string>> = {
  missing: '没有这个页面或文件',
  fragment: '页面上没有这个位置',
  outside: '不在网站的路径之下',
  malformed: '网址的写法有误',
};

/** A line for each; the first `most` only. */
export function linkFaultsText(dead: readonly DeadLink[], lost: readonly string[], most = 50): string {
  const lines = [
    ...dead.map(({ page, link, why }) => `  ${page} → ${decoded(link) ?? link}：${WHY[why]}`),
    ...lost.map((page) => `  ${page}：没有链接通向它`),
  ];
  const rest = lines.length - most;
  return [...lines.slice(0, most), ...(rest > 0 ? [`  其余 ${rest} 处从略`] : [])].join('\n');
}
