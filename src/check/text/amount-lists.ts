import { isMoneyUnit } from '../../model/cell.ts';
import { compare, isZero } from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import { kept } from '../../model/kept.ts';
import { correctionsOf } from './corrections.ts';
import { fenOf } from './figures.ts';
import { type Item, opening, type ReadList, readList } from './lists.ts';
import type { Narrative, Statement } from './narrative.ts';
import { allPartitions, isPartition, type Partition } from './partitions.ts';
import { exactness } from './tracing.ts';

/** Where in a narrative amounts are listed under another: in a sentence, in brackets, in the paragraphs below. */

/** More amounts than a sentence has. */
const MAX_AMOUNTS = 200;

/** A list with those inside it, and whether there is a reading in which they add up. */
export interface Judged {
  readonly holds: boolean;
  readonly lists: readonly ReadList[];
  /** Which amount is divided is a guess: nothing stands before the list itself. */
  readonly loose?: boolean;
}

/** Every list of amounts in the narrative, read in the way that makes it add up, if there is one. */
export const listsOf = kept((narrative: Narrative, disclosure: Disclosure): readonly Judged[] => {
  const amounts = narrative.statements.filter(({ role, unit }) => role === 'value' && isMoneyUnit(unit));
  const partitions = allPartitions(disclosure.template);
  const judged: Judged[] = [];
  const put = (result: Judged | undefined): void => {
    if (result && result.lists.length > 0) judged.push(result);
  };
  const read = (items: readonly Item[], whole = 0): Judged | undefined => {
    const result = readList(items, whole);
    return result && !result.holds && isToldElsewhere(items, whole, narrative, disclosure)
      ? { ...result, holds: true }
      : result;
  };
  for (const group of sentences(amounts)) {
    if (group.length > MAX_AMOUNTS) continue;
    const outer = itemsOf(
      group.filter(({ bracket }) => bracket < 0),
      narrative,
    );
    for (let index = 0; index < outer.length; ) {
      const result = (outer[index] as Item).opens ? read(outer, index) : undefined;
      put(result);
      // What a list has taken is not read again as another's.
      index += result?.holds ? result.lists.reduce((count, { parts }) => count + parts.length, 1) : 1;
      if (result && !result.holds) break;
    }
    for (const bracket of new Set(group.map((item) => item.bracket)))
      if (bracket >= 0) put(bracketList(bracket, group, { amounts, narrative, partitions }, read));
  }
  const taken = new Set(
    judged.flatMap(({ lists }) => lists.flatMap(({ parts }) => parts.map(({ statement }) => statement))),
  );
  for (const division of divisions(narrative, amounts))
    if (!division.parts.some((part) => taken.has(part))) put(readDivision(division, narrative, read));
  for (const [at, whole] of amounts.entries()) {
    if (amounts[at + 1]?.paragraph !== whole.paragraph) put(listBelow(whole, at, amounts, narrative, read));
  }
  return judged;
});

type Read = (items: readonly Item[], whole?: number) => Judged | undefined;

