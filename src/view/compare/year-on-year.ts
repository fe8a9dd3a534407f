import { isZero } from '../../model/decimal.ts';
import type { CheckedDisclosure, Disclosure } from '../../model/disclosure.ts';
import { meaningsOf } from './comparable.ts';
import { compareLists } from './compare.ts';
import type { Comparable, ComparisonResult, ComparisonRow, Meaning, YearOnYearView } from './types.ts';

const SHOWN: readonly Meaning[] = ['key', 'income', 'function', 'threePublic'];

/**
 * This year against last, by meaning. Undefined where the two have nothing in
 * common to compare. Last year's disclosure is as it was read, not checked.
 */
export function viewYearOnYear(
  disclosure: CheckedDisclosure,
  now: Comparable,
  before: Disclosure,
  claim: (anchor: string) => string,
): YearOnYearView | undefined {
  const both = [meaningsOf(before), now];
  const tables = SHOWN.flatMap((list): ComparisonResult[] => {
    const result = compareLists(both, list, undefined, disclosure.template.crosswalk);
    if (!result || result.missing.length > 0) return [];
    const rows = result.rows.filter((row) => row.total || list === 'key' || says(row));
    return rows.length > 0 ? [{ ...result, rows }] : [];
  });
  if (tables.length === 0) return undefined;
  const title = '与上年对比';
  return {
    anchor: claim(title),
    title,
    labels: [`${before.year}年`, `${now.year}年`],
    base: { title: `${before.name}${before.year}年${before.scope}${before.phase}`, href: `/${before.id}/` },
    tables,
    compareHref: `/compare/?d=${before.id}&d=${now.id}`,
  };
}

/** A line that is nothing in both years says nothing. */
function says({ values }: ComparisonRow): boolean {
  return values.some((value) => value.state === 'mark' || ('value' in value && !isZero(value.value)));
}
