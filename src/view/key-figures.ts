import type { Phase } from '../model/disclosure.ts';
import { type FactIndex, type FactSource, factsOf, type KnownFigure, quotable } from '../model/facts.ts';
import type { Row, Table } from '../model/table.ts';
import type { Fund } from '../model/template.ts';
import { grouped, yuan } from './figures.ts';
import type { KeyFigure } from './types.ts';

interface Wanted {
  readonly concept: string;
  readonly label: string;
  readonly explain: string;
  /** The same of a final account, where it is worded otherwise. */
  readonly settled?: string;
  /** Whose money it may be, best first: a total of one fund is no total of all. */
  readonly funds: readonly Fund[];
}

export const ALL: readonly Fund[] = ['all'];
/** 三公 are paid from appropriations; forms differ in how wide they draw them. */
export const APPROPRIATED: readonly Fund[] = ['fiscal', 'all', 'generalPublicBudget'];

export const WANTED: readonly Wanted[] = [
  {
    concept: 'income.total',
    label: '收入总计',
    explain: '全年预计能用的钱，含上年结转。',
    settled: '全年能用的钱，含上年结转。',
    funds: ALL,
  },
  {
    concept: 'expenditure.total',
    label: '支出总计',
    explain: '全年打算花的钱。',
    settled: '全年实际的支出。',
    funds: ALL,
  },
  {
    concept: 'expenditure.basic',
    label: '基本支出',
    explain: '养人和日常运转的钱：工资、社保、水电、办公。',
    funds: ALL,
  },
  {
    concept: 'expenditure.project',
    label: '项目支出',
    explain: '为办成专门的事安排的钱。',
    settled: '为办成专门的事花的钱。',
    funds: ALL,
  },
  {
    concept: 'threePublic.total',
    label: '“三公”经费',
    explain: '因公出国（境）、公务用车、公务接待三项合计。',
    funds: APPROPRIATED,
  },
  {
    concept: 'carryover.opening',
    label: '上年结转结余',
    explain: '去年没用完、今年接着用的钱，已含在收入里。',
    funds: ALL,
  },
  {
    concept: 'procurement.total',
    label: '政府采购',
    explain: '按政府采购程序购买货物、工程和服务的钱。',
    funds: ALL,
  },
];

/** Carry-over and procurement are worth a place only where there is any. */
const SHOWN_AT_ZERO = new Set([
  'income.total',
  'expenditure.total',
  'expenditure.basic',
  'expenditure.project',
  'threePublic.total',
]);

/**
 * The few figures at the head of a page; what no table holds is taken from what
 * the text states. `anchorOf` gives the fragment of a row on the page.
 */
export function viewKeyFigures(
  disclosure: FactSource & { readonly phase?: Phase },
  anchorOf: (table: Table, row: Row) => string | undefined,
): readonly KeyFigure[] {
  const facts = factsOf(disclosure);
  return WANTED.flatMap((wanted) => {
    const found = knownTotal(facts, wanted.concept, wanted.funds);
    if (!found) return [];
    const { settled = wanted.explain } = wanted;
    const told = disclosure.phase === '决算' ? { ...wanted, explain: settled } : wanted;
    return keyFigure(told, found, found.at && anchorOf(found.at.table, found.at.row));
  });
}

/** The cell that a total is quoted from, of the first of the funds that it is known for. */
export function knownTotal(
  facts: FactIndex,
  concept: string,
  funds: readonly Fund[],
): KnownFigure | undefined {
  for (const fund of funds) {
    const known = facts.find(concept, fund);
    if (known.length < 2) {
      if (known[0]) return known[0];
      continue;
    }
    // 支出总计 rather than 本年支出合计, where a form gives both the same meaning.
    const totals = known.filter((figure) => figure.at?.row.role === 'total');
    const found = quotable(totals.length > 0 ? totals : known);
    if (found) return found;
  }
  return undefined;
}

function keyFigure(
  wanted: Wanted,
  { cell, unit }: KnownFigure,
  anchor: string | undefined,
): readonly KeyFigure[] {
  const exact = yuan(cell, unit);
  if (exact === undefined || (exact === '0' && !SHOWN_AT_ZERO.has(wanted.concept))) return [];
  const { label, explain, concept } = wanted;
  return [
    {
      label,
      text: grouped(cell),
      unit,
      yuan: exact,
      explain,
      concept,
      ...(anchor !== undefined && { href: `#${anchor}` }),
    },
  ];
}
