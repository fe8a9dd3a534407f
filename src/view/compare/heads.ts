import type { Comparable } from './types.ts';

const LETTERS = ['甲', '乙', '丙', '丁', '戊', '己'];

/** Short names of what is compared: years where one office is compared with itself, else 甲, 乙 with a legend. */
export function headsOf(
  disclosures: readonly Pick<Comparable, 'name' | 'region' | 'year'>[],
): readonly string[] {
  const offices = new Set(disclosures.map(({ name, region }) => `${region} ${name}`));
  const years = new Set(disclosures.map(({ year }) => year));
  return offices.size === 1 && years.size === disclosures.length
    ? disclosures.map(({ year }) => `${year}年`)
    : disclosures.map((_, index) => LETTERS[index] ?? String(index + 1));
}
