import type { BoundFigure, Change, CheckChanges, Comparison } from './types.ts';

/** The JSON of `npm run diff -- --format json`; the README documents it. */
export function comparisonJson({ base, head, disclosures, around }: Comparison): unknown {
  const all = [around, ...disclosures];
  const checks = (kind: keyof CheckChanges) => all.flatMap((item) => item.checks[kind]);
  return {
    base,
    head,
    disclosures: disclosures.map(({ id, status, from, reason }) => ({
      id,
      status,
      ...(from !== undefined && { from }),
      ...(reason !== undefined && { reason }),
    })),
    changes: all.flatMap(({ changes }) => changes.map(entry)),
    checks: {
      newlyFailing: checks('newlyFailing'),
      mended: checks('mended'),
      acknowledged: checks('acknowledged'),
    },
  };
}

function entry(change: Change) {
  const { disclosure, kind, table, row, column, before, after, difference, file, line } = change;
  const { percent, unit, followsFrom, touches, note } = change;
  const bound = boundFigures(change);
  return {
    disclosure,
    kind,
    table,
    row,
    column,
    before,
    after,
    difference,
    file,
    line,
    ...(percent !== undefined && { percent }),
    ...(unit !== undefined && { unit }),
    ...(bound.length > 0 && { bound }),
    ...(followsFrom && { followsFrom }),
    ...(touches && { touches }),
    ...(note !== undefined && { note }),
  };
}

/** Each bound figure of a text once, with its value in both revisions. */
function boundFigures({ parts = [] }: Change): BoundFigure[] {
  return [...new Map(parts.flatMap(({ binding }) => (binding ? [[binding.source, binding]] : []))).values()];
}
