import { sentenceHtml } from '../view/sentence.ts';
import type { DisclosureView, KeyFigure, TocItem } from '../view/types.ts';
import { escapeHtml } from './html.ts';
import { glossaryHtml, headingHtml, labelsHtml, linkHtml, siteLinkHtml, tocHtml } from './parts-html.ts';
import { picturesHtml, yearOnYearHtml } from './pictures-html.ts';
import { Pieces } from './pieces.ts';
import { addSection } from './section-html.ts';

/** A disclosure's own page, without its frame, in pieces. */
export function disclosureHtml(view: DisclosureView): readonly string[] {
  const page = new Pieces();
  page.add(
    `<div class="wrap"><div class="title-block">${titlesHtml(view)}${
      view.withdrawn ? withdrawnHtml(view.withdrawn) : openingHtml(view)
    }</div></div>`,
  );
  if (!view.withdrawn) addContent(page, view);
  page.add(quoteHtml(view));
  return page.texts();
}

function titlesHtml({ name, heading, cover, titleBlock }: DisclosureView): string {
  const subtitle = cover?.subtitle ? `<span>${escapeHtml(cover.subtitle)}</span>` : '';
  return (
    namesHtml(name, heading) +
    (cover ? `<p class="cover">${escapeHtml(cover.title)}${subtitle}</p>` : '') +
    labelsHtml(titleBlock, 'facts')
  );
}

/** The heading of a page: whose, and what it is. */
export function namesHtml(name: string, ...whats: readonly string[]): string {
  const more = whats.map((what) => ` <span class="what">${escapeHtml(what)}</span>`);
  return `<h1><span class="name">${escapeHtml(name)}</span>${more.join('')}</h1>`;
}

function withdrawnHtml({
  date,
  dateText,
  reason,
  movedTo,
}: NonNullable<DisclosureView['withdrawn']>): string {
  const day = `<time datetime="${escapeHtml(date)}">${escapeHtml(dateText)}</time>`;
  return (
    `<div class="withdrawn" role="note"><p><strong>本页内容已于 ${day} 撤下。</strong></p>` +
    `<p>${escapeHtml(reason)}</p>` +
    (movedTo ? `<p>请看：${siteLinkHtml(movedTo.title, movedTo.href)}</p>` : '') +
    '</div>'
  );
}

/** What stands before 目录: the figures, how they were checked, files. */
function openingHtml({ keyFigures, sentences, checks, history, downloads }: DisclosureView): string {
  const files = downloads.map(
    ({ href, title }) => `<li><a href="${escapeHtml(href)}" download>${escapeHtml(title)}</a></li>`,
  );
  return (
    keyFiguresHtml(keyFigures) +
    sentencesHtml(sentences) +
    (checks.text
      ? `<p class="checks${checks.ok ? '' : ' not-ok'}">勾稽校验：${linkHtml(checks.text, checks.href)}</p>`
      : '') +
    (history ? `<p class="checks">修订记录：${linkHtml(history.text, history.href)}</p>` : '') +
    (files.length > 0 ? `<ul class="downloads">${files.join('')}</ul>` : '') +
    '<p class="tools"><button type="button" data-quote>引用本文</button><button type="button" data-print>打印本页</button></p>'
  );
}

function keyFiguresHtml(figures: readonly KeyFigure[]): string {
  if (figures.length === 0) return '';
  const items = figures.map(({ label, text, unit, yuan, href }) => {
    const amount = `<data class="money" value="${escapeHtml(yuan)}">${escapeHtml(text)}</data>`;
    const linked =
      href === undefined ? amount : `<a href="${escapeHtml(href)}" title="看它在表中的位置">${amount}</a>`;
    return `<div><dt>${escapeHtml(label)}</dt><dd class="amount">${linked}<span class="in-unit">${escapeHtml(unit)}</span></dd></div>`;
  });
  return `<h2 class="sr-only">主要数字</h2><dl class="key-figures">${items.join('')}</dl>`;
}

function sentencesHtml(sentences: DisclosureView['sentences']): string {
  if (sentences.length === 0) return '';
  const items = sentences.map((sentence) => `<li>${sentenceHtml(sentence)}</li>`);
  return `<h2 class="sr-only">几句话看懂</h2><ul class="in-words">${items.join('')}</ul>`;
}

function addContent(to: Pieces, { toc, pictures, yearOnYear, sections, explained }: DisclosureView): void {
  // The form's own contents, after what the site adds.
  const own = [pictures, yearOnYear].flatMap((section) => (section ? [tocItem(section)] : []));
  const items = [...own, ...toc, ...(explained ? [tocItem(explained)] : [])];
  to.add(`<div class="wrap with-toc">${contentsHtml(items)}<div class="sections">`);
  if (pictures)
    to.add(
      `<section id="${escapeHtml(pictures.anchor)}" class="level-2">` +
        `${headingHtml(2, '', pictures.title, pictures.anchor)}${picturesHtml(pictures.pictures)}</section>`,
    );
  if (yearOnYear) to.add(yearOnYearHtml(yearOnYear));
  for (const section of sections) addSection(to, section);
  if (explained)
    to.add(
      `<section id="${escapeHtml(explained.anchor)}" class="level-2 explained">` +
        headingHtml(2, '', explained.title, explained.anchor) +
        '<p class="lead">表里的科目和名称是什么意思，用平常的话解释；这一节由本网站加上，不是公开文本的内容。</p>' +
        `${glossaryHtml(explained.entries)}</section>`,
    );
  to.add('</div></div>');
}

function tocItem({ anchor, title }: { readonly anchor: string; readonly title: string }): TocItem {
  return { href: `#${anchor}`, number: '', title, children: [] };
}

/** The list stands beside its switch, not in it: a closed <details> cannot be opened by a style sheet for wide screens. */
function contentsHtml(items: readonly TocItem[]): string {
  return (
    '<div class="toc"><details class="toc-switch"><summary>目录<span class="toc-here" aria-hidden="true"></span></summary></details>' +
    `<nav class="toc-list" aria-label="目录"><p class="toc-title" aria-hidden="true">目录</p>${tocHtml(items)}</nav></div>`
  );
}

/** A dialogue that is opened by a script. Whoever quotes a sample or a draft says so. */
function quoteHtml({ name, heading, draft, sample, publishedOn, hash }: DisclosureView): string {
  const state = sample ? '（样例，非官方发布）' : draft ? '（草稿）' : '';
  return (
    `<dialog class="quote" aria-labelledby="引用-题" data-who="${escapeHtml(name)}"` +
    ` data-title="${escapeHtml(`${name}${heading}${state}`)}"` +
    (publishedOn === undefined ? '' : ` data-published="${escapeHtml(publishedOn)}"`) +
    ` data-hash="${escapeHtml(hash)}"><form method="dialog"><h2 id="引用-题">引用本文</h2>` +
    '<label class="quote-figure">哪个数字 <select></select></label>' +
    '<label>引文 <textarea readonly rows="5"></textarea></label>' +
    '<label>链接 <input type="text" readonly></label><p class="quote-said" role="status"></p>' +
    '<p class="quote-buttons"><button type="button" data-copy="text">复制引文</button>' +
    '<button type="button" data-copy="link">复制链接</button><button type="submit">关闭</button></p></form></dialog>'
  );
}
