import './client.css';
import type { PreviewFinding } from '../../src/view/preview.ts';

/** In the author's browser alone: what the checks say, at the top of the page and beside the cells. */

const WORDS = { error: '错误', warning: '警告', info: '提示' } as const;

/** What a finding is shown as: 已说明 is settled, and stands last. */
const lookOf = ({ explained, severity }: PreviewFinding): 'explained' | PreviewFinding['severity'] =>
  explained ? 'explained' : severity;
const wordOf = ({ explained, severity }: PreviewFinding): string => (explained ? '已说明' : WORDS[severity]);
const ORDER = { error: 0, warning: 1, info: 2, explained: 3 };

const response = await fetch(`${import.meta.env.BASE_URL}@mingzhang/preview${location.pathname}`);
if (response.ok) show((await response.json()) as PreviewFinding[]);

function show(findings: PreviewFinding[]): void {
  findings.sort((a, b) => ORDER[lookOf(a)] - ORDER[lookOf(b)]);
  const main = document.querySelector('main');
  if (!main || findings.length === 0) return;
  const wrap = element('div', 'wrap');
  wrap.append(listOf(findings));
  main.prepend(wrap);
  // Notes of one row stand in the order of the list: each goes before those that are there.
  for (const finding of findings.toReversed()) markAt(finding);
  // The notes have moved what the address asks for.
  if (location.hash !== '')
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function listOf(findings: readonly PreviewFinding[]): HTMLElement {
  const open = findings.filter(({ explained }) => !explained).length;
  const aside = element('details', 'preview-list');
  aside.open = open > 0 && open <= 12;
  const settled = findings.length - open;
  const counts = [open > 0 ? `${open} 项要看` : '', settled > 0 ? `${settled} 项已说明` : ''];
  aside.append(element('summary', '', `预览：这份公开文本的校验有 ${counts.filter(Boolean).join('，')}`));
  const list = element('ol');
  for (const finding of findings) {
    const item = element('li', lookOf(finding));
    const text = finding.anchor === undefined ? element('span') : element('a');
    if (text instanceof HTMLAnchorElement) text.href = `#${finding.anchor}`;
    text.textContent = finding.message;
    item.append(element('strong', '', wordOf(finding)), text, element('code', '', finding.at));
    list.append(item);
  }
  aside.append(list);
  return aside;
}

function markAt(finding: PreviewFinding): void {
  const found = finding.anchor === undefined ? null : document.getElementById(finding.anchor);
  if (!found) return;
  const row = found.closest('tr');
  if (!row) {
    const note = element('div', `preview-note ${lookOf(finding)}`);
    note.append(...wordsOf(finding));
    const heading = found.matches('h1, h2, h3, h4, h5, h6')
      ? found
      : found.querySelector('h2, h3, h4, h5, h6');
    if (heading) heading.after(note);
    else found.prepend(note);
    return;
  }
  const cell = finding.cell === undefined ? undefined : row.cells[finding.cell];
  cell?.classList.add('preview-cell', lookOf(finding));
  const note = element('tr', `preview-note ${lookOf(finding)}`);
  const words = element('div');
  words.append(...wordsOf(finding));
  const whole = element('td');
  whole.colSpan = widthOf(row);
  whole.append(words);
  note.append(whole);
  lastSpanned(row).after(note);
}

function wordsOf(finding: PreviewFinding): Node[] {
  const { message, hint, at } = finding;
  const words: Node[] = [
    element('strong', '', wordOf(finding)),
    element('span', '', message),
    element('code', '', at),
  ];
  if (hint !== undefined) {
    const more = element('details');
    more.append(element('summary', '', '怎样改'), element('p', '', hint));
    words.push(more);
  }
  return words;
}

function widthOf(row: HTMLTableRowElement): number {
  const rows = [...(row.closest('table')?.rows ?? [])];
  return Math.max(...rows.map(({ cells }) => [...cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
}

/** A row between others that one cell spans would push the table apart. */
function lastSpanned(row: HTMLTableRowElement): HTMLTableRowElement {
  const rows = [...(row.parentElement as HTMLTableSectionElement).rows];
  const at = rows.indexOf(row);
  let last = at;
  for (let index = 0; index <= last && index < rows.length; index++) {
    const spans = [...(rows[index] as HTMLTableRowElement).cells].map(({ rowSpan }) => index + rowSpan - 1);
    const reach = Math.max(index, ...spans);
    if (reach >= at && reach > last) last = reach;
  }
  return rows[Math.min(last, rows.length - 1)] ?? row;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}
