import { cellValue } from '../../model/cell.ts';
import { compare, type Decimal, isZero, sum } from '../../model/decimal.ts';
import type { CheckedDisclosure, Disclosure } from '../../model/disclosure.ts';
import { type FactIndex, type FactSource, factsOf, type KnownFigure } from '../../model/facts.ts';
import { kept } from '../../model/kept.ts';
import type { Row, Table } from '../../model/table.ts';
import type { Fund } from '../../model/template.ts';
import { inUnit } from '../amounts.ts';
import { conceptWords } from '../concept-words.ts';
import { ALL, APPROPRIATED, knownTotal, WANTED } from '../key-figures.ts';
import { viewFunctions } from './functions.ts';
import type { ComparableList, ComparableRow, Meaning } from './types.ts';

/** A disclosure in whatever state: last year's is not checked when this year's is shown. */
export type ComparedSource = Disclosure | CheckedDisclosure;

/** Gives the fragment of a row on the disclosure's page. */
export type AnchorOf = (table: Table, row: Row) => string | undefined;

const INCOME_PARTS = [
  'income.generalPublicBudget',
  'income.governmentFund',
  'income.stateCapital',
  'income.fiscalAccount',
  'income.own',
  'income.business',
  'income.operating',
  'income.superior',
  'income.affiliated',
  'income.other',
  'carryover.opening',
];
/** What some forms give instead of its parts, and others beside them. */
const INCOME_SUMS: Readonly<Record<string, readonly string[]>> = {
  'income.fiscal': ['income.generalPublicBudget', 'income.governmentFund', 'income.stateCapital'],
  'income.own': [
    'income.business',
    'income.operating',
    'income.superior',
    'income.affiliated',
    'income.other',
  ],
};
const KINDS = [
  'expenditure.basic',
  'expenditure.project',
  'expenditure.operating',
  'expenditure.superior',
  'expenditure.affiliated',
];
const THREE_PUBLIC: readonly (readonly [concept: string, level: number])[] = [
  ['threePublic.abroad', 1],
  ['threePublic.vehicles', 1],
  ['threePublic.vehicles.purchase', 2],
  ['threePublic.vehicles.running', 2],
  ['threePublic.reception', 1],
];
export const FUND_WORDS: Readonly<Record<Fund, string>> = {
  all: '',
  fiscal: '财政拨款',
  generalPublicBudget: '一般公共预算',
  governmentFund: '政府性基金预算',
  stateCapital: '国有资本经营预算',
};

interface Line {
  readonly key: string;
  readonly label: string;
  readonly level: number;
  readonly total?: true;
  readonly figure: KnownFigure;
}

/** The lists by meaning that a disclosure has figures for: what its tables hold, else what its text states. */
export function viewMeanings(source: FactSource, anchorOf: AnchorOf): readonly ComparableList[] {
  const { key, income, kinds, threePublic } = linesOf(source);
  return [
    listOf('key', '主要数字', key, anchorOf),
    listOf('income', '收入来源', income, anchorOf),
    listOf('kinds', '支出性质', kinds, anchorOf),
    functionList(source, factsOf(source), anchorOf),
    listOf('threePublic', '“三公”经费', threePublic, anchorOf),
  ].filter((list) => list !== undefined);
}

/** Found once for the page and for what may be compared, where rows have other fragments. */
const linesOf = kept((source: FactSource) => {
  const facts = factsOf(source);
  return {
    key: keyLines(facts),
    income: incomeLines(facts),
    kinds: kindLines(facts),
    threePublic: threePublicLines(facts),
  };
});

/** Every total that is known, by meaning and fund. */
export function viewTotals(source: FactSource, anchorOf: AnchorOf): ComparableList | undefined {
  const facts = factsOf(source);
  const lines = [...facts.concepts()].flatMap((concept) =>
    [...facts.fundsOf(concept)].flatMap((fund): Line[] => {
      const figure = knownTotal(facts, concept, [fund]);
      if (!figure) return [];
      const title = conceptWords(concept)?.title ?? concept;
      const label = fund === 'all' ? title : `${title}（${FUND_WORDS[fund]}）`;
      return [{ key: `${concept} ${fund}`, label, level: 0, figure }];
    }),
  );
  return listOf('totals', '全部合计数', lines, anchorOf);
}

function line(facts: FactIndex, concept: string, funds: readonly Fund[], level = 0): Line[] {
  const figure = knownTotal(facts, concept, funds);
  return figure ? [{ key: concept, label: conceptWords(concept)?.title ?? concept, level, figure }] : [];
}

