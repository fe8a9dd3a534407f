import {
  type AmendedFault,
  amendedRows,
  cellText,
  findAmendedCell,
  formerNames,
  publicationDay,
  sameText,
} from '../model/amended.ts';
import { findTable } from '../model/binding-names.ts';
import type { AmendedChange, Amendment, Disclosure } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile } from '../model/raw.ts';
import type { OutlineItem } from '../model/template.ts';
import { normalized } from '../model/titles.ts';
import type { DisclosureFile } from './context.ts';

/** The record of what was corrected after publication: as it stands, then against what is published now. */

type Written = DisclosureFile['amendments'][number]['changes'][number];

export function readAmendments(yaml: YamlFile, file: DisclosureFile, problems: Finding[]): Amendment[] {
  return file.amendments.map(({ date, reason, changes }, index) => {
    const path = ['amendments', index];
    return {
      date,
      reason,
      changes: changes.map((item, at) => readChange(item, yaml.locate([...path, 'changes', at]), problems)),
      place: yaml.locate(path),
    };
  });
}

function readChange(item: Written, place: Place, problems: Finding[]): AmendedChange {
  const { table, row, column, project, section, item: entry, field, before, after, note, follows } = item;
  const where = [
    ['table', table],
    ['project', project],
    ['section', section],
    ...(project === undefined ? ([['field', field]] as const) : []),
  ].filter(([, name]) => name !== undefined);
  if (where.length !== 1)
    problems.push(
      problem(
        'load.amendment',
        place,
        where.length === 0
          ? '这处更正没有写明改的是哪里'
          : `这处更正同时写了${where.map(([name]) => ` ${name}`).join(' 和')}，分不清改的是哪里`,
        '表里的格写 table、row、column，项目写 project，说明写 section，基本信息写 field，四者选一。',
      ),
    );
  const cell = table !== undefined && row !== undefined && column !== undefined;
  const none = cell ? '' : null;
  const common = {
    before: before ?? none,
    after: after ?? none,
    ...(note !== undefined && { note }),
    follows: follows ?? false,
    place,
  };
  if (table !== undefined)
    return { kind: cell ? 'cell' : 'row', table, row: row ?? null, column: column ?? null, ...common };
  if (project !== undefined)
    return { kind: 'project', table: null, row: project, column: field ?? null, ...common };
  if (section !== undefined) return { kind: 'narrative', table: null, row: section, column: null, ...common };
  return { kind: 'metadata', table: null, row: entry ?? null, column: field ?? null, ...common };
}

/** `today`: YYYY-MM-DD in Beijing. */
export function checkAmendments(
  disclosure: Disclosure,
  yaml: YamlFile,
  today: string | undefined,
): readonly Finding[] {
  const { amendments } = disclosure;
  if (amendments.length === 0) return [];
  const problems: Finding[] = [];
  checkDates(disclosure, yaml, today, problems);
  const all = amendments.flatMap(({ date, changes }, index) =>
    changes.map((change) => ({ change, date, amendment: index })),
  );
  const last = new Map<string, (typeof all)[number]>();
  for (const [index, entry] of all.entries()) {
    const { change, date, amendment } = entry;
    const gone = formerNames(all.slice(index).map((item) => item.change));
    problems.push(...unknown(change, disclosure, gone));
    if (change.kind !== 'cell') continue;
    const key = keyOf(change, disclosure);
    const earlier = last.get(key);
    last.set(key, entry);
    if (!earlier) continue;
    const cell = changeName(change);
    if (earlier.amendment === amendment)
      problems.push(
        problem('load.amendment', change.place, `同一次更正里，${cell}写了两遍`, '请合成一处，或删去一处。'),
      );
    else if (!sameText(earlier.change.after ?? '', change.before ?? ''))
      problems.push(
        problem(
          'load.amendment',
          change.place,
          `${cell}的 before 写的是${shown(change.before)}，${earlier.date} 的更正却把它改成了${shown(earlier.change.after)}`,
          `两次更正要首尾相接：请核对 ${earlier.date} 的 after 和 ${date} 的 before。`,
        ),
      );
  }
  for (const { change } of last.values()) {
    const found = findAmendedCell(change, disclosure);
    if ('fault' in found || sameText(cellText(found), change.after ?? '')) continue;
    problems.push(
      problem(
        'load.amendment',
        change.place,
        `${changeName(change)}的 after 写的是${shown(change.after)}，表里现在是${shown(cellText(found))}`,
        '请改正 after；表里后来又改过的，请再记一次更正（npm run amend）。',
      ),
    );
  }
  return problems;
}

