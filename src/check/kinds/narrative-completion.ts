import { fromFen, isMoneyUnit } from '../../model/cell.ts';
import {
  absolute,
  addIntervals,
  type Decimal,
  formatDecimal,
  intervalsMeet,
  isZero,
  negateInterval,
  subtract,
} from '../../model/decimal.ts';
import type { Rule } from '../../model/rule.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { printed } from '../relation.ts';
import { correctionsOf } from '../text/corrections.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { isLastDigit, percent, percentOf, quotient } from '../text/rates.ts';
import { figureKey } from '../things.ts';

/** 完成年初预算的83.33%. */
const COMPLETED =
  /(?:完成|占|为)(?:了)?(?:年初|全年|调整后?|当年|本年)?预算(?:数|额)?的(?:约|为)?$|预算(?:完成|执行)率(?:为|是|达)?$/u;
/** 比年初预算减少1.00万元. */
const FROM_BUDGET =
  /[较比](?:年初|全年|调整后?|当年|本年)?预算(?:数|额)?(?:相比)?(?:增加|减少|增|减|超支|节约|节支)了?(?:约)?$/u;
const BUDGETED = /预算(?:数|额|安排)?(?:为|是|共|约|共计)*$/u;

/**
 * Operand: `of`, `rate` (plainly wrong), `last` (one in the last place) or `change` (what was spent more or less
 * than budgeted). A final account's sentence gives what was budgeted, what was spent, and how one relates to the other.
 */
export const narrativeCompletion: Kind = {
  explain:
    '“预算X万元，决算Y万元，完成预算的p%，比预算减少D万元”：p = Y ÷ X，D = X − Y，四舍五入后应当相同。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    let looked = 0;
    const findings = narrative.statements.flatMap((statement) => {
      const wanted =
        rule.operands.of === 'change'
          ? statement.role === 'change' && isMoneyUnit(statement.unit) && FROM_BUDGET.test(statement.words)
          : statement.unit === '%' && COMPLETED.test(statement.words);
      const pair = wanted ? pairOf(statement, narrative) : undefined;
      if (!pair) return [];
      looked++;
      const spent = [pair.spent.interval, ...correctionsOf(pair.spent, narrative, disclosure)];
      const fault =
        rule.operands.of === 'change'
          ? changeFault(rule, statement, pair, spent, narrative)
          : rateFault(rule, statement, pair, spent, narrative);
      return fault ?? [];
    });
    return looked > 0 ? { looked, findings } : { because: '正文里没有以预算数和决算数相比的话' };
  },
};

interface Pair {
  readonly budgeted: Statement;
  readonly spent: Statement;
}

/** The last two amounts before it in its sentence: what was budgeted, and what was spent. */
function pairOf({ index, sentence, bracket }: Statement, { statements }: Narrative): Pair | undefined {
  const amounts: Statement[] = [];
  for (let at = index - 1; at >= 0 && amounts.length < 2; at--) {
    const other = statements[at] as Statement;
    if (other.sentence !== sentence) break;
    if (
      other.bracket === bracket &&
      isMoneyUnit(other.unit) &&
      (other.role === 'value' || other.role === 'past')
    )
      amounts.push(other);
  }
  const budgeted = amounts.find(({ words }) => BUDGETED.test(words) && !/决算/u.test(words));
  const spent = amounts.find((item) => item !== budgeted && item.role === 'value');
  return budgeted && spent && !isZero(budgeted.value) ? { budgeted, spent } : undefined;
}

function rateFault(
  rule: Rule,
  rate: Statement,
  { budgeted, spent }: Pair,
  intervals: readonly Statement['interval'][],
  narrative: Narrative,
): KindFinding | undefined {
  const rates = intervals.flatMap((own) => quotient(own, budgeted.interval) ?? []).map(percent);
  if (rates.length === 0 || rates.some((right) => intervalsMeet(right, rate.interval))) return undefined;
  const isLast = rates.some((right) => isLastDigit(rate.value, right));
  const right = percentOf(fenOf(spent), fenOf(budgeted), Math.max(2, rate.value.scale));
  if (!right || isLast !== (rule.operands.of === 'last')) return undefined;
  const expected = `${formatDecimal(right)}%`;
  return tell(rule, rate, { budgeted, spent }, narrative, {
    message: `完成预算的比率实为 ${rate.text}，应为 ${expected}（差 ${formatDecimal(absolute(subtract(rate.value, right)))} 个百分点）`,
    hint: `决算 ${spent.text} ÷ 预算 ${budgeted.text} = ${expected}。请核对比率和这两个数。`,
    expected,
  });
}

function changeFault(
  rule: Rule,
  change: Statement,
  { budgeted, spent }: Pair,
  intervals: readonly Statement['interval'][],
  narrative: Narrative,
): KindFinding | undefined {
  const less = negateInterval(budgeted.interval);
  if (intervals.some((own) => intervalsMeet(addIntervals(own, less), change.interval))) return undefined;
  const right = subtract(fenOf(spent), fenOf(budgeted));
  const words = (fen: Decimal): string =>
    `${fen.coefficient < 0n ? '减少' : '增加'} ${printed(absolute(fromFen(fen, change.unit)))}${change.unit}`;
  return tell(rule, change, { budgeted, spent }, narrative, {
    message: `比预算${words(fenOf(change))}，应为${words(right)}`,
    hint: `决算 ${spent.text} − 预算 ${budgeted.text}：${words(right)}。请核对这三个数，改正有误的一处。`,
    expected: words(right),
  });
}

function tell(
  rule: Rule,
  statement: Statement,
  { budgeted, spent }: Pair,
  { body }: Narrative,
  said: { readonly message: string; readonly hint: string; readonly expected: string },
): KindFinding {
  return {
    ...sayAt(rule, body, statement.from, {
      ...said,
      actual: statement.text,
      related: [relatedFigure(budgeted, '预算'), relatedFigure(spent, '决算')],
    }),
    figures: [budgeted, spent].map(figureKey),
  };
}
