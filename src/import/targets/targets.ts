import type { ReadIndicator } from '../projects/project.ts';

/** Whole-department targets as read. */
export interface ReadTargets {
  readonly goals: string[];
  readonly tasks: { name: string; goal: string; indicators: string }[];
  readonly measures: string[];
  readonly budget: { readonly label: string; readonly amount: string }[];
  readonly indicators: ReadIndicator[];
}

export function emptyTargets(): ReadTargets {
  return { goals: [], tasks: [], measures: [], budget: [], indicators: [] };
}
