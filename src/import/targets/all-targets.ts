import { fill } from '../../model/fill.ts';
import type { TargetForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Context } from '../context.ts';
import { joinPages, paragraphsOf } from '../printed/paragraphs.ts';
import type { Region } from '../recognise/regions.ts';
import { readTargetGrid } from './grid.ts';
import { readTargetSections } from './sections.ts';
import type { ReadTargets } from './targets.ts';

/** Whole-department targets, where the document has them. */
export function readTargets(
  regions: readonly Region[],
  form: TargetForm | undefined,
  context: Context,
): ReadTargets | undefined {
  const own = regions.filter(({ target }) => target?.kind === 'targets');
  const grids = own.flatMap((region) => region.grids);
  const paragraphs = [
    ...joinPages(own.flatMap((region) => region.paragraphs)),
    ...own.flatMap((region) => paragraphsOf(region.printed)),
  ];
  if (grids.length + paragraphs.length === 0) return undefined;
  if (form?.layout === 'sections') {
    for (const grid of grids)
      for (const row of grid.rows) context.log.lost(row, form.title, '这里不应有表格');
    return readTargetSections(paragraphs, form);
  }
  const subtitle = normalized(fill(form?.subtitle ?? '', { ...context.subject, scope: '部门' }));
  context.log.lost(
    paragraphs.filter((paragraph) => normalized(paragraph.text) !== subtitle),
    '整体绩效目标',
    '表格之外的文字',
  );
  return form && readTargetGrid(grids, form, context);
}
