import type { CheckFinding } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import type { CheckChange, CheckChanges } from './types.ts';

/** Which findings are new, which are gone, which were explained. */

export type Found = Finding | CheckFinding;

/** What a finding is known by in another revision: its rule and its cell, wherever the line has moved to. */
function keyOf({ rule, place }: Found): string {
  const { table, row, columnTitle } = place;
  return [rule, ...(table || row ? [table, row, columnTitle] : [place.file])]
    .map((part) => part ?? '')
    .join('\0');
}

const isExplained = (finding: Found): boolean => 'outcome' in finding && finding.outcome === 'acknowledged';

/** A broken form is told once, of the form; a notice is no failure. */
const isTold = ({ rule, severity }: Found): boolean => rule !== 'load.broken-template' && severity !== 'info';

/**
 * `couldRun` says whether what found something in the base could look again: what nobody
 * looks at any more, because the draft cannot be read, is not mended.
 */
export function compareFindings(
  disclosure: string | null,
  before: readonly Found[],
  after: readonly Found[],
  couldRun: (finding: Found) => boolean = () => true,
): CheckChanges {
  const told = (finding: Found): CheckChange => ({
    disclosure,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    hint: finding.hint ?? null,
    table: finding.place.table ?? null,
    row: finding.place.row ?? null,
    column: finding.place.columnTitle ?? null,
    file: finding.place.file,
    line: finding.place.line ?? null,
    ...('acknowledgedBecause' in finding &&
      finding.acknowledgedBecause !== undefined && { reason: finding.acknowledgedBecause }),
  });
  const { pairs, gone, fresh } = match(before.filter(isTold), after.filter(isTold));
  return {
    newlyFailing: [
      ...pairs.filter(([a, b]) => isExplained(a) && !isExplained(b)).map(([, b]) => told(b)),
      ...fresh.filter((finding) => !isExplained(finding)).map(told),
    ],
    mended: gone.filter(couldRun).map(told),
    acknowledged: [
      ...pairs.filter(([a, b]) => !isExplained(a) && isExplained(b)).map(([, b]) => told(b)),
      ...fresh.filter(isExplained).map(told),
    ],
  };
}

/** First those that say the same, then those of the same rule at the same place. */
function match(
  before: readonly Found[],
  after: readonly Found[],
): { pairs: [Found, Found][]; gone: Found[]; fresh: Found[] } {
  const pairs: [Found, Found][] = [];
  let gone = [...before];
  let fresh = [...after];
  for (const name of [(item: Found) => `${keyOf(item)}\0${item.message}`, keyOf]) {
    const open = Map.groupBy(gone, name);
    fresh = fresh.filter((b) => {
      const a = open.get(name(b))?.shift();
      if (a) pairs.push([a, b]);
      return !a;
    });
    gone = [...open.values()].flat();
  }
  return { pairs, gone, fresh };
}
