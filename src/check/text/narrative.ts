import { isMoneyUnit, toFen } from '../../model/cell.ts';
import { absolute, compare, type Decimal, negate, negateInterval, subtract } from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import { kept } from '../../model/kept.ts';
import type { Operand } from '../operand.ts';
import { type Figure, fenOf, figuresOf, leadOf, STRONG_BOUNDARY } from './figures.ts';
import { type Label, Labels } from './labels.ts';
import { type Body, narrativeBody } from './texts.ts';
import { repeats, Tracing } from './tracing.ts';

/** A figure of the narrative with what its words say of it. */
export interface Statement extends Figure {
  readonly index: number;
  /** From the start of its sentence; what begins with 其中 belongs to the sentence before. */
  readonly sentence: number;
  readonly paragraph: number;
  /** Index in the text of the bracket that it stands in; -1 outside of any. */
  readonly bracket: number;
  readonly label: Label | undefined;
  /** The words between the last boundary and the figure, without numbering. */
  readonly words: string;
}

/** The narrative of a disclosure, read once for all rules. */
export interface Narrative {
  readonly body: Body;
  readonly statements: readonly Statement[];
  readonly labels: Labels;
  readonly tracing: Tracing;
  /** What has been looked up already: several rules ask. */
  readonly agreements: Map<Statement, Agreement | undefined>;
}

export function narrativeOf(disclosure: Disclosure): Narrative {
  return narrativeIn(narrativeBody(disclosure), disclosure);
}

const narrativeIn = kept((body: Body, disclosure: Disclosure): Narrative => {
  const labels = new Labels(disclosure);
  return {
    body,
    labels,
    tracing: new Tracing(disclosure),
    agreements: new Map(),
    statements: statementsOf(body, labels, disclosure),
  };
});

function statementsOf(body: Body, labels: Labels, disclosure: Disclosure): Statement[] {
  if (body.text === '') return [];
  const { text } = body;
  const figures = figuresOf(body, disclosure);
  const cuts = sentenceStarts(text);
  const brackets = bracketsOf(text, figures);
  let cut = 0;
  let paragraph = 0;
  let newline = text.indexOf('\n');
  /** What the figures of the sentence so far are about: 公务接待费0.20万元，减少0.02万元. */
  let subject: Subject = NO_SUBJECT;
  let outer: Subject = NO_SUBJECT;
  let inside = -1;
  return figures.map((figure, index): Statement => {
    while (newline >= 0 && newline < figure.from) {
      paragraph = newline + 1;
      newline = text.indexOf('\n', paragraph);
    }
    while (cut + 1 < cuts.length && (cuts[cut + 1] as number) <= figure.from) cut++;
    const sentence = cuts[cut] ?? 0;
    const words = text.slice(figure.lead, figure.from);
    const bracketed = rateOfChange(figure, figures[index - 1], text);
    const role =
      figure.role === 'value' &&
      isOfAnotherYear(text.slice(Math.max(sentence, figure.from - FAR), figure.from), disclosure.year)
        ? 'past'
        : bracketed
          ? 'growth'
          : figure.role;
    const free = figures[index - 1]?.to ?? 0;
    const whole =
      text[figure.lead - 1] === '、'
        ? text.slice(leadOf(text, figure.from, free, STRONG_BOUNDARY), figure.from)
        : words;
    const own =
      labelOf(words, figure, labels, disclosure) ??
      (whole === words ? undefined : labelOf(whole, figure, labels, disclosure)) ??
      (role === 'value' ? projectBefore(text, figure, words, labels) : undefined);
    // What a bracket speaks of ends with it.
    const bracket = brackets[index] as number;
    if (inside < 0 && bracket >= 0) outer = subject;
    else if (inside >= 0 && bracket < 0) subject = outer;
    inside = bracket;
    const moved = role === 'change' || role === 'growth' || role === 'share';
    const spent = role === 'value' && disclosure.phase === '决算' && SPENT.test(words);
    const goesOn =
      subject.sentence === sentence && ((spent && isSpent(subject.label)) || (moved && isBare(words)));
    const label = own ?? (goesOn ? subject.label : undefined);
    if (role === 'value' || own) subject = { label, sentence };
    return {
      ...figure,
      ...bracketed,
      role,
      index,
      sentence,
      paragraph,
      bracket,
      words,
      label,
    };
  });
}

interface Subject {
  readonly label: Label | undefined;
  readonly sentence: number;
}

