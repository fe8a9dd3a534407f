import { parseDecimal } from '../../model/decimal.ts';
import { inUnit } from '../amounts.ts';
import type { DisclosureEntry } from '../types.ts';
import { type DrawnPart, drawWhole } from './draw.ts';
import { rankFinding } from './findings.ts';
import type { PictureView } from './types.ts';

const CONCEPT = 'expenditure.total';

/**
 * Departments of a year beside one another, by what they spend. A unit's money
 * is its department's: units are drawn only where no department is listed.
 * Undefined where there are not two to compare.
 */
export function viewDepartments(entries: readonly DisclosureEntry[], year: number): PictureView | undefined {
  const budgets = entries.filter(({ withdrawn, phase }) => !withdrawn && phase === '预算');
  const departments = budgets.filter(({ scope }) => scope === '部门');
  const listed = departments.length > 0 ? departments : budgets;
  const counter = departments.length > 0 ? '个部门' : '个单位';
  const known = listed.flatMap((entry) => {
    const figure = entry.keyFigures.find(({ concept }) => concept === CONCEPT);
    return figure ? [{ entry, figure }] : [];
  });
  const units = new Set(known.map(({ figure }) => figure.unit));
  const unit = units.size === 1 ? ([...units][0] as string) : '万元';
  const times = Map.groupBy(listed, ({ name }) => name);
  const parts = known.flatMap(({ entry, figure }): DrawnPart[] => {
    const printed = parseDecimal(figure.text);
    const value = printed && inUnit(printed, figure.unit, unit);
    const { name, regionName, href } = entry;
    const label = (times.get(name)?.length ?? 0) > 1 ? `${regionName}${name}` : name;
    return value ? [{ label, name: label, value, href }] : [];
  });
  if (parts.length < 2) return undefined;
  const unknown = listed.length - parts.length;
  const picture = drawWhole({
    anchor: '图-各部门支出',
    subject: `${year}年各${counter.slice(1)}预算的支出总计`,
    head: counter.slice(1),
    parts,
    unit,
    words: {
      whole: `各${counter.slice(1)}支出总计`,
      of: '是',
      all: '全部是',
      most: '最多的是',
      counter,
    },
    notes: unknown > 0 ? [`有 ${unknown} ${counter}没有公开支出总计`] : [],
  });
  const title = rankFinding(parts, unit, { whole: '支出总计', of: '', all: '', most: '', counter });
  return picture && { ...picture, title };
}
