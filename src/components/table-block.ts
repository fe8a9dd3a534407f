import type { TableView } from '../view/types.ts';
import { escapeHtml } from './html.ts';
import { tableHtml } from './table-html.ts';
import { tableLayout } from './table-layout.ts';

export interface BlockOptions {
  /** The section that holds it: the table repeats neither its fragment nor the same title. */
  readonly section?: { readonly anchor: string; readonly title: string };
  /** The headings above say what it is: its own title is for the ear alone. */
  readonly untitled?: boolean;
}

/** A table with all that stands around it: a region that scrolls where it is wide, notes, its file, its checks. */
export function tableBlock(table: TableView, { section, untitled = false }: BlockOptions = {}): string {
  const layout = tableLayout(table);
  const id = escapeHtml(table.id);
  const captionId = `表题-${table.id}`;
  const scrolls = layout.fit > 0;
  const html = tableHtml(table, {
    captionId,
    titleAbove: untitled || section?.title === table.title,
    layout,
  });
  return (
    `<div class="tbl fit-${layout.fit}${layout.narrow ? ' narrow' : ''}${layout.sides ? ' sides' : ''}"` +
    `${section?.anchor === table.id ? '' : ` id="${id}"`}>` +
    (table.about ? `<p class="about">${escapeHtml(table.about)}</p>` : '') +
    (scrolls && table.body.length > 0 ? cardsSwitch(id, table.title) : '') +
    (scrolls
      ? `<div class="region" role="region" aria-label="${escapeHtml(table.title)}" tabindex="0">${html}</div>`
      : `<div class="region still">${html}</div>`) +
    (table.notes.length > 0 ? `<div class="notes">${paragraphs(table.notes)}</div>` : '') +
    (table.amended
      ? '<p class="amended-note">“※”：公开后更正过，原来的内容和理由见<a href="history/">修订记录</a>。</p>'
      : '') +
    files(table, id) +
    '</div>'
  );
}

export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('');
}

function cardsSwitch(id: string, title: string): string {
  return (
    `<input class="cards-on" type="checkbox" id="卡片-${id}">` +
    `<label class="cards-label" for="卡片-${id}">按卡片逐行看<span class="sr-only">：${escapeHtml(title)}</span></label>`
  );
}

function files({ csv, related, title }: TableView, id: string): string {
  if (!csv && !related) return '';
  // In a list of links each is to say of which table.
  const of = `<span class="sr-only">：${escapeHtml(title)}</span>`;
  const file = csv ? `<a href="${escapeHtml(csv)}" download>下载本表 CSV${of}</a>` : '';
  const origin = related ? `<a class="origin" href="checks/#${id}">这些数怎么来的${of}</a>` : '';
  return `<p class="files">${file}${origin}</p>`;
}