const NO_SUBJECT: Subject = { label: undefined, sentence: -1 };

/** 减少1.00万元（16.67%）: the rate has its direction from the change. */
function rateOfChange(
  figure: Figure,
  before: Figure | undefined,
  text: string,
): Pick<Figure, 'value' | 'interval' | 'direction'> | undefined {
  if (figure.unit !== '%' || figure.role !== 'limit' || before?.role !== 'change') return undefined;
  if (
    !/^[（(]$/.test(text.slice(before.to, figure.from)) ||
    !/^[）)]/.test(text.slice(figure.to, figure.to + 1))
  )
    return undefined;
  const { direction } = before;
  return direction < 0
    ? { value: negate(figure.value), interval: negateInterval(figure.interval), direction }
    : { value: figure.value, interval: figure.interval, direction };
}

/** A sentence that is longer has no one year. */
const FAR = 400;

/** Sentences end at 。！？ and at a paragraph's end; 其中…… and the like go on with the one before. */
function sentenceStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/[。！？\n]+[”』」）]?(?!(?:其中|具体|包括|分别)[^\n])/gu))
    starts.push(match.index + match[0].length);
  return starts;
}

const YEAR = /([较比与同和跟按])?(\d{4})(?=年度?)/gu;

/** The year that a sentence speaks of is the last that it names, unless only to compare with. */
function isOfAnotherYear(before: string, year: number): boolean {
  let other = false;
  for (const match of before.matchAll(YEAR))
    if (match[1] === undefined) other = Number(match[2]) !== year && !isInTitle(before, match.index);
  return other;
}

/** 《2023年……的通知》, 2023年省级专项资金: a name, not the sentence's year. */
function isInTitle(text: string, at: number): boolean {
  return (
    text.lastIndexOf('《', at) > text.lastIndexOf('》', at) ||
    /^\d{4}年(?!度?(?:部门|单位)?(?:预算|决算|收入|支出|年初|执行|“三公”|机关|[，,]|我|本))/u.test(
      text.slice(at, at + 12),
    )
  );
}

const [FULL_OPENING, OPENING, FULL_CLOSING, CLOSING, NEWLINE] = [0xff08, 0x28, 0xff09, 0x29, 0x0a];

/** For each figure the bracket that it stands in. */
function bracketsOf(text: string, figures: readonly Figure[]): number[] {
  const open: number[] = [];
  let at = 0;
  return figures.map(({ from }) => {
    for (; at < from; at++) {
      const code = text.charCodeAt(at);
      if (code === FULL_OPENING || code === OPENING) open.push(at);
      else if (code === FULL_CLOSING || code === CLOSING) open.pop();
      else if (code === NEWLINE) open.length = 0;
    }
    return open.at(-1) ?? -1;
  });
}

const NUMBERING = /^[（(]?[\d一二三四五六七八九十]{1,3}(?:[)）]|[、.．])+/u;
const BEFORE =
  /^(?:和|及|以及|与|还有|其中|包括|包含|主要(?:是|为|用于|包括)?|分别(?:是|为)|即|预计|现|当年|年初|本年度?|今年|全年|本级|安排|列支|上年末|上年期末|\d{4}年度?|[我本](?:部门|单位|局|办|中心|委|院|校|镇|街道)?|财政拨款|一般公共预算财政拨款|一般公共预算|年度)/u;
const AFTER =
  /(?:支出年初预算|预算安排|预算数|预算额|年初预算|支出预算|经费预算|预算|安排|共计|合计|总计|总额|总数|金额|经费|资金|增加|减少|增长|下降|上升|提高|降低|了|为|是|共|计|约|达|有|数|各|分别|[:：=])$/u;

/** The dictionary's label for the words before a figure, once what only introduces is taken off. */
function labelOf(words: string, figure: Figure, labels: Labels, disclosure: Disclosure): Label | undefined {
  let front = words.replace(NUMBERING, '');
  // 与上年持平: the words that it belongs to stand before 与.
  if (figure.role === 'change')
    front = front.replace(/(?:预算)?[较比与同和跟](?:\d{4}年度?|上年|去年|上一年)[^，。；]*$/u, '');
  for (let step = 0; step < 6; step++) {
    let back = front;
    for (let cut = 0; cut < 5; cut++) {
      const label = labels.find(back);
      if (label) return label;
      const shorter = back.replace(AFTER, '');
      if (shorter === back) break;
      // 科学技术支出年初预算: 支出 may belong to the name.
      const spent = back.startsWith(`${shorter}支出`) ? labels.find(`${shorter}支出`) : undefined;
      if (spent) return spent;
      back = shorter;
    }
    const next = front.startsWith(disclosure.name)
      ? front.slice(disclosure.name.length)
      : front.replace(BEFORE, '');
    if (next === front) return undefined;
    front = next;
  }
  return undefined;
}

