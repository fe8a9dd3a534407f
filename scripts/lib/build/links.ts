/** What a page links to, for the build to refuse a site that leads nowhere. */
export interface PageLinks {
  /** Where its elements can be linked to. */
  readonly ids: ReadonlySet<string>;
  /**
   * Addresses on this site, from its root, each with the fragments that are linked to there, '' for the page as a whole.
   * Without links of the page to itself that hold.
   */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
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
 * Links of one page, given in pieces of whole tags. `path` is the page's address from the site's root
 * (`130303/2024/350001/`), `base` what the site is hosted under (`/` or `/a/b/`). Addresses of other hosts are left out; `siteUrl` itself is this site.
 */
export function pageLinks(html: readonly string[], path: string, base: string, siteUrl?: string): PageLinks {
  const { ids, hrefs } = attributesOf(html);
  const links = new Map<string, Set<string>>();
  const own = new URL(`${HOST}${base}${path}`);
  const origin = siteUrl === undefined ? HOST : new URL(siteUrl).origin;
  const targetOf = (address: string): string | undefined => {
    if (address === '') return path;
    const url = URL.parse(address, own);
    if (!url) return address;
    if (url.origin !== HOST && url.origin !== origin) return undefined;
    if (url.pathname === own.pathname) return path;
    return url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
  };
  for (const [address, fragments] of hrefs) {
    const target = targetOf(address);
    if (target === undefined) continue;
    const known = links.get(target);
    if (!known && target !== path) {
      links.set(target, fragments);
      continue;
    }
    const all = known ?? new Set();
    for (const fragment of fragments)
      if (target !== path || !(fragment === '' || ids.has(decoded(fragment) ?? ''))) all.add(fragment);
    if (all.size > 0) links.set(target, all);
  }
  return { ids, links };
}

/** A space stands before it: to look for that too, of which there is one at every step, takes twice as long. */
const ATTRIBUTE = /(?:id|href|src)="/g;

/**
 * Ids, and where links lead, in our own pages' tags: fragments by the address before `#`, as thousands of links lead to
 * a few pages. One search, as a parser would take as long as making the page; what stands in text between tags is passed
 * over.
 */
function attributesOf(page: readonly string[]): {
  readonly ids: ReadonlySet<string>;
  readonly hrefs: ReadonlyMap<string, Set<string>>;
} {
  const ids = new Set<string>();
  const hrefs = new Map<string, Set<string>>();
  for (const html of page) addAttributes(html, ids, hrefs);
  return { ids, hrefs };
}

function addAttributes(html: string, ids: Set<string>, hrefs: Map<string, Set<string>>): void {
  let address = '';
  let fragments: Set<string> | undefined;
  ATTRIBUTE.lastIndex = 0;
  while (ATTRIBUTE.test(html)) {
    const start = ATTRIBUTE.lastIndex;
    const isId = html.charCodeAt(start - 3) === D;
    const before = start - (isId ? 5 : html.charCodeAt(start - 3) === F ? 7 : 6);
    if (html.charCodeAt(before) !== SPACE || !isInTag(html, before)) continue;
    const value = unescaped(html.slice(start, html.indexOf('"', start)));
    if (isId) {
      ids.add(value);
      continue;
    }
    // Most lead where the one before them led.
    if (!fragments || value.charCodeAt(address.length) !== HASH || !value.startsWith(address)) {
      address = value.split('#', 1)[0] as string;
      fragments = hrefs.get(address) ?? new Set();
      hrefs.set(address, fragments);
    }
    fragments.add(value.slice(address.length + 1));
  }
}

const [LESS, GREATER, SPACE, HASH, D, F] = ['<', '>', ' ', '#', 'd', 'f'].map((sign) => sign.charCodeAt(0));

/** By hand: `lastIndexOf` for each of two signs takes longer than the search itself. */
function isInTag(html: string, at: number): boolean {
  for (let before = at; before >= 0; before--) {
    const sign = html.charCodeAt(before);
    if (sign === LESS) return true;
    if (sign === GREATER) return false;
  }
  return false;
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
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
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

/** Pages that no link leads to from the home page, of all `pages` and what each links to, which is asked for as they are reached. */
export function orphans(pages: ReadonlyMap<string, () => Iterable<string>>): string[] {
  const lost = new Set(pages.keys());
  lost.delete(HOME);
  // Readers come to it by a wrong address.
  lost.delete('404.html');
  const reached = [HOME];
  for (const page of reached) {
    if (lost.size === 0) break;
    for (const link of pages.get(page)?.() ?? []) {
      const target = fileOf(decoded(link.split('#', 1)[0] ?? '') ?? '');
      if (lost.delete(target)) reached.push(target);
    }
  }
  return [...lost];
}

const HOME = 'index.html';

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
