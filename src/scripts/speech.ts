import { bodyCells, ownText } from './cells.ts';
import { rowSentence, sentences } from './spoken.ts';
import { chosenUnit } from './units.ts';

/**
 * Reading aloud by the browser's own voice: a button at the head of each
 * section, where there is a voice to read with. Nothing is fetched.
 */
export function readingAloud(): void {
  const voice = window.speechSynthesis as SpeechSynthesis | undefined;
  if (!voice || typeof SpeechSynthesisUtterance === 'undefined') return;
  const said = document.createElement('p');
  said.className = 'sr-only';
  said.setAttribute('role', 'status');
  document.querySelector('main')?.append(said);

  let button: HTMLButtonElement | undefined;
  let rest: string[] = [];
  /** Tells a piece that was cut off from one that came to its end. */
  let run = 0;

  const stop = (words: string) => {
    if (!button) return;
    run++;
    voice.cancel();
    label(button, false);
    button = undefined;
    said.textContent = words;
  };
  // One piece at a time: engines forget what waits too long.
  const next = (own: number) => {
    if (own !== run) return;
    const text = rest.shift();
    if (text === undefined) return stop('朗读完毕');
    const piece = new SpeechSynthesisUtterance(text);
    piece.lang = 'zh-CN';
    piece.onend = () => next(own);
    piece.onerror = () => own === run && stop('浏览器没能朗读');
    voice.speak(piece);
  };
  const start = (pressed: HTMLButtonElement) => {
    stop('');
    const section = pressed.closest('section');
    if (!section) return;
    button = pressed;
    rest = spokenOf(section);
    label(pressed, true);
    said.textContent = '开始朗读，按 Esc 停止';
    next(++run);
  };

  for (const head of document.querySelectorAll('.sections section > .head')) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'speak';
    made.dataset.title = head.querySelector('h2, h3, h4, h5, h6')?.textContent?.trim() ?? '';
    label(made, false);
    made.addEventListener('click', () => (made === button ? stop('已停止朗读') : start(made)));
    head.append(made);
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') stop('已停止朗读');
  });
  // A page that is left falls silent.
  window.addEventListener('pagehide', () => voice.cancel());
}

function label(button: HTMLButtonElement, isReading: boolean): void {
  button.textContent = isReading ? '停止' : '朗读';
  button.setAttribute('aria-label', `${isReading ? '停止朗读' : '朗读本节'}：${button.dataset.title}`);
  button.classList.toggle('is-reading', isReading);
}

const SILENT = 'button, input, label, .copy, .files, [aria-hidden=true], [hidden]';
const SAYS = 'h2, h3, h4, h5, h6, p, li, dt, dd';

/** What a section says, in order; controls, links to rows and drawings say nothing. */
function spokenOf(section: Element): string[] {
  const out: string[] = [];
  const walk = (element: Element) => {
    if (element.matches(SILENT)) return;
    if (element instanceof HTMLTableElement) out.push(...tableSentences(element));
    else if (element.matches(SAYS)) out.push(...sentences(element.textContent ?? ''));
    else for (const child of element.children) walk(child);
  };
  walk(section);
  return out.filter((text) => /[\p{L}\p{N}]/u.test(text));
}

/** Caption, then each row by name with its columns; lines of blanks are passed over. */
function tableSentences(table: HTMLTableElement): string[] {
  const units = [...table.querySelectorAll('col')].map(({ dataset }) => dataset.unit ?? '');
  const rows = new Map<
    Element,
    { name: string; cells: { column: string; text: string; unit: string }[] }[]
  >();
  for (const [cell, column] of bodyCells(table)) {
    const line = cell.parentElement as Element;
    const own = rows.get(line) ?? [];
    rows.set(line, own);
    const text = ownText(cell)?.data.trim() ?? cell.textContent?.trim() ?? '';
    if (!text || cell.classList.contains('s') || cell.classList.contains('c')) continue;
    // Two heads in a line are two rows side by side, or a name in two parts with no figure between.
    const last = own.at(-1);
    if (cell.localName !== 'th') {
      const row = last ?? { name: '', cells: [] };
      if (!last) own.push(row);
      const words = (cell.dataset.label ?? '').split(' / ').at(-1) ?? '';
      row.cells.push({ column: words, text, unit: unitShown(table, units[column] ?? '') });
    } else if (last && last.cells.length === 0) last.name += `，${text}`;
    else own.push({ name: text, cells: [] });
  }
  const lines = [...rows.values()].flat().filter(({ cells }) => cells.length > 0);
  return [...sentences(table.caption?.textContent ?? ''), ...lines.map(rowSentence)];
}

/** The unit in which a column of money stands now. */
function unitShown(table: HTMLTableElement, printed: string): string {
  if (!printed || !table.classList.contains('converted')) return printed;
  return chosenUnit() ?? printed;
}
