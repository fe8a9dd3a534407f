import type { Place } from './place.ts';

export type Severity = 'error' | 'warning' | 'info';

/**
 * How a rule came out for one disclosure. `acknowledged`: it failed, and
 * disclosure.yaml gives a public reason. `couldNotRun`: what it needs is not
 * there (表未公开). Silence is not a pass.
 */
export type Outcome = 'passed' | 'failed' | 'acknowledged' | 'notApplicable' | 'couldNotRun';

/** One value that takes part in a relation, with where it stands. */
export interface Related extends Place {
  readonly label: string;
  readonly value: string;
}

/** The one shape for everything that is wrong anywhere. Figures are printed text. */
export interface Finding {
  /** Permanent id: `load.*` from loading and validation, otherwise a rule of rules.yaml. */
  readonly rule: string;
  readonly severity: Severity;
  readonly place: Place;
  /** What is wrong, in Chinese. */
  readonly message: string;
  /** What to do about it, in Chinese. */
  readonly hint?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly difference?: string;
  readonly related?: readonly Related[];
}

/** 「文件:行:列」 as far as known, in the form that terminals and editors link. */
export function placeText(place: Place): string {
  return [place.file, place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(':');
}
