import { cellInterval, isMoneyUnit, toFen } from '../../model/cell.ts';
import {
  absolute,
  addIntervals,
  compare,
  type Decimal,
  formatDecimal,
  type Interval,
  intervalsMeet,
  isZero,
  negateInterval,
  subtract,
} from '../../model/decimal.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { isLastDigit, percent, percentOf, quotient } from '../text/rates.ts';
import { figureKey } from '../things.ts';

/**
 * Operand: `of`, `rate` (the rate that the change and this year's amount give),
 * `last` (it is off by one in its last place) or `zero` (a rate of growth where last year had nothing).
 */
export const narrativeGrowth: Kind = {
  explain:
    '“比上年增加D万元，增长r%”：增长率 = 增减数 ÷ 上年数，上年数 = 今年数 − 增减数；上年为零的，不能说增长率。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const growth of narrative.statements) {
      if (growth.role !== 'growth') continue;
      const told = changeOf(growth, narrative);
      if (!told) continue;
      const { change, currents, previous } = told;
      if (rule.operands.of === 'zero') {
        const fromNothing =
          previous.length > 0
            ? previous.every(({ value }) => isZero(value))
            : currents[0] !== undefined && isFromNothing(change, currents[0]);
        looked++;
        if (!fromNothing) continue;
        findings.push(
          sayAt(rule, narrative.body, growth.from, {
            message: isZero(growth.value)
              ? `没有增减，却说“${growth.text}”：上年为零，没有增长率`
              : `上年为零，却说增长 ${growth.text}`,
            hint: '上年为零时不计算增长率：没有增减的，请写“与上年持平”；有增加的，只写增加的数额。',
            actual: growth.text,
          }),
        );
        continue;
      }
      if (isZero(change.value) || isZero(growth.value)) continue;
      const bases = [
        ...previous.map(({ interval }) => interval),
        ...currents.map(({ interval }) => addIntervals(interval, negateInterval(change.interval))),
        ...labelled(change, narrative),
      ];
      const size = sized(change.interval);
      const rate = sized(growth.interval);
      const fits = bases
        .filter((base) => compare(base.low, { coefficient: 0n, scale: 0 }) > 0)
        .map((base) => ({ base, rate: quotient(size, base) }));
      if (fits.length === 0) continue;
      looked++;
      if (fits.some((item) => item.rate && intervalsMeet(percent(item.rate), rate))) continue;
      const isLast = fits.some(
        (item) => item.rate && isLastDigit(absolute(growth.value), percent(item.rate)),
      );
      if (isLast !== (rule.operands.of === 'last')) continue;
      const current = currents[0];
      const before = previous[0] ? fenOf(previous[0]) : current && subtract(fenOf(current), fenOf(change));
      const right = before && percentOf(absolute(fenOf(change)), before, Math.max(2, growth.value.scale));
      if (!right) continue;
      const wrongBase = current && isRate(absolute(fenOf(change)), absolute(fenOf(current)), rate);
      const expected = `${formatDecimal(right)}%`;
      findings.push({
        ...sayAt(rule, narrative.body, growth.from, {
          message: `${change.value.coefficient < 0n ? '下降' : '增长'}的比率实为 ${growth.text}，应为 ${expected}（差 ${formatDecimal(absolute(subtract(absolute(growth.value), right)))} 个百分点）`,
          hint: `增减数 ${change.text} ÷ 上年数 = ${expected}${wrongBase ? '；现在的比率是用今年数作了分母' : ''}。请改正比率，或核对今年数和增减数；也可以写成 {{growth …}}，由程序计算。`,
          actual: growth.text,
          expected,
          related: [
            relatedFigure(change, '增减数'),
            ...(current ? [relatedFigure(current, current.label?.words ?? current.words)] : []),
          ],
        }),
        figures: [change, ...currents].map(figureKey),
      });
    }
    return looked > 0 ? { looked, findings } : { because: '正文里没有自己填写的增长率' };
  },
};

interface Told {
  readonly change: Statement;
  /** This year's amounts that it may be the change of, likeliest first. */
  readonly currents: readonly Statement[];
  readonly previous: readonly Statement[];
}

/** The change right before a rate, and the amounts before it in the sentence. */
function changeOf(growth: Statement, { statements, body }: Narrative): Told | undefined {
  const change = statements[growth.index - 1];
  if (
    change?.role !== 'change' ||
    !isMoneyUnit(change.unit) ||
    change.sentence !== growth.sentence ||
    growth.from - change.to > 16
  )
    return undefined;
  // 各增加……万元、……万元，各增长……: which rate belongs to which is not said.
  if (
    /各|分别/u.test(growth.words + change.words) &&
    statements[growth.index + 1]?.unit === '%' &&
    (statements[growth.index + 1] as Statement).from - growth.to < 3
  )
    return undefined;
  const currents: Statement[] = [];
  const previous: Statement[] = [];
  for (let at = change.index - 1; at >= Math.max(0, change.index - 30); at--) {
    const other = statements[at] as Statement;
    if (other.segment !== change.segment) break;
    const near =
      other.sentence === change.sentence ||
      /^[。\n]?[^。\n]{0,30}$/u.test(body.text.slice(other.to, change.from));
    if (!near) break;
    if (!isMoneyUnit(other.unit) || other.bracket !== change.bracket) continue;
    // 收入A，比上年增加……；支出B，比上年增加……: each amount has its own change.
    const hasOwn = statements[other.index + 1]?.role === 'change' && other.index + 1 !== change.index;
    if (other.role === 'value' && !hasOwn) currents.push(other);
    else if (other.role === 'past' && /[较比]/u.test(other.words)) previous.push(other);
  }
  // 政府性基金收支预算0万元。……政府性基金收支预算增加0万元，增长0%: told before, under the same name.
  const named =
    change.label &&
    statements
      .slice(Math.max(0, change.index - 60), change.index)
      .findLast(
        (item) =>
          item.role === 'value' &&
          item.segment === change.segment &&
          item.label?.words === change.label?.words,
      );
  if (named && !currents.includes(named)) currents.push(named);
  return { change, currents, previous };
}

/** The tables' figures of the name that the change bears. */
function labelled(change: Statement, { labels }: Narrative): Interval[] {
  if (!change.label) return [];
  return [...labels.figures(change.label)].flatMap(({ cell, decimals, unit }) => {
    const interval = cellInterval(cell, decimals);
    return interval
      ? [
          addIntervals(
            { low: toFen(interval.low, unit), high: toFen(interval.high, unit) },
            negateInterval(change.interval),
          ),
        ]
      : [];
  });
}

function isFromNothing(change: Statement, current: Statement): boolean {
  return isZero(subtract(fenOf(current), fenOf(change)));
}

function isRate(part: Decimal, whole: Decimal, rate: Interval): boolean {
  const interval = quotient({ low: part, high: part }, { low: whole, high: whole });
  return interval !== undefined && intervalsMeet(percent(interval), rate);
}

/** Without its sign. */
function sized(interval: Interval): Interval {
  return interval.high.coefficient <= 0n ? negateInterval(interval) : interval;
}
