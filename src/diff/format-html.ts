import { slug } from '../view/anchors.ts';
import { signed } from '../view/change-words.ts';
import { escapeHtml } from '../view/escape.ts';
import { changeWords, checkWords, countWords, overviewOf, partText } from './arrange.ts';
import { STYLE } from './html-style.ts';
import { type CheckList, type Entry, type Part, type Review, type ReviewGroup, reviewOf } from './review.ts';
import type { CheckChange, Comparison, TextPart } from './types.ts';

/** One file to send or to print: before and after side by side, no script, nothing fetched. */

export interface HtmlOptions {
  /** Where the built pages can be looked at. */
  readonly preview?: string | undefined;
}

export function comparisonHtml(comparison: Comparison, { preview }: HtmlOptions = {}): string {
  const review = reviewOf(comparison);
  const { base, head, parts, silent } = review;
  const site = preview !== undefined && /^https?:/i.test(preview) ? preview.replace(/\/+$/, '') : undefined;
  const disclosures = parts.filter(({ diff }) => diff !== undefined);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>预算公开审阅：${escapeHtml(base)} → ${escapeHtml(head)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>预算公开审阅</h1>
<p class="quiet"><code>${escapeHtml(base)}</code> → <code>${escapeHtml(head)}</code></p>
${summary(comparison, review, site)}
</header>
<main>
${disclosures.length > 1 ? contents(disclosures) : ''}
${silent.map((line) => `<p class="quiet">${escapeHtml(line)}</p>`).join('\n')}
${parts.map((part) => partSection(part, site)).join('\n')}
</main>
</body>
</html>
`;
}

/** What it changes, whether it still adds up, how it will look. */
function summary(comparison: Comparison, { headline, parts }: Review, site: string | undefined): string {
  const overview = overviewOf(comparison);
  const isWrong = overview.newlyFailing.some(({ severity }) => severity === 'error');
  const what = changeWords(comparison);
  const first = parts.find(({ checks }) => checks.some(({ kind }) => kind === 'newlyFailing'));
  const verdict = escapeHtml(checkWords(overview).replace('校验：', ''));
  const lines = [
    ['改动', what === '' ? escapeHtml(headline) : `${escapeHtml(what)}。`],
    [
      '校验',
      first
        ? `<a${isWrong ? ' class="wrong"' : ''} href="#${anchorOf(first)}-checks">${verdict}</a>`
        : verdict,
    ],
    ...(site === undefined ? [] : [['网页', `<a href="${escapeHtml(site)}/">看看改后的样子</a>`]]),
  ];
  return `<dl class="lead">${lines.map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`).join('\n')}</dl>`;
}

const COUNTED = ['改动', '随之而变', '新问题', '改正', '新说明'];

function count(name: string, n: number, isWrong: boolean): string {
  return `<td class="n${name === '新问题' && isWrong ? ' wrong' : ''}"${n > 0 ? ` data-is="${name}"` : ''}>${n > 0 ? n : ''}</td>`;
}

function contents(parts: readonly Part[]): string {
  const rows = parts.map((part) => {
    const { title, id, status, counts, diff } = part;
    const { newlyFailing = [], mended = [], acknowledged = [] } = diff?.checks ?? {};
    const isWrong = newlyFailing.some(({ severity }) => severity === 'error');
    const numbers = [
      counts.edits,
      counts.followers,
      ...[newlyFailing, mended, acknowledged].map((list) => list.length),
    ];
    return `<tr><th scope="row"><a href="#${anchorOf(part)}">${escapeHtml(title)}</a> <span class="quiet note">${escapeHtml(id ?? '')}</span></th><td>${escapeHtml(status)}</td>${COUNTED.map((name, index) => count(name, numbers[index] ?? 0, isWrong)).join('')}</tr>`;
  });
  return `<section><h2 id="list">各份公开文本</h2>
<div class="scroll" role="region" aria-labelledby="list" tabindex="0"><table class="list">
<thead><tr><th scope="col">公开文本</th><th scope="col">变化</th>${COUNTED.map((name) => `<th scope="col" class="n">${name}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div></section>`;
}

const anchorOf = ({ id }: Part): string => (id === null ? 'around' : `d-${slug(id.replaceAll('/', '-'))}`);

function partSection(part: Part, site: string | undefined): string {
  const { id, title, status, counts, reason, groups, checks, diff } = part;
  const anchor = anchorOf(part);
  const isGone = diff?.status === 'removed';
  const address = site === undefined || diff === undefined || isGone ? undefined : `${site}/${diff.id}/`;
  const notes = [
    id === null ? '' : escapeHtml(id),
    escapeHtml(status),
    counts.edits + counts.followers > 0 ? escapeHtml(countWords(counts)) : '',
    address === undefined ? '' : `<a href="${escapeHtml(address)}">看改后的网页</a>`,
  ];
  const failing = failures(checks, anchor);
  return `<section class="part"><h2 id="${anchor}">${escapeHtml(title)}</h2>
<p class="quiet">${notes.filter(Boolean).join(' · ')}</p>
${reason === undefined ? '' : `<p class="reason">${escapeHtml(reason)}</p>`}
${groups.map((group, index) => groupHtml(group, `${anchor}-${index + 1}`, { address, failing })).join('\n')}
${checks.length > 0 ? `<div id="${anchor}-checks">${checks.map((list) => findings(list, anchor, id)).join('\n')}</div>` : ''}</section>`;
}

/** Links to the findings that newly accuse a cell, by the cell. */
type Failures = ReadonlyMap<string, string>;

const FAULT = {
  error: ['校验未通过', ' class="wrong fault"'],
  warning: ['有警告', ' class="fault"'],
  info: ['有提示', ' class="fault"'],
} as const;

const cellKey = ({ file, line, column }: Pick<CheckChange, 'file' | 'line' | 'column'>): string =>
  JSON.stringify([file, line, column]);

function failures(checks: readonly CheckList[], anchor: string): Failures {
  const items = checks.find(({ kind }) => kind === 'newlyFailing')?.items ?? [];
  return new Map(
    items.map((item, index) => {
      const [word, look] = FAULT[item.severity];
      return [cellKey(item), ` <a${look} href="#${anchor}-f${index + 1}">${word}</a>`];
    }),
  );
}

interface Around {
  readonly address: string | undefined;
  readonly failing: Failures;
}

function groupHtml({ title, edits, followers, table }: ReviewGroup, id: string, around: Around): string {
  const { address } = around;
  const link =
    address === undefined || table === null
      ? ''
      : ` <a class="view" href="${escapeHtml(`${address}#${slug(table)}`)}">看网页上的这张表</a>`;
  const isFigure = ({ change }: Entry): boolean => change.difference !== null;
  const figures = edits.filter(isFigure);
  const others = [...edits, ...followers].filter((entry) => !isFigure(entry));
  const following = followers.filter(isFigure);
  return `<h3 id="${id}">${escapeHtml(title)}${link}</h3>
${figures.length + following.length > 0 ? figureTable(figures, following, id, around) : ''}
${others.length > 0 ? textTable(others, id, around) : ''}`;
}

function figureTable(
  edits: readonly Entry[],
  followers: readonly Entry[],
  label: string,
  { failing }: Around,
): string {
  const rows = (entries: readonly Entry[]): string =>
    entries.map((entry) => figureRow(entry, failing)).join('\n');
  const follow =
    followers.length === 0
      ? ''
      : `<tbody class="followers"><tr class="head"><th scope="rowgroup" colspan="5">随之而变 ${followers.length} 处</th></tr>${rows(followers)}</tbody>`;
  return `<table class="figures" aria-labelledby="${label}">
<thead><tr><th scope="col">位置</th><th scope="col" class="n">原</th><th scope="col" class="n">现</th><th scope="col" class="n">增减</th><th scope="col" class="n">幅度</th></tr></thead>
${edits.length === 0 ? '' : `<tbody class="edits">${rows(edits)}</tbody>`}${follow}
</table>`;
}

function figureRow({ change, place, before, after, notes }: Entry, failing: Failures): string {
  const { difference, percent, unit } = change;
  const same = difference !== null && /^-?0(?:\.0+)?$/.test(difference);
  const moved = same ? '数额不变' : `${signed(difference ?? '')}${unit ? ` ${unit}` : ''}`;
  const value = (text: string | null, tag: 'del' | 'ins', word: string): string =>
    `<td class="n"><${tag}><span class="sr">${word}</span>${escapeHtml(text ?? '（无）')}</${tag}></td>`;
  return `<tr>${rowHead(place, notes, failing.get(cellKey(change)))}${value(before, 'del', '原为 ')}${value(after, 'ins', '现为 ')}<td class="n">${escapeHtml(moved)}</td><td class="n">${percent === undefined || same ? '' : `${escapeHtml(signed(percent))}%`}</td></tr>`;
}

function rowHead(place: string, notes: readonly string[], fault = ''): string {
  return `<th scope="row">${escapeHtml(place || '整张表')}${fault}${noteLines(notes)}</th>`;
}

const noteLines = (notes: readonly string[]): string =>
  notes.map((note) => `<span class="quiet note">${escapeHtml(note)}</span>`).join('');

/** What is no figure: words, rows, tables; a section's own sentences need no place. */
function textTable(entries: readonly Entry[], label: string, { failing }: Around): string {
  const placed = entries.some(({ place, change }) => place !== '' || change.kind !== 'narrative');
  const rows = entries.map(({ change, place, before, after, parts, notes }) => {
    const isNone = before === null && after === null;
    const sides = isNone
      ? ['', '']
      : parts
        ? [sideHtml(before, parts, 'removed'), sideHtml(after, parts, 'added')]
        : [wholeHtml(before, 'del', '删去：'), wholeHtml(after, 'ins', '新增：')];
    const head = placed ? rowHead(place, notes, failing.get(cellKey(change))) : '';
    return `<tr>${head}<td data-is="原">${sides[0]}</td><td data-is="现">${sides[1]}${placed ? '' : noteLines(notes)}</td></tr>`;
  });
  return `<table class="texts${placed ? ' placed' : ''}" aria-labelledby="${label}">
<thead><tr>${placed ? '<th scope="col">位置</th>' : ''}<th scope="col">原</th><th scope="col">现</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table>`;
}

function wholeHtml(text: string | null, tag: 'del' | 'ins', word: string): string {
  if (text === null) return '<span class="quiet">（无）</span>';
  if (text === '空白') return text;
  return `<${tag}><span class="sr">${word}</span>${broken(text)}</${tag}>`;
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
        ? `<span class="bound" title="${escapeHtml(part.binding.source)}">${escapeHtml(shown)}</span>`
        : broken(shown);
      return part.kind === own ? `<${tag}><span class="sr">${word}</span>${bound}</${tag}>` : bound;
    })
    .join('');
}

/** tables/支出总表.csv 第 5 行: within the folder that the heading names. */
function placeWithin({ file, line }: CheckChange, id: string | null): string {
  const folder = `disclosures/${id ?? ''}/`;
  const path = file.startsWith(folder) ? file.slice(folder.length) : file;
  return line === null ? path : `${path} 第 ${line} 行`;
}

function findings({ kind, title, items }: CheckList, anchor: string, id: string | null): string {
  const isNew = kind === 'newlyFailing';
  const list = items.map((item, index) => {
    const wrong = isNew && item.severity === 'error' ? ' class="wrong"' : '';
    const reason = item.reason === undefined ? '' : `<p>说明：${escapeHtml(item.reason)}</p>`;
    const fold =
      isNew && item.hint !== null
        ? `<details><summary>怎样改</summary><p>${escapeHtml(item.hint)}</p></details>`
        : '';
    return `<li${isNew ? ` id="${anchor}-f${index + 1}"` : ''}><p><strong${wrong}>${item.severity === 'error' ? '错误' : '警告'}</strong>${escapeHtml(item.message)}</p><div class="where quiet"><span>${escapeHtml(placeWithin(item, id))}</span><span>${escapeHtml(item.rule)}</span>${fold}</div>${reason}</li>`;
  });
  return `<h3>${title} ${items.length} 项</h3><ul class="findings">${list.join('\n')}</ul>`;
}

const broken = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');
