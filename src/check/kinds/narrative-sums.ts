import { fromFen, isMoneyUnit } from '../../model/cell.ts';
import {
  absolute,
  compare,
  type Decimal,
  type Interval,
  intervalsMeet,
  isZero,
  negateInterval,
  subtract,
  sum,
} from '../../model/decimal.ts';
import type { Rule } from '../../model/rule.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { printed } from '../relation.ts';
import { type Judged, listsOf } from '../text/amount-lists.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { fits, type ReadList, sumOf } from '../text/lists.ts';
import { cellsOf, type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { allPartitions, isPartition, type Partition } from '../text/partitions.ts';
import { BOUND } from '../text/plain.ts';
import { paragraphKey } from '../things.ts';

/**
 * Operands: `when`, `broken` (the parts are more than the whole, or a division
 * that is complete by definition does not make it up) or `short` (the parts
 * named are less, and nothing says that they are only some); `partitions`, the
 * complete divisions: the whole's parts as concepts.
 */
export const narrativeSums: Kind = {
  explain:
    '一句话里“X万元，其中：A、B、C”各项之和与总数相符（按印出的位数四舍五入）；写明“主要”的，不大于总数。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const lists = listsOf(narrative, disclosure);
    const partitions = allPartitions(disclosure.template);
    const findings = lists.flatMap((judged) =>
      judged.holds ? [] : judge(rule, judged, narrative, partitions),
    );
    return lists.length > 0 ? { looked: lists.length, findings } : { because: '正文里没有“其中”之类的分项' };
  },
};

interface Fault {
  readonly list: ReadList;
  readonly total: Interval;
  readonly over: boolean;
  readonly kind: 'broken' | 'short';
}

/** One a sentence: a wrong amount puts out every list that it stands in. */
function judge(
  rule: Rule,
  { lists, loose }: Judged,
  narrative: Narrative,
  partitions: readonly Partition[],
): KindFinding[] {
  const faults = lists.flatMap((list): Fault[] => faultOf(list, narrative, partitions));
  const fault = faults.find(({ kind }) => kind === 'broken') ?? faults[0];
  const kind = loose ? 'short' : fault?.kind;
  return fault && kind === rule.operands.when ? [tell(rule, fault, narrative)] : [];
}

function faultOf(list: ReadList, narrative: Narrative, partitions: readonly Partition[]): Fault[] {
  const { whole, parts, extent } = list;
  const total = sumOf(parts);
  if (parts.length === 0 || fits(total, whole.interval, extent)) return [];
  const over = compare(total.low, whole.interval.high) > 0;
  const labels = parts.map(({ statement }) => statement.label);
  const complete = isPartition(labels, partitions);
  if (!over && !complete && parts.length < 2) return [];
  if (!over && isCarriedOver(shortOf(list), narrative)) return [];
  if (isOfChange(whole.statement, parts[0]?.statement, total, narrative)) return [];
  return [{ list, total, over, kind: over || complete ? 'broken' : 'short' }];
}

function addedOf({ parts }: ReadList): Decimal {
  return sum(parts.map(({ statement }) => fenOf(statement)));
}

function shortOf(list: ReadList): Decimal {
  return subtract(fenOf(list.whole.statement), addedOf(list));
}

function tell(rule: Rule, { list, over }: Fault, narrative: Narrative): KindFinding {
  const { statement } = list.whole;
  const { unit } = statement;
  const inUnit = (fen: Decimal): string => `${printed(fromFen(fen, unit))}${unit}`;
  const added = inUnit(addedOf(list));
  const difference = inUnit(absolute(shortOf(list)));
  const terms = list.parts.map((part) => `${nameOf(part.statement)} ${part.statement.text}`).join(' + ');
  const all = [list.whole, ...list.parts].map((item) => item.statement);
  const lost = all.filter((item) => !item.bound && !isZero(item.value) && !narrative.tracing.find(item));
  // Where nothing at all is found, there are no tables to look in.
  const isTold = lost.length > 0 && lost.length < all.filter(({ value }) => !isZero(value)).length;
  const names = lost.map((item) => `${nameOf(item)} ${item.text}`).join('、');
  const mend =
    rule.operands.when === 'short'
      ? '。如果没有列全，请写明“主要”或补上其余各项；如果列全了，请核对各个数。'
      : `，与 ${statement.text} 不符。请核对各个数，改正有误的一处。`;
  const said = sayAt(rule, narrative.body, statement.from, {
    message: `“${nameOf(statement)}”实为 ${statement.text}，其后所列 ${list.parts.length} 项之和为 ${added}（${over ? '多' : '少'} ${difference}）`,
    hint: `${terms} = ${added}${mend}${isTold ? `表里找不到的是：${names}。` : ''}`,
    actual: statement.text,
    expected: added,
    difference,
    related: list.parts.map((part) => relatedFigure(part.statement, nameOf(part.statement))),
  });
  // What the text repeats from a cell is wrong because the cell is.
  const figures = [paragraphKey(narrative.body.text, statement.from), ...cellsOf(all, narrative)];
  return { ...said, figures };
}

/** Income by source is often told without what is carried over. */
function isCarriedOver(short: Decimal, { labels }: Narrative): boolean {
  const openings = labels.totals('carryover.opening');
  return openings.some(
    ({ cell, unit }) => cell.state === 'figure' && compare(fromFen(short, unit), cell.value) === 0,
  );
}

/** 393.52万元，比上年增加150.79万元，其中：……: the parts may be those of the change. */
function isOfChange(
  whole: Statement,
  first: Statement | undefined,
  total: Interval,
  { statements }: Narrative,
): boolean {
  const between = first ? statements.slice(whole.index + 1, first.index) : [];
  return between.some(
    ({ role, interval, unit }) =>
      role === 'change' &&
      isMoneyUnit(unit) &&
      intervalsMeet(interval.low.coefficient < 0n ? negateInterval(interval) : interval, total),
  );
}

function nameOf({ label, words, text }: Statement): string {
  return (
    label?.words ??
    (words.replaceAll(BOUND, '').replace(/^年|^[和及与]|^(?:其中|主要[是为]|包括)/u, '') || text)
  );
}
