import { isMoneyUnit } from '../../model/cell.ts';
import { isZero } from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Kind } from '../kind.ts';
import { fieldBody } from '../text/fields.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { agreementOf, type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { type Body, narrativeBody, segmentAt } from '../text/texts.ts';

/**
 * Operand: `of`, `budget` (the year of this budget, in sentences),
 * `compared` (the year it is compared with), `odd` (205年, 20244年) or `deadline`
 * (a target's date that has passed). A year in a title, a document's number or
 * a project's name is no mistake.
 */
export const textYears: Kind = {
  explain: '正文里说到本年预算的年份是预算年度，相比较的是上一年；绩效指标的期限没有过去。',
  rank: 8,
  run(rule, { disclosure }) {
    const narrative = narrativeBody(disclosure);
    switch (rule.operands.of) {
      case 'budget':
        return { looked: 1, findings: budgetYears(rule, narrativeOf(disclosure), disclosure) };
      case 'compared':
        return { looked: 1, findings: comparedYears(rule, narrative, disclosure) };
      case 'deadline':
        return { looked: 1, findings: deadlines(rule, disclosure) };
      default:
        return {
          looked: 1,
          findings: [narrative, fieldBody(disclosure)].flatMap((body) => oddYears(rule, body)),
        };
    }
  },
};

/** What a document says of its own budget: year and what is budgeted, at the head of a clause. */
const OF_BUDGET =
  /(?:^|[。；，,：:！\n]|现将|公开|关于)([\p{Script=Han}（）]{0,30}?)(\d{4})年(?:度)?((?:部门|单位)预算(?:信息)?公开|(?:部门|单位)预算(?:情况|公开|信息|说明|如下|收支)|预算(?:收入|支出|收支)|(?:收入|支出)(?:预算|总计|合计)|收支(?:预算|总计)|(?:一般公共预算|财政拨款)?“?三公”?经费(?:支出)?预算|机关运行经费(?:预算|安排)|政府采购预算(?:安排|总额)?|纳入预算绩效管理)/gmu;
/** 较2023年预算支出, 2023年预算支出执行, 2023年预算数: another year on purpose. */
const COMPARING = /(?:较|比|与|同|和|跟|对比|相对于|按照|根据|截至|截止|至|在|从|自|将)$/u;

function budgetYears(rule: Rule, narrative: Narrative, { year, phase }: Disclosure): Finding[] {
  const { body } = narrative;
  const left = new Map<number, string>();
  for (const match of body.text.matchAll(OF_BUDGET)) {
    const [, before = '', digits = '', what = ''] = match;
    const at = match.index + match[0].length - what.length;
    if (COMPARING.test(before)) continue;
    const from = body.text.lastIndexOf(digits, at);
    if (isLeft(body.text, from, Number(digits), year) && !tellsAnotherYear(narrative, from, year))
      left.set(from, digits);
  }
  if (phase === '预算') {
    for (const statement of narrative.statements) {
      const named = ownYear(statement, body.text);
      if (
        named &&
        isLeft(body.text, named.from, Number(named.digits), year) &&
        repeatsThisYear(statement, narrative)
      )
        left.set(named.from, named.digits);
    }
  }
  return [...left].map(([from, digits]) => tell(rule, body, from, digits, year, '说的应当是本年预算'));
}

/** Is a year left over from another year's text? A sentence that names both years compares them. */
function isLeft(text: string, from: number, typed: number, year: number): boolean {
  const sentence = sentenceAround(text, from);
  return (
    typed !== year &&
    isYear(typed) &&
    !sentence.includes(`${year}年`) &&
    !/执行|完成情况|决算|批复|调整后/u.test(sentence.slice(0, 60)) &&
    !isInTitle(text, from)
  );
}

/** 2022年预算支出1623.47万元, beside this year's: an amount that this year's tables do not have is that year's own. */
function tellsAnotherYear({ statements, tracing, body }: Narrative, from: number, year: number): boolean {
  const first = statements.find((statement) => statement.from > from);
  return (
    first !== undefined &&
    paragraphAround(body.text, from).includes(`${year}年`) &&
    first.sentence <= from &&
    (first.role === 'value' || first.role === 'past') &&
    isMoneyUnit(first.unit) &&
    !isZero(first.value) &&
    tracing.find(first) === undefined
  );
}

/** 2023年机关运行经费9.74万元: the year at the head of the sentence that a figure stands in. */
function ownYear(
  { sentence, from, role }: Statement,
  text: string,
): { from: number; digits: string } | undefined {
  if (role !== 'past') return undefined;
  const match = /^[\s\p{Script=Han}（）]{0,30}?(?<![较比与同和跟至底末])(\d{4})年度?/u.exec(
    text.slice(sentence, from),
  );
  return match?.[1] === undefined
    ? undefined
    : { from: sentence + match[0].lastIndexOf(match[1]), digits: match[1] };
}

