import type { OutlineItem, Template } from '../../model/template.ts';
import type { Grid, Paragraph, RawCell, SheetBlock } from '../blocks.ts';
import { gridTitle } from '../projects/titles.ts';
import type { Subject } from '../subject.ts';
import { isNumbered, solid, squeeze } from '../text.ts';
import { headWords, isHeadRow } from './head.ts';
import { isNote } from './notes.ts';
import { isMinor, type PageHead, sheetHead } from './page-head.ts';
import { newRegion, type Region, type Source } from './region.ts';
import type { SheetTitle, Titles } from './titles.ts';

type Row = readonly RawCell[];

/** How far below its title a table's head begins. */
const HEAD_WITHIN = 6;

/** A label whose value stands in the next cell. */
const LABEL = /(?:[:：]|单位|部门|名称|年度)$/;

/** What one cell of a line around a table says. */
type Word =
  | { readonly kind: 'title'; readonly cell: RawCell; readonly title: SheetTitle }
  | { readonly kind: 'head'; readonly head: PageHead }
  | { readonly kind: 'project' | 'note' | 'minor' | 'stray'; readonly cell: RawCell };

/**
 * Tells a sheet's rows apart: titles of the form, lines of department, year and
 * unit, notes, feet — and the rows of the tables themselves. A document's table
 * may hold the same, so it is read in the same way.
 */
export class RowCutter {
  readonly #titles: Titles;
  readonly #template: Template;
  readonly #subject: Subject;
  readonly #regions: Region[];
  readonly #source: Source;
  #rows: Row[] = [];
  #all: readonly Row[] = [];
  #loose = true;

  constructor(titles: Titles, template: Template, subject: Subject, regions: Region[], source: Source) {
    this.#titles = titles;
    this.#template = template;
    this.#subject = subject;
    this.#regions = regions;
    this.#source = source;
  }

