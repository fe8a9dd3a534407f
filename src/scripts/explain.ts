import { type CellRelations, figureAt, RELATIONS_FILE, rolesOf } from '../view/relations-types.ts';
import { bodyCells, ownText } from './cells.ts';
import { chosenUnit } from './units.ts';

/**
 * Explains in place: a name that is explained on the page, and where a figure of
 * a table comes from. One panel at the foot of the window serves both, so that
 * nobody loses the place. Names remain links, and tables their link to the checks.
 */
export function explaining(): void {
  const panel = document.createElement('dialog');
  if (typeof panel.show !== 'function') return;
  panel.className = 'explain-panel';
  panel.tabIndex = -1;
  panel.setAttribute('aria-labelledby', TITLE);
  let opener: HTMLElement | undefined;
  let file: Promise<CellRelations | undefined> | undefined;

  const close = () => {
    if (!panel.open) return;
    panel.close();
    opener?.focus({ preventScroll: true });
  };
  const show = (from: HTMLElement, title: string, ...content: readonly Node[]) => {
    const buttons = element('div', button('关闭', close));
    const cell = from.closest<HTMLTableCellElement>('td, th');
    const row = cell ? rowLink(cell) : undefined;
    const quote = () => {
      panel.close();
      row?.click();
    };
    // The link of a row is too small to be touched among figures: here it has room.
    if (row) buttons.prepend(button('引用这一行', quote, 'cite'));
    buttons.className = 'buttons';
    const head = element('h2', title);
    head.id = TITLE;
    panel.replaceChildren(head, ...content, buttons);
    // At the end of the page, so that the first one costs nothing before.
    if (!panel.isConnected) document.body.append(panel);
    opener = from;
    if (!panel.open) panel.show();
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    // What is explained is not to lie behind its explanation.
    const hidden = from.getBoundingClientRect().bottom - panel.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden + ROOM);
  };
  const load = () => {
    file ??= fetch(RELATIONS_FILE)
      .then((answer) => (answer.ok ? (answer.json() as Promise<CellRelations>) : undefined))
      .catch(() => undefined);
    return file;
  };
  /** What no check compares, and names: their row can be quoted. */
  const nameAlone = (cell: HTMLTableCellElement) => {
    const words = ownText(cell)?.data.trim();
    if (words && rowLink(cell)) show(cell, [cell.dataset.label, words].filter(Boolean).join('：'));
  };
  const tell = async (cell: HTMLTableCellElement) => {
    const place = placeOf(cell);
    const relations = place && (await load());
    if (!relations) file = undefined;
    const number = relations && figureAt(relations, place.table, place.cell);
    if (!relations || number === undefined) return nameAlone(cell);
    const [label, text] = relations.figures[number] as CellRelations['figures'][number];
    const all = element('a', '在校验页看这张表的全部关系');
    all.href = `checks/#${place.table}`;
    const parts = rolesOf(relations, number).flatMap((role) => [
      element('h3', role.title),
      element('ul', ...role.relations.map((relation) => relationItem(relations, relation, number))),
    ]);
    const stays = chosenUnit() ? [element('p', '数字照公布的单位列出：关系是按公布的数核对的。')] : [];
    show(cell, `${label}：${text}`, ...stays, ...parts, element('p', all));
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel.open && !document.querySelector('.quote[open]')) close();
    const cell = event.target;
    if (event.key === 'Enter' && cell instanceof HTMLTableCellElement && cell.matches(FIGURE)) tell(cell);
  });
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const term = target.closest<HTMLAnchorElement>('.means');
    const entry = term && document.getElementById(decodeURIComponent(term.hash.slice(1)));
    if (term && entry) {
      event.preventDefault();
      const words = [...entry.querySelectorAll('dd')].map(({ textContent }) =>
        element('p', textContent ?? ''),
      );
      return show(term, entry.querySelector('dt')?.firstChild?.textContent ?? '', ...words);
    }
    // A link of the panel leads away: what it covers is to be seen.
    if (target.closest('.explain-panel a')) return panel.close();
    const cell = target.closest<HTMLTableCellElement>(FIGURE);
    // Whoever marks text wants to copy it.
    if (target.closest('a') || getSelection()?.isCollapsed === false) return;
    if (cell) return tell(cell);
    const name = target.closest<HTMLTableCellElement>('.tbl tbody th');
    if (name && matchMedia('(hover: none)').matches) nameAlone(name);
  });
  for (const link of document.querySelectorAll('.origin')) {
    const hint = element('span', '，也可以点一个数字看');
    hint.className = 'script-hint';
    link.after(hint);
  }
  for (const table of document.querySelectorAll<HTMLTableElement>('.tbl table')) alongRows(table);
}