/** The amount under that name is this year's: what the sentence says is of this year. */
function repeatsThisYear(statement: Statement, narrative: Narrative): boolean {
  return (
    isMoneyUnit(statement.unit) &&
    !isZero(statement.value) &&
    statement.label?.kind === 'concept' &&
    agreementOf(statement, narrative)?.agrees === true
  );
}

function sentenceAround(text: string, at: number): string {
  const start = Math.max(text.lastIndexOf('。', at), text.lastIndexOf('\n', at), at - 200) + 1;
  const stop = text.slice(at, at + 200).search(/[。\n]/u);
  return text.slice(start, stop < 0 ? at + 200 : at + stop);
}

function paragraphAround(text: string, at: number): string {
  const stop = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, stop < 0 ? undefined : stop);
}

function isYear(year: number): boolean {
  return year >= 2000 && year <= 2100;
}

function isInTitle(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 80), at);
  return before.lastIndexOf('《') > before.lastIndexOf('》');
}

function tell(rule: Rule, body: Body, from: number, digits: string, expected: number, why: string): Finding {
  return sayAt(rule, body, from, {
    message: `“${excerpt(body, from, from + digits.length + 1, 10)}”的年份实为 ${digits}，应为 ${expected}（${why}）`,
    hint: `可能是沿用了往年的文字。请改为 ${expected} 年；正文里可以写 {{${why.includes('上年') ? 'lastYear' : 'year'}}}，以后不用再改。`,
    actual: digits,
    expected: String(expected),
  });
}

/** 较2022年预算增加, in a budget of 2024. */
const COMPARED =
  /[较比与同](\d{4})年(?:度)?(?:(?:部门|单位|年初|收支|支出|收入)?预算(?:数|安排|收支|支出|收入)?)?(?:相比)?[，,]?(?:(?:各|均|共|略|有所|基本)*(?:增加|减少|持平|无增减|增长|下降))(\d|\uFFFC|$)?/gmu;

/** 截至2022年底，我部门固定资产总额……, in a budget of 2024. */
const AS_OF =
  /截[至止](\d{4})年(?:底|末|年末|年底|12月31日)[^。；;\n]{0,20}(?:固定资产|资产总额|国有资产|共有车辆|车辆共|房屋)/gu;

function comparedYears(rule: Rule, body: Body, { year }: Disclosure): Finding[] {
  return [...body.text.matchAll(AS_OF)]
    .flatMap((match): Finding[] => {
      const digits = match[1] as string;
      if (Number(digits) !== year - 2) return [];
      return [tell(rule, body, match.index + match[0].indexOf(digits), digits, year - 1, '存量截至上年年末')];
    })
    .concat(comparedWith(rule, body, year));
}

function comparedWith(rule: Rule, body: Body, year: number): Finding[] {
  return [...body.text.matchAll(COMPARED)].flatMap((match) => {
    const digits = match[1] as string;
    const typed = Number(digits);
    // Longer spans (较2015年下降) are comparisons of another kind.
    if (typed !== year && typed !== year - 2 && typed !== year + 1) return [];
    const from = match.index + 1;
    if (
      !/元|\uFFFC|持平|无增减/u.test(body.text.slice(from, from + match[0].length + 16)) ||
      isInTitle(body.text, from)
    )
      return [];
    return [tell(rule, body, from, digits, year - 1, '相比较的应当是上年')];
  });
}

/** 205年, 20244年: a digit lost or doubled. */
const ODD = /20\d(?:\d\d)?年(?!以上|左右|来|历史|间|期|限)/gu;

function oddYears(rule: Rule, body: Body): Finding[] {
  return [...body.text.matchAll(ODD)].flatMap((match) => {
    if (/[\d.]/.test(body.text[match.index - 1] ?? '')) return [];
    return [
      sayAt(rule, body, match.index, {
        message: `“${excerpt(body, match.index, match.index + match[0].length, 8)}”的年份“${match[0]}”不是四位`,
        hint: '多半是漏打或多打了一位数字。请改正年份。',
        actual: match[0],
      }),
    ];
  });
}

/** 2023年底前, as an indicator's value in a budget of 2024. */
const DEADLINE = /(\d{4})年(?:度)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?(?:前|之前|以前)/gu;

function deadlines(rule: Rule, disclosure: Disclosure): Finding[] {
  const body = fieldBody(disclosure);
  return [...body.text.matchAll(DEADLINE)].flatMap((match) => {
    if (
      segmentAt(body, match.index).kind !== 'value' ||
      Number(match[1]) >= disclosure.year ||
      !isYear(Number(match[1]))
    )
      return [];
    return [
      sayAt(rule, body, match.index, {
        message: `“${excerpt(body, match.index, match.index + match[0].length, 8)}”的期限在预算年度（${disclosure.year} 年）开始以前`,
        hint: '上年结转来的项目也要按本年的安排写期限。请核对指标值。',
        actual: match[0],
        expected: `${disclosure.year} 年内`,
      }),
    ];
  });
}
