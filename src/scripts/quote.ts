import { citation } from '../view/citation.ts';
import { bodyCells, ownText } from './cells.ts';
import { printedText } from './units.ts';

const LINKS = 'a.copy, .tbl tbody a:not(.amended):not(.means)';

/** What is to be quoted: the whole text, a section, or a row with its figures. */
interface Place {
  readonly heading: string;
  /** Begins the part that the citation names; empty for the whole. */
  readonly part: string;
  /** 合计 824.31 万元, one for each figure of the row. */
  readonly figures: readonly string[];
  readonly fragment: string;
}

/** The dialog that copies a link and a citation, from the links of rows and sections and from the button on top. */
export function quoting(): void {
  for (const table of document.querySelectorAll('table'))
    oneTabStop([...table.querySelectorAll<HTMLElement>(LINKS)]);

  const dialog = document.querySelector<HTMLDialogElement>('.quote');
  // Without dialogs the links are links.
  if (!dialog || typeof dialog.showModal !== 'function') return;
  const pick = <T extends Element>(selector: string) => dialog.querySelector(selector) as T;
  const [text, link] = [pick<HTMLTextAreaElement>('textarea'), pick<HTMLInputElement>('input')];
  const [select, said] = [pick<HTMLSelectElement>('select'), pick<HTMLElement>('[role=status]')];
  let place: Place;
  let opener: HTMLElement | undefined;

  const write = () => {
    const { who = '', title = '', published, hash } = dialog.dataset;
    const url = location.origin + location.pathname + encodeHash(place.fragment);
    const part = [place.part, select.value].filter(Boolean).join('，');
    // The reader's own day, as YYYY-MM-DD.
    const today = new Date().toLocaleDateString('sv-SE');
    text.value = citation({ who, title, part, published, today, url, hash });
    link.value = url;
    said.textContent = '';
  };
  const open = (from: HTMLElement, what: Place) => {
    opener = from;
    place = what;
    pick('h2').textContent = what.heading;
    select.replaceChildren(...what.figures.map((figure) => new Option(figure)));
    pick<HTMLElement>('.quote-figure').hidden = what.figures.length < 2;
    write();
    dialog.showModal();
  };

  select.addEventListener('change', write);
  dialog.addEventListener('close', () => opener?.focus({ preventScroll: true }));
  dialog.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.dataset.copy === undefined) return;
    const field = target.dataset.copy === 'link' ? link : text;
    said.textContent = '';
    copy(field).then((done) => {
      const words = field === link ? '已复制链接' : '已复制引文';
      said.textContent = done ? words : '浏览器不让复制：文字已经选中，请按 Ctrl+C';
    });
  });
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest<HTMLElement>('[data-quote]');
    if (button) return open(button, { heading: '引用本文', part: '', figures: [], fragment: '' });
    const from = target?.closest<HTMLAnchorElement>(LINKS);
    if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // The place is marked, and the address bar shows the same.
    location.hash = from.hash;
    open(from, from.classList.contains('copy') ? sectionOf(from) : rowOf(from));
  });
}

const encodeHash = (fragment: string) => (fragment ? `#${encodeURIComponent(fragment)}` : '');
const fragmentOf = (link: HTMLAnchorElement) => decodeURIComponent(link.hash.slice(1));

function sectionOf(link: HTMLAnchorElement): Place {
  const title = link.previousElementSibling?.textContent?.trim() ?? '';
  return { heading: '引用本节', part: title, figures: [], fragment: fragmentOf(link) };
}

/** The row's name and figures; of a line that holds two rows, those of the link's own side. */
function rowOf(link: HTMLAnchorElement): Place {
  const table = link.closest('table') as HTMLTableElement;
  const row = link.closest('tr');
  const units = [...table.querySelectorAll('col')].map(({ dataset }) => dataset.unit ?? '');
  let mine = link.closest('td') !== null;
  let name = '';
  const figures: string[] = [];
  for (const [cell, column] of bodyCells(table)) {
    if (cell.parentElement !== row) continue;
    const own = cell.querySelector('a:not(.amended):not(.means)');
    if (cell.localName === 'th' && own) mine = own === link;
    const text = ownText(cell);
    if (!mine || !text) continue;
    const words = printedText(text).trim();
    if (cell.localName === 'th') name = name ? `${name}／${words}` : words;
    else if (cell.classList.contains('n'))
      figures.push(`${lastHead(cell)} ${words} ${units[column] ?? ''}`.trim());
  }
  const title = table.caption?.firstElementChild?.textContent ?? '';
  return {
    heading: '引用这一行',
    part: [title, name && `“${name}”`].filter(Boolean).join('，'),
    figures,
    fragment: fragmentOf(link),
  };
}

/** 「一般公共预算拨款 / 小计」 as one phrase. */
function lastHead({ dataset }: HTMLElement): string {
  return (dataset.label ?? '').split(' / ').join('—');
}

/** Selects the field in any case: where the clipboard is refused, the keyboard still copies it. */
async function copy(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Intranet sites are often plain http, where the clipboard's own interface is missing.
    return document.execCommand('copy');
  }
}

/** Forty links of rows are one stop of the Tab key; the arrow keys go from row to row. */
function oneTabStop(links: readonly HTMLElement[]): void {
  links.forEach((link, i) => {
    link.tabIndex = i === 0 ? 0 : -1;
    link.addEventListener('focus', () => {
      for (const other of links) other.tabIndex = other === link ? 0 : -1;
    });
    link.addEventListener('keydown', (event) => {
      const next = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: links.length - 1 }[event.key];
      if (next === undefined || !links[next]) return;
      event.preventDefault();
      links[next].focus();
    });
  });
}
