import { isMoneyUnit } from '../../model/cell.ts';
import { isZero } from '../../model/decimal.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { narrativeOf, type Statement } from '../text/narrative.ts';
import { figureKey } from '../things.ts';

/**
 * Operand: `of`, `clash` (减少5万元，增长3%; 与上年持平，增加5万元) or `sign`
 * (增加-5万元: the word and the sign say two things).
 */
export const textDirection: Kind = {
  explain: '增减的用词与数字相符：增加不带负号，减少不说增长，持平就没有增减数。',
  rank: 6,
  run(rule, { disclosure }) {
    const { statements, body } = narrativeOf(disclosure);
    const moves = statements.filter(({ role }) => role === 'change' || role === 'growth');
    const findings: KindFinding[] = [];
    for (const move of moves) {
      if (rule.operands.of === 'sign') {
        if (move.negative && move.direction !== 0) {
          const word = move.direction > 0 ? '增加' : '减少';
          findings.push(
            sayAt(rule, body, move.from, {
              message: `“${excerpt(body, move.lead, move.to, 0)}”：说“${word}”，数却是负的`,
              hint: '增减的方向只用文字表示：减少的写“减少 5.00万元”，不写“增加-5.00万元”。',
              actual: move.text,
            }),
          );
        }
        continue;
      }
      const next = statements[move.index + 1];
      const clash = next && follows(move, next, body.text) ? clashOf(move, next) : undefined;
      if (!next || !clash) continue;
      findings.push({
        ...sayAt(rule, body, move.from, {
          message: `“${excerpt(body, move.lead, next.to, 0)}”：${clash}`,
          hint: '前后说的是同一个数的增减，方向应当相同。请核对上年数，改正有误的一处。',
          actual: excerpt(body, move.lead, next.to, 0),
        }),
        accuses: [figureKey(move), figureKey(next)],
      });
    }
    return moves.length > 0 ? { looked: moves.length, findings } : { because: '正文里没有自己填写的增减' };
  },
};

/** Right after it, with no subject of its own. */
function follows(first: Statement, second: Statement, text: string): boolean {
  if (first.sentence !== second.sentence || first.bracket !== second.bracket) return false;
  const between = text.slice(first.to, second.from);
  return (
    between.length < 16 &&
    /^[，,、；;（(]?(?:(?:较|比|与|同)?(?:上年度?|去年)?(?:预算|年初预算|预算数|相比)*)?(?:同比|即|基本)?(?:增加|减少|增长|下降|上升|降低|提高|增幅|减幅|降幅)?(?:了|为|约|率|幅度)?$/u.test(
      between,
    )
  );
}

function clashOf(first: Statement, second: Statement): string | undefined {
  const moved = (item: Statement): boolean => item.direction !== 0 && !isZero(item.value);
  const level = (item: Statement): boolean =>
    item.role === 'change' &&
    item.direction === 0 &&
    isZero(item.value) &&
    !/\d/.test(item.text) &&
    !item.bound;
  if (
    (second.role === 'change' || second.role === 'growth') &&
    moved(first) &&
    moved(second) &&
    first.direction !== second.direction &&
    first.unit !== second.unit
  ) {
    return `前面说${word(first)}，后面说${word(second)}`;
  }
  if (level(first) && moved(second) && isMoneyUnit(second.unit))
    return `前面说${first.text}，后面又有${word(second)}`;
  if (moved(first) && isMoneyUnit(first.unit) && level(second))
    return `前面说${word(first)}，后面又说${second.text}`;
  return undefined;
}

function word({ direction }: Statement): string {
  return direction > 0 ? '增加' : '减少';
}
