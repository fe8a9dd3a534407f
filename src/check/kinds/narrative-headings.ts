import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { headingOf } from '../text/texts.ts';

/** A heading of a narrative's Markdown with nothing under it; the form's own are another rule's. */
export const narrativeHeadings: Kind = {
  explain: '正文里自己加的每个小标题下面都有内容。',
  rank: 8,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const { source, file, section } of disclosure.narrative.values()) {
      if (!source.includes('#')) continue;
      looked++;
      for (const { line, title } of emptyHeadings(source)) {
        findings.push({
          rule: rule.id,
          severity: rule.severity,
          place: { file, line, column: 1 },
          message: `“${headingOf(disclosure, section)}”一节的标题“${title}”下面没有内容`,
          hint: '请补上内容；没有这方面内容的，请写明“无”，或删去标题。',
          actual: title,
        });
      }
    }
    return looked > 0 ? { looked, findings } : { because: '正文里没有自己加的小标题' };
  },
};

/** Headings that the next heading of their own level or above, or the end, follows at once. */
function emptyHeadings(source: string): { line: number; title: string }[] {
  const empty: { line: number; title: string }[] = [];
  let open: { line: number; level: number; title: string } | undefined;
  for (const [index, text] of source.split('\n').entries()) {
    const match = /^ {0,3}(#{1,6})\s+(\S.{0,200})$/u.exec(text);
    if (match) {
      const level = (match[1] as string).length;
      if (open && level <= open.level) empty.push(open);
      open = { line: index + 1, level, title: (match[2] as string).trim() };
    } else if (text.trim() !== '') open = undefined;
  }
  if (open) empty.push(open);
  return empty;
}
