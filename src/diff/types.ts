import type { WordedChange } from '../view/change-words.ts';

/** What a comparison of two revisions says: plain data, which every format puts into its own form. */

export interface CellRef {
  readonly table: string | null;
  readonly row: string | null;
  readonly column: string | null;
}

/** A run of words of a changed text; `binding` where a bound figure stands. */
export interface TextPart {
  readonly kind: 'same' | 'removed' | 'added';
  /** As read: a bound figure's value, that of the head where both have it. */
  readonly text: string;
  readonly binding?: BoundFigure;
}

export interface BoundFigure {
  /** With its braces, as written. */
  readonly source: string;
  /** Its value in each revision; absent where it names nothing there. */
  readonly before?: string;
  readonly after?: string;
}

/** One edit, one entry. */
export interface Change extends WordedChange {
  /** Null for what stands around the disclosures. */
  readonly disclosure: string | null;
  readonly table: string | null;
  readonly row: string | null;
  readonly column: string | null;
  readonly difference: string | null;
  /** Relative to the content folder; of the head where it is there. */
  readonly file: string;
  readonly line: number | null;
  /** The edits that it follows from, by a relation that holds afterwards. */
  readonly followsFrom?: readonly CellRef[];
  /** Words of a text, where it is compared by words. */
  readonly parts?: readonly TextPart[];
  /** Disclosures that a change around them touches. */
  readonly touches?: readonly string[];
}

/** layout: bytes differ, nothing that a reader sees. form: only its form, its surroundings or the year before it changed. */
export type Status = 'added' | 'removed' | 'renamed' | 'changed' | 'layout' | 'form';

/** A finding, as far as a review needs it. */
export interface CheckChange {
  readonly disclosure: string | null;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly hint: string | null;
  readonly table: string | null;
  readonly row: string | null;
  readonly column: string | null;
  readonly file: string;
  readonly line: number | null;
  /** The public reason of an acknowledged one. */
  readonly reason?: string;
}

export interface CheckChanges {
  readonly newlyFailing: readonly CheckChange[];
  readonly mended: readonly CheckChange[];
  readonly acknowledged: readonly CheckChange[];
}

export interface DisclosureDiff {
  readonly id: string;
  /** 科技和工信部门 2024年部门预算; the id where it cannot be read. */
  readonly title: string;
  readonly status: Status;
  /** Its id in the base, where that was another. */
  readonly from?: string;
  /** What came or went with it: 12 张表，14 个项目，支出总计 1469.55万元. */
  readonly holds?: string;
  /** Why it, or its base, could be compared only in part. */
  readonly reason?: string;
  readonly changes: readonly Change[];
  readonly checks: CheckChanges;
}

/** Nothing of it changed that a reader sees, and nothing of its checks. */
export function saysNothing({ status, reason, changes, checks }: DisclosureDiff): boolean {
  const { newlyFailing, mended, acknowledged } = checks;
  const isTouched = status === 'layout' || status === 'form';
  return (
    isTouched &&
    reason === undefined &&
    changes.length + newlyFailing.length + mended.length + acknowledged.length === 0
  );
}

export interface Comparison {
  readonly base: string;
  readonly head: string;
  readonly disclosures: readonly DisclosureDiff[];
  /** Of what stands around the disclosures. */
  readonly around: { readonly changes: readonly Change[]; readonly checks: CheckChanges };
}

export const NO_CHECKS: CheckChanges = { newlyFailing: [], mended: [], acknowledged: [] };