const RELATION =
  /年初|预算|决算|执行|比重|比例|同比|相比|上年度?|去年|上一年|\d{4}年度?|增加|减少|增长|下降|上升|提高|降低|基本|[数额率较比与同和跟了各约为占即也其]/gu;

/** 公务接待费支出预算5.00万元，支出决算3.00万元: what was spent of what was named with its budget. */
const SPENT = /^(?:支出|收入)?决算(?:数|额)?(?:为|是|共|约)*$/u;

/** 财政拨款支出年初预算……，支出决算……: what is spent is no income, whatever its name reminds of. */
function isSpent(label: Label | undefined): boolean {
  return label?.concepts.every((concept) => !concept.startsWith('income.')) ?? true;
}

/** Words that only relate: the figure belongs to what was named before. */
function isBare(words: string): boolean {
  return words.replace(RELATION, '') === '';
}

const ALLOTTED =
  /^(?:(?:\d{4}年度?|年初|本年度?|当年)?预算(?:安排|资金|数|支出)?(?:为|共|共计)?|(?:共计?|拟)?(?:安排|投入)(?:资金|预算)?)$/u;

/** 甲项目，年初预算安排5万元: the words say only that it is allotted, the project stands before. */
function projectBefore(text: string, { lead }: Figure, words: string, labels: Labels): Label | undefined {
  if (!ALLOTTED.test(words) || !/[，,：:]/u.test(text[lead - 1] ?? '')) return undefined;
  const before = text.slice(leadOf(text, lead - 1, 0, STRONG_BOUNDARY), lead - 1);
  const label = labels.find(before) ?? labels.find(before.replace(/项目$/u, ''));
  return label?.kind === 'project' ? label : undefined;
}

/** The table's figure that a statement's words name, if it is there; and whether it agrees. */
export interface Agreement {
  readonly agrees: boolean;
  /** The likeliest figure of that name. */
  readonly operand: Operand;
}

export function agreementOf(
  statement: Statement,
  narrative: Narrative,
  label = statement.label,
): Agreement | undefined {
  if (label !== statement.label) return findAgreement(statement, narrative, label);
  const { agreements } = narrative;
  if (!agreements.has(statement)) agreements.set(statement, findAgreement(statement, narrative, label));
  return agreements.get(statement);
}

/** Keys of the cells that statements repeat as they are. */
export function cellsOf(statements: readonly Statement[], narrative: Narrative): string[] {
  return statements.flatMap((statement) => {
    if (statement.role !== 'value' || !isMoneyUnit(statement.unit)) return [];
    const agreement = agreementOf(statement, narrative);
    return agreement?.agrees ? [agreement.operand.key] : [];
  });
}

function findAgreement(
  statement: Statement,
  { labels }: Narrative,
  label: Label | undefined,
): Agreement | undefined {
  if (!label) return undefined;
  let likeliest: Operand | undefined;
  for (const operand of labels.figures(label)) {
    if (repeats(statement, operand)) return { agrees: true, operand };
    // A line stands under several columns: what was meant is the nearest. Of a total, the first.
    if (!likeliest || (label.kind === 'line' && isNearer(statement, operand, likeliest))) likeliest = operand;
  }
  return likeliest && { agrees: false, operand: likeliest };
}

function isNearer(statement: Statement, operand: Operand, than: Operand): boolean {
  // The same 科目 in the table of income is what it was given.
  const isGiven = ({ at }: Operand): boolean =>
    at !== undefined && /^(?:income|carryover)\./.test(at.table.columns[at.column]?.concept ?? '');
  if (isGiven(operand) !== isGiven(than)) return isGiven(than);
  const distance = ({ cell, unit }: Operand): Decimal | undefined =>
    cell.state === 'figure' ? absolute(subtract(toFen(cell.value, unit), fenOf(statement))) : undefined;
  const own = distance(operand);
  const other = distance(than);
  return own !== undefined && (other === undefined || compare(own, other) < 0);
}
