import type { Kind } from '../kind.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { narrativeBody } from '../text/texts.ts';

/** 涉及项目7个, 公开绩效目标的项目共12个; 重点项目3个 is another number. */
const PROJECTS = /(?:涉及(?:预算)?项目|绩效目标的?项目|项目绩效目标表?)(?:共计?|合计|为)?(\d{1,4})[个项]/gu;

/** Projects of which only some are spoken of: 政府采购涉及项目2个, 绩效评价涉及项目3个. */
const SOME = /采购|转移支付|监控|评价|自评|评审|重点|基建|部分/u;

/** How far around it a count's subject is looked for. */
const NEAR = 300;

/** In a paragraph on performance targets, what counts the projects counts all of them. */
function isOfAll(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - NEAR), at);
  const start = before.lastIndexOf('\n') + 1;
  const [after = ''] = text.slice(at, at + NEAR).split('\n', 1);
  return `${before.slice(start)}${after}`.includes('绩效') && !SOME.test(before.slice(start).slice(-30));
}

/** A text that counts the projects counts those that are listed. */
export const narrativeCounts: Kind = {
  explain: '正文所说的项目个数，与列出的项目一样多。',
  rank: 8,
  run(rule, { disclosure }) {
    const { projects } = disclosure;
    if (projects.length === 0) return { because: '没有列出项目' };
    const body = narrativeBody(disclosure);
    const counts = [...body.text.matchAll(PROJECTS)].filter(({ index }) => isOfAll(body.text, index));
    const findings = counts.flatMap((match) => {
      const count = Number(match[1]);
      if (count === projects.length) return [];
      return [
        sayAt(rule, body, match.index, {
          message: `“${excerpt(body, match.index, match.index + match[0].length, 0)}”实为 ${count} 个，列出绩效目标的项目是 ${projects.length} 个`,
          hint: '请核对个数；项目没有列全的，请补上。正文里可以写 {{项目数}}，由程序计数。',
          actual: String(count),
          expected: String(projects.length),
        }),
      ];
    });
    return { looked: counts.length, findings, because: '正文没有说项目有几个' };
  },
};
