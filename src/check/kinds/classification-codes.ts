import { absolute, equals } from '../../model/decimal.ts';
import type { Finding } from '../../model/finding.ts';
import type { Row } from '../../model/table.ts';
import {
  type CodeEntry,
  codeEntries,
  distinctCodes,
  entryPlace,
  hasCodes,
  SHAPES,
} from '../codes/entries.ts';
import { codeIndex } from '../codes/index.ts';
import { type Kind, type KindFinding, notPublished } from '../kind.ts';
import type { Evaluated } from '../relation.ts';
import { codeKey, rowKey, underKey } from '../things.ts';
import { found, relatedPlaces, several } from './form-place.ts';

/** Digits and length as the classification has them. */
export const codeShape: Kind = {
  explain:
    '功能分类科目编码以 2 开头，三、五或七位；部门经济分类以 3 开头，政府经济分类以 5 开头，三或五位。',
  rank: 8,
  run(rule, { disclosure }) {
    const entries = codeEntries(disclosure);
    if (entries.length === 0) return notPublished(disclosure, hasCodes);
    const findings: KindFinding[] = [];
    for (const entry of entries) {
      if (entry.wellFormed) continue;
      const { first, lengths, word } = SHAPES[entry.classification];
      const why = !/^\d+$/.test(entry.code)
        ? '应当都是数字'
        : entry.code.startsWith(first)
          ? `有 ${entry.code.length} 位，应为 ${lengths.join('、')} 位`
          : `应当以 ${first} 开头`;
      findings.push({
        ...found(
          rule,
          entryPlace(entry, 'code'),
          `${entry.table.spec.id}“${entry.name}”的科目编码“${entry.code}”不是${word}的编码：${why}`,
          /^\d[.\d]*E[+-]?\d+$/i.test(entry.code)
            ? '电子表格把编码当成了数，后几位已经丢失。请对照原表填回编码，并把这一列的格式设为“文本”。'
            : '请核对科目编码；编码前的 0 或空格丢失的，请补上。',
        ),
        actual: entry.code,
        accuses: [rowKey(entry.table, entry.row)],
        explains: (relation) => isOffByRow(relation, entry),
      });
    }
    return { looked: entries.length, findings };
  },
};

/** Is a sum of the table out by just what the row holds? It is left out of the sum, or counted twice. */
function isOffByRow({ left, right, difference }: Evaluated, { table, row }: CodeEntry): boolean {
  const [first, ...others] = [...left, ...right];
  const column = first?.at?.column;
  if (column === undefined || others.length === 0) return false;
  if (![first, ...others].every((operand) => operand?.at?.table === table && operand.at.column === column))
    return false;
  const cell = table.lines[row.line]?.cells[column];
  return cell?.state === 'figure' && equals(absolute(difference), absolute(cell.value));
}

/** A code that stands twice in one table, under one unit. */
export const codeTwice: Kind = {
  explain: '同一张表里（有单位行的，同一单位下），一个科目只列一行。',
  rank: 8,
  run(rule, { disclosure }) {
    const entries = codeEntries(disclosure);
    if (entries.length === 0) return notPublished(disclosure, hasCodes);
    const findings: KindFinding[] = [];
    const first = new Map<string, CodeEntry>();
    let row: Row | undefined;
    for (const entry of entries) {
      // A pair is one code: its row is looked at once.
      if (entry.row === row) continue;
      row = entry.row;
      const key = `${entry.table.spec.id} ${entry.row.side} ${entry.unit} ${entry.row.code ?? entry.code} ${otherTexts(entry)}`;
      const earlier = first.get(key);
      if (!earlier) {
        first.set(key, entry);
        continue;
      }
      const line = entryPlace(earlier, 'code').line;
      const names = earlier.name === entry.name ? '' : `，名称却是“${earlier.name}”和“${entry.name}”`;
      findings.push({
        ...found(
          rule,
          entryPlace(entry, 'code'),
          `${entry.table.spec.id}里科目 ${entry.row.code ?? entry.code} 列了两行${names}`,
          `另一行在第 ${line ?? '?'} 行：请改正编码有误的一行，或把两行合为一行。`,
        ),
        ...relatedPlaces([{ place: entryPlace(earlier, 'code'), label: earlier.name, value: earlier.code }]),
        explains: (relation) => isOffByRow(relation, entry) || isOffByRow(relation, earlier),
        accuses: [rowKey(entry.table, entry.row), codeKey(entry.table, entry.code)],
      });
    }
    return { looked: first.size, findings };
  },
};

/** What else tells a line from another: a form may print the unit, or the project, on each line. */
function otherTexts({ table, row, codeColumn, nameColumn }: CodeEntry): string {
  const cells = table.lines[row.line]?.cells ?? [];
  return table.columns
    .flatMap(({ kind, classification, side }, index) =>
      kind === 'text' &&
      side === row.side &&
      classification === undefined &&
      index !== codeColumn &&
      index !== nameColumn
        ? [cells[index]?.text ?? '']
        : [],
    )
    .join(' ');
}

