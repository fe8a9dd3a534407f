import type { Reference } from './binding-parse.ts';
import {
  type Ambiguous,
  figure,
  type NotFound,
  none,
  notFound,
  type Resolution,
  words,
} from './binding-result.ts';
import { type BindingSource, findTarget, ofKnown, type Target } from './binding-target.ts';
import { type Cell, cellValue, fromFen, isMoneyUnit, toFen, type Unit } from './cell.ts';
import {
  absolute,
  type Decimal,
  divide,
  formatDecimal,
  isZero,
  multiply,
  subtract,
  trimmed,
} from './decimal.ts';
import type { Fact } from './disclosure.ts';
import { factsOf, quotable } from './facts.ts';
import type { Fund } from './template.ts';

/** Words for a figure beside another: 增加, 下降, 占. */

/** What bindings are resolved against: a disclosure, and last year's where there is one. */
export interface BindingContext {
  readonly disclosure: BindingSource;
  readonly lastYear?: BindingSource;
}

interface Amount {
  readonly value: Decimal;
  readonly unit: Unit;
}

function amountOf(target: { readonly cell: Cell; readonly unit: Unit } | undefined): Amount | undefined {
  const value = target && cellValue(target.cell);
  return value && target && { value, unit: target.unit };
}

/** The same amount in another unit; undefined where the two measure different things. */
function inUnit(amount: Amount, unit: Unit): Decimal | undefined {
  if (amount.unit === unit) return amount.value;
  if (!isMoneyUnit(amount.unit) || !isMoneyUnit(unit)) return undefined;
  return trimmed(fromFen(toFen(amount.value, amount.unit), unit));
}

interface Comparison {
  readonly unit: Unit;
  readonly change: Decimal;
  /** Absent where only the change is stated. */
  readonly previous?: Decimal;
}

const FUND_ORDER: readonly Fund[] = [
  'all',
  'fiscal',
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
];

/** This year against last: from a stated change, a stated last year, or last year's disclosure, in this order. */
function compare(reference: Reference, context: BindingContext): Comparison | NotFound | Ambiguous {
  const { disclosure } = context;
  const target = findTarget(reference, disclosure);
  if ('kind' in target && target.kind === 'ambiguous') return target;
  const here = 'kind' in target ? undefined : target;
  if (here?.fact && here.fact.period !== 'current') return comparedFact(here.fact, here);
  const current = amountOf(here);
  const index = factsOf(disclosure);
  const concept = here?.concept ?? (reference.kind === 'concept' ? reference.concept : undefined);
  const fund = here?.fund ?? (reference.kind === 'concept' ? reference.fund : undefined);

  if (concept !== undefined && here?.code === undefined) {
    const funds = fund === undefined ? FUND_ORDER : [...new Set([fund, 'all' as const])];
    for (const period of ['change', 'previous'] as const) {
      for (const candidate of funds) {
        const stated = amountOf(index.stated(concept, candidate, period));
        if (!stated) continue;
        if (!current) {
          if (period === 'change') return { unit: stated.unit, change: stated.value };
          continue;
        }
        const other = inUnit(stated, current.unit);
        if (!other) continue;
        const difference = subtract(current.value, other);
        return period === 'change'
          ? { unit: current.unit, change: other, previous: difference }
          : { unit: current.unit, change: difference, previous: other };
      }
    }
  }
  if ('kind' in target) return target;
  const before = context.lastYear && amountOf(sameOf(target, reference, context.lastYear));
  const previous = before && current && inUnit(before, current.unit);
  if (!current || !previous) {
    return notFound('comparison', '没有上年数可比', '', none, true);
  }
  return { unit: current.unit, change: subtract(current.value, previous), previous };
}

function comparedFact(fact: Fact, target: Target): Comparison | NotFound {
  const amount = amountOf(target);
  if (!amount || fact.period !== 'change') return notFound('comparison', '没有上年数可比', '', none, true);
  return { unit: amount.unit, change: amount.value };
}

/** The same figure in another disclosure: by what it means, else by where it stands. */
function sameOf(target: Target, reference: Reference, other: BindingSource): Target | undefined {
  if (target.concept !== undefined && target.fund !== undefined) {
    const found = quotable(factsOf(other).find(target.concept, target.fund, target.code));
    if (found) return ofKnown(found);
  }
  if (reference.kind !== 'path') return undefined;
  const found = findTarget(reference, other);
  return 'kind' in found ? undefined : found;
}

const LEVEL_WITH_LAST_YEAR = '与上年持平';

export function resolveChange(reference: Reference, context: BindingContext): Resolution {
  const compared = compare(reference, context);
  if ('kind' in compared) return compared;
  if (isZero(compared.change)) return words(LEVEL_WITH_LAST_YEAR, true);
  const size = absolute(compared.change);
  return figure(size, compared.unit, formatDecimal(size), compared.change.coefficient < 0n ? '减少' : '增加');
}

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

export function resolveGrowth(reference: Reference, context: BindingContext): Resolution {
  const compared = compare(reference, context);
  if ('kind' in compared) return compared;
  if (isZero(compared.change)) return words(LEVEL_WITH_LAST_YEAR, true);
  const { previous } = compared;
  if (!previous) return notFound('comparison', '没有上年数可比', '', none, true);
  // A rate from nothing, or from less than nothing, says nothing.
  if (isZero(previous)) return words('上年为零，不计算增长率', true);
  if (previous.coefficient < 0n) return words('上年为负，不计算增长率', true);
  const rate = divide(multiply(absolute(compared.change), HUNDRED), previous, 2) as Decimal;
  return words(`${compared.change.coefficient < 0n ? '下降' : '增长'}${formatDecimal(rate)}%`);
}

export function resolveShare(part: Reference, whole: Reference, context: BindingContext): Resolution {
  const amounts: Amount[] = [];
  for (const reference of [part, whole]) {
    const target = findTarget(reference, context.disclosure);
    if ('kind' in target) return target;
    const amount = amountOf(target);
    if (!amount) return notFound('comparison', '没有数可算比重', '', none, true);
    amounts.push(amount);
  }
  const [of, all] = amounts as [Amount, Amount];
  const value = inUnit(of, all.unit);
  if (!value)
    return notFound('comparison', `的单位不同（${of.unit}、${all.unit}），不能算比重`, '', none, false);
  const ratio = divide(multiply(value, HUNDRED), all.value, 2);
  if (!ratio) return words('合计为零，不计算比重', true);
  return words(`${formatDecimal(ratio)}%`, isZero(ratio));
}
