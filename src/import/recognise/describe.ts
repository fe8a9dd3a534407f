import { isMoneyUnit } from '../../model/cell.ts';
import { fill } from '../../model/fill.ts';
import type { OutlineItem, TableSpec, Template } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Context } from '../context.ts';
import { solid, squeeze, withoutNumber } from '../text.ts';
import { isNote } from './notes.ts';
import type { Region } from './regions.ts';
import type { ReadTable } from './table.ts';

/** What disclosure.yaml says besides figures: only what differs from the form. */
export interface Description {
  readonly scope: '部门' | '单位';
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly tables: ReadonlyMap<
    string,
    { readonly asOf?: string; readonly notes?: readonly string[]; readonly title?: string }
  >;
  readonly notPublished: readonly { readonly table: string; readonly reason: string }[];
  readonly omitted: readonly string[];
  readonly headings: ReadonlyMap<string, string>;
}

interface Read {
  readonly regions: readonly Region[];
  readonly listed: ReadonlySet<string>;
  readonly tables: readonly ReadTable[];
  readonly template: Template;
  /** Is it a text as published? An office's own files may come one by one. */
  readonly published: boolean;
  readonly context: Context;
}

export function describe(read: Read): Description {
  const scope = scopeOf(read);
  const filled = (text: string): string => fill(text, { ...read.context.subject, scope });
  warnOfHeads(read);
  return {
    scope,
    units: unitsOf(read.tables),
    tables: tableWords(read, filled),
    notPublished: notPublished(read),
    omitted: omitted(read),
    headings: headingsOf(read, filled),
  };
}

/** 单位 only where the tables' own titles say so. */
function scopeOf({ regions, context: { subject } }: Read): '部门' | '单位' {
  const titles = regions.flatMap(({ target, heading }) =>
    target?.kind === 'table' || target?.kind === 'part'
      ? [normalized(heading?.text ?? '').replace(normalized(subject.name), '')]
      : [],
  );
  const count = (word: string): number => titles.filter((title) => title.includes(`${word}预算`)).length;
  return count('单位') > count('部门') ? '单位' : '部门';
}

/** Units by their lines in the tables; else those that the table of institutions lists. */
function unitsOf(tables: readonly ReadTable[]): { code: string; name: string }[] {
  const units = new Map<string, { code: string; name: string }>();
  for (const { spec, rows } of tables) {
    for (const side of spec.sides) {
      for (const { cells } of rows) {
        const code = cells.get(side.rows.unitCode ?? '') ?? '';
        // Where the code takes the name's column, the name stands in the next one.
        const name = [cells.get(side.rows.label) ?? '', ...cells.values()].find(
          (text) => text !== '' && !/^[\d.,]+$/.test(text),
        );
        if (/^\d+$/.test(code) && name) units.set(code, { code, name });
      }
    }
  }
  if (units.size > 0) return [...units.values()];
  const list = tables.find(
    ({ spec }) =>
      spec.columns.some((column) => normalized(column.title) === '单位名称') &&
      spec.sides[0]?.rows.kind === 'listed',
  );
  const label = list?.spec.sides[0]?.rows.label ?? '';
  return (list?.rows ?? [])
    .map(({ cells }) => ({ code: '', name: cells.get(label) ?? '' }))
    .filter((unit) => unit.name !== '');
}

function tableWords(read: Read, filled: (text: string) => string): Description['tables'] {
  const words = new Map<string, { asOf?: string; notes?: string[]; title?: string }>();
  for (const table of read.tables) {
    const { spec } = table;
    const own: { asOf?: string; notes?: string[]; title?: string } = {};
    const regions = read.regions.filter(
      ({ target }) => target?.kind === 'table' && target.table.id === spec.id,
    );
    const asOf = regions.flatMap((region) => region.heads).find((head) => head.asOf !== undefined)?.asOf;
    if (asOf) own.asOf = asOf;
    const notes = regions
      .flatMap((region) => region.paragraphs)
      .filter(isNote)
      .map((paragraph) => squeeze(paragraph.text));
    const expected = [...spec.notes.always, ...(table.rows.length === 0 ? spec.notes.whenEmpty : [])];
    // A working sheet has the office's own title and often no notes: the form's are printed then.
    const working = regions.length > 0 && regions.every((region) => region.source.sheet !== undefined);
    if (!sameTexts(notes, expected) && !(working && notes.length === 0)) own.notes = notes;
    const heading = regions.find((region) => region.heading)?.heading?.text ?? '';
    // A table known by its head alone has no title of its own.
    if (heading !== '' && !working && titleKey(heading) !== titleKey(filled(spec.title)))
      own.title = squeeze(withoutNumber(heading));
    if (Object.keys(own).length > 0) words.set(spec.id, own);
  }
  return words;
}

const titleKey = (text: string): string => normalized(withoutNumber(text));
const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.map(normalized).join('\n') === b.map(normalized).join('\n');

function notPublished({ listed, tables, template, published }: Read): { table: string; reason: string }[] {
  const present = new Set(tables.map((table) => table.spec.id));
  return tablesOf(template.outline, template)
    .filter((spec) => !present.has(spec.id) && !spec.optional)
    .map((spec) => ({
      table: spec.id,
      reason: listed.has(`table ${spec.id}`)
        ? '原公布文本的目录列有这张表，正文里没有。'
        : published
          ? '原公布文本没有附这张表。'
          : '导入的文件里没有这张表。',
    }));
}

function tablesOf(items: readonly OutlineItem[], template: Template): TableSpec[] {
  return items.flatMap((item) => {
    const table = item.kind === 'table' && !item.optional ? template.tables.get(item.id) : undefined;
    return [...(table ? [table] : []), ...tablesOf(item.children, template)];
  });
}

/** Optional parts of the form that the document does not even name. */
function omitted({ regions, template }: Read): string[] {
  const named = new Set(
    regions.flatMap(({ target }) => (target && target.kind !== 'table' ? [target.item.id] : [])),
  );
  const visit = (items: readonly OutlineItem[]): string[] =>
    items.flatMap((item) =>
      item.optional && item.kind !== 'table' && !named.has(item.id) ? [item.id] : visit(item.children),
    );
  return visit(template.outline);
}

function headingsOf({ regions }: Read, filled: (text: string) => string): Map<string, string> {
  const headings = new Map<string, string>();
  for (const { target, heading } of regions) {
    if (!target || target.kind === 'table' || !heading || target.item.title === undefined) continue;
    const printed = squeeze(withoutNumber(heading.text)).replace(/[：:]$/, '');
    const { id, title } = target.item;
    if (titleKey(printed) === titleKey(filled(title))) headings.delete(id);
    else headings.set(id, printed);
  }
  return headings;
}

/** A unit or a year above a table that the form or the caller knows otherwise. */
function warnOfHeads({ regions, template, context: { subject, log } }: Read): void {
  for (const { target, heads, heading, grids } of regions) {
    if (target?.kind !== 'table') continue;
    const whole = grids.some((grid) => grid.whole);
    const unit = target.table.unit ?? template.unit;
    for (const head of heads) {
      // A sheet's figures are put into the form's unit, a published text's stay.
      if (head.unit !== undefined && head.unit !== unit && !(whole && isMoneyUnit(head.unit)))
        log.warn(heading?.line, `表“${target.table.id}”印的单位是“${head.unit}”，表样是“${unit}”`);
      if (head.year !== undefined && head.year !== String(subject.year))
        log.warn(
          heading?.line,
          `表“${target.table.id}”印的年度是“${solid(head.year)}”，不是 ${subject.year}`,
        );
    }
  }
}
