import { type BindingContext, conditionHolds } from '../../model/binding.ts';
import type { Binding } from '../../model/binding-parse.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import { fill } from '../../model/fill.ts';
import { kept } from '../../model/kept.ts';
import type { Place } from '../../model/place.ts';
import type { OutlineItem } from '../../model/template.ts';
import { plainMarkdown } from './plain.ts';

/**
 * Every text that a disclosure itself has written. The form's own drafts are
 * not among them. Texts of one kind are joined, so that a rule reads them in
 * one go; a match is led back to its field or section.
 */
export interface Body {
  /** Paragraphs and fields, parted by `\n`. */
  readonly text: string;
  readonly segments: readonly Segment[];
}

export type SegmentKind =
  | 'narrative'
  | 'project'
  | 'goal'
  | 'indicator'
  | 'value'
  | 'target'
  | 'note'
  | 'heading'
  | 'unit'
  | 'cell';

/** One section, field or cell, and where it stands in the body. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly from: number;
  readonly to: number;
  /** What a clerk calls it: “职责”一节, 第 3 个项目的“绩效目标”. */
  readonly label: () => string;
  /** Place of a character, counted in the body. */
  readonly place: (index: number) => Place;
  /** Bindings by the index, in the body, of the character that stands for them. */
  readonly bindings?: ReadonlyMap<number, Binding>;
  /** Indentation of a list's items, by the index in the body where they begin. */
  readonly items?: ReadonlyMap<number, number>;
}

/** The segment that holds an index. */
export function segmentAt({ segments }: Body, index: number): Segment {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle] as Segment).from <= index) low = middle;
    else high = middle - 1;
  }
  return segments[low] as Segment;
}

function moved<T>(map: ReadonlyMap<number, T>, by: number): Map<number, T> {
  return new Map([...map].map(([index, value]) => [index + by, value]));
}

/** Sections that the department words itself. */
export const narrativeBody = kept((disclosure: Disclosure): Body => {
  const context: BindingContext = { disclosure };
  const holds = (binding: Binding): boolean => conditionHolds(binding.expression, context);
  const segments: Segment[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const { section, source, file } of disclosure.narrative.values()) {
    const { text: own, at = [], bindings, items } = plainMarkdown(source, holds);
    if (own === '') continue;
    const from = length;
    const place = placeIn(source, file, section);
    segments.push({
      kind: 'narrative',
      from,
      to: from + own.length,
      label: () => `“${headingOf(disclosure, section).replaceAll('“', '‘').replaceAll('”', '’')}”一节`,
      place: (index) => place(at[index - from] ?? 0),
      bindings: moved(bindings, from),
      ...(items && { items: moved(items, from) }),
    });
    const ended = own.endsWith('\n') ? own : `${own}\n`;
    texts.push(ended);
    length += ended.length;
  }
  return { text: texts.join(''), segments };
});

/** Its section stands for the row, so that an acknowledgement can name it. */
function placeIn(source: string, file: string, section: string): (offset: number) => Place {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
    let line = starts.findLastIndex((start) => start <= offset);
    if (line < 0) line = 0;
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1, row: section };
  };
}

export function headingOf(disclosure: Disclosure, id: string): string {
  const { year, name, scope, region, headings, template } = disclosure;
  const find = (items: readonly OutlineItem[]): string | undefined => {
    for (const item of items) {
      const title = item.id === id ? (item.title ?? '') : find(item.children);
      if (title !== undefined) return title;
    }
    return undefined;
  };
  return (
    headings.get(id) ?? (fill(find(template.outline) ?? '', { year, name, scope, region: region.name }) || id)
  );
}
