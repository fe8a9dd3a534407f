import { addIntervals, compare, type Interval, intervalsMeet } from '../../model/decimal.ts';
import type { ColumnSpec, Fund, TableSpec } from '../../model/template.ts';
import { intervalOf, keep, type Slot, settled } from './slot.ts';

/** What the tables say so far, by concept, fund and code. */
export class SettledFacts {
  readonly #known = new Map<string, Interval>();

  static key(concept: string, fund: Fund, code = ''): string {
    return `${concept}|${fund}|${code}`;
  }

  set(key: string, text: string): void {
    if (!this.#known.has(key)) this.#known.set(key, intervalOf(text));
  }

  get(concept: string, fund: Fund, code = ''): Interval | undefined {
    return this.#known.get(SettledFacts.key(concept, fund, code));
  }

  get size(): number {
    return this.#known.size;
  }
}

/** Funds that hold a fund whole. */
const WITHIN: Readonly<Record<Fund, readonly Fund[]>> = {
  all: [],
  fiscal: ['all'],
  generalPublicBudget: ['fiscal', 'all'],
  governmentFund: ['fiscal', 'all'],
  stateCapital: ['fiscal', 'all'],
};
const PARTS: Readonly<Record<Fund, readonly Fund[]>> = {
  all: ['fiscal', 'generalPublicBudget', 'governmentFund', 'stateCapital'],
  fiscal: ['generalPublicBudget', 'governmentFund', 'stateCapital'],
  generalPublicBudget: [],
  governmentFund: [],
  stateCapital: [],
};

/** A use of money is never more than the income that it is paid from: the last words of a concept name it. */
const SOURCES: Readonly<Record<string, string>> = {
  fiscalAccount: 'income.fiscalAccount',
  own: 'income.own',
  carryover: 'carryover.opening',
};
/** Where the form lists them one by one instead of 单位资金. */
const OWN_SOURCES = ['business', 'operating', 'superior', 'affiliated', 'other'].map(
  (name) => `income.${name}`,
);

interface Meaning {
  readonly concept: string;
  readonly fund: Fund;
  readonly code: string;
}

export function meaningOf(slot: Slot, column: ColumnSpec): Meaning | undefined {
  const concept = slot.fixed?.concept ?? column.concept;
  if (concept === undefined) return undefined;
  const isTotal =
    slot.fixed?.role === 'total' || slot.side.rows.total.some((word) => word !== '' && slot.label === word);
  const code = slot.code ?? slot.fixed?.code ?? '';
  if (code === '' && !slot.fixed?.concept && !isTotal) return undefined;
  return { concept, fund: column.fund ?? slot.spec.fund, code };
}

/** Takes into the facts what is settled. */
export function learn(slots: readonly Slot[], facts: SettledFacts): void {
  for (const slot of slots) {
    slot.columns.forEach((column, index) => {
      const text = settled(slot, index);
      const meaning = text === undefined ? undefined : meaningOf(slot, column);
      if (meaning) facts.set(SettledFacts.key(meaning.concept, meaning.fund, meaning.code), text as string);
    });
  }
}

/** A printed table without rows says that there is none of it. */
export function learnEmpty(spec: TableSpec, facts: SettledFacts): void {
  for (const column of spec.columns)
    if (column.concept) facts.set(SettledFacts.key(column.concept, column.fund ?? spec.fund), '');
}

/** Drops placings that contradict what other tables say. */
export function filterByFacts(slot: Slot, facts: SettledFacts): boolean {
  let changed = false;
  slot.columns.forEach((column, index) => {
    const meaning = meaningOf(slot, column);
    changed =
      keep(slot, (placing) => agrees(intervalOf(placing[index] as string), column, slot, meaning, facts)) ||
      changed;
  });
  return changed;
}

const atMost = (a: Interval, b: Interval): boolean => compare(a.low, b.high) <= 0;

function agrees(
  value: Interval,
  column: ColumnSpec,
  slot: Slot,
  meaning: Meaning | undefined,
  facts: SettledFacts,
): boolean {
  if (column.kind !== 'amount') return true;
  const fund = column.fund ?? slot.spec.fund;
  const limits = [...fundLimits(fund, facts), ...sourceLimits(column, facts)];
  if (limits.some((limit) => !atMost(value, limit))) return false;
  if (!meaning) return true;
  const same = facts.get(meaning.concept, meaning.fund, meaning.code);
  if (same && !intervalsMeet(value, same)) return false;
  const wider = WITHIN[meaning.fund].map((other) => facts.get(meaning.concept, other, meaning.code));
  const narrower = PARTS[meaning.fund].map((other) => facts.get(meaning.concept, other, meaning.code));
  return (
    wider.every((other) => !other || atMost(value, other)) &&
    narrower.every((other) => !other || atMost(other, value))
  );
}

/** No part of a fund is more than all its expenditure, nor than what comes in and was carried over. */
function fundLimits(fund: Fund, facts: SettledFacts): Interval[] {
  if (fund === 'all' || fund === 'fiscal') return [];
  const whole = facts.get('expenditure.total', fund);
  const income = anyFund(`income.${fund}`, facts);
  const opening = anyFund(`carryover.opening.${fund}`, facts) ?? anyFund('carryover.opening', facts);
  return [...(whole ? [whole] : []), ...(income && opening ? [addIntervals(income, opening)] : [])];
}

const anyFund = (concept: string, facts: SettledFacts): Interval | undefined =>
  facts.get(concept, 'all') ?? facts.get(concept, 'fiscal');

function sourceLimits(column: ColumnSpec, facts: SettledFacts): Interval[] {
  return (column.concept ?? '').split('.').flatMap((word) => {
    const source = SOURCES[word];
    const limit =
      source === undefined
        ? undefined
        : (facts.get(source, 'all') ?? (word === 'own' ? ownIncome(facts) : undefined));
    return limit ? [limit] : [];
  });
}

function ownIncome(facts: SettledFacts): Interval | undefined {
  const parts = OWN_SOURCES.map((name) => facts.get(name, 'all'));
  return parts.every((item) => item !== undefined) ? parts.reduce(addIntervals) : undefined;
}
