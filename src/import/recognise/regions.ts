import type { Template } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Block, Grid, Paragraph, RawCell } from '../blocks.ts';
import type { Subject } from '../subject.ts';
import { solid } from '../text.ts';
import { isNote } from './notes.ts';
import { type PageHead, pageHead } from './page-head.ts';
import { type Target, Titles } from './titles.ts';

/** A stretch of the document under one heading. */
export interface Region {
  readonly target: Target | undefined;
  readonly heading: Paragraph | undefined;
  readonly heads: PageHead[];
  readonly grids: Grid[];
  readonly paragraphs: Paragraph[];
  /** Lines under a table's title whose columns only the form can tell. */
  readonly printed: RawCell[];
}

function region(target: Target | undefined, heading: Paragraph | undefined): Region {
  return { target, heading, heads: [], grids: [], paragraphs: [], printed: [] };
}

const isContents = (text: string): boolean => text.length < 40 && normalized(text).endsWith('目录');
const LEADER = /\s*(?:\.{4,}|…{2,})\s*\d*$/;
/** A list of contents holds titles, no sentences. */
const LONGEST_ENTRY = 60;

export interface Cut {
  readonly regions: readonly Region[];
  /** What the document's own 目录 lists, by `idOf`. */
  readonly listed: ReadonlySet<string>;
}

/** Cuts a document at the headings of its form. 目录 is read as a list and makes no region. */
export function cut(blocks: readonly Block[], template: Template, subject: Subject): Cut {
  const titles = new Titles(template, subject);
  const regions: Region[] = [region(undefined, undefined)];
  const listed = new Set<string>();
  let inContents = false;
  const current = (): Region => regions.at(-1) as Region;
  const paragraph = (block: Paragraph): void => {
    if (isContents(block.text)) {
      inContents = true;
      return;
    }
    const target = titles.find(block.text.replace(LEADER, ''));
    if (inContents) {
      // The first title that comes again is the thing itself.
      const again = target !== undefined && listed.has(idOf(target)) && !LEADER.test(block.text);
      if (target) listed.add(idOf(target));
      inContents = !again && block.text.length <= LONGEST_ENTRY;
      if (inContents) return;
    }
    const head = pageHead(block.text, subject);
    if (head) current().heads.push(head);
    else if (target) regions.push(region(target, block));
    else current().paragraphs.push(block);
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      paragraph(block);
      continue;
    }
    inContents = false;
    if (block.kind === 'grid') current().grids.push(withoutPageHead(block, current(), subject));
    else cutPrinted(block.lines, titles, subject, regions);
  }
  return { regions, listed };
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

function cutPrinted(lines: readonly RawCell[], titles: Titles, subject: Subject, regions: Region[]): void {
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
    if (target) regions.push(region(target, { kind: 'paragraph', ...line }));
    else current.printed.push(line);
  }
}

/** Permanent name of what a heading opens. */
export function idOf(target: Target): string {
  return target.kind === 'table' ? `table ${target.table.id}` : `${target.kind} ${target.item.id}`;
}
