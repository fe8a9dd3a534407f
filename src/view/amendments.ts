import { amendedRows, cellText, findAmendedCell } from '../model/amended.ts';
import { findTable } from '../model/binding-names.ts';
import { readQuantity } from '../model/cell.ts';
import type { AmendedChange, CheckedDisclosure, Project } from '../model/disclosure.ts';
import { unitOf } from '../model/facts.ts';
import type { Row, Table } from '../model/table.ts';
import { changeSentence, changeSubject, movement, type WordedChange } from './change-words.ts';
import { chineseDate } from './title-block.ts';
import type { AmendedView, AmendmentView, HistorySummary, SectionView } from './types.ts';

/** What was corrected after publication, in the words in which a review tells of a change. */

/** Where the entry stands on the history page. */
export function amendmentAnchor(index: number): string {
  return `更正-${index + 1}`;
}

/** What stands on the disclosure's page. */
interface Drawn {
  readonly sections: readonly SectionView[];
  readonly anchorOf: (table: Table, row: Row) => string | undefined;
}

/** `drawn`: what stands on the disclosure's page, for links; none where absent. */
export function viewHistorySummary(disclosure: CheckedDisclosure, drawn?: Drawn): HistorySummary {
  const anchorOf = anchorFinder(disclosure, drawn);
  const amendments = disclosure.amendments.map(
    ({ date, reason, changes }, index): AmendmentView => ({
      anchor: amendmentAnchor(index),
      date,
      dateText: chineseDate(date),
      reason,
      changes: changes.map((change) => {
        const anchor = anchorOf(change);
        return { ...viewChange(change, disclosure), ...(anchor !== undefined && { anchor }) };
      }),
    }),
  );
  const count = amendments.length;
  const text = count > 0 ? `公开后更正 ${count} 次` : '公开后没有更正';
  return { href: 'history/', text, amendments };
}

function anchorFinder(
  disclosure: CheckedDisclosure,
  drawn: Drawn | undefined,
): (change: AmendedChange) => string | undefined {
  if (!drawn || disclosure.amendments.length === 0) return () => undefined;
  const sections = new Map<string, string>();
  const projects = new Map<number, string>();
  const collect = ({ id, anchor, content, children }: SectionView): void => {
    sections.set(id, anchor);
    for (const item of content)
      if (item.kind === 'project') projects.set(item.project.number, item.project.anchor);
    children.forEach(collect);
  };
  drawn.sections.forEach(collect);
  return (change) => {
    const { kind, table, row } = change;
    if (kind === 'narrative') return sections.get(row ?? '');
    if (kind === 'project') {
      const named = ({ code, name }: Project): boolean => row === name || row === `${code} ${name}`;
      return projects.get(disclosure.projects.find(named)?.number ?? 0);
    }
    if (table === null) return undefined;
    const filled = disclosure.tables.get(findTable(table, disclosure)?.id ?? '');
    const at = findAmendedCell(change, disclosure);
    const found = 'fault' in at ? filled && amendedRows(filled, row ?? '')[0] : at.row;
    return (filled && found && drawn.anchorOf(filled, found)) ?? sections.get(filled?.spec.id ?? table);
  };
}

function viewChange(change: AmendedChange, disclosure: CheckedDisclosure): AmendedView {
  const worded: WordedChange = { ...change, ...moved(change, disclosure) };
  const subject = changeSubject(worded);
  return { change, subject, text: changeSentence(worded), follows: change.follows };
}

/** How far a figure moved, with its unit: of cells, of a project's money, and of stated figures. */
function moved(change: AmendedChange, disclosure: CheckedDisclosure) {
  const { before, after } = change;
  const unit = unitFor(change, disclosure);
  if (unit === undefined || before === null || after === null) return {};
  const { marks } = disclosure.template;
  const [from, to] = [readQuantity(before, marks), readQuantity(after, marks)];
  const far = from && to && movement(from, to);
  return far ? { ...far, unit } : {};
}

/** Undefined for what is no figure. */
function unitFor(change: AmendedChange, disclosure: CheckedDisclosure): string | undefined {
  const { template, facts } = disclosure;
  const { kind, row, column } = change;
  if (kind === 'cell') {
    const at = findAmendedCell(change, disclosure);
    if ('fault' in at) return undefined;
    const spec = at.table.columns[at.column];
    const cell = readQuantity(cellText(at), template.marks);
    if (!spec || !cell || spec.kind === 'text' || spec.kind === 'code') return undefined;
    return at.row ? unitOf(cell, at.table, at.row, spec, template.unit) : (spec.unit ?? template.unit);
  }
  if (kind === 'project') {
    const form = template.projects;
    const money = [form?.amountTitle ?? '预算数', ...(form?.funding ?? []).map(({ title }) => title)];
    return column !== null && money.includes(column) ? (form?.unit ?? template.unit) : undefined;
  }
  return kind === 'metadata' ? facts.find(({ id }) => id === row)?.unit : undefined;
}

/** Said beside a cell, or at the head of a row, that was corrected. */
export interface AmendedMark {
  readonly href: string;
  readonly text: string;
}

/** Marks of one table, by line and column, or by line and side for a row that was put in. */
export interface AmendedMarks {
  readonly cell: (line: number, column: number) => AmendedMark | undefined;
  readonly row: (line: number, side: string) => AmendedMark | undefined;
}

/** Marks by table. A table without any is told apart at once, so that the others cost nothing. */
export function amendedMarks(disclosure: CheckedDisclosure): (table: string) => AmendedMarks | undefined {
  const byTable = new Map<string, Map<string, AmendedMark>>();
  for (const [index, { date, changes }] of disclosure.amendments.entries()) {
    const day = chineseDate(date);
    const put = (table: Table, key: string, text: string): void => {
      const marks = byTable.get(table.spec.id) ?? new Map<string, AmendedMark>();
      byTable.set(table.spec.id, marks);
      marks.set(key, { href: `history/#${amendmentAnchor(index)}`, text });
    };
    for (const change of changes) {
      if (change.kind === 'cell') {
        const at = findAmendedCell(change, disclosure);
        const before = change.before ? ` ${change.before}` : '空白';
        if (!('fault' in at)) put(at.table, `${at.line}:${at.column}`, `${day}更正，原为${before}`);
        continue;
      }
      const spec =
        change.kind === 'row' && change.before === null && findTable(change.table ?? '', disclosure);
      const table = spec && disclosure.tables.get(spec.id);
      const [row, ...others] = table ? amendedRows(table, change.row ?? '') : [];
      if (table && row && others.length === 0) put(table, `${row.line}:${row.side}`, `${day}更正时补上`);
    }
  }
  return (id) => {
    const marks = byTable.get(id);
    if (!marks) return undefined;
    return {
      cell: (line, column) => marks.get(`${line}:${column}`),
      row: (line, side) => marks.get(`${line}:${side}`),
    };
  };
}
