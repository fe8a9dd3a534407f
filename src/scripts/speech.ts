import { bodyCells, ownText } from './cells.ts';
import { rowSentence, sentences } from './spoken.ts';
import { chosenUnit } from './units.ts';

/** What is said in one breath, and what of the page it is of. */
interface Piece {
  readonly text: string;
  readonly of: Element;
}

/** One section that is read, or waits to be read on. */
interface Run {
  readonly button: HTMLButtonElement;
  readonly pieces: readonly Piece[];
  at: number;
  paused: boolean;
}

/**
 * Reading aloud by the browser's own voice: a button at the head of each
 * section, where there is a voice to read with. The same button pauses and goes
 * on; what is being said is marked. Nothing is fetched.
 */
export function readingAloud(): void {
  const voice = window.speechSynthesis as SpeechSynthesis | undefined;
  if (!voice || typeof SpeechSynthesisUtterance === 'undefined') return;
  const said = document.createElement('p');
  said.className = 'sr-only';
  said.setAttribute('role', 'status');
  document.querySelector('main')?.append(said);
  const stopButton = document.createElement('button');
  stopButton.type = 'button';
  stopButton.className = 'speak';
  stopButton.textContent = '停止';
  stopButton.setAttribute('aria-label', '停止朗读');

  let run: Run | undefined;
  let marked: Element | undefined;
  /** The piece that the voice has: tells one that was cut off from one that came to its end. */
  let piece: SpeechSynthesisUtterance | undefined;

  const mark = (element: Element | undefined) => {
    if (element === marked) return;
    marked?.classList.remove('is-read');
    marked = element;
    marked?.classList.add('is-read');
    marked?.scrollIntoView({ block: 'nearest' });
  };
  const hush = () => {
    piece = undefined;
    voice.cancel();
  };
  const stop = (words: string) => {
    if (!run) return;
    hush();
    mark(undefined);
    if (document.activeElement === stopButton) run.button.focus();
    stopButton.remove();
    label(run.button, '朗读');
    run = undefined;
    said.textContent = words;
  };
  // One piece at a time: engines forget what waits too long.
  const speak = () => {
    const next = run?.pieces[run.at];
    if (!run || !next) return stop('朗读完毕');
    mark(next.of);
    const own = new SpeechSynthesisUtterance(next.text);
    piece = own;
    own.lang = 'zh-CN';
    own.onend = () => {
      if (own !== piece || !run) return;
      run.at++;
      speak();
    };
    own.onerror = () => own === piece && stop('浏览器没能朗读');
    voice.speak(own);
  };
  const start = (button: HTMLButtonElement) => {
    stop('');
    const section = button.closest('section');
    if (!section) return;
    run = { button, pieces: spokenOf(section), at: 0, paused: false };
    label(button, '暂停');
    button.after(stopButton);
    said.textContent = '开始朗读，按 Esc 停止';
    speak();
  };
  // Not by the engine's own pause, which some lose and others take for the end: the piece is said again.
  const pauseOrGoOn = (own: Run) => {
    own.paused = !own.paused;
    label(own.button, own.paused ? '继续' : '暂停');
    said.textContent = own.paused ? '已暂停' : '继续朗读';
    if (own.paused) hush();
    else speak();
  };

  stopButton.addEventListener('click', () => stop('已停止朗读'));
  for (const head of document.querySelectorAll('.sections section > .head')) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'speak';
    made.dataset.title = head.querySelector('h2, h3, h4, h5, h6')?.textContent?.trim() ?? '';
    label(made, '朗读');
    made.addEventListener('click', () => (run?.button === made ? pauseOrGoOn(run) : start(made)));
    head.append(made);
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') stop('已停止朗读');
  });
  // A page that is left falls silent.
  window.addEventListener('pagehide', () => voice.cancel());
}

const NAMES = { 朗读: '朗读本节', 暂停: '暂停朗读', 继续: '继续朗读' };

function label(button: HTMLButtonElement, state: keyof typeof NAMES): void {
  button.textContent = state;
  button.setAttribute('aria-label', `${NAMES[state]}：${button.dataset.title}`);
  button.classList.toggle('is-reading', state !== '朗读');
}

const SILENT = 'button, input, label, .copy, .files, [aria-hidden=true], [hidden]';
const SAYS = 'h2, h3, h4, h5, h6, p, li, dt, dd';

/** What a section says, in order; controls, links to rows and drawings say nothing. */
function spokenOf(section: Element): readonly Piece[] {
  const out: Piece[] = [];
  const walk = (element: Element) => {
    if (element.matches(SILENT)) return;
    if (element instanceof HTMLTableElement) out.push(...tablePieces(element));
    else if (element.matches(SAYS))
      out.push(...sentences(element.textContent ?? '').map((text) => ({ text, of: element })));
    else for (const child of element.children) walk(child);
  };
  walk(section);
  return out.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** Caption, then each row by name with its columns; lines of blanks are passed over. */
function tablePieces(table: HTMLTableElement): readonly Piece[] {
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
  const { caption } = table;
  const title = caption ? sentences(caption.textContent ?? '').map((text) => ({ text, of: caption })) : [];
  const lines = [...rows].flatMap(([of, sides]) =>
    sides.filter(({ cells }) => cells.length > 0).map((row) => ({ text: rowSentence(row), of })),
  );
  return [...title, ...lines];
}

/** The unit in which a column of money stands now. */
function unitShown(table: HTMLTableElement, printed: string): string {
  if (!printed || !table.classList.contains('converted')) return printed;
  return chosenUnit() ?? printed;
}
