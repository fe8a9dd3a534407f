import type { Department } from './disclosure.ts';

/** The code that a department bore in a year; its first, where it is older than the list. */
export function codeIn({ codes }: Department, year: number): string | undefined {
  return inYear(codes, year)?.code;
}

/** The name that it bore in a year. */
export function nameIn({ names }: Department, year: number): string | undefined {
  return inYear(names, year)?.name;
}

function inYear<T extends { readonly from: number }>(entries: readonly T[], year: number): T | undefined {
  const sorted = [...entries].sort((a, b) => a.from - b.from);
  return sorted.findLast((entry) => entry.from <= year) ?? sorted[0];
}
