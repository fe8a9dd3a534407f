import { href } from '../site.ts';
import { comparisonTable } from '../view/compare/html.ts';
import type { YearOnYearView } from '../view/compare/types.ts';
import { pictureTable } from '../view/pictures/html.ts';
import type { PictureView } from '../view/pictures/types.ts';
import { sentenceHtml } from '../view/sentence.ts';
import { escapeHtml } from './html.ts';
import { headingHtml, siteLinkHtml } from './parts-html.ts';

/** Pictures one after another. The script that draws them is the page's. */
export function picturesHtml(pictures: readonly PictureView[]): string {
  return `<div class="pictures">${pictures.map(pictureHtml).join('')}</div>`;
}

/** The drawing is left out of the accessibility tree: title, summary and table say all of it, to everyone. */
function pictureHtml(picture: PictureView): string {
  const { anchor, kind, title, subject, summary, series, drawn, notes } = picture;
  const id = escapeHtml(anchor);
  const keys = series.map((name, index) => `<span class="key-${index + 1}">${escapeHtml(name)}</span>`);
  return (
    `<figure class="picture n${series.length}" id="${id}" aria-labelledby="${id}-题"${drawn ? ` data-draw="${kind}"` : ''}>` +
    `<figcaption><h3 id="${id}-题">${sentenceHtml(title)}</h3><p class="subject">${escapeHtml(subject)}</p></figcaption>` +
    (series.length > 1 ? `<p class="legend" aria-hidden="true">${keys.join('')}</p>` : '') +
    (drawn ? '<div class="chart" aria-hidden="true"></div>' : '') +
    `<p class="summary">${sentenceHtml(summary)}</p><details class="data" open><summary>数据表</summary>` +
    pictureTable(picture, (to) => (to.startsWith('/') ? href(to) : to)) +
    (notes.length > 0 ? `<p class="remarks">${escapeHtml(notes.join('；'))}。</p>` : '') +
    '</details></figure>'
  );
}

export function yearOnYearHtml(view: YearOnYearView): string {
  const { anchor, title, base, labels, tables, compareHref } = view;
  const [before, now] = labels;
  const anyMoved = tables.some(({ rows }) => rows.some(({ moved }) => moved !== undefined));
  const anySum = tables.some(({ rows }) =>
    rows.some(({ values }) => values.some((value) => 'sum' in value && value.sum)),
  );
  const [earlier, later] = [escapeHtml(before), escapeHtml(now)];
  const heads = [
    { label: before, href: href(base.href) },
    { label: now, href: '' },
  ];
  const compared = tables.map(
    (table) =>
      `<section class="level-3"><div class="head"><h3>${escapeHtml(table.title)}</h3></div>` +
      `<div class="comparison">${comparisonTable(table, heads)}</div></section>`,
  );
  return (
    `<section id="${escapeHtml(anchor)}" class="level-2 year-on-year">${headingHtml(2, '', title, anchor)}` +
    `<div class="prose"><p>左边是${siteLinkHtml(base.title, base.href)}，作为基数；右边是本年。` +
    `增减是${later}减${earlier}，百分比以${earlier}为基数，四舍五入到一位小数；基数为零时不算百分比。` +
    (anyMoved ? '编码有变化的科目，按科目对照表合在一行比较，原编码写在前面。' : '') +
    (anySum ? '表中没有列出的类、款，是其下各项相加。' : '') +
    `${siteLinkHtml('按表逐行对比', compareHref)}</p></div>` +
    `<p class="legend n2" aria-hidden="true"><span class="key-1">${earlier}</span><span class="key-2">${later}</span></p>` +
    `${compared.join('')}</section>`
  );
}
