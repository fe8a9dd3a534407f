import { fromFen, isMoneyUnit } from '../../model/cell.ts';
import {
  absolute,
  addIntervals,
  compare,
  type Decimal,
  exactInterval,
  type Interval,
  intervalsMeet,
  isZero,
  negateInterval,
  subtract,
  sum,
  ZERO,
} from '../../model/decimal.ts';
import type { FactIndex } from '../../model/facts.ts';
import type { Rule } from '../../model/rule.ts';
import type { Fund } from '../../model/template.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { factOperand } from '../operand.ts';
import { printed, type Relation } from '../relation.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { type Partition, partitionsOf } from '../text/partitions.ts';
import { figureKey } from '../things.ts';

/** Short names that only a list of changes gives: 项目增加456.95万元. */
function shortNames(rule: Rule): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries((rule.operands.shortNames ?? {}) as Record<string, string[]>));
}

/**
 * Operands: `partitions`, complete divisions as concepts (`whole`, `parts`, `more`
 * that may join them); `shortNames`, words for a concept in such a list alone.
 */
export const narrativeChanges: Kind = {
  explain: '“较上年增加X，其中基本支出增加A，项目支出减少B”：各部分的增减（减少为负）之和等于总的增减。',
  rank: 6,
  run(rule, { disclosure, facts }) {
    const narrative = narrativeOf(disclosure);
    const relations = partitionsOf(rule).flatMap((partition) => statedChanges(rule, partition, facts));
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const { whole, parts } of typedChanges(narrative, partitionsOf(rule), shortNames(rule))) {
      looked++;
      const total = parts.reduce((all, { interval }) => addIntervals(all, interval), exactInterval(ZERO));
      if (!intervalsMeet(total, whole.interval)) findings.push(tell(rule, whole, parts, narrative));
    }
    for (const step of steps(narrative)) {
      looked++;
      if (!intervalsMeet(gapOf(step), step.change.interval)) findings.push(tellStep(rule, step, narrative));
    }
    return looked + relations.length > 0
      ? { relations, looked, findings }
      : { because: '正文没有说明增减由哪几部分组成' };
  },
};

const FUNDS: readonly Fund[] = ['all', 'fiscal', 'generalPublicBudget', 'governmentFund', 'stateCapital'];

/** Changes that disclosure.yaml states as facts. */
function statedChanges(rule: Rule, { whole, parts, more }: Partition, facts: FactIndex): Relation[] {
  return FUNDS.flatMap((fund): Relation[] => {
    const stated = (concept: string) => facts.stated(concept, fund, 'change');
    const total = stated(whole);
    const own = total ? parts.map(stated) : [];
    if (!total || own.some((fact) => fact === undefined)) return [];
    const right = [...own, ...more.map(stated)].flatMap((fact) => (fact ? [factOperand(fact)] : []));
    return [{ rule, comparison: 'equal', left: [factOperand(total)], right }];
  });
}

interface Change {
  readonly whole: Statement;
  readonly parts: readonly Statement[];
}

/** How far the parts of a change may stand from it: the same paragraph, or the points of a list below. */
const FAR = 600;

function typedChanges(
  { statements, body }: Narrative,
  partitions: readonly Partition[],
  names: ReadonlyMap<string, readonly string[]>,
): Change[] {
  const means = (item: Statement, concept: string): boolean =>
    item.label?.concepts.includes(concept) || names.get(concept)?.includes(bareName(item)) || false;
  const found: Change[] = [];
  const changes = statements.filter(
    ({ role, unit, bracket }) => role === 'change' && isMoneyUnit(unit) && bracket < 0,
  );
  for (const [at, whole] of changes.entries()) {
    const after = body.text.slice(whole.to, whole.to + 60);
    const opens =
      /^[^。\n]{0,50}(?:其中|包括|分别)/u.test(after) || /^[^。\n]{0,40}。(?:其中|包括)/u.test(after);
    // 持平 without a name may be said of anything.
    if (!opens || (!/\d/.test(whole.text) && !whole.label)) continue;
    const rest = changes
      .slice(at + 1, at + 20)
      .filter(
        ({ from, paragraph, segment }) =>
          segment === whole.segment &&
          from - whole.to < FAR &&
          (paragraph === whole.paragraph || paragraph > whole.to),
      );
    const change = partitions.flatMap((partition): Change[] => {
      const first = (concept: string) => rest.find((item) => means(item, concept));
      const own = partition.parts.map(first);
      if (own.some((item) => item === undefined) || [whole, ...own].every((item) => item?.bound)) return [];
      // A change without a name is that of what its first part is a part of.
      const isOfIt = whole.label ? whole.label.concepts.includes(partition.whole) : own.includes(rest[0]);
      if (!isOfIt) return [];
      return [
        { whole, parts: [...new Set([...own, ...partition.more.map(first)].flatMap((item) => item ?? []))] },
      ];
    })[0];
    if (change) found.push(change);
  }
  return found;
}

