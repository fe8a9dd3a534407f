import type { ChecksView, FindingGroup, FindingView, SilentRuleView } from '../view/checks-types.ts';
import { ruleHtml } from './checks-html.ts';
import { namesHtml } from './disclosure-html.ts';
import { escapeHtml } from './html.ts';
import { linkHtml } from './parts-html.ts';
import { Pieces } from './pieces.ts';

/** The page that says how a disclosure's checks came out, without its frame, in pieces. */
export function checksPageHtml(checks: ChecksView): readonly string[] {
  const { findings, families, tables, couldNotRun, notApplicable } = checks;
  const page = new Pieces();
  page.add(`<div class="wrap checks-page">${openingHtml(checks)}`);
  if (findings.length > 0)
    page.add(`<section><h2>不符、已说明和提示</h2>${findings.map(findingsHtml).join('')}</section>`);
  for (const { anchor, title, rules } of families) {
    page.add(`<section id="${escapeHtml(anchor)}"><h2>${escapeHtml(title)}</h2>`);
    for (const rule of rules) page.add(ruleHtml(rule));
    page.add('</section>');
  }
  if (tables.length > 0)
    page.add(
      `<section><h2>按表查</h2><dl class="by-table">${tables.map(byTableHtml).join('')}</dl></section>`,
    );
  page.add(silentHtml('无法校验的规则', '缺什么', couldNotRun));
  page.add(`${silentHtml('不适用的规则', '为什么', notApplicable)}</div>`);
  return page.texts();
}

function openingHtml({ name, heading, ok, summary, outcomes }: ChecksView): string {
  const counts = outcomes.map(
    ({ id, label, count, explain }) =>
      `<div class="${id}"><dt>${escapeHtml(label)}</dt><dd class="count-of"><span>${count}</span> 条规则</dd>` +
      `<dd class="explain">${escapeHtml(explain)}</dd></div>`,
  );
  return (
    `<div class="title-block">${namesHtml(name, heading, '勾稽校验')}` +
    `<p class="result${ok ? '' : ' not-ok'}">${escapeHtml(summary)}。</p>` +
    '<p class="lead">公开文本里的数字彼此有固定的关系。下面逐条列出核对了哪些关系、结果如何；带下划线的名称和数字，点开就是它在<a href="../">公开文本</a>里的位置。</p>' +
    `<dl class="outcomes" aria-label="规则的结果">${counts.join('')}</dl></div>`
  );
}

function findingsHtml({ state, label, rule, findings, reason, hint }: FindingGroup): string {
  return (
    `<article class="findings ${state}"><h3><strong class="state">${escapeHtml(label)}</strong> ${linkHtml(rule.text, rule.href)}</h3>` +
    `<ol>${findings.map(findingHtml).join('')}</ol>` +
    (reason ? `<p class="reason"><span class="quiet">说明：</span>${escapeHtml(reason)}</p>` : '') +
    `${quietHtml(hint)}</article>`
  );
}

function findingHtml({ anchor, message, places, more, difference, hint }: FindingView): string {
  const cells = places.map(({ text, href, value }) => {
    const printed = value ? `<span class="value">${escapeHtml(value)}</span>` : '';
    return `<li>${linkHtml(text, href)}${printed}</li>`;
  });
  if (difference) cells.push(`<li class="quiet">相差 ${escapeHtml(difference)}</li>`);
  if (more > 0) cells.push(`<li class="quiet">另有 ${more} 处，见下面这条规则</li>`);
  return (
    `<li id="${escapeHtml(anchor)}"><p>${escapeHtml(message)}</p>` +
    `${places.length > 0 ? `<ul class="cells">${cells.join('')}</ul>` : ''}${quietHtml(hint)}</li>`
  );
}

function quietHtml(text: string | undefined): string {
  return text ? `<p class="quiet">${escapeHtml(text)}</p>` : '';
}

function byTableHtml({ anchor, title, rules }: ChecksView['tables'][number]): string {
  const links = rules.map(({ text, href }) => `<dd>${linkHtml(text, href)}</dd>`);
  return `<div id="${escapeHtml(anchor)}"><dt>${escapeHtml(title)}</dt>${links.join('')}</div>`;
}

/** Rules that said nothing; `reason` heads why. */
function silentHtml(title: string, reason: string, rules: readonly SilentRuleView[]): string {
  if (rules.length === 0) return '';
  const rows = rules.map(
    (rule) =>
      `<tr><th scope="row">${escapeHtml(rule.title)}</th><td data-label="${reason}">${escapeHtml(rule.because)}</td>` +
      `<td data-label="依据">${escapeHtml(rule.basis)}</td></tr>`,
  );
  return (
    `<section><h2>${title}</h2><table class="silent"><caption class="sr-only">${title}</caption>` +
    `<thead><tr><th scope="col">规则</th><th scope="col">${reason}</th><th scope="col">依据</th></tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table></section>`
  );
}
