import type { Disclosure } from '../../model/disclosure.ts';
import type { Kind } from '../kind.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { narrativeBody } from '../text/texts.ts';

/** What of its own year a budget cannot know, and what a final account does not announce. */
function foreignTo({ phase, year }: Disclosure): RegExp {
  return phase === '预算'
    ? new RegExp(
        `(?<![较比与同和跟])${year}年度?(?:部门|单位)?(?:收入|支出|收支)?(决算)(?:收入|支出|收支|数|总额)?(?:总计|合计|共计|为)*[\\d\uFFFC]`,
        'gu',
      )
    : new RegExp(`${year}年度?(?:部门|单位)(预算)(?:信息)?公开(?:如下|情况说明)`, 'gu');
}

/** 决算 in a budget, 预算 in a final account: another document's words. */
export const wordingPhase: Kind = {
  explain: '预算里说的是预算，决算里说的是决算。',
  rank: 9,
  run(rule, { disclosure }) {
    const body = narrativeBody(disclosure);
    if (body.text === '') return { because: '正文没有自己写的部分' };
    const findings = [...body.text.matchAll(foreignTo(disclosure))].map((match) => {
      const word = match[1] as string;
      const at = match.index + match[0].indexOf(word);
      return sayAt(rule, body, at, {
        message: `“${excerpt(body, match.index, at + word.length, 8)}”：这是${disclosure.year}年${disclosure.phase}，却称“${word}”`,
        hint: `可能是从${word}公开文本里抄来的。请把“${word}”改为“${disclosure.phase}”，并核对这里的数。`,
        actual: word,
        expected: disclosure.phase,
      });
    });
    return { looked: 1, findings };
  },
};
