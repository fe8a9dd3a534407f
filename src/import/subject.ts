import { FINAL } from '../load/content.ts';
import type { Phase } from '../model/disclosure.ts';

/** What is being imported: the caller knows it, the text only repeats it. */
export interface Subject {
  readonly region: string;
  readonly year: number;
  readonly code: string;
  readonly name: string;
  /** A budget where nothing else is said. */
  readonly phase?: Phase;
  /** Id in departments.yaml, where it is known. */
  readonly department?: string;
}

/** Where its files stand under `disclosures/`: the final account in the folder of its budget. */
export function idOf({ region, year, code, phase }: Omit<Subject, 'name'>): string {
  return `${region}/${year}/${code}${phase === '决算' ? `/${FINAL}` : ''}`;
}
