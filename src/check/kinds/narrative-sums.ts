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
import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Kind } from '../kind.ts';
import { printed } from '../relation.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { fits, type Item, opening, type ReadList, readList, sumOf } from '../text/lists.ts';
import { type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { isPartition, partitionsOf } from '../text/partitions.ts';
import { BOUND } from '../text/plain.ts';
import { exactness } from '../text/tracing.ts';

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
    const lists = listsOf(narrative);
    const findings = lists.flatMap(({ holds, lists: read }) =>
      holds ? [] : read.flatMap((list) => judge(rule, list, narrative)),
    );
    return lists.length > 0 ? { looked: lists.length, findings } : { because: '正文里没有“其中”之类的分项' };
  },
};

/** More amounts than a sentence has. */
const MAX_AMOUNTS = 200;

type Judged = { readonly holds: boolean; readonly lists: readonly ReadList[] };
const known = new WeakMap<Narrative, readonly Judged[]>();

function listsOf(narrative: Narrative): readonly Judged[] {
  const made = known.get(narrative);
  if (made) return made;
  const amounts = narrative.statements.filter(({ role, unit }) => role === 'value' && isMoneyUnit(unit));
  const judged: Judged[] = [];
  const put = (result: Judged | undefined): void => {
    if (result && result.lists.length > 0) judged.push(result);
  };
  for (const group of sentences(amounts)) {
    if (group.length > MAX_AMOUNTS) continue;
    const outer = itemsOf(
      group.filter(({ bracket }) => bracket < 0),
      narrative,
    );
    for (let index = 0; index < outer.length; ) {
      const result = (outer[index] as Item).opens ? readList(outer, index) : undefined;
      put(result);
      // What a list has taken is not read again as another's.
      index += result?.holds ? result.lists.reduce((count, { parts }) => count + parts.length, 1) : 1;
      if (result && !result.holds) break;
    }
    for (const bracket of new Set(group.map((item) => item.bracket)))
      if (bracket >= 0) put(bracketList(bracket, group, amounts, narrative));
  }
  for (const [at, whole] of amounts.entries()) {
    if (amounts[at + 1]?.paragraph !== whole.paragraph) put(listBelow(whole, at, amounts, narrative));
  }
  known.set(narrative, judged);
  return judged;
}

function sentences(amounts: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = [];
  for (const statement of amounts) {
    const last = groups.at(-1);
    if (last?.[0]?.sentence === statement.sentence) last.push(statement);
    else groups.push([statement]);
  }
  return groups;
}

function itemsOf(statements: readonly Statement[], narrative: Narrative): Item[] {
  const { text } = narrative.body;
  return statements.map((statement, index) => {
    const next = statements[index + 1];
    const between = next ? text.slice(Math.max(statement.to, next.from - 400), next.from) : '';
    // 比上年增加……，其中：基本支出增加……: what opens there is the change.
    const opens = next && opening(between);
    return {
      ...itemOf(statement, narrative),
      stops: !next || /[；;。]/u.test(between),
      ...(opens && { opens }),
    };
  });
}

function itemOf(statement: Statement, { tracing }: Narrative): Item {
  return {
    statement,
    interval: exactness(
      statement,
      isZero(statement.value) || statement.bound ? undefined : tracing.find(statement),
    ),
    stops: true,
  };
}

