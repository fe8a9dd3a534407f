import type { CodeMove } from '../../model/crosswalk.ts';
import type { HomeView, YearView } from '../index-types.ts';

/** What the pickers of 对比 load: first where there is something, then one region's year at a time. */
export interface CompareIndex {
  readonly regions: readonly {
    readonly code: string;
    readonly name: string;
    /** Newest first. */
    readonly years: readonly number[];
  }[];
  readonly crosswalk: readonly CodeMove[];
}

/** A disclosure that may be chosen. */
export interface CompareChoice {
  readonly id: string;
  readonly name: string;
  /** 2024年部门预算. */
  readonly heading: string;
  readonly code: string;
}

export const COMPARE_INDEX = 'compare/regions.json';

/** Path of the choices of a region's year. */
export function compareListPath(region: string, year: number): string {
  return `compare/lists/${region}/${year}.json`;
}

export function viewCompareIndex(home: HomeView, crosswalk: readonly CodeMove[]): CompareIndex {
  return {
    regions: home.regions.map(({ code, name, years }) => ({
      code,
      name,
      years: years.map(({ year }) => year),
    })),
    crosswalk: crosswalk.map(({ from, before, after }) => ({ from, before, after })),
  };
}

export function viewCompareChoices({ entries }: Pick<YearView, 'entries'>): readonly CompareChoice[] {
  return entries
    .filter(({ withdrawn }) => !withdrawn)
    .map((entry) => ({
      id: entry.id,
      name: entry.name,
      heading: `${entry.year}年${entry.scope}${entry.phase}`,
      code: entry.code,
    }));
}
