import { href } from '../site.ts';
import type { GlossaryView, Labelled, TocItem } from '../view/types.ts';
import { escapeHtml } from './html.ts';

/*
 * Small parts of a disclosure's page, as strings: there are dozens of each on a
 * page, and what Astro makes for one of them takes longer than the part itself.
 */

/** `<a>` to an address from the page itself, or only the words. */
export function linkHtml(text: string, to: string | undefined): string {
  return to === undefined ? escapeHtml(text) : `<a href="${escapeHtml(to)}">${escapeHtml(text)}</a>`;
}

/** `<a>` to an address of the site. */
export function siteLinkHtml(text: string, path: string): string {
  return linkHtml(text, href(path));
}

export function headingHtml(level: number, number: string, title: string, anchor: string): string {
  const tag = `h${Math.min(Math.max(level, 2), 6)}`;
  return (
    `<div class="head"><${tag}>${numbered(number, title)}</${tag}>` +
    `<a class="copy" href="#${escapeHtml(anchor)}" aria-label="引用本节：${escapeHtml(title)}"></a></div>`
  );
}

/** 「一、」 brings its own space, 「第一部分」 does not. */
function numbered(number: string, title: string): string {
  return escapeHtml(`${number}${/[\p{L}\p{N}]$/u.test(number) ? ' ' : ''}${title}`);
}

export function labelsHtml(items: readonly Labelled[], name = ''): string {
  const lines = items.map(
    (item) => `<div><dt>${escapeHtml(item.label)}</dt><dd>${labelledHtml(item)}</dd></div>`,
  );
  return `<dl class="labels${name && ` ${name}`}">${lines.join('')}</dl>`;
}

function labelledHtml({ text, value, href: to, parts, money }: Labelled): string {
  if (parts)
    return parts
      .map((part) => (part.href ? siteLinkHtml(part.text, part.href) : escapeHtml(part.text)))
      .join('；');
  if (to) return siteLinkHtml(text, to);
  const words = escapeHtml(text);
  if (value && /^\d{4}-\d\d-\d\d/.test(value)) return `<time datetime="${escapeHtml(value)}">${words}</time>`;
  return money ? `<span class="money">${words}</span>` : words;
}

export function glossaryHtml(entries: readonly GlossaryView[]): string {
  const lines = entries.map(({ term, aliases, anchor, definition }) => {
    const others =
      aliases.length > 0 ? `<span class="aliases">又称${escapeHtml(aliases.join('、'))}</span>` : '';
    return `<div id="${escapeHtml(anchor)}"><dt>${escapeHtml(term)}${others}</dt><dd>${escapeHtml(definition)}</dd></div>`;
  });
  return `<dl class="glossary">${lines.join('')}</dl>`;
}

export function tocHtml(items: readonly TocItem[]): string {
  const lines = items.map(
    ({ href: to, number, title, children }) =>
      `<li><a href="${escapeHtml(to)}">${numbered(number, title)}</a>${children.length > 0 ? tocHtml(children) : ''}</li>`,
  );
  return `<ol>${lines.join('')}</ol>`;
}
