import type { OutlineItem, Template } from '../model/template.ts';
import { normalized } from '../model/titles.ts';
import type { Paragraph } from './blocks.ts';
import type { Context } from './context.ts';
import { joinPages, paragraphsOf } from './printed/paragraphs.ts';
import { gridTitle } from './projects/titles.ts';
import { isNote } from './recognise/notes.ts';
import type { Region } from './recognise/region.ts';
import { squeeze } from './text.ts';

/** Every paragraph that no table, project or target took goes to the section it stands in. */
export function readNarrative(
  regions: readonly Region[],
  template: Template,
  context: Context,
): Map<string, string[]> {
  const narrative = new Map<string, string[]>();
  const sources = new Map<string, number>();
  let section: string | undefined;
  let source = 0;
  for (const region of regions) {
    const { target } = region;
    if (region.source.number !== source) section = undefined;
    source = region.source.number;
    if (target && target.kind !== 'table') {
      section = target.kind === 'part' ? firstUntitled(target.item) : target.item.id;
    }
    const paragraphs = joinPages(textOf(region, template));
    if (paragraphs.length === 0) continue;
    if (section === undefined) {
      context.log.lost(paragraphs, '文首', '这些文字不在任何一节之内');
      continue;
    }
    const before = narrative.get(section) ?? [];
    const other = before.length > 0 && sources.get(section) !== source;
    const texts = paragraphs.map((paragraph) => squeeze(paragraph.text));
    if (!other) narrative.set(section, [...before, ...texts]);
    else {
      // Another file words the same section: what it says anew is asked about.
      const known = new Set(before.map(normalized));
      const fresh = paragraphs.filter((paragraph) => !known.has(normalized(squeeze(paragraph.text))));
      context.log.lost(
        fresh,
        `说明“${section}”`,
        '前一个文件已有这一节，这里的文字不同，没有放入。应当用哪一份？',
      );
    }
    if (!sources.has(section)) sources.set(section, source);
  }
  return narrative;
}

function textOf({ target, paragraphs, printed, source }: Region, template: Template): readonly Paragraph[] {
  const form = template.projects;
  switch (target?.kind) {
    case 'targets':
      return [];
    case 'table':
      // What stands beside a sheet's table is told of as such.
      return source.sheet === undefined ? paragraphs.filter((paragraph) => !isNote(paragraph)) : [];
    case 'projects':
      return paragraphs.filter((paragraph) => !form || !gridTitle(paragraph.text, form));
    default:
      return [...paragraphs, ...paragraphsOf(printed)];
  }
}

/** The section without a heading at the head of a part: 引言. */
function firstUntitled(part: OutlineItem): string {
  return part.children.find((child) => child.kind === 'section' && child.title === undefined)?.id ?? part.id;
}
