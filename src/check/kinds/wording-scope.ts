import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { fieldBody } from '../text/fields.ts';
import { excerpt, onceAFile, sayAt } from '../text/finding.ts';
import { narrativeBody } from '../text/texts.ts';

/** Wordings of a 单位's document in a 部门's, and the other way. 预算单位, 所属单位 and the like are another thing. */
const FOREIGN = {
  部门: /(?:[我本]单位|(?<![算属级各（(或和及、/政事业责主总])单位(?:职责|主要职责|预算(?:收支|安排|信息公开|中)|整体(?:支出)?绩效))(?![（(]部门[）)])/gu,
  单位: /(?:[我本]部门|(?<![政管各（(或和及、/门关级属])部门(?:职责|主要职责|整体(?:支出)?绩效))(?![（(]单位[）)])/gu,
} as const;

export const wordingScope: Kind = {
  explain: '部门预算自称“部门”，单位预算自称“单位”，不混用。',
  rank: 9,
  run(rule, { disclosure }) {
    const { scope } = disclosure;
    const findings: Finding[] = [];
    for (const body of [narrativeBody(disclosure), fieldBody(disclosure)]) {
      const first = onceAFile(body);
      for (const match of body.text.matchAll(FOREIGN[scope])) {
        if (!first(match.index, '')) continue;
        const right = match[0].replace(scope === '部门' ? '单位' : '部门', scope);
        findings.push(
          sayAt(rule, body, match.index, {
            message: `“${excerpt(body, match.index, match.index + match[0].length, 8)}”：这是${scope}预算，却称“${match[0]}”`,
            hint: `请把“${match[0]}”改为“${right}”；正文里可以写 {{scope}}。`,
            actual: match[0],
            expected: right,
          }),
        );
      }
    }
    return { looked: 1, findings };
  },
};
