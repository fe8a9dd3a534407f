import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { BOUND } from '../text/plain.ts';
import { narrativeBody, segmentAt } from '../text/texts.ts';

/** Shorter paragraphs (无其他需要说明的事项。) may well stand twice. */
const LEAST = 30;

/** A paragraph that stands twice in the narrative: pasted twice, or in place of another. */
export const textRepeated: Kind = {
  explain: '正文没有整段重复的文字（30 字以上）。',
  rank: 9,
  run(rule, { disclosure }) {
    const body = narrativeBody(disclosure);
    if (body.text === '') return { because: '正文没有自己写的部分' };
    const first = new Map<string, number>();
    const findings: Finding[] = [];
    let at = 0;
    for (const paragraph of body.text.split('\n')) {
      const from = at;
      at += paragraph.length + 1;
      // What a binding puts there may differ.
      if (paragraph.length < LEAST || paragraph.includes(BOUND)) continue;
      const earlier = first.get(paragraph);
      if (earlier === undefined) {
        first.set(paragraph, from);
        continue;
      }
      const segment = segmentAt(body, earlier);
      const same = segment === segmentAt(body, from);
      const { line, column, file } = segment.place(earlier);
      findings.push(
        sayAt(rule, body, from, {
          message: `“${excerpt(body, from, from + 12, 0)}”一段与${same ? '前面' : segment.label()}重复`,
          hint: `前一处在 ${file} 第 ${line ?? '?'} 行。请删去重复的一段；本来应当是别的内容的，请补上。`,
          related: [
            {
              file,
              ...(line !== undefined && { line }),
              ...(column !== undefined && { column }),
              label: segment.label(),
              value: excerpt(body, earlier, earlier + 12, 0),
            },
          ],
        }),
      );
    }
    return { looked: first.size + findings.length, findings };
  },
};
