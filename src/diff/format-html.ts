import { slug } from '../view/anchors.ts';
import { signed } from '../view/change-words.ts';
import {
  boundWords,
  countsOf,
  countWords,
  type Group,
  groupsOf,
  headline,
  overviewOf,
  partsOf,
  partText,
  placeWords,
  shownValue,
  someOf,
  statusWords,
} from './arrange.ts';
import { STYLE } from './html-style.ts';
import type { Change, CheckChange, Comparison, DisclosureDiff, TextPart } from './types.ts';

/** One file to send or to print: before and after side by side, no script, nothing fetched. */

export interface HtmlOptions {
  /** Where the built pages can be looked at. */
  readonly preview?: string | undefined;
}

export function comparisonHtml(comparison: Comparison, options: HtmlOptions = {}): string {
  const { base, head, disclosures, around } = comparison;
  const overview = overviewOf(comparison);
  const shown = disclosures.filter(({ changes, reason }) => changes.length > 0 || reason !== undefined);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>预算公开审阅：${escaped(base)} → ${escaped(head)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>预算公开审阅</h1>
<p class="lead">${escaped(headline(comparison))}</p>
<p class="quiet">比较的两个版本：<code>${escaped(base)}</code> → <code>${escaped(head)}</code></p>
</header>
<main>
${findings('新出现的问题', overview.newlyFailing)}
${contents(disclosures)}
${findings('已改正的问题', overview.mended)}
${findings('新说明的问题', overview.acknowledged)}
${around.changes.length > 0 ? section('around', '表样和网站的基本资料', groupsOf(around.changes)) : ''}
${shown.map((diff) => disclosureSection(diff, options)).join('\n')}
</main>
</body>
</html>
`;
}

function contents(disclosures: readonly DisclosureDiff[]): string {
  if (disclosures.length === 0) return '';
  const rows = disclosures.map((diff) => {
    const { edits, followers } = countsOf(diff.changes);
    const { newlyFailing, mended, acknowledged } = diff.checks;
    const name = escaped(diff.title);
    const linked = diff.changes.length > 0 || diff.reason !== undefined;
    const count = (n: number): string => `<td class="n">${n === 0 ? '' : n}</td>`;
    return `<tr><th scope="row">${linked ? `<a href="#${anchorOf(diff)}">${name}</a>` : name} <span class="quiet">${escaped(diff.id)}</span></th><td>${escaped(statusWords(diff))}</td>${count(edits)}${count(followers)}<td class="n${newlyFailing.length > 0 ? ' wrong' : ''}">${newlyFailing.length || ''}</td>${count(mended.length)}${count(acknowledged.length)}</tr>`;
  });
  return `<section aria-labelledby="list"><h2 id="list">各份公开文本</h2>
<div class="scroll" role="region" aria-labelledby="list" tabindex="0"><table>
<thead><tr><th scope="col">公开文本</th><th scope="col">变化</th><th scope="col" class="n">改动</th><th scope="col" class="n">随之而变</th><th scope="col" class="n">新问题</th><th scope="col" class="n">改正</th><th scope="col" class="n">新说明</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div></section>`;
}

const anchorOf = ({ id }: DisclosureDiff): string => `d-${id.replaceAll('/', '-')}`;

function disclosureSection(diff: DisclosureDiff, { preview }: HtmlOptions): string {
  const { id, title, reason, changes } = diff;
  const address = preview === undefined ? undefined : `${preview.replace(/\/+$/, '')}/${id}/`;
  const notes = [
    `${statusWords(diff)}，${countWords(countsOf(changes))}`,
    id,
    ...(address === undefined ? [] : [`<a href="${escaped(address)}">看生成的网页</a>`]),
  ];
  const head = `<p class="quiet">${notes.map((note) => (note.startsWith('<a ') ? note : escaped(note))).join(' · ')}</p>${reason === undefined ? '' : `<p class="wrong">${escaped(reason)}</p>`}`;
  return section(anchorOf(diff), title, groupsOf(changes), head, address);
}

function section(id: string, title: string, groups: readonly Group[], head = '', address?: string): string {
  const parts = groups.map((group, index) => groupHtml(group, `${id}-${index + 1}`, address));
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>${head}\n${parts.join('\n')}</section>`;
}

function groupHtml(group: Group, id: string, address: string | undefined): string {
  const { title, edits, followers, table } = group;
  const link =
    address === undefined || table === null
      ? ''
      : ` <a class="quiet" href="${escaped(`${address}#${slug(table)}`)}">看网页上的这张表</a>`;
  const figures = edits.filter((change) => !partsOf(change));
  const texts = edits.filter((change) => partsOf(change));
  return `<h3 id="${id}">${escaped(title)}${link}</h3>
${figures.length + followers.length > 0 ? figureTable(figures, followers, id) : ''}
${texts.length > 0 ? textTable(texts, id) : ''}`;
}

function figureTable(edits: readonly Change[], followers: readonly Change[], label: string): string {
  const body = (rows: readonly Change[], name: string, words: string): string =>
    rows.length === 0
      ? ''
      : `<tbody class="${name}">${words === '' ? '' : `<tr class="part"><th scope="rowgroup" colspan="5">${words}</th></tr>`}${rows.map(figureRow).join('\n')}</tbody>`;
  return `<div class="scroll" role="region" aria-labelledby="${label}" tabindex="0"><table>
<thead><tr><th scope="col">位置</th><th scope="col" class="n">原</th><th scope="col" class="n">现</th><th scope="col" class="n">增减</th><th scope="col" class="n">幅度</th></tr></thead>
${body(edits, 'edits', followers.length > 0 && edits.length > 0 ? '改动' : '')}${body(followers, 'followers', `随之而变 ${followers.length} 处`)}
</table></div>`;
}

function figureRow(change: Change): string {
  const { before, after, difference, percent, unit, note, touches } = change;
  const same = difference !== null && /^-?0(?:\.0+)?$/.test(difference);
  const notes = [
    note,
    ...(touches && touches.length > 0 ? [`涉及 ${touches.length} 份公开文本：${someOf(touches)}`] : []),
  ].filter((text) => text !== undefined);
  const value = (text: string | null, tag: 'del' | 'ins', word: string): string =>
    `<td class="${difference === null ? 'text' : 'n'}">${text === null || text === '' ? escaped(shownValue(text)) : `<${tag}><span class="sr">${word}</span>${escaped(text)}</${tag}>`}</td>`;
  return `<tr><th scope="row">${escaped(placeWords(change) || '整张表')}${notes.map((text) => `<span class="quiet">${escaped(text)}</span>`).join('')}</th>${value(before, 'del', '原为 ')}${value(after, 'ins', '现为 ')}<td class="n">${difference === null ? '' : same ? '数额不变' : `${escaped(signed(difference))}${unit ? ` ${escaped(unit)}` : ''}`}</td><td class="n">${percent === undefined || same ? '' : `${escaped(signed(percent))}%`}</td></tr>`;
}

function textTable(texts: readonly Change[], label: string): string {
  const rows = texts.map((change) => {
    const parts = partsOf(change) ?? [];
    const extra = [change.note, ...boundWords(change), touched(change)].filter((text) => text !== undefined);
    const place = placeWords(change);
    const notes = extra.map((text) => `<p class="quiet">${escaped(text)}</p>`).join('');
    const head =
      place === '' ? '' : `<tr class="part"><th scope="rowgroup" colspan="2">${escaped(place)}</th></tr>`;
    return `<tbody>${head}<tr><td>${sideHtml(change.before, parts, 'removed')}</td><td>${sideHtml(change.after, parts, 'added')}${notes}</td></tr></tbody>`;
  });
  return `<div class="scroll" role="region" aria-labelledby="${label}" tabindex="0"><table class="texts">
<thead><tr><th scope="col">原文</th><th scope="col">现文</th></tr></thead>
${rows.join('\n')}
</table></div>`;
}

function touched({ touches }: Change): string | undefined {
  return touches
    ? `涉及 ${touches.length} 份公开文本${touches.length > 0 ? `：${someOf(touches)}` : ''}`
    : undefined;
}

/** One side of a compared text: what the other has not is marked, to the eye and to the ear. */
function sideHtml(text: string | null, parts: readonly TextPart[], own: 'removed' | 'added'): string {
  if (text === null) return '<span class="quiet">（无）</span>';
  const [tag, word] = own === 'removed' ? ['del', '删去：'] : ['ins', '新增：'];
  return parts
    .map((part) => {
      if (part.kind !== 'same' && part.kind !== own) return '';
      const value = own === 'removed' ? (part.binding?.before ?? part.text) : part.text;
      const shown = part.kind === 'same' && own === 'added' ? partText(part) : value;
      const bound = part.binding
        ? `<span class="bound" title="${escaped(part.binding.source)}">${escaped(shown)}</span>`
        : escaped(shown);
      const lined = bound.replaceAll('\n', '<br>');
      return part.kind === own ? `<${tag}><span class="sr">${word}</span>${lined}</${tag}>` : lined;
    })
    .join('');
}

function findings(title: string, items: readonly CheckChange[]): string {
  if (items.length === 0) return '';
  const list = items.map((item) => {
    const place = [item.file, item.line].filter((part) => part !== null).join(':');
    const more =
      item.reason === undefined ? (title === '新出现的问题' ? item.hint : null) : `说明：${item.reason}`;
    const isNew = title === '新出现的问题' && item.severity === 'error';
    return `<li><strong${isNew ? ' class="wrong"' : ''}>${item.severity === 'error' ? '错误' : '警告'}</strong> ${escaped(item.message)}<span class="quiet">${escaped(place)} · ${escaped(item.rule)}</span>${more ? `<span class="quiet">${escaped(more)}</span>` : ''}</li>`;
  });
  return `<section><h2>${title} ${items.length} 项</h2><ul class="findings">${list.join('\n')}</ul></section>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