/** 公务用车购置及运维费 7.29 万元（其中：……）. */
function bracketList(
  bracket: number,
  group: readonly Statement[],
  amounts: readonly Statement[],
  narrative: Narrative,
): Judged | undefined {
  const words = /^[（(](?:其中|包括|含)/u.test(narrative.body.text.slice(bracket, bracket + 4));
  const whole = words ? amounts.find(({ to }) => to === bracket) : undefined;
  if (!whole) return undefined;
  const parts = itemsOf(
    group.filter((item) => item.bracket === bracket),
    narrative,
  );
  return readList([{ ...itemOf(whole, narrative), opens: 'all' }, ...parts], 0);
}

const LEADS_DOWN = /(其中|包括|分别为|如下|主要[有是]?|用于[^，。；：]{0,12}|性质分|用途分|来源分)[：:]$/u;

/** ……，其中： and then a paragraph, or an item of a list, for each part. */
function listBelow(
  whole: Statement,
  at: number,
  amounts: readonly Statement[],
  narrative: Narrative,
): Judged | undefined {
  const { text } = narrative.body;
  const end = text.indexOf('\n', whole.to);
  const tail = end < 0 || end - whole.to > 120 ? '' : text.slice(whole.to, end);
  const leads = LEADS_DOWN.exec(tail);
  if (!leads) return undefined;
  const parts: Statement[] = [];
  const level = levelAt(whole, text, end + 1);
  let paragraph = end + 1;
  for (const statement of amounts.slice(at + 1, at + 1 + MAX_AMOUNTS)) {
    if (statement.paragraph < paragraph) continue;
    if (statement.paragraph > paragraph || statement.segment !== whole.segment) break;
    const own = levelAt(whole, text, paragraph);
    if (
      own === level &&
      /^[（(]?[\d一二三四五六七八九十]{0,3}[)）、.．]{0,2}[\p{Script=Han}“”（）]*$/u.test(
        text.slice(paragraph, statement.from),
      )
    )
      parts.push(statement);
    else if (own <= level) break;
    paragraph = text.indexOf('\n', statement.to) + 1;
    if (paragraph === 0) break;
  }
  if (parts.length < 2) return undefined;
  const opens = /主要|用于/u.test(leads[0]) ? 'some' : 'all';
  return readList(
    [{ ...itemOf(whole, narrative), opens }, ...parts.map((part) => itemOf(part, narrative))],
    0,
  );
}

/** How deep a paragraph stands: an item of a list by its indentation, any other by the style of its number; -1 without. */
function levelAt({ segment }: Statement, text: string, paragraph: number): number {
  const indent = segment.items?.get(paragraph);
  return indent === undefined
    ? NUMBERS.findIndex((style) => style.test(text.slice(paragraph, paragraph + 6)))
    : 100 + indent;
}

/** Ways of numbering, outermost first. */
const NUMBERS = [
  /^[一二三四五六七八九十]+、/u,
  /^[（(][一二三四五六七八九十]+[）)]/u,
  /^\d+[、.．]/u,
  /^[（(]\d+[）)]/u,
];

function judge(rule: Rule, { whole, parts, extent }: ReadList, narrative: Narrative): Finding[] {
  const total = sumOf(parts);
  if (fits(total, whole.interval, extent) || parts.length === 0) return [];
  const over = compare(total.low, whole.interval.high) > 0;
  const complete = isPartition(
    parts.map(({ statement }) => statement.label),
    partitionsOf(rule),
  );
  if (rule.operands.when === 'short' ? over || complete || parts.length < 2 : !over && !complete) return [];
  const { statement } = whole;
  const unit = statement.unit;
  const added = sum(parts.map((part) => fenOf(part.statement)));
  const short = subtract(fenOf(statement), added);
  if (!over && isCarriedOver(short, narrative)) return [];
  if (isOfChange(statement, parts[0]?.statement, total, narrative)) return [];
  const inUnit = (fen: Decimal): string => `${printed(fromFen(fen, unit))}${unit}`;
  const difference = inUnit(absolute(short));
  const name = nameOf(statement);
  const list = parts.map((part) => `${nameOf(part.statement)} ${part.statement.text}`).join(' + ');
  return [
    sayAt(rule, narrative.body, statement.from, {
      message: `“${name}”实为 ${statement.text}，其后所列 ${parts.length} 项之和为 ${inUnit(added)}（${over ? '多' : '少'} ${difference}）`,
      hint:
        rule.operands.when === 'short'
          ? `${list} = ${inUnit(added)}。如果没有列全，请写明“主要”或补上其余各项；如果列全了，请核对各个数。`
          : `${list} = ${inUnit(added)}，与 ${statement.text} 不符。请核对各个数，改正有误的一处。`,
      actual: statement.text,
      expected: inUnit(added),
      difference,
      related: parts.map((part) => relatedFigure(part.statement, nameOf(part.statement))),
    }),
  ];
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