function total(facts: FactIndex, concept: string, funds: readonly Fund[]): Line[] {
  return line(facts, concept, funds).map((item) => ({ ...item, total: true }));
}

function keyLines(facts: FactIndex): Line[] {
  return WANTED.flatMap(({ concept, label, funds }) =>
    line(facts, concept, funds).map((item) => ({ ...item, label })),
  );
}

function kindLines(facts: FactIndex): Line[] {
  const kinds = KINDS.flatMap((concept) => line(facts, concept, ALL, 1));
  return kinds.length > 0 ? [...total(facts, 'expenditure.total', ALL), ...kinds] : [];
}

function threePublicLines(facts: FactIndex): Line[] {
  const fund = APPROPRIATED.find((item) =>
    ['threePublic.total', ...THREE_PUBLIC.map(([concept]) => concept)].some(
      (concept) => facts.find(concept, item).length > 0,
    ),
  );
  if (!fund) return [];
  return [
    ...total(facts, 'threePublic.total', [fund]),
    ...THREE_PUBLIC.flatMap(([concept, level]) => line(facts, concept, [fund], level)),
  ];
}

/**
 * Income by source. Forms differ in how far they divide it, and one table of a
 * form may sum what another divides: a sum and its parts are not both counted,
 * unless only both together make the total.
 */
function incomeLines(facts: FactIndex): Line[] {
  const totals = total(facts, 'income.total', ALL);
  const parts = new Map(
    [...INCOME_PARTS, 'income.fiscal'].flatMap((concept) =>
      line(facts, concept, ALL, 1).map((item) => [concept, item] as const),
    ),
  );
  const whole = totals[0] && moneyOf(totals[0].figure);
  for (const [upper, lower] of Object.entries(INCOME_SUMS)) {
    const own = parts.get(upper);
    const under = lower.flatMap((concept) => parts.get(concept) ?? []);
    if (!own || under.length === 0) continue;
    const ownMoney = moneyOf(own.figure) ?? NOTHING;
    const all = sum([...parts.values()].flatMap(({ figure }) => moneyOf(figure) ?? []));
    if (!isZero(ownMoney) && whole && compare(all, whole) === 0) continue;
    const nothing = under.every(({ figure }) => isZero(moneyOf(figure) ?? NOTHING));
    // 单位资金 and 事业收入 name the same money in two tables; 财政拨款 is told better by its parts.
    const keepsSum = isZero(ownMoney) ? nothing && upper === 'income.own' : nothing || upper === 'income.own';
    const drop = keepsSum ? lower : [upper];
    for (const concept of drop) parts.delete(concept);
  }
  return parts.size > 0 ? [...totals, ...parts.values()] : [];
}

const NOTHING: Decimal = { coefficient: 0n, scale: 0 };

/** In 元, to sum over tables of different units. */
function moneyOf({ cell, unit }: KnownFigure): Decimal | undefined {
  const value = cellValue(cell);
  return value && inUnit(value, unit, '元');
}

function functionList(source: FactSource, facts: FactIndex, anchorOf: AnchorOf): ComparableList | undefined {
  const found = viewFunctions(source, anchorOf);
  if (!found) return undefined;
  const { fund, unit, rows } = found;
  const whole = listOf('function', '', total(facts, 'expenditure.total', [fund]), anchorOf)?.rows[0];
  const title = fund === 'all' ? '支出功能分类' : `${FUND_WORDS[fund]}支出功能分类`;
  const column = { id: fund, title: '金额', unit };
  return {
    id: 'function' satisfies Meaning,
    title,
    columns: [column],
    rows: whole ? [{ ...whole, label: '合计' }, ...rows] : rows,
  };
}

/** All in the unit of the first; a line in another says so. */
function listOf(
  id: string,
  title: string,
  lines: readonly Line[],
  anchorOf: AnchorOf,
): ComparableList | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const { unit } = first.figure;
  const rows = lines.map(({ key, label, level, total: isTotal, figure }): ComparableRow => {
    const at = figure.at && anchorOf(figure.at.table, figure.at.row);
    return {
      key,
      label,
      level,
      cells: [figure.cell.text],
      ...(isTotal && { total: true as const }),
      ...(figure.unit !== unit && { unit: figure.unit }),
      ...(at !== undefined && { at }),
    };
  });
  return { id, title, columns: [{ id: 'amount', title: '金额', unit }], rows };
}
