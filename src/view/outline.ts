import type { CheckedDisclosure } from '../model/disclosure.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { Numbering, OutlineItem } from '../model/template.ts';
import type { Anchors } from './anchors.ts';
import { headingNumber } from './text.ts';
import type { SectionView, TocItem } from './types.ts';

/** An item of the form's outline that this disclosure has, with its place on the page. */
export interface PlannedSection {
  readonly item: OutlineItem;
  readonly anchor: string;
  /** 2 to 6; 0 where it has no heading. */
  readonly level: number;
  readonly number: string;
  readonly title: string;
  readonly html: string | undefined;
  readonly children: readonly PlannedSection[];
}

export interface OutlineContext {
  readonly words: FillValues;
  readonly anchors: Anchors;
  readonly renderNarrative: (sectionId: string, headingLevel: number) => string | undefined;
}

const TOP_LEVEL = 2;
const DEEPEST_LEVEL = 6;

/**
 * What of the form's outline the disclosure has. Headings are numbered after
 * that is known, so what is left out leaves no gap in the numbers.
 */
export function planOutline(
  disclosure: CheckedDisclosure,
  context: OutlineContext,
): readonly PlannedSection[] {
  return planItems(disclosure, context, disclosure.template.outline, TOP_LEVEL);
}

function planItems(
  disclosure: CheckedDisclosure,
  context: OutlineContext,
  items: readonly OutlineItem[],
  level: number,
): readonly PlannedSection[] {
  const counts = new Map<Numbering, number>();
  const planned: PlannedSection[] = [];
  for (const item of items) {
    if (disclosure.omitted.has(item.id)) continue;
    const title = headingOf(disclosure, item, context.words);
    const anchor = context.anchors.claim(item.id);
    const children = planItems(disclosure, context, item.children, title === '' ? level : level + 1);
    const html = item.kind === 'table' ? undefined : context.renderNarrative(item.id, level);
    if (!isPresent(disclosure, item, html !== undefined || children.length > 0)) {
      context.anchors.release(anchor);
      continue;
    }
    const n = (counts.get(item.numbering) ?? 0) + 1;
    if (title !== '') counts.set(item.numbering, n);
    planned.push({
      item,
      anchor,
      level: title === '' ? 0 : Math.min(level, DEEPEST_LEVEL),
      number: title === '' ? '' : headingNumber(item.numbering, n),
      title,
      html,
      children,
    });
  }
  return planned;
}

/** Its own wording, else the outline's, else the table's title; empty for an item without a heading. */
function headingOf(disclosure: CheckedDisclosure, item: OutlineItem, words: FillValues): string {
  const own = disclosure.headings.get(item.id);
  if (own !== undefined) return own;
  const { tables, template } = disclosure;
  const spec =
    item.kind === 'table' ? (tables.get(item.id)?.spec ?? template.tables.get(item.id)) : undefined;
  return fill(item.title ?? spec?.title ?? '', words);
}

/**
 * An item with nothing of its own keeps its heading where the form demands it:
 * what is missing should be seen. A group of items all absent goes with them.
 */
function isPresent(disclosure: CheckedDisclosure, item: OutlineItem, filled: boolean): boolean {
  if (filled || disclosure.notPublished.has(item.id)) return true;
  switch (item.kind) {
    case 'table':
      return disclosure.tables.has(item.id);
    case 'projects':
      return disclosure.projects.length > 0 || disclosure.projectUnits.length > 0 || !item.optional;
    case 'targets':
      return disclosure.targets !== undefined || !item.optional;
    case 'glossary':
      return disclosure.template.glossary.length > 0;
    case 'part':
    case 'section':
      return item.children.length === 0 && !item.optional;
  }
}

/** As much of a section as 目录 shows. */
interface TocSource extends Pick<SectionView, 'anchor' | 'level' | 'number' | 'title'> {
  readonly content?: SectionView['content'];
  readonly children: readonly TocSource[];
}

/** 目录, with every project that has a grid of its own. What has no heading is not in it, but what stands under it is. */
export function tableOfContents(sections: readonly TocSource[]): readonly TocItem[] {
  return sections.flatMap((section) => {
    const projects = (section.content ?? []).flatMap((item): TocItem[] => {
      if (item.kind !== 'project') return [];
      const { anchor, number, name } = item.project;
      return [{ href: `#${anchor}`, number: `${number}、`, title: name, children: [] }];
    });
    const children = [...projects, ...tableOfContents(section.children)];
    if (section.level === 0) return children;
    return [{ href: `#${section.anchor}`, number: section.number, title: section.title, children }];
  });
}
