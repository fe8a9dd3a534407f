import { fromFen, isMoneyUnit } from '../../model/cell.ts';
import {
  absolute,
  add,
  addIntervals,
  compare,
  type Decimal,
  divide,
  exactInterval,
  formatDecimal,
  type Interval,
  intervalsMeet,
  isZero,
  subtract,
  ZERO,
} from '../../model/decimal.ts';
import { kept } from '../../model/kept.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { printed } from '../relation.ts';
import { correctionsOf, intervalsOf } from '../text/corrections.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { cellsOf, type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { isLastDigit, percent, percentOf, quotient } from '../text/rates.ts';
import { figureKey } from '../things.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** How many amounts before it a share may be of. */
const BACK = 40;

/** Operand: `off`, `more` (plainly wrong) or `last` (one in the last place). */
export const narrativeShares: Kind = {
  explain: '“A万元，占p%”：用同一段里的数（或表中的合计）重新计算比重，四舍五入后应当相同。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const share of narrative.statements) {
      if (share.role !== 'share' || share.unit !== '%') continue;
      const part = partOf(share, narrative);
      if (!part || isZero(part.value)) continue;
      const named = namedBase(share, narrative);
      const bases = named ?? basesOf(part, share, narrative);
      const base = bases[0];
      if (!base) continue;
      looked++;
      const parts = [part.interval, ...correctionsOf(part, narrative, disclosure)];
      const fits = (wholes: readonly Interval[], meets: (rate: Interval) => boolean): boolean =>
        wholes.some((whole) =>
          parts.some((own) => {
            const rate = quotient(own, whole);
            return rate !== undefined && meets(percent(rate));
          }),
        );
      const isRight = (rate: Interval): boolean => intervalsMeet(rate, share.interval);
      if (fits(bases, isRight) || fits(totals(narrative), isRight)) continue;
      const others = named
        ? []
        : valuesBefore(part, share, narrative)
            .filter((item) => !hasShare(item, narrative))
            .flatMap((item) => [item.interval, ...correctionsOf(item, narrative, disclosure)]);
      if (fits(others, isRight)) continue;
      const isLast = fits([...bases, ...totals(narrative)], (rate) => isLastDigit(share.value, rate));
      if (isLast !== (rule.operands.off === 'last')) continue;
      const right = percentOf(absolute(fenOf(part)), midOf(base), Math.max(2, share.value.scale));
      if (!right) continue;
      const expected = `${formatDecimal(right)}%`;
      findings.push({
        ...sayAt(rule, narrative.body, share.from, {
          message: `“${nameOf(part)}”${part.text}所占的比重实为 ${share.text}，应为 ${expected}（差 ${formatDecimal(absolute(subtract(share.value, right)))} 个百分点）`,
          hint: `${part.text} ÷ ${printed(fromFen(midOf(base), part.unit))}${part.unit} = ${expected}。请核对比重和这两个数；比重也可以写成 {{share … of …}}，由程序计算。`,
          actual: share.text,
          expected,
          related: [relatedFigure(part, nameOf(part))],
        }),
        figures: [figureKey(part), ...cellsOf([part], narrative)],
      });
    }
    return looked > 0 ? { looked, findings } : { because: '正文里没有自己填写的、能够重算的比重' };
  },
};

function nameOf({ label, words }: Statement): string {
  return label?.words ?? words.replace(/^[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]+/u, '');
}

function midOf({ low, high }: Interval): Decimal {
  return divide(add(low, high), { coefficient: 2n, scale: 0 }, Math.max(low.scale, high.scale)) as Decimal;
}

/** The amount that a share belongs to: the one before it in the same sentence. */
function partOf(share: Statement, { statements, body }: Narrative): Statement | undefined {
  for (let at = share.index - 1; at >= Math.max(0, share.index - 4); at--) {
    const other = statements[at] as Statement;
    if (other.sentence !== share.sentence) return undefined;
    if (other.role === 'value' && isMoneyUnit(other.unit))
      return /[；;。]/u.test(body.text.slice(other.to, share.from)) || share.from - other.to > 60
        ? undefined
        : other;
    if (other.role === 'share') return undefined;
  }
  return undefined;
}