/** Would the list add up with what the tables say under one of its names? Then that name's rule tells of it. */
function isToldElsewhere(
  items: readonly Item[],
  whole: number,
  narrative: Narrative,
  disclosure: Disclosure,
): boolean {
  return items.some((item, index) =>
    correctionsOf(item.statement, narrative, disclosure).some((interval) => {
      const corrected = items.with(index, { ...item, interval });
      return readList(corrected, whole)?.holds ?? false;
    }),
  );
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
      fresh: isTotal(statement),
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

interface Around {
  readonly amounts: readonly Statement[];
  readonly narrative: Narrative;
  readonly partitions: readonly Partition[];
}

/** 公务用车购置及运维费 7.29 万元（其中：……）; without 其中 where the parts are those of a known division. */
function bracketList(
  bracket: number,
  group: readonly Statement[],
  { amounts, narrative, partitions }: Around,
  read: Read,
): Judged | undefined {
  const whole = amounts.find(({ to }) => to === bracket);
  if (!whole) return undefined;
  const parts = group.filter((item) => item.bracket === bracket);
  const words = /^[（(](?:其中|包括|含)/u.test(narrative.body.text.slice(bracket, bracket + 4));
  const labels = parts.map(({ label }) => label);
  if (!words && !isPartition(labels, partitions)) return undefined;
  return read([{ ...itemOf(whole, narrative), opens: 'all' }, ...itemsOf(parts, narrative)]);
}

/** 按支出功能分类，包括……; 支出包括：……. */
const DIVISION =
  /按[^，。；：:\n]{2,16}(?:分类|划分|区分|分)(?:为|包括)?(?:[：:，,](?:包括|分为)?)?|(?:收入|支出)(?:包括|分为|具体为)[：:，,]?/gu;
/** How far back the amount that is divided may stand. */
const FAR_BACK = 1000;

interface Division {
  readonly parts: readonly Statement[];
  /** Amounts before it, nearest first. */
  readonly wholes: readonly Statement[];
}

/** Lists whose whole stands somewhere before them, in a sentence or paragraph of its own. */
function divisions({ body }: Narrative, amounts: readonly Statement[]): Division[] {
  const found: Division[] = [];
  const starts = [...body.text.matchAll(DIVISION)].slice(0, MAX_AMOUNTS);
  for (const [at, match] of starts.entries()) {
    const from = match.index + match[0].length;
    const stop = body.text.slice(from, from + FAR_BACK).search(/[。\n]/u);
    const to = Math.min(
      stop < 0 ? from + FAR_BACK : from + stop,
      starts[at + 1]?.index ?? Number.POSITIVE_INFINITY,
    );
    const parts = amounts.filter((item) => item.from >= from && item.to <= to && item.bracket < 0);
    if (parts.length < 2 || parts.length > MAX_AMOUNTS) continue;
    const wholes = amounts.filter(
      (item) =>
        item.to <= match.index && match.index - item.to < FAR_BACK && item.segment === parts[0]?.segment,
    );
    if (wholes.length > 0) found.push({ parts, wholes: wholes.slice(-20).reverse() });
  }
  return found;
}

function readDivision({ parts, wholes }: Division, narrative: Narrative, read: Read): Judged | undefined {
  const items = itemsOf(parts, narrative);
  const tried = wholes.map((whole) => ({
    whole,
    result: read([{ ...itemOf(whole, narrative), opens: 'all' }, ...items]),
  }));
  const held = tried.find(({ result }) => result?.holds)?.result;
  if (held) return held;
  const total = tried.find(
    ({ whole }) => isTotal(whole) && compare(fenOf(whole), fenOf(parts[0] as Statement)) >= 0,
  )?.result;
  return total && { ...total, loose: true };
}

const TOTALS = [
  'income.total',
  'income.currentYear',
  'income.fiscal',
  'expenditure.total',
  'expenditure.grandTotal',
  'threePublic.total',
  'procurement.total',
  'operatingFunds.total',
  'assets.total',
];

function isTotal({ label }: Statement): boolean {
  return label?.concepts.some((concept) => TOTALS.includes(concept.split('@')[0] as string)) ?? false;
}

const LEADS_DOWN = /(其中|包括|分别为|如下|主要[有是]?|用于[^，。；：]{0,12}|性质分|用途分|来源分)[：:]$/u;

/** ……，其中： and then a paragraph, or an item of a list, for each part. */
function listBelow(
  whole: Statement,
  at: number,
  amounts: readonly Statement[],
  narrative: Narrative,
  read: Read,
): Judged | undefined {
  const { text } = narrative.body;
  const end = text.indexOf('\n', whole.to);
  const tail = end < 0 || end - whole.to > 120 ? '' : text.slice(whole.to, end);
  const leads = LEADS_DOWN.exec(tail);
  // A sentence of its own may lead to a list of something else: 财政拨款支出主要内容如下：
  if (!leads || /。(?!(?:其中|包括|具体(?:如下|包括|为)?|分别为)[：:]$)/u.test(tail)) return undefined;
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
  return read([{ ...itemOf(whole, narrative), opens }, ...parts.map((part) => itemOf(part, narrative))]);
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
