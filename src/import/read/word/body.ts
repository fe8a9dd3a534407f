import type { Block, Paragraph } from '../../blocks.ts';
import { ImportRefusal } from '../../refusal.ts';
import type { Attributes } from '../xml.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';
import { type WordCell, type WordRow, wordRows } from './table.ts';

/** More text than any department's disclosure by far. */
const MOST_TEXT = 20_000_000;
const MOST_PARTS = 500_000;

/** Where a paragraph or a table's row stands in the document, for messages. */
export type Origin = { readonly paragraph: number } | { readonly table: number; readonly row: number };

interface OpenParagraph {
  text: string;
  style: string;
  list: string | undefined;
  depth: number | undefined;
  outline: boolean;
}

interface OpenCell {
  readonly texts: string[];
  span: number;
  goesOn: boolean;
}

interface OpenRow {
  before: number;
  readonly cells: WordCell[];
  deleted: boolean;
}

interface OpenTable {
  readonly rows: WordRow[];
  row: OpenRow | undefined;
  cell: OpenCell | undefined;
  /** Tables within its cells: they follow it. */
  readonly inner: Block[];
}

/** Marks of a revision: what was there before, or was taken out. */
const GONE = new Set([
  'del',
  'moveFrom',
  'pPrChange',
  'rPrChange',
  'tblPrChange',
  'trPrChange',
  'tcPrChange',
  'sectPrChange',
  'Fallback',
  'pict_fallback',
]);

/** Reads the body of a document: what a reader of the printed page sees, in its order. */
export class Body {
  readonly blocks: Block[] = [];
  readonly origins: Origin[] = [];
  readonly counts = { pictures: 0, objects: 0, revisions: 0, chunks: 0, hidden: 0 };
  readonly #file: string;
  readonly #styles: Styles;
  readonly #numbering: Numbering;
  readonly #names: string[] = [];
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #tables: OpenTable[] = [];
  #gone = 0;
  #inText = false;
  #textLength = 0;
  #paragraphCount = 0;
  #tableCount = 0;

  constructor(file: string, styles: Styles, numbering: Numbering) {
    this.#file = file;
    this.#styles = styles;
    this.#numbering = numbering;
  }

  open = (tag: string, attributes: Attributes): void => {
    const parent = this.#names.at(-1);
    this.#names.push(tag);
    if (GONE.has(tag)) {
      if (tag === 'del' && parent === 'trPr') this.#markRowGone();
      if (tag === 'del' || tag === 'moveFrom') this.counts.revisions++;
      this.#gone++;
    }
    if (this.#gone > 0) return;
    if (tag === 't') this.#inText = true;
    else if (parent === 'r') this.#inRun(tag, attributes);
    else if (tag === 'p')
      this.#paragraphs.push({ text: '', style: '', list: undefined, depth: undefined, outline: false });
    else if (tag.startsWith('tbl') || tag.startsWith('t')) this.#inTable(tag, attributes);
    else this.#property(tag, parent, attributes);
    if (tag === 'blip' || tag === 'imagedata') this.counts.pictures++;
    else if (tag === 'OLEObject') this.counts.objects++;
    else if (tag === 'altChunk') this.counts.chunks++;
    else if (tag === 'ins') this.counts.revisions++;
    else if (tag === 'vanish' && parent === 'rPr' && !/^(?:0|false|off)$/.test(attributes.val ?? ''))
      this.counts.hidden++;
  };

  #inRun(tag: string, { type = '', char = '' }: Attributes): void {
    if (tag === 'tab' || tag === 'ptab') this.#write('\t');
    else if (tag === 'cr' || (tag === 'br' && type !== 'page' && type !== 'column')) this.#write('\n');
    else if (tag === 'noBreakHyphen') this.#write('-');
    else if (tag === 'sym') {
      const code = Number.parseInt(char, 16);
      // Signs of a symbol font have no meaning outside it.
      this.#write(code >= 0xe000 && code <= 0xf8ff ? '□' : String.fromCodePoint(code || 0x25a1));
    }
  }