/** 其中项目增加 → 项目. */
function bareName({ words }: Statement): string {
  return words.replace(/^(?:其中|而|和)/u, '').replace(/(?:增加|减少|增长|下降)$/u, '');
}

function tell(rule: Rule, whole: Statement, parts: readonly Statement[], { body }: Narrative): KindFinding {
  const { unit } = whole;
  const worded = (fen: Decimal): string => {
    const value = fromFen(absolute(fen), unit);
    return isZero(fen) ? '持平' : `${compare(fen, ZERO) < 0 ? '减少' : '增加'} ${printed(value)}${unit}`;
  };
  const added = sum(parts.map(fenOf));
  const short = subtract(fenOf(whole), added);
  const list = parts.map((part) => `${part.label?.words ?? part.words}${worded(fenOf(part))}`).join('，');
  const said = sayAt(rule, body, whole.from, {
    message: `说总的${worded(fenOf(whole))}，而各部分合起来是${worded(added)}（差 ${printed(fromFen(absolute(short), unit))}${unit}）`,
    hint: `${list}。请核对总的增减数和各部分的增减数，改正有误的一处。`,
    actual: whole.text,
    expected: worded(added),
    difference: `${printed(fromFen(absolute(short), unit))}${unit}`,
    related: parts.map((part) => relatedFigure(part, part.label?.words ?? part.words)),
  });
  return { ...said, figures: [whole, ...parts].map(figureKey) };
}

/** C万元，比2023年的P万元增加D万元. */
interface Step {
  readonly current: Statement;
  readonly previous: Statement;
  readonly change: Statement;
}

/** A change beside both of the amounts that it lies between. */
function steps({ statements, body }: Narrative): Step[] {
  return statements.flatMap((change): Step[] => {
    const [first, second] = [statements[change.index - 2], statements[change.index - 1]];
    if (change.role !== 'change' || !isMoneyUnit(change.unit) || !first || !second) return [];
    if (
      ![first, second].every(
        (item) =>
          item.sentence === change.sentence && item.bracket === change.bracket && isMoneyUnit(item.unit),
      )
    )
      return [];
    // 2024年C万元，比2023年的P万元增加D万元.
    if (
      first.role === 'value' &&
      second.role === 'past' &&
      /[较比]/u.test(second.words) &&
      second.to === change.lead
    )
      return [{ current: first, previous: second, change }];
    // 2023年预算数为P万元，2024年预算数为C万元，增加D万元.
    const bare = /^[，,](?:增加|减少|增长|下降)(?:了)?$/u.test(body.text.slice(second.to, change.from));
    const alike = first.words.replace(/\d{4}年度?/u, '') === second.words.replace(/\d{4}年度?/u, '');
    return first.role === 'past' && second.role === 'value' && bare && alike
      ? [{ current: second, previous: first, change }]
      : [];
  });
}

function gapOf({ current, previous }: Step): Interval {
  return addIntervals(current.interval, negateInterval(previous.interval));
}

function tellStep(rule: Rule, { current, previous, change }: Step, { body }: Narrative): KindFinding {
  const { unit } = change;
  const gap = fromFen(subtract(fenOf(current), fenOf(previous)), unit);
  const worded = `${gap.coefficient < 0n ? '减少' : '增加'} ${printed(absolute(gap))}${unit}`;
  const difference = `${printed(absolute(subtract(gap, change.value)))}${unit}`;
  const said = sayAt(rule, body, change.from, {
    message: `“${change.words}”实为 ${change.text}，应为${worded}（差 ${difference}）`,
    hint: `${current.text} − ${previous.text} = ${printed(gap)}${unit}。请核对这三个数，改正有误的一处。`,
    actual: change.text,
    expected: worded,
    difference,
    related: [relatedFigure(current, '今年数'), relatedFigure(previous, '上年数')],
  });
  return { ...said, accuses: [figureKey(change)] };
}
