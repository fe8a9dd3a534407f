import type { CheckFinding } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { escapeHtml } from '../view/escape.ts';
import {
  allFindings,
  type DisclosureReport,
  type FindingGroup,
  groupFindings,
  remedyOf,
  summaryText,
} from './findings.ts';
import { REPORT_STYLE } from './html-style.ts';

export interface HtmlReportInput {
  readonly reports: readonly DisclosureReport[];
  /** Faults around the disclosures. */
  readonly around: readonly Finding[];
  /** YYYY-MM-DD. */
  readonly date: string;
}

/**
 * The findings as one HTML file that needs nothing beside it: to be sent by
 * mail or printed. What it shows was written by others, and every word of it
 * is escaped.
 */
export function reportHtml({ reports, around, date }: HtmlReportInput): string {
  const told = reports.filter((report) => allFindings(report).length > 0);
  const silent = reports.filter((report) => allFindings(report).length === 0);
  const title = '勾稽校验报告';
  return page(
    `${title} ${date}`,
    `<h1>${title}</h1>
<p class="quiet"><time datetime="${escapeHtml(date)}">${escapeHtml(date)}</time>　${escapeHtml(summaryText(reports))}</p>
${overview(reports)}
${around.length > 0 ? section('around', '公开文本以外的问题', around, new Map()) : ''}
${told.map(disclosure).join('\n')}
${silentSection(silent)}`,
  );
}

export interface FaultsPageInput {
  /** What cannot be shown. */
  readonly title: string;
  readonly findings: readonly Finding[];
  /** Address of a script that loads the page again when content has changed. */
  readonly script: string;
}

/** What an author sees in the place of a page that cannot be made: each fault, where it is, and what to do. */
export function faultsPageHtml({ title, findings, script }: FaultsPageInput): string {
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>请照下面的提示改正，保存后这一页会自动刷新。</p>
${section('faults', `${findings.length} 处问题`, findings, new Map())}`,
    `<script type="module" src="${escapeHtml(script)}"></script>\n`,
  );
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
${head}<style>
${REPORT_STYLE}
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function overview(reports: readonly DisclosureReport[]): string {
  if (reports.length === 0) return '';
  const lines = reports.map((report) => {
    const findings = allFindings(report);
    const counts = (['error', 'warning', 'info', 'acknowledged'] as const).map((state) => {
      const count = groupFindings(findings)
        .filter((group) => group.state === state)
        .reduce((sum, group) => sum + group.findings.length, 0);
      return `<td class="n${state === 'error' && count > 0 ? ' error' : ''}">${count > 0 ? count : ''}</td>`;
    });
    const name = escapeHtml(nameOf(report));
    const head = findings.length > 0 ? `<a href="#${anchorOf(report)}">${name}</a>` : name;
    return `<tr><th scope="row">${head}</th>${counts.join('')}</tr>`;
  });
  return `<table>
<caption>各公开文本的问题</caption>
<thead><tr><th scope="col">公开文本</th><th scope="col" class="n">错误</th><th scope="col" class="n">警告</th><th scope="col" class="n">提示</th><th scope="col" class="n">已说明</th></tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
}

function disclosure(report: DisclosureReport): string {
  const titles = new Map(report.disclosure?.checks.map(({ rule }) => [rule.id, rule.title]));
  return section(anchorOf(report), nameOf(report), allFindings(report), titles, report.id);
}

function section(
  anchor: string,
  title: string,
  findings: readonly (Finding | CheckFinding)[],
  titles: ReadonlyMap<string, string>,
  id = '',
): string {
  const groups = groupFindings(findings).map((group) => groupHtml(group, titles, id));
  return `<section id="${anchor}">
<h2>${escapeHtml(title)}</h2>
${id === '' ? '' : `<p class="quiet">${escapeHtml(id)}</p>\n`}${groups.join('\n')}
</section>`;
}

/** projects/02.yaml 第 6 行第 9 列: within the folder that the heading names. */
function placeWords({ file, line, column }: Place, id: string): string {
  const folder = `disclosures/${id}/`;
  const path = id !== '' && file.startsWith(folder) ? file.slice(folder.length) : file;
  return line === undefined ? path : `${path} 第 ${line} 行${column === undefined ? '' : `第 ${column} 列`}`;
}

function groupHtml(
  { rule, label, state, findings, remedy }: FindingGroup,
  titles: ReadonlyMap<string, string>,
  id: string,
): string {
  const title = titles.get(rule);
  const items = findings.map((finding) => {
    const own = remedy === undefined ? remedyOf(finding) : undefined;
    return `<li><p>${escapeHtml(finding.message)}</p><p class="place">${escapeHtml(placeWords(finding.place, id))}</p>${own === undefined ? '' : `<p class="remedy">${escapeHtml(own)}</p>`}</li>`;
  });
  return `<article class="group ${state}">
<h3><span class="state">${label}</span>${title === undefined ? '' : `${escapeHtml(title)} `}<span class="quiet">${escapeHtml(rule)}</span></h3>
<ol>
${items.join('\n')}
</ol>
${remedy === undefined ? '' : `<p class="remedy">${escapeHtml(remedy)}</p>\n`}</article>`;
}

function silentSection(reports: readonly DisclosureReport[]): string {
  if (reports.length === 0) return '';
  const names = reports.map((report) => `<li>${escapeHtml(nameOf(report))}</li>`);
  return `<section>
<h2>没有发现问题</h2>
<ul>
${names.join('\n')}
</ul>
</section>`;
}

function nameOf({ id, disclosure: read }: DisclosureReport): string {
  return read ? `${read.name}${read.year}年${read.scope}${read.phase}` : `${id}（未能读取）`;
}

/** 130303/2024/350001 as a fragment; a folder may have any name. */
function anchorOf({ id }: DisclosureReport): string {
  return `d-${escapeHtml(id.replace(/[\s/]+/g, '-'))}`;
}
