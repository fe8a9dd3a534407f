import type {
  CheckView,
  FigureView,
  FormulaView,
  LinkView,
  RelationBlock,
  RelationLine,
  RelationTable,
  VerdictView,
} from '../view/checks-types.ts';
import { escapeHtml } from './html.ts';

/** So few formulas need no opening. */
const FEW_FORMULAS = 2;
/** More columns than that may need to scroll. */
const FEW_COLUMNS = 6;

/** A rule that had something to look at, with all its relations. */
export function ruleHtml(rule: CheckView): string {
  const { anchor, title, outcome, label, counted, findings, basis, condition, blocks } = rule;
  const words = escapeHtml(title);
  return (
    `<article class="rule" id="${escapeHtml(anchor)}"><h3>${words}</h3>` +
    `<p class="came-out"><strong class="state ${outcome}">${escapeHtml(label)}</strong><span>${escapeHtml(counted)}</span>` +
    `${findings.map(linkHtml).join('')}</p>` +
    `<p class="basis">依据：${escapeHtml(basis)}</p>` +
    (condition ? `<p class="basis">成立条件：${escapeHtml(condition)}</p>` : '') +
    openingHtml(blocks, words, relationsHtml(blocks, `${anchor}-表`)) +
    '</article>'
  );
}

function openingHtml(blocks: readonly RelationBlock[], title: string, html: string): string {
  if (blocks.length === 0) return '';
  const isShort = blocks.every((block) => block.kind === 'formulas' && block.formulas.length <= FEW_FORMULAS);
  return isShort
    ? `<div class="in-short">${html}</div>`
    : `<details><summary>逐项看<span class="sr-only">：${title}</span></summary>${html}</details>`;
}

/** Relations of one rule as a string: there are hundreds on a page. */
export function relationsHtml(blocks: readonly RelationBlock[], id: string): string {
  return blocks
    .map((block, index) =>
      block.kind === 'formulas' ? formulasHtml(block.formulas) : tableHtml(block, `${id}-${index + 1}`),
    )
    .join('\n');
}

function tableHtml(block: RelationTable, id: string): string {
  const labels = block.heads.map(escapeHtml);
  const heads = labels.map((label) => `<th scope="col" class="n">${label}</th>`).join('');
  const about = [block.unit && `单位：${block.unit}`, block.omits && '空白的列略去']
    .filter(Boolean)
    .join('，');
  const aside = about === '' ? '' : ` <span class="in-unit">${escapeHtml(about)}</span>`;
  const wide = block.heads.length > FEW_COLUMNS;
  const table =
    `<table class="relations"><caption${wide ? ` id="${id}"` : ''}>${escapeHtml(block.caption)}${aside}</caption>` +
    `<thead><tr><th scope="col">${escapeHtml(block.corner)}</th>${heads}<th scope="col">结果</th></tr></thead>\n` +
    `<tbody>\n${block.lines.map((line) => lineHtml(line, labels)).join('\n')}\n</tbody></table>`;
  return wide
    ? `<div class="relations-wide" role="region" aria-labelledby="${id}" tabindex="0">${table}</div>`
    : table;
}

function lineHtml(
  { anchor, name, formula, cells, verdict }: RelationLine,
  labels: readonly string[],
): string {
  const parts = formula
    ? `<span class="made-of">${formula.sign} ${formula.parts.map(linkHtml).join(' + ')}</span>`
    : '';
  const figures = cells.map((cell, index) =>
    cell === undefined || cell.text === ''
      ? blankHtml(labels[index] as string)
      : `<td class="n${cell.wrong ? ' wrong' : ''}" data-label="${labels[index]}">${figureHtml(cell)}</td>`,
  );
  const id = anchor === undefined ? '' : ` id="${escapeHtml(anchor)}"`;
  return `<tr${id}><th scope="row">${linkHtml(name)}${parts}</th>${figures.join('')}${verdictHtml(verdict, 'td')}</tr>`;
}

/** On a phone a blank part goes, but not the first after the sign: 15.70 = (nothing) + 15.70. */
function blankHtml(label: string): string {
  return /^[=≤]/u.test(label) ? `<td data-label="${label}"></td>` : '<td></td>';
}

function figureHtml(figure: FigureView): string {
  const sum = figure.sum === undefined ? '' : `<span class="sum">和 ${escapeHtml(figure.sum)}</span>`;
  return linkHtml(figure) + sum;
}

function linkHtml({ text, href }: LinkView): string {
  return href === undefined ? escapeHtml(text) : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}

function verdictHtml({ verdict, text, href }: VerdictView, element: 'td' | 'span'): string {
  const words = linkHtml(href === undefined ? { text } : { text, href });
  return `<${element} class="verdict ${verdict}">${words}</${element}>`;
}

function formulasHtml(formulas: readonly FormulaView[]): string {
  const items = formulas.map(({ terms, verdict }) => {
    const words = terms.map(
      ({ sign, label, figure }) =>
        `<span class="term">${sign === '' ? '' : `<b>${sign}</b> `}${escapeHtml(label)} ${figureHtml(figure)}</span>`,
    );
    return `<li>${words.join(' ')} ${verdictHtml(verdict, 'span')}</li>`;
  });
  return `<ul class="formulas">\n${items.join('\n')}\n</ul>`;
}