function checkDates(
  { amendments, ...disclosure }: Disclosure,
  yaml: YamlFile,
  today: string | undefined,
  problems: Finding[],
): void {
  const published = publicationDay(disclosure);
  let latest = '';
  for (const [index, { date }] of amendments.entries()) {
    const say = (message: string, hint: string): void => {
      problems.push(problem('load.amendment', yaml.locate(['amendments', index, 'date']), message, hint));
    };
    if (today !== undefined && date > today)
      say(`更正日期 ${date} 还没有到，今天是 ${today}`, '请核对日期。');
    else if (published !== undefined && date < published)
      say(`更正日期 ${date} 早于公开日期 ${published}`, '公开以前的改动不用记；请核对这两个日期。');
    else if (date < latest) say(`更正日期 ${date} 排在 ${latest} 之后`, '请按日期从早到晚排列。');
    if (date > latest) latest = date;
  }
}

/** What an entry names and the disclosure does not have: nothing where a later entry took it away or renamed it. */
function unknown(change: AmendedChange, disclosure: Disclosure, gone: ReadonlySet<string>): Finding[] {
  const { kind, table, row, column, place } = change;
  if (row !== null && gone.has(normalized(row))) return [];
  const say = (message: string, names: Iterable<string>, name: string | null): Finding[] => {
    const near = nearestText(name ?? '', names);
    const hint = '请照公开文本里的写法改正；用 npm run amend 记更正，名称会自动填好。';
    return [problem('load.amendment', place, `${message}${near && `，${near}`}`, hint)];
  };
  if (kind === 'cell' || kind === 'row') {
    const spec = findTable(table ?? '', disclosure);
    if (!spec) {
      const names = disclosure.template.tables.keys();
      return say(`表样“${disclosure.template.id}”里没有表“${table}”`, names, table);
    }
    const filled = disclosure.tables.get(spec.id);
    // A table that is no longer published, or a row or column that was taken away, has nothing to be looked up in.
    if (!filled || change.after === null) return [];
    if (kind === 'cell') {
      const found = findAmendedCell(change, disclosure);
      return 'fault' in found ? say(...faultWords(change, found)) : [];
    }
    if (row === null || /^第\s*\d+\s*行$/u.test(row) || amendedRows(filled, row).length > 0) return [];
    const names = filled.rows.flatMap((item) => [item.label, ...(item.code ? [item.code] : [])]);
    return say(`${spec.id}里没有行“${row}”`, names, row);
  }
  if (kind === 'project') {
    const names = projectNames(disclosure);
    if (change.after === null && column === null) return [];
    return names.some((name) => normalized(name) === normalized(row ?? ''))
      ? []
      : say(`没有项目“${row}”`, names, row);
  }
  if (kind === 'narrative') {
    const sections = sectionIds(disclosure.template.outline);
    return row !== null && sections.includes(row)
      ? []
      : say(`表样“${disclosure.template.id}”里没有说明“${row}”`, sections, row);
  }
  return [];
}

function faultWords(
  { table, row, column }: AmendedChange,
  { fault, names }: AmendedFault,
): [message: string, names: readonly string[], name: string | null] {
  switch (fault) {
    case 'row':
      return [`${table}里没有行“${row}”`, names, row];
    case 'column':
      return [`${table}里没有列“${column}”`, names, column];
    case 'rows':
      return [`${table}里有 ${names.length} 行都叫“${row}”，请写明是${quoted(names)}`, [], null];
    case 'columns':
      return [`${table}里有 ${names.length} 列都叫“${column}”，请写明是${quoted(names)}`, [], null];
    default:
      return [`没有表“${table}”`, names, table];
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join('还是');
const shown = (text: string | null): string => (text ? ` ${text}` : '空白');

/** 支出总表“2010601 行政运行”的“合计”. */
function changeName({ table, row, column }: AmendedChange): string {
  return `${table}“${row}”的“${column}”`;
}

/** The same for the same cell, however it is named. */
function keyOf(change: AmendedChange, disclosure: Disclosure): string {
  const found = findAmendedCell(change, disclosure);
  if (!('fault' in found)) return `${found.table.spec.id}\0${found.line}\0${found.column}`;
  return [change.table, change.row, change.column].map((name) => normalized(name ?? '')).join('\0');
}

/** 项目表的单位行 and the like stand beside the projects. */
function projectNames({ projects, template }: Disclosure): string[] {
  return [
    ...projects.flatMap(({ code, name }) => (code === undefined ? [name] : [`${code} ${name}`, name, code])),
    template.targets?.title ?? '部门整体绩效目标',
    '项目表的单位行',
  ];
}

function sectionIds(items: readonly OutlineItem[]): string[] {
  return items.flatMap(({ kind, id, children }) => [
    ...(kind === 'table' ? [] : [id]),
    ...sectionIds(children),
  ]);
}
