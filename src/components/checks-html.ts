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
  let html = '';
  for (const [index, block] of blocks.entries()) {
    if (index > 0) html += '\n';
    html += block.kind === 'formulas' ? formulasHtml(block.formulas) : tableHtml(block, `${id}-${index + 1}`);
  }
  return html;
}

function tableHtml(block: RelationTable, id: string): string {
  const labels = block.heads.map(escapeHtml);
  const heads = labels.map((label) => `<th scope="col" class="n">${label}</th>`).join('');
  const about = [block.unit && `单位：${block.unit}`, block.omits && '空白的列略去']
    .filter(Boolean)
    .join('，');
  const aside = about === '' ? '' : ` <span class="in-unit">${escapeHtml(about)}</span>`;
  const wide = block.heads.length > FEW_COLUMNS;
  const columns = labels.map(columnTags);
  let html = wide ? `<div class="relations-wide" role="region" aria-labelledby="${id}" tabindex="0">` : '';
  html +=
    `<table class="relations"><caption${wide ? ` id="${id}"` : ''}>${escapeHtml(block.caption)}${aside}</caption>` +
    `<thead><tr><th scope="col">${escapeHtml(block.corner)}</th>${heads}<th scope="col">结果</th></tr></thead>\n<tbody>\n`;
  for (const line of block.lines) html += lineHtml(line, columns);
  return `${html}</tbody></table>${wide ? '</div>' : ''}`;
}

/** What all cells of one column begin with; a blank one is whole. */
interface ColumnTags {
  readonly figure: string;
  readonly wrong: string;
  readonly blank: string;
}

/** On a phone a blank part goes, but not the first after the sign: 15.70 = (nothing) + 15.70. */
function columnTags(label: string): ColumnTags {
  const figure = `<td data-label="${label}">`;
  const blank = /^[=≤]/u.test(label) ? `${figure}</td>` : '<td></td>';
  return { figure, wrong: `<td class="wrong" data-label="${label}">`, blank };
}

/** Figures, and last how they came out: styles know them by their place. */
function lineHtml(
  { anchor, name, formula, cells, verdict }: RelationLine,
  columns: readonly ColumnTags[],
): string {
  let html = `<tr${anchor === undefined ? '' : ` id="${escapeHtml(anchor)}"`}><th scope="row">${linkHtml(name)}`;
  if (formula)
    html += `<span class="made-of">${formula.sign} ${formula.parts.map(linkHtml).join(' + ')}</span>`;
  html += '</th>';
  for (const [index, cell] of cells.entries()) {
    const { figure, wrong, blank } = columns[index] as ColumnTags;
    html +=
      cell === undefined || cell.text === ''
        ? blank
        : `${cell.wrong ? wrong : figure}${figureHtml(cell)}</td>`;
  }
  return `${html}<td${verdict.verdict === 'apart' ? ' class="apart"' : ''}>${verdictHtml(verdict)}</td></tr>\n`;
}

function figureHtml(figure: FigureView): string {
  const sum = figure.sum === undefined ? '' : `<span class="sum">和 ${escapeHtml(figure.sum)}</span>`;
  return linkHtml(figure) + sum;
}

function linkHtml({ text, href }: LinkView): string {
  return href === undefined ? escapeHtml(text) : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}

function verdictHtml({ text, href }: VerdictView): string {
  return href === undefined ? escapeHtml(text) : linkHtml({ text, href });
}

function formulasHtml(formulas: readonly FormulaView[]): string {
  let html = '<ul class="formulas">\n';
  for (const { terms, verdict } of formulas) {
    html += '<li>';
    for (const { sign, label, figure } of terms) {
      const before = sign === '' ? '' : `<b>${sign}</b> `;
      html += `<span class="term">${before}${escapeHtml(label)} ${figureHtml(figure)}</span> `;
    }
    const kind = verdict.verdict === 'apart' ? ' apart' : '';
    html += `<span class="verdict${kind}">${verdictHtml(verdict)}</span></li>\n`;
  }
  return `${html}</ul>`;
}
