import type { OutlineItem, Template } from '../model/template.ts';
import type { Paragraph } from './blocks.ts';
import type { Context } from './context.ts';
import { joinPages, paragraphsOf } from './printed/paragraphs.ts';
import { gridTitle } from './projects/titles.ts';
import { isNote } from './recognise/notes.ts';
import type { Region } from './recognise/regions.ts';
import { squeeze } from './text.ts';

/** Every paragraph that no table, project or target took goes to the section it stands in. */
export function readNarrative(
  regions: readonly Region[],
  template: Template,
  context: Context,
): Map<string, string[]> {
  const narrative = new Map<string, string[]>();
  let section: string | undefined;
  for (const region of regions) {
    const { target } = region;
    if (target && target.kind !== 'table') {
      section = target.kind === 'part' ? firstUntitled(target.item) : target.item.id;
    }
    const paragraphs = joinPages(textOf(region, template));
    if (paragraphs.length === 0) continue;
    if (section === undefined) context.log.lost(paragraphs, '文首', '这些文字不在任何一节之内');
    else {
      const texts = paragraphs.map((paragraph) => squeeze(paragraph.text));
      narrative.set(section, [...(narrative.get(section) ?? []), ...texts]);
    }
  }
  return narrative;
}

function textOf({ target, paragraphs, printed }: Region, template: Template): readonly Paragraph[] {
  const form = template.projects;
  switch (target?.kind) {
    case 'targets':
      return [];
    case 'table':
      return paragraphs.filter((paragraph) => !isNote(paragraph));
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
