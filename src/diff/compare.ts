import { compareDisclosure } from './compare-disclosure.ts';
import { type Revision, type Snapshot, takeSnapshot } from './disclosure.ts';
import type { Pair } from './plan.ts';
import type { DisclosureDiff } from './types.ts';

/** Disclosures read together: few enough that a province's content never stands in memory at once. */
const BATCH = 24;

/**
 * Compares disclosures one by one, in order. `pause` lets the event loop turn
 * between batches: what is held weakly is held until then.
 */
export async function comparePairs(
  pairs: readonly Pair[],
  base: Revision,
  head: Revision,
  pause: () => Promise<unknown>,
): Promise<DisclosureDiff[]> {
  const diffs: DisclosureDiff[] = [];
  for (let at = 0; at < pairs.length; at += BATCH) {
    if (at > 0) await pause();
    const batch = pairs.slice(at, at + BATCH);
    base.prefetch?.(batch.flatMap(({ from }) => foldersOf(from)));
    head.prefetch?.(batch.flatMap(({ to }) => foldersOf(to)));
    for (const { from, to, why } of batch) {
      const diff = compareDisclosure(...takeBoth(base, from, head, to));
      if (diff && !(why === 'neighbour' && saysNothing(diff))) diffs.push(diff);
    }
  }
  return diffs;
}

/** Both revisions of one; a draft whose form cannot be had is read by the other's. */
function takeBoth(
  base: Revision,
  from: string | undefined,
  head: Revision,
  to: string | undefined,
): [Snapshot | undefined, Snapshot | undefined] {
  const before = from === undefined ? undefined : takeSnapshot(base, from);
  const after = to === undefined ? undefined : takeSnapshot(head, to, before?.template);
  const again = from !== undefined && before && !before.template && after?.template;
  return [again ? takeSnapshot(base, from, after.template) : before, after];
}

/** Its own files, and those of the year before, which checks look back at. */
function foldersOf(id: string | undefined): string[] {
  if (id === undefined) return [];
  const [region, year, ...department] = id.split('/');
  return [`disclosures/${id}`, `disclosures/${region}/${Number(year) - 1}/${department.join('/')}`];
}

function saysNothing({ changes, checks }: DisclosureDiff): boolean {
  const { newlyFailing, mended, acknowledged } = checks;
  return changes.length + newlyFailing.length + mended.length + acknowledged.length === 0;
}
