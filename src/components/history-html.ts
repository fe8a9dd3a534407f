import { chineseDate } from '../view/title-block.ts';
import type { AmendedView, AmendmentView, DisclosureView, HistorySummary } from '../view/types.ts';
import { namesHtml } from './disclosure-html.ts';
import { escapeHtml } from './html.ts';
import { linkHtml } from './parts-html.ts';

/** The page that tells what was corrected after publication, without its frame. */
export function historyHtml(
  { name, heading, publishedOn }: DisclosureView,
  { text, amendments }: HistorySummary,
): string {
  // The newest first, down to the day of publication.
  const entries = amendments.map((amendment, index) => entryHtml(amendment, index + 1)).reverse();
  const published = publishedOn
    ? `${timeHtml(publishedOn, chineseDate(publishedOn))} <span>公开</span>`
    : '公开 <span>日期未注明</span>';
  return (
    `<div class="wrap history-page"><div class="title-block">${namesHtml(name, heading, '修订记录')}` +
    `<p class="result">${escapeHtml(text)}。</p><p class="lead">` +
    (entries.length > 0
      ? '公开以后改过的每一处、原来是多少、为什么改，都列在这里。<a href="../">公开文本</a>里是改过以后的内容，改过的数字旁边有“※”。'
      : '<a href="../">公开文本</a>从公开到现在没有改过。以后如有更正，改了什么、为什么改，会列在这里。') +
    `</p></div><ol class="entries-of-history" reversed>${entries.join('')}<li><h2>${published}</h2></li></ol></div>`
  );
}

function entryHtml({ anchor, date, dateText, reason, changes }: AmendmentView, number: number): string {
  const following = changes.filter(({ follows }) => follows);
  return (
    `<li id="${escapeHtml(anchor)}"><h2>${timeHtml(date, dateText)} <span>第 ${number} 次更正</span></h2>` +
    `<p class="reason"><span>理由：</span>${escapeHtml(reason)}</p>` +
    changesHtml(changes.filter(({ follows }) => !follows)) +
    (following.length > 0 ? `<h3>随之而变</h3>${changesHtml(following)}` : '') +
    '</li>'
  );
}

function timeHtml(date: string, text: string): string {
  return `<time datetime="${escapeHtml(date)}">${escapeHtml(text)}</time>`;
}

function changesHtml(changes: readonly AmendedView[]): string {
  if (changes.length === 0) return '';
  const lines = changes.map(({ subject, text, anchor }) => {
    const place = linkHtml(subject, anchor === undefined ? undefined : `../#${anchor}`);
    return `<li>${place}${escapeHtml(text.slice(subject.length))}</li>`;
  });
  return `<ul class="amended-list">${lines.join('')}</ul>`;
}
