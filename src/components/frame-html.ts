import type { Site } from '../model/disclosure.ts';
import { scriptJson } from '../view/json-ld.ts';
import type { PageView } from '../view/types.ts';
import { escapeHtml } from './html.ts';
import { siteLinkHtml } from './parts-html.ts';

/** What a frame shows of the page in it. */
export interface FramedPage {
  readonly page: PageView;
  readonly draft?: boolean;
  /** SHA-256 of the content that the page shows. */
  readonly hash?: string | undefined;
  /** Id of the disclosure that it is of: its rows can be searched alone. */
  readonly within?: string | undefined;
}

/** All in a frame (src/layouts/Frame.astro) that is not the same on every page, as HTML. */
export interface FrameParts {
  /** Title, tags, and what is asked of search engines. */
  readonly about: string;
  readonly data: string;
  readonly banner: string;
  readonly within: string;
  readonly crumbs: string;
  readonly hash: string;
}

export function frameParts({ page, draft = false, hash, within }: FramedPage, site: Site): FrameParts {
  const title = page.path === '/' ? page.title : `${page.title} - ${site.name}`;
  const tags = page.meta.map(({ name, content }) => tagHtml(name, content)).join('');
  const hidden = site.sample || draft ? tagHtml('robots', 'noindex, nofollow') : '';
  const id = within === undefined ? '' : escapeHtml(within);
  return {
    about: `<title>${escapeHtml(title)}</title>${tags}${hidden}`,
    data:
      page.jsonLd === undefined
        ? ''
        : `<script type="application/ld+json">${scriptJson(page.jsonLd)}</script>`,
    banner: bannerHtml(site.sample, draft),
    within: id && `<button type="submit" name="in" value="${id}">在本文中找</button>`,
    crumbs: crumbsHtml(page),
    hash: hash ? `<p class="hash">本页内容的 SHA-256 校验值：<code>${escapeHtml(hash)}</code></p>` : '',
  };
}

function tagHtml(name: string, content: string): string {
  return `<meta name="${escapeHtml(name)}" content="${escapeHtml(content)}">`;
}

function bannerHtml(sample: boolean, draft: boolean): string {
  if (!sample && !draft) return '';
  const lines = [
    sample ? '<p><strong>样例，非官方发布</strong> 数字照原公布文本，文字为本站撰写。</p>' : '',
    draft ? '<p><strong>草稿，尚未公开</strong> 内容可能有错，请勿引用。</p>' : '',
  ];
  return `<aside class="banner" aria-label="提示"><div class="wrap">${lines.join('')}</div></aside>`;
}

/** The page itself may be the last of them. */
function crumbsHtml({ breadcrumbs, path }: PageView): string {
  if (breadcrumbs.length === 0) return '';
  const items = breadcrumbs.map(({ title, href }) =>
    href === path
      ? `<li><span aria-current="page">${escapeHtml(title)}</span></li>`
      : `<li>${siteLinkHtml(title, href)}</li>`,
  );
  return `<nav class="crumbs" aria-label="当前位置"><ol class="wrap">${items.join('')}</ol></nav>`;
}