/** In a form that prints 类 and 款 above 项, each has what it is part of. */
export const codeParent: Kind = {
  explain: '分级列示的表里，每个款上面有它的类，每个项上面有它的款。',
  rank: 8,
  run(rule, { disclosure }) {
    const byTable = new Map<string, CodeEntry[]>();
    for (const entry of codeEntries(disclosure)) {
      const side = entry.table.spec.sides.find((item) => item.id === entry.row.side);
      if (!side?.rows.hierarchical || !entry.wellFormed) continue;
      const key = `${entry.table.spec.id} ${entry.row.side}`;
      const list = byTable.get(key);
      if (list) list.push(entry);
      else byTable.set(key, [entry]);
    }
    if (byTable.size === 0) return notPublished(disclosure, hasCodes);
    const findings: Finding[] = [];
    let looked = 0;
    for (const entries of byTable.values()) {
      const codes = new Set(entries.map((entry) => entry.code));
      const orphans = new Map<string, CodeEntry>();
      for (const entry of entries) {
        if (entry.code.length === 3) continue;
        looked++;
        const parent = entry.code.slice(0, -2);
        if (!codes.has(parent) && !orphans.has(parent)) orphans.set(parent, entry);
      }
      const [first, ...others] = orphans.values();
      if (!first) continue;
      const missing = [...orphans.keys()];
      findings.push({
        ...found(
          rule,
          entryPlace(first, 'code'),
          `${first.table.spec.id}里没有${several(missing, '个科目')}，却有它的下级“${first.code} ${first.name}”${others.length > 0 ? '等' : ''}`,
          `请在 ${first.table.file} 里补上上级科目一行，或改正下级的编码。`,
        ),
        ...relatedPlaces(
          others.map((entry) => ({ place: entryPlace(entry, 'code'), label: entry.name, value: entry.code })),
        ),
      });
    }
    return { looked, findings };
  },
};

/** How far the law wants each classification listed. */
const DEPTH = {
  function: [7, '项'],
  'economic-department': [5, '款'],
  'economic-government': [5, '款'],
} as const;

/** A code that nothing stands under is of the lowest level: expenditure is listed to 项, basic expenditure to 款. */
export const codeDepth: Kind = {
  explain: '支出按功能分类列到项，基本支出按经济分类列到款。',
  rank: 8,
  run(rule, { disclosure }) {
    const byTable = Map.groupBy(
      codeEntries(disclosure).filter((entry) => entry.wellFormed),
      (entry) => `${entry.table.spec.id} ${entry.classification}`,
    );
    if (byTable.size === 0) return notPublished(disclosure, hasCodes);
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const entries of byTable.values()) {
      const above = new Set(entries.map(({ code }) => code.slice(0, -2)));
      const [digits, level] = DEPTH[(entries[0] as CodeEntry).classification];
      looked += entries.length;
      const short = entries.filter(({ code }) => code.length < digits && !above.has(code));
      const [first, ...others] = short;
      if (!first) continue;
      findings.push({
        ...found(
          rule,
          entryPlace(first, 'code'),
          `${first.table.spec.id}里${several(
            short.map(({ code, name }) => `${code} ${name}`),
            '个科目',
          )}没有列到${level}`,
          `请补上下级科目，列到${level}；编码写短了的，请改正。`,
        ),
        ...relatedPlaces(
          others.map((entry) => ({ place: entryPlace(entry, 'code'), label: entry.name, value: entry.code })),
        ),
        ...(others.length === 0 && { figures: [underKey(first.table.spec.id, first.code)] }),
      });
    }
    return { looked, findings };
  },
};

/** Codes that the list has not got: it is not complete, so they are told together and accused of nothing. */
export const codeKnown: Kind = {
  explain: '科目编码在科目表里找得到（科目表不全，找不到的只作提醒）。',
  rank: 8,
  run(rule, { disclosure }) {
    const index = codeIndex(disclosure.template.codes);
    const codes = distinctCodes(disclosure).filter(({ wellFormed }) => wellFormed);
    if (codes.length === 0) return notPublished(disclosure, hasCodes);
    if (index.isEmpty) return { outcome: 'couldNotRun', because: '表样没有科目表' };
    const unknown = new Map<string, CodeEntry[]>();
    for (const { classification, code, entries } of codes) {
      const [first] = entries;
      if (!first || index.names(classification, code).length > 0) continue;
      if (index.sibling(classification, code, first.name) !== undefined) continue;
      const list = unknown.get(classification);
      if (list) list.push(...entries);
      else unknown.set(classification, [...entries]);
    }
    const findings = [...unknown.values()].map((list): Finding => {
      const distinct = [...new Map(list.map((entry) => [entry.code, entry])).values()];
      const first = list[0] as CodeEntry;
      return {
        ...found(
          rule,
          entryPlace(first, 'code'),
          `科目表里没有${several(
            distinct.map((entry) => `${entry.code} ${entry.name}`),
            '个科目',
          )}`,
          '请核对编码；编码无误的，不必改动，可以在表样的 codes.csv 里补上。',
        ),
        ...relatedPlaces(
          list.slice(1).map((entry) => ({
            place: entryPlace(entry, 'code'),
            label: `${entry.table.spec.id}“${entry.name}”`,
            value: entry.code,
          })),
        ),
      };
    });
    return { looked: codes.length, findings };
  },
};