  #property(tag: string, parent: string | undefined, { val = '', span = '' }: Attributes): void {
    const paragraph = this.#paragraphs.at(-1);
    if (parent === 'pPr' && paragraph) {
      if (tag === 'pStyle') paragraph.style = val;
      else if (tag === 'outlineLvl') paragraph.outline = Number(val) < 9;
    } else if (parent === 'numPr' && paragraph) {
      if (tag === 'numId') paragraph.list = val;
      else if (tag === 'ilvl') paragraph.depth = Number(val);
    }
    const table = this.#tables.at(-1);
    if (!table) return;
    if (parent === 'tcPr' && table.cell) {
      if (tag === 'gridSpan') table.cell.span = Math.max(1, Number(val || span) || 1);
      else if (tag === 'vMerge') table.cell.goesOn = val !== 'restart';
    } else if (parent === 'trPr' && table.row && tag === 'gridBefore') table.row.before = Number(val) || 0;
  }

  #inTable(tag: string, _attributes: Attributes): void {
    const table = this.#tables.at(-1);
    if (tag === 'tbl') this.#tables.push({ rows: [], row: undefined, cell: undefined, inner: [] });
    else if (tag === 'tr' && table) table.row = { before: 0, cells: [], deleted: false };
    else if (tag === 'tc' && table) table.cell = { texts: [], span: 1, goesOn: false };
  }

  #markRowGone(): void {
    const row = this.#tables.at(-1)?.row;
    if (row) row.deleted = true;
  }

  text = (piece: string): void => {
    if (this.#inText && this.#gone === 0) this.#write(piece);
  };

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph) return;
    this.#textLength += text.length;
    if (this.#textLength > MOST_TEXT || this.origins.length > MOST_PARTS)
      throw new ImportRefusal(this.#file, '文字太多', '请只留要公开的内容，分几个文件导入。');
    paragraph.text += text;
  }

  close = (tag: string): void => {
    this.#names.pop();
    if (GONE.has(tag)) this.#gone--;
    if (this.#gone > 0) return;
    if (tag === 't') this.#inText = false;
    else if (tag === 'p') this.#closeParagraph();
    else if (tag === 'tc') this.#closeCell();
    else if (tag === 'tr') this.#closeRow();
    else if (tag === 'tbl') this.#closeTable();
  };

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const style = this.#styles.of(paragraph.style || 'Normal');
    const list = paragraph.list ?? style.list;
    const number =
      list !== undefined && list !== '0' && paragraph.text.trim() !== ''
        ? this.#numbering.next(list, paragraph.depth ?? style.depth ?? 0)
        : '';
    const lines = `${joined(number)}${paragraph.text}`.split('\n');
    const text = lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
    if (text === '') return;
    const cell = this.#tables.at(-1)?.cell;
    if (cell) cell.texts.push(text.replaceAll('\t', ' '));
    else this.#addParagraph(text, style.heading || paragraph.outline, style.contents);
  }

  #addParagraph(text: string, heading: boolean, contents: boolean): void {
    this.origins.push({ paragraph: ++this.#paragraphCount });
    const line = this.origins.length;
    const block: Paragraph = {
      kind: 'paragraph',
      text: contents ? withDots(text) : text.replaceAll('\t', ' '),
      line,
      ...(heading && { heading: true }),
      ...(contents && { contents: true }),
    };
    this.blocks.push(block);
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    const { texts, span, goesOn } = table.cell;
    table.row?.cells.push({ text: texts.join('\n'), span, goesOn: goesOn && texts.length === 0 });
    table.cell = undefined;
  }

  #closeRow(): void {
    const table = this.#tables.at(-1);
    if (!table?.row) return;
    const { before, cells, deleted } = table.row;
    if (!deleted) table.rows.push({ before, cells });
    table.row = undefined;
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    const outer = this.#tables.at(-1);
    const into = outer ? outer.inner : this.blocks;
    const [only] = table.rows;
    if (!outer && table.rows.length === 1 && only?.cells.length === 1) {
      // A frame around text is no table.
      for (const text of (only.cells[0] as WordCell).text.split('\n'))
        if (text !== '') this.#addParagraph(text, false, false);
    } else if (table.rows.length > 0) {
      const number = ++this.#tableCount;
      const first = this.origins.length + 1;
      table.rows.forEach((_, row) => {
        this.origins.push({ table: number, row: row + 1 });
      });
      into.push({ kind: 'grid', rows: wordRows(table.rows, (row) => first + row), line: first, whole: true });
    }
    into.push(...table.inner);
  }
}

/** A number and its text: 一、部门职责, but 1. 100%完成. */
function joined(number: string): string {
  return number === '' || /[、．）：，]$/u.test(number) ? number : `${number} `;
}

/** An entry of 目录: the dots before its page number are drawn by the tab. One pattern for all of it would try long runs again and again. */
function withDots(text: string): string {
  const tab = text.lastIndexOf('\t');
  const page = /^[.…]*\s*(\d+)$/.exec(text.slice(tab + 1))?.[1];
  if (tab < 0 || page === undefined) return text;
  const entry = text.slice(0, tab).trimEnd();
  const before = entry.lastIndexOf('\t');
  const drawn = before >= 0 && /^[.…]*$/.test(entry.slice(before + 1));
  return `${drawn ? entry.slice(0, before).trimEnd() : entry}……${page}`;
}
