import type { Template } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Block, Grid, Paragraph, RawCell } from '../blocks.ts';
import type { Subject } from '../subject.ts';
import { solid } from '../text.ts';
import { isNote } from './notes.ts';
import { pageHead, sheetHead } from './page-head.ts';
import { newRegion, type Region, type Source } from './region.ts';
import { RowCutter } from './rows.ts';
import { type SheetTitle, type Target, Titles } from './titles.ts';

export type { Region } from './region.ts';

const isContents = (text: string): boolean => text.length < 40 && normalized(text).endsWith('目录');
const LEADER = /(?<![\s.…])\s*(?:\.{4,}|…{2,})\s*\d*$/;
/** A list of contents holds titles, no sentences. */
const LONGEST_ENTRY = 60;

export interface Cut {
  readonly regions: readonly Region[];
  /** What the document's own 目录 lists, by `idOf`. */
  readonly listed: ReadonlySet<string>;
  /** Headings of the document that the form does not have. */
  readonly strange: readonly Paragraph[];
}

/** Cuts a document at the headings of its form. 目录 is read as a list and makes no region. */
export function cut(blocks: readonly Block[], template: Template, subject: Subject): Cut {
  const titles = new Titles(template, subject);
  let source: Source = { number: 0, sheet: undefined, hidden: false };
  const regions: Region[] = [newRegion(undefined, undefined, source)];
  const listed = new Set<string>();
  const strange: Paragraph[] = [];
  let inContents = false;
  const current = (): Region => regions.at(-1) as Region;
  const begin = (sheet: string | undefined, hidden: boolean): void => {
    source = { number: source.number + 1, sheet, hidden };
    inContents = false;
    regions.push(newRegion(undefined, undefined, source));
  };
  const paragraph = (block: Paragraph): void => {
    if (isContents(block.text)) {
      inContents = true;
      return;
    }
    const entry = block.text.replace(LEADER, '');
    const found = titles.find(entry) ?? tableTitle(titles, entry);
    const target = found && 'target' in found ? found.target : found;
    if (block.contents) {
      if (target) listed.add(idOf(target));
      return;
    }
    if (inContents) {
      // The first title that comes again is the thing itself.
      const again = target !== undefined && listed.has(idOf(target)) && !LEADER.test(block.text);
      if (target) listed.add(idOf(target));
      inContents = !again && block.text.length <= LONGEST_ENTRY && !block.heading;
      if (inContents) return;
    }
    const head =
      pageHead(block.text, subject) ??
      (isTabular(current()) ? sheetHead(block.text, subject, false) : undefined);
    if (head) current().heads.push(head);
    else if (target) {
      regions.push(newRegion(target, block, source));
      if (found && 'target' in found && found.owner !== undefined)
        current().heads.push({ owner: found.owner });
    } else {
      if (block.heading) strange.push(block);
      current().paragraphs.push(block);
    }
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      paragraph(block);
      continue;
    }
    inContents = false;
    if (block.kind === 'file') begin(undefined, false);
    else if (block.kind === 'sheet') {
      begin(block.name, block.hidden);
      new RowCutter(titles, template, subject, regions, source).sheet(block);
      begin(undefined, false);
    } else if (block.kind === 'printed') cutPrinted(block.lines, titles, subject, regions, source);
    else if (block.whole) new RowCutter(titles, template, subject, regions, source).grid(block);
    else current().grids.push(withoutPageHead(block, current(), subject));
  }
  return { regions, listed, strange };
}

const isTabular = ({ target }: Region): boolean => target?.kind === 'table' || target?.kind === 'projects';

/** A table's title with more around it: its number, its department. */
function tableTitle(titles: Titles, text: string): SheetTitle | undefined {
  const found = /[，。；]/.test(text) ? undefined : titles.findInSheet(text);
  return found?.target.kind === 'table' ? found : undefined;
}

/** A department's line above the head can be the grid's own first row. */
function withoutPageHead(grid: Grid, into: Region, subject: Subject): Grid {
  const rows = grid.rows.filter((row) => {
    const texts = row.map((cell) => cell.text).filter((text) => solid(text) !== '');
    const heads = texts.map((text) => pageHead(text, subject));
    const drop = texts.length > 0 && heads.every((head) => head !== undefined);
    if (drop) into.heads.push(...heads.filter((head) => head !== undefined));
    return !drop;
  });
  return { ...grid, rows };
}

function cutPrinted(
  lines: readonly RawCell[],
  titles: Titles,
  subject: Subject,
  regions: Region[],
  source: Source,
): void {
  let yearIsNext = false;
  for (const line of lines) {
    const current = regions.at(-1) as Region;
    const head = pageHead(line.text, subject);
    if (head || (yearIsNext && line.text === String(subject.year))) {
      if (head) current.heads.push(head);
      // An empty line marks where a page begins again.
      current.printed.push({ ...line, text: '' });
      yearIsNext = head !== undefined && /年度[：:]?\s*$/.test(line.text);
      continue;
    }
    yearIsNext = false;
    if (current.target?.kind === 'table' && isNote(line)) {
      current.paragraphs.push({ kind: 'paragraph', ...line });
      continue;
    }
    const target = titles.find(line.text);
    const again = target && current.target && idOf(target) === idOf(current.target);
    // A heading that a page repeats says nothing new.
    if (again) continue;
    if (target) regions.push(newRegion(target, { kind: 'paragraph', ...line }, source));
    else current.printed.push(line);
  }
}

/** Permanent name of what a heading opens. */
export function idOf(target: Target): string {
  return target.kind === 'table' ? `table ${target.table.id}` : `${target.kind} ${target.item.id}`;
}
