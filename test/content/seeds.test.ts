import { describe, expect, test } from 'vitest';
import type { ProjectView, RowView, TableView, TargetsView } from '../../src/view/types.ts';
import { bare, PUBLISHED, publishedText, seedsPresent, shown } from './published.ts';

/** A bracket opened twice in one text; the form has it once. */
const MISPRINTS = new Map([['价值（金额单位：万元）', '价值（金额单位：（万元）']]);

const tablesOf = (id: string): TableView[] =>
  shown(id).flatMap((item) => (item.kind === 'table' ? [item.table] : []));

const wholeRow = ({ cells }: RowView): string => cells.map(({ text }) => bare(text)).join('');

/** A row with what it shares with the row above left out, as the text has merged cells. */
function mergedRow({ cells }: RowView, above: RowView | undefined): string {
  const headed = cells.findIndex(({ kind }) => kind !== 'text');
  let merged = 0;
  while (
    merged < headed - 1 &&
    cells[merged]?.text !== '' &&
    cells[merged]?.text === above?.cells[merged]?.text
  )
    merged++;
  return bare(cells.map(({ text }, index) => (index < merged ? '' : text)).join(''));
}

/** Of several places where a title stands, the one that the table's first row follows. */
function tableStart(text: string, table: TableView, from: number): number {
  const first = [...table.body.map(wholeRow), ...table.notes.map(bare), ''][0] as string;
  const at = text.indexOf(bare(table.title), from);
  return Math.max(text.lastIndexOf(bare(table.title), text.indexOf(first, at)), at);
}

const amount = (text: string): string => bare(text).replace(/(%|万元)$/, '');

const projectWords = ({ title, summary, plan, indicators }: ProjectView): readonly string[] =>
  [
    bare(title ?? ''),
    ...summary.map(({ text }) => amount(text)),
    ...(plan?.points.map(({ text }) => amount(text)) ?? []),
    ...indicators.body.flatMap(({ cells }) => cells.map(({ text }) => bare(text))),
  ].filter((word) => word !== '');

const targetWords = ({ tasks, budget, indicators }: TargetsView): readonly string[] =>
  [
    ...tasks.map(({ name }) => bare(name)),
    ...(budget?.body ?? []).flatMap(({ cells }) => cells.map(({ text }) => bare(text))),
    ...(indicators?.body ?? []).flatMap(({ cells }) =>
      cells.flatMap(({ text, column }) =>
        WORDED.test(indicators?.columns[column]?.path.at(-1) ?? '') ? [] : [bare(text)],
      ),
    ),
  ].filter((word) => word !== '');

/** Columns of whole targets that the sample words itself, or that one text prints beside its rows. */
const WORDED = /说明$|^一级指标$/;

/** The head of a target grid, which the texts repeat where a page ends, in the middle of a cell if need be. */
const GRID_HEAD = bare('一级指标二级指标三级指标绩效指标描述指标值指标值确定依据');
/** A page's number, whose table it is, the heads again. */
const PAGE_HEAD = /^[^.]{1,60}单位:万元\D[^.]*$/;
/** Between two words of a project or of targets there are heads, and wording that the sample has its own for. */
const REACH = 2500;

describe.skipIf(!seedsPresent)('as published', () => {
  test.each(PUBLISHED)('%s: titles, heads and notes of tables stand in the text, in their order', (id) => {
    const text = publishedText(id);
    const missing: string[] = [];
    let from = 0;
    for (const table of tablesOf(id)) {
      const at = text.indexOf(bare(table.title), from);
      if (at < 0) missing.push(`${table.id}: ${table.title}`);
      else from = at;
      const words = [...table.head.flatMap((row) => row.map(({ text: word }) => word)), ...table.notes];
      for (const word of words)
        if (!text.includes(bare(word)) && !text.includes(bare(MISPRINTS.get(word) ?? word)))
          missing.push(`${table.id}: ${word}`);
    }
    expect(missing).toEqual([]);
  });

  test.each(PUBLISHED)('%s: row after row of each table, with nothing between them but a page head', (id) => {
    const text = publishedText(id);
    const wrong: string[] = [];
    let end = 0;
    for (const table of tablesOf(id)) {
      end = tableStart(text, table, end);
      for (const [index, row] of table.body.entries()) {
        const whole = wholeRow(row);
        const words = text.startsWith(whole, end) ? whole : mergedRow(row, table.body[index - 1]);
        const at = text.indexOf(words, end);
        const between = text.slice(end, at);
        if (at < 0 || (index > 0 && between !== '' && !PAGE_HEAD.test(between)))
          wrong.push(`${table.id} ${index + 1}: ${words} after ${between.slice(0, 60)}`);
        if (at >= 0) end = at + words.length;
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each(PUBLISHED)('%s: each project and the whole targets, value after value', (id) => {
    const text = publishedText(id).replaceAll(GRID_HEAD, '');
    const wrong: string[] = [];
    let end = 0;
    for (const item of shown(id)) {
      if (item.kind !== 'project' && item.kind !== 'targets') continue;
      const words = item.kind === 'project' ? projectWords(item.project) : targetWords(item.targets);
      for (const word of words) {
        const at = text.indexOf(word, end);
        if (at < 0 || (at > end + REACH && word !== words[0]))
          wrong.push(`${word} after ${text.slice(end, end + 60)}`);
        else end = at + word.length;
      }
    }
    expect(wrong).toEqual([]);
  });
});
