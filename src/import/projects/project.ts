import type { IndicatorColumn } from '../../model/template.ts';

export type IndicatorField = IndicatorColumn['id'];

/** One indicator as read; fields that the form does not have stay empty. */
export type ReadIndicator = Readonly<Record<IndicatorField, string>>;

export interface ReadProject {
  readonly name: string;
  readonly code: string;
  readonly amount: string;
  readonly funding: ReadonlyMap<string, string>;
  readonly purpose: string;
  readonly plan: ReadonlyMap<string, string>;
  readonly goals: readonly string[];
  readonly indicators: readonly ReadIndicator[];
  readonly line: number;
}

/** A line above the projects of a wide table. */
export interface ReadProjectUnit {
  readonly code: string;
  readonly name: string;
  readonly amount: string;
  readonly funding: ReadonlyMap<string, string>;
}

export function indicator(fields: Partial<Record<IndicatorField, string>>): ReadIndicator {
  return { level1: '', level2: '', level3: '', description: '', value: '', basis: '', ...fields };
}