  get #current(): Region {
    return this.#regions.at(-1) as Region;
  }

  /** A table of a document: most often its rows and nothing else. */
  grid(grid: Grid): void {
    this.#loose = false;
    this.#read(grid.rows);
  }

  /** A whole sheet. Where no row of it is a title, its name may be one. */
  sheet(block: SheetBlock): void {
    const titled = block.rows.some((row) =>
      filled(row).some((cell) => this.#titles.findInSheet(cell.text) || this.#projectTitle(cell.text)),
    );
    const named = titled ? undefined : this.#titles.findInSheet(block.name);
    if (named) this.#open(named, { kind: 'paragraph', text: block.name, line: block.line });
    for (const band of this.#bands(block.rows)) this.#read(band);
  }

  /** Tables side by side: each set of columns under a title of its own is read for itself. */
  #bands(rows: readonly Row[]): (readonly Row[])[] {
    const isTable = (cell: RawCell): boolean => this.#titles.findInSheet(cell.text)?.target.kind === 'table';
    const bands: (readonly Row[])[] = [];
    let from = 0;
    rows.forEach((row, at) => {
      const starts = row.flatMap((cell, index) => (isTable(cell) ? [index] : []));
      if (starts.length < 2 || starts.length !== filled(row).length) return;
      bands.push(rows.slice(from, at));
      const next = rows.findIndex((other, index) => index > at && other.some(isTable));
      from = next < 0 ? rows.length : next;
      const part = rows.slice(at, from);
      starts.forEach((start, index) => {
        const left = index === 0 ? 0 : start;
        bands.push(
          part.map((line) => line.slice(left, starts[index + 1])).filter((line) => filled(line).length > 0),
        );
      });
    });
    bands.push(rows.slice(from));
    return bands.filter((band) => band.length > 0);
  }

  #read(rows: readonly Row[]): void {
    this.#all = rows;
    rows.forEach((row, at) => {
      this.#row(row, at);
    });
    this.#flush();
  }

  #flush(): void {
    const [first] = this.#rows;
    if (first)
      this.#current.grids.push({ kind: 'grid', rows: this.#rows, line: first[0]?.line ?? 0, whole: true });
    this.#rows = [];
  }

  #row(row: Row, at: number): void {
    const cells = filled(row);
    if (cells.length === 0) return;
    const words = this.#wordsOf(cells, at);
    if (words) this.#around(words);
    else if (cells.length === 1 && this.#rows.length === 0 && this.#loose && !this.#beginsHead(row))
      this.#alone(cells[0] as RawCell);
    else this.#rows.push(row);
  }

  /** What a row says whose cells are known to stand around a table; above one, what else stands among them is told. */
  #wordsOf(cells: readonly RawCell[], at: number): Word[] | undefined {
    const words: Word[] = [];
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index] as RawCell;
      const next = cells[index + 1];
      // 部门名称： and the name in a cell of its own.
      const pair = next && LABEL.test(solid(cell.text)) ? `${cell.text}${next.text}` : '';
      const head = pair === '' ? undefined : sheetHead(pair, this.#subject, false);
      if (head) index++;
      words.push((head && { kind: 'head', head }) || this.#wordOf(cell, at) || { kind: 'stray', cell });
    }
    const strays = words.filter((word) => word.kind === 'stray').length;
    const above = this.#rows.length === 0 && this.#loose;
    const known = words.length - strays;
    const opens = words.some((word) => word.kind === 'head' || word.kind === 'title');
    return strays === 0 || (above && opens && strays <= known) ? words : undefined;
  }

  #wordOf(cell: RawCell, at: number): Word | undefined {
    const { text } = cell;
    const inBody = this.#rows.length > 0;
    const inGrid = this.#current.target?.kind === 'projects' || this.#current.target?.kind === 'targets';
    if (this.#projectTitle(text)) return { kind: 'project', cell };
    const title = this.#titles.findInSheet(text);
    if (title && this.#opens(title, cell, at)) return { kind: 'title', cell, title };
    const head = sheetHead(text, this.#subject, !inBody && !inGrid);
    if (head) return { kind: 'head', head };
    if (inGrid && inBody) return undefined;
    if (isNote({ text: squeeze(text) })) return { kind: 'note', cell };
    return isMinor(text) ? { kind: 'minor', cell } : undefined;
  }

  #projectTitle(text: string): boolean {
    const form = this.#template.projects;
    return form !== undefined && gridTitle(text, form) !== undefined;
  }

  /** A title amid rows is one only where something says so: a row's name may sound like a title. */
  #opens({ target }: SheetTitle, cell: RawCell, at: number): boolean {
    if (this.#rows.length === 0) return this.#loose || target.kind === 'table';
    const row = this.#all[at] as Row;
    if (
      filled(row)
        .filter((other) => other !== cell)
        .some((other) => !sheetHead(other.text, this.#subject, false))
    )
      return false;
    if (target.kind !== 'table')
      return this.#loose && (isNumbered(cell.text) || gapBefore(this.#all, at)) && row.indexOf(cell) === 0;
    const words = headWords(target.table, this.#subject);
    return this.#all
      .slice(at + 1, at + 1 + HEAD_WITHIN)
      .some((below) => filled(below).length > 1 && isHeadRow(below, words, this.#subject));
  }

  #around(words: readonly Word[]): void {
    const title = words.find((word) => word.kind === 'title');
    if (title) this.#open(title.title, { ...title.cell, kind: 'paragraph' });
    for (const word of words) {
      if (word.kind === 'head') this.#current.heads.push(word.head);
      else if (word.kind === 'project') this.#openProject(word.cell);
      else if (word.kind === 'minor') this.#current.minor.push(word.cell);
      else if (word.kind === 'stray') this.#current.stray.push(word.cell);
      else if (word.kind === 'note') this.#current.paragraphs.push(paragraphOf(word.cell));
    }
  }

  #open({ target, owner, unit }: SheetTitle, heading: Paragraph): void {
    this.#flush();
    const opened = newRegion(target, heading, this.#source);
    if (owner !== undefined || unit !== undefined)
      opened.heads.push({ ...(owner !== undefined && { owner }), ...(unit !== undefined && { unit }) });
    this.#regions.push(opened);
  }

  #openProject(cell: RawCell): void {
    this.#flush();
    if (this.#current.target?.kind !== 'projects') {
      const item = projectsOf(this.#template.outline);
      if (item) this.#regions.push(newRegion({ kind: 'projects', item }, undefined, this.#source));
    }
    this.#current.paragraphs.push(paragraphOf(cell));
  }

  /** A text above a table or under a section's heading. */
  #alone(cell: RawCell): void {
    const kind = this.#current.target?.kind;
    if (kind === undefined || kind === 'table') this.#current.stray.push(cell);
    else this.#current.paragraphs.push(paragraphOf(cell));
  }

  /** 项目 alone in its row, or 固定资产总额: rows of a table that has one filled column there. */
  #beginsHead(row: Row): boolean {
    const { target } = this.#current;
    return target?.kind === 'table' && isHeadRow(row, headWords(target.table, this.#subject), this.#subject);
  }
}

function filled(row: Row): RawCell[] {
  return row.filter((cell) => solid(cell.text) !== '');
}

function paragraphOf(cell: RawCell): Paragraph {
  return { kind: 'paragraph', text: cell.text.trim(), line: cell.line };
}

/** Does an empty row stand above this one? */
function gapBefore(rows: readonly Row[], at: number): boolean {
  const numberOf = (row: Row | undefined): number =>
    Number(/\d+$/.exec(row?.[0]?.at ?? '')?.[0] ?? Number.NaN);
  return numberOf(rows[at]) - numberOf(rows[at - 1]) > 1;
}

function projectsOf(items: readonly OutlineItem[]): OutlineItem | undefined {
  for (const item of items) {
    const found = item.kind === 'projects' ? item : projectsOf(item.children);
    if (found) return found;
  }
  return undefined;
}