/** 占一般公共预算支出的84.06%: the base by its name, from the text or the tables. Nothing where the share names none; empty where nobody says how much it is. */
function namedBase(share: Statement, { statements, labels }: Narrative): Interval[] | undefined {
  const named =
    /占(?:到)?([^，。；占]*?)(?:的)?(?:比重|比例|比)?(?:约|为|达)*$/u.exec(share.words)?.[1] ?? '';
  if (named === '' || /^(?:总|全部|其|本年)?$/u.test(named)) return undefined;
  const label = labels.find(named) ?? labels.find(named.replace(/(?:预算|总额|总计|合计|总支出)$/u, ''));
  const before = statements.slice(Math.max(0, share.index - BACK), share.index);
  const told = before.filter(
    (item) =>
      item.role === 'value' &&
      isMoneyUnit(item.unit) &&
      (item.words.endsWith(named) || (label !== undefined && item.label?.words === label.words)),
  );
  return [...told.map(({ interval }) => interval), ...(label ? intervalsOf([...labels.figures(label)]) : [])];
}

function valuesBefore(part: Statement, share: Statement, { statements }: Narrative): Statement[] {
  return statements
    .slice(Math.max(0, share.index - BACK), part.index)
    .filter((item) => item.role === 'value' && item.segment === share.segment && isMoneyUnit(item.unit));
}

/**
 * What a bare 占p% is of: an amount before it in its sentence, or in the
 * paragraph whose list it stands in; not less than the part, and no part that
 * has a share of its own. Failing that, one told before that the sentence's
 * other shares are of.
 */
function basesOf(part: Statement, share: Statement, narrative: Narrative): Interval[] {
  const { body } = narrative;
  const larger = valuesBefore(part, share, narrative).filter(
    (item) => compare(absolute(fenOf(item)), absolute(fenOf(part))) >= 0 && !hasShare(item, narrative),
  );
  const near = larger.filter(
    (item) =>
      item.sentence === share.sentence ||
      /[：:]\n/u.test(body.text.slice(item.to, Math.min(part.from, item.to + 200))),
  );
  if (near.length > 0) return near.map(({ interval }) => interval);
  const shared = larger.findLast((item) => sharesOf(item, share, narrative) >= 2);
  return shared ? [shared.interval] : wholeDivision(share, narrative);
}

/** Shares that make up 100%, of amounts that make up one of the document's totals, are of that total. */
function wholeDivision(share: Statement, narrative: Narrative): Interval[] {
  const near = narrative.statements.slice(Math.max(0, share.index - BACK), share.index + BACK);
  const shares = near.filter(
    ({ role, unit, sentence }) => role === 'share' && unit === '%' && sentence === share.sentence,
  );
  const parts = shares.flatMap((item) => partOf(item, narrative) ?? []);
  if (shares.length < 2 || parts.length < shares.length) return [];
  const sumOf = (items: readonly Statement[]): Interval =>
    items.reduce((sum, { interval }) => addIntervals(sum, interval), exactInterval(ZERO));
  if (!intervalsMeet(sumOf(shares), exactInterval(HUNDRED))) return [];
  const whole = sumOf(parts);
  return totals(narrative).filter((total) => intervalsMeet(total, whole));
}

function hasShare({ index }: Statement, { statements }: Narrative): boolean {
  return statements[index + 1]?.role === 'share';
}

/** How many other shares of the sentence are of an amount. */
function sharesOf(whole: Statement, share: Statement, narrative: Narrative): number {
  const near = narrative.statements.slice(Math.max(0, share.index - BACK), share.index + BACK);
  return near.filter((other) => {
    if (other.role !== 'share' || other === share || other.sentence !== share.sentence) return false;
    const part = partOf(other, narrative);
    const rate = part && quotient(part.interval, whole.interval);
    return rate !== undefined && intervalsMeet(percent(rate), other.interval);
  }).length;
}

const TOTALS = [
  'income.total',
  'income.currentYear',
  'income.fiscal',
  'expenditure.total',
  'expenditure.grandTotal',
  'expenditure.basic',
  'expenditure.project',
  'procurement.total',
  'threePublic.total',
  'assets.total',
];
/** The document's own totals. */
const totals = kept(({ labels }: Narrative) =>
  intervalsOf(TOTALS.flatMap((concept) => labels.totals(concept))).filter(
    ({ low }) => compare(low, ZERO) > 0,
  ),
);
