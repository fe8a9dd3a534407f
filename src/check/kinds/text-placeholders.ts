import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Kind } from '../kind.ts';
import { fieldBody } from '../text/fields.ts';
import { excerpt, onceAFile, sayAt } from '../text/finding.ts';
import { type Body, narrativeBody, segmentAt } from '../text/texts.ts';

/** What a template leaves to be filled in. Letters of a code (0006XB10) are none. */
const GENERAL =
  /目标内容[\d一二三四五]*|指标内容[\d一二三四五]+|(?<![0-9A-Za-z])[Xx]{2,}(?![0-9A-Za-z])|×{2,}|[○〇□■▢]{2,}|□|_{2,}|＿{2,}|[?？]{3,}|【[\s　]*】|（[\s　]*）|\([\s　]*\)|“”|《》|增加[（(]减少[）)]|减少[（(]增加[）)]|[（(](?:增加|增长|上升)[/／、或](?:减少|下降|降低)[）)]|(?:增加|增长|上升)[/／](?:减少|下降|降低)|[（(](?:请)?(?:填写|填报|选填|此处)[^）)\n]{0,20}[）)]|请(?:填写|在此|输入)|此处(?:填写|插入|省略)|待(?:填写|补充|定稿)|#(?:REF|N\/A|VALUE|DIV\/0|NAME)[!?]?|\b(?:null|undefined|NaN|TODO|TBD|lorem ipsum)\b|某某|[xX×]年[xX×]月/gu;

/** A choice that was never made, as the value of an indicator. */
const CHOICE =
  /^(?:是[/／]否|否[/／]是|有[/／]无|合格[/／]不合格|达标[/／]不达标|是否[^\n]*)(?:（[^\n]*）)?$|(?:是否|能否)[^\n]{2,40}$/gmu;

/**
 * Operands: `of`, `left` (what a template leaves to be filled in), `choice` (是/否
 * as an indicator's value) or `ellipsis`; `words`, more of the first.
 */
export const textPlaceholders: Kind = {
  explain: '没有留下模板里的占位文字（“目标内容1”“XX”“增加（减少）”等）和没有作出的选择。',
  rank: 8,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    const words = Array.isArray(rule.operands.words) ? rule.operands.words.map(String) : [];
    for (const body of [narrativeBody(disclosure), fieldBody(disclosure)]) {
      const first = onceAFile(body);
      const told = (index: number, length: number, message: string, hint: string): void => {
        const found = body.text.slice(index, index + length);
        if (first(index, found))
          findings.push(
            sayAt(rule, body, index, {
              message: `“${excerpt(body, index, index + length, 10)}”${message}`,
              hint,
              actual: found,
            }),
          );
      };
      if (rule.operands.of === 'choice') findings.push(...choices(rule, body));
      else if (rule.operands.of === 'ellipsis') {
        for (const match of body.text.matchAll(/…{1,}|\.{3,}|。{3,}/gu))
          told(
            match.index,
            match[0].length,
            '有省略号，内容没有写完',
            '公开的文本应当写全。请补上省略的内容，或删去省略号。',
          );
      } else {
        for (const match of body.text.matchAll(GENERAL))
          told(
            match.index,
            match[0].length,
            '像是没有填写的模板文字',
            '请换成实际的内容；没有内容的，请删去。',
          );
        for (const word of words)
          for (let at = body.text.indexOf(word); at >= 0; at = body.text.indexOf(word, at + word.length))
            told(at, word.length, '像是没有填写的模板文字', '请换成实际的内容；没有内容的，请删去。');
      }
    }
    return { looked: 1, findings };
  },
};

/** One a file, with the others beside it: who leaves one choice open leaves many. */
function choices(rule: Rule, body: Body): Finding[] {
  const values = [...body.text.matchAll(CHOICE)].filter(
    (match) => segmentAt(body, match.index).kind === 'value',
  );
  const files = Map.groupBy(values, (match) => segmentAt(body, match.index).place(match.index).file);
  return [...files.values()].flatMap(([match, ...others]) => {
    if (!match) return [];
    const more = others.length > 0 ? `（另有 ${others.length} 处）` : '';
    return [
      sayAt(rule, body, match.index, {
        message: `“${match[0]}”是没有作出的选择，不是指标值${more}`,
        hint: '请写明要达到的值，如“是”“100%”“≤30万元”。',
        actual: match[0],
        ...(others.length > 0 && {
          related: others.map((other) => {
            const segment = segmentAt(body, other.index);
            return { ...segment.place(other.index), label: segment.label(), value: other[0] };
          }),
        }),
      }),
    ];
  });
}
