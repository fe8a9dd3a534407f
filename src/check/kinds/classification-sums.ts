import type { Disclosure } from '../../model/disclosure.ts';
import { kept } from '../../model/kept.ts';
import type { Rule } from '../../model/rule.ts';
import type { Row, Table } from '../../model/table.ts';
import type { Fund } from '../../model/template.ts';
import { type CodeEntry, codeEntries } from '../codes/entries.ts';
import { type Kind, notPublished } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import { isIdle, type Relation } from '../relation.ts';
import { carries, operandName } from '../rule-operands.ts';

/** Entries of a table that no other entry under the same unit is part of: adding them up counts nothing twice. */
function leaves(entries: readonly CodeEntry[]): CodeEntry[] {
  const above = new Set<string>();
  for (const { code, unit } of entries) {
    for (let length = code.length - 2; length >= 3; length -= 2)
      above.add(`${unit} ${code.slice(0, length)}`);
  }
  return entries.filter(({ code, unit }) => !above.has(`${unit} ${code}`));
}

function cells(entries: readonly CodeEntry[], column: number, disclosure: Disclosure): Operand[] {
  return entries.flatMap(({ table, row }) => cellOperand(table, row, column, disclosure.template.unit) ?? []);
}

/** Index of the column of amounts that bears a concept, for one fund. */
function columnOf(table: Table, concept: string, fund: Fund): number {
  return table.columns.findIndex(
    (column) =>
      column.kind === 'amount' &&
      column.period === 'current' &&
      column.concept === concept &&
      (column.fund ?? table.spec.fund) === fund,
  );
}

/**
 * Operand: `concept` with its fund. What a summary prints for a 类 is the sum of
 * that 类 in each table by code which does not print the 类 itself (one that
 * does is compared cell by cell, by `agree`).
 */
export const classSum: Kind = {
  explain: '总表里一类支出的数字，等于各科目表里这一类下面各科目之和。',
  rank: 4,
  run(rule, { disclosure }) {
    const name = operandName(rule.operands.concept);
    const { concept = '', fund = 'all' } = name;
    const chosen = fund as Fund;
    const byTable = functionTables(disclosure, concept, chosen);
    const relations: Relation[] = [];
    if (byTable.length === 0) return notPublished(disclosure, (spec) => carries(spec, name));
    for (const { table, row, column } of summaryRows(disclosure, concept, chosen)) {
      const left = cellOperand(table, row, column, disclosure.template.unit);
      const code = row.spec?.code as string;
      if (!left) continue;
      for (const { column: from, codes, outer } of byTable) {
        if (codes.has(code)) continue;
        const parts = outer.filter((entry) => entry.code.startsWith(code));
        const relation: Relation = {
          rule,
          comparison: 'equal',
          left: [left],
          right: cells(parts, from, disclosure),
        };
        if (!isIdle(relation)) relations.push(relation);
      }
    }
    return relations.length > 0 ? { relations } : notPublished(disclosure, (spec) => carries(spec, name));
  },
};

interface FunctionTable {
  readonly column: number;
  /** What the table prints, and what of it makes its total. */
  readonly codes: ReadonlySet<string>;
  readonly outer: readonly CodeEntry[];
}

/** Every table by function; gone through once for all concepts. */
const allFunctionTables = kept(
  (tables: Disclosure['tables']): ReadonlyMap<Table, Omit<FunctionTable, 'column'>> => {
    const byTable = Map.groupBy(
      codeEntries({ tables }).filter((entry) => entry.classification === 'function'),
      (entry) => entry.table,
    );
    return new Map(
      [...byTable].map(([table, entries]) => [
        table,
        { codes: new Set(entries.map((entry) => entry.code)), outer: leaves(entries) },
      ]),
    );
  },
);

/** Tables by function that show the concept. */
function functionTables(disclosure: Disclosure, concept: string, fund: Fund): FunctionTable[] {
  return [...allFunctionTables(disclosure.tables)].flatMap(([table, known]): FunctionTable[] => {
    const column = columnOf(table, concept, fund);
    return column < 0 ? [] : [{ column, ...known }];
  });
}

/** Rows of fixed forms that stand for a 类, with the column of the concept. */
function* summaryRows(
  disclosure: Disclosure,
  concept: string,
  fund: Fund,
): Generator<{ table: Table; row: Row; column: number }> {
  for (const table of disclosure.tables.values()) {
    const column = columnOf(table, concept, fund);
    if (column < 0) continue;
    for (const row of table.rows) {
      const own = row.spec?.code !== undefined && row.spec.concept === undefined;
      if (own && row.side === table.columns[column]?.side) yield { table, row, column };
    }
  }
}

/**
 * Operands: `of`, the concept of a table by economic classification, with its
 * fund; `classes`, what each 类 of it is called in tables by function
 * (301: expenditure.basic.personnel.wages).
 */
export const economicSum: Kind = {
  explain: '按功能分类列示的表里，工资福利等各栏的合计，等于按经济分类列示的表里这一类之和。',
  rank: 4,
  run(rule, { disclosure, facts }) {
    const name = operandName(rule.operands.of);
    const { concept = '', fund = 'all' } = name;
    const entries = codeEntries(disclosure).filter(
      ({ classification, table }) =>
        classification === 'economic-department' && columnOf(table, concept, fund as Fund) >= 0,
    );
    const relations: Relation[] = [];
    for (const [code, target] of Object.entries(classesOf(rule))) {
      for (const { at } of facts.find(target, fund as Fund)) {
        if (at?.column.kind !== 'amount') continue;
        const left = cellOperand(
          at.table,
          at.row,
          at.table.columns.indexOf(at.column),
          disclosure.template.unit,
        );
        for (const table of new Set(entries.map((entry) => entry.table))) {
          if (!left || table === at.table) continue;
          const own = leaves(entries.filter((entry) => entry.table === table && entry.code.startsWith(code)));
          const right = cells(own, columnOf(table, concept, fund as Fund), disclosure);
          const relation: Relation = { rule, comparison: 'equal', left: [left], right };
          if (!isIdle(relation)) relations.push(relation);
        }
      }
    }
    return relations.length > 0 ? { relations } : notPublished(disclosure, (spec) => carries(spec, name));
  },
};

function classesOf(rule: Rule): Readonly<Record<string, string>> {
  const { classes } = rule.operands;
  return classes !== null && typeof classes === 'object' ? (classes as Record<string, string>) : {};
}