const ROOM = 16;
const TITLE = '解释-题';
const FIGURE = '.tbl tbody td.n';

function placeOf(cell: HTMLTableCellElement): { table: string; cell: string } | undefined {
  const table = cell.closest('table') as HTMLTableElement;
  const holder = table.closest('.tbl');
  const id = holder?.id || holder?.closest('section')?.id;
  const line = (cell.parentElement as HTMLTableRowElement).sectionRowIndex;
  for (const [other, column] of bodyCells(table))
    if (other === cell && id) return { table: id, cell: `${line}.${column}` };
  return undefined;
}

function relationItem(
  { rules, figures }: CellRelations,
  [rule, sign, left, right, verdict]: CellRelations['relations'][number],
  own: number,
): HTMLLIElement {
  const table = tableIn(figures[own]?.[0]);
  const term = (number: number): Node => {
    const [label, text, anchor] = figures[number] as CellRelations['figures'][number];
    // What stands in the same table need not say so.
    const words = `${tableIn(label) === table ? label.slice(table.length) : label} ${text}`;
    if (number === own) return element('b', words);
    const link = element('a', words);
    if (anchor !== undefined) link.href = `#${anchor}`;
    return link;
  };
  const sum = (side: readonly number[]) =>
    side.flatMap((number, i) => (i > 0 ? [' + ', term(number)] : [term(number)]));
  const said = element('small', `${rules[rule] ?? ''}：${verdict}`);
  return element('li', ...sum(left), ` ${sign} `, ...sum(right), said);
}

/** 支出总表“合计”的“基本支出” → 支出总表. */
const tableIn = (label = ''): string => label.slice(0, Math.max(0, label.indexOf('“')));

/** Figures are no stops of the Tab key: from the link of its row, the arrow keys go along them; Enter chooses one. */
function alongRows(table: HTMLTableElement): void {
  for (const term of table.querySelectorAll<HTMLElement>('.means')) term.tabIndex = -1;
  table.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const row = event.target instanceof Element && event.target.closest('tbody tr');
    if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [...row.querySelectorAll<HTMLElement>('a:not(.amended), td.n')].filter(
      (stop) => stop.localName === 'a' || stop.textContent !== '',
    );
    const next = stops[stops.indexOf(event.target as HTMLElement) + step];
    if (!next || !stops.includes(event.target as HTMLElement)) return;
    event.preventDefault();
    if (next.localName === 'td') next.tabIndex = -1;
    next.focus();
  });
}

/** The link to the row that a cell is of; of a line that holds two rows, that of its side. */
function rowLink(cell: HTMLTableCellElement): HTMLElement | undefined {
  const row = cell.parentElement as HTMLTableRowElement;
  let link = row.querySelector<HTMLElement>('a:not([class])') ?? undefined;
  for (const other of row.cells) {
    link = other.querySelector<HTMLElement>('a:not([class])') ?? link;
    if (other === cell) break;
  }
  return link;
}

function button(words: string, press: () => void, className = ''): HTMLButtonElement {
  const made = element('button', words);
  made.type = 'button';
  made.className = className;
  made.addEventListener('click', press);
  return made;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}
