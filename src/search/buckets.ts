import { bucketOf } from './format.ts';

/** About so much in one file, before compression: what one query loads for each pair of characters. */
const BUCKET = 20_000;

/** Values as JSON by key, spread over files. */
export interface Buckets {
  /** How many files. */
  readonly count: number;
  /** What `count` is reckoned from. */
  readonly size: number;
}

export function bucketsFor(texts: ReadonlyMap<string, string>): Buckets {
  let size = 0;
  for (const [key, text] of texts) size += sizeOf(key, text);
  return { size, count: countFor(size) };
}

/** Every bucket, the empty too: a query may ask for it. */
export function* bucketTexts(
  texts: ReadonlyMap<string, string>,
  { count }: Buckets,
): Generator<[bucket: number, text: string]> {
  const buckets: string[][] = Array.from({ length: count }, () => []);
  for (const key of texts.keys()) buckets[bucketOf(key, count)]?.push(key);
  for (const [bucket, own] of buckets.entries()) yield [bucket, textOf(own, texts)];
}

/**
 * The buckets that change with some of their values; `change` is given the value of before, undefined where there was
 * none, and returns the one of now. Undefined where so many of them would be cut in another number of buckets.
 */
export function changedBuckets<T>(
  { size, count }: Buckets,
  keys: Iterable<string>,
  read: (bucket: number) => Readonly<Record<string, T>>,
  change: (key: string, value: T | undefined) => T | undefined,
): { readonly texts: ReadonlyMap<number, string>; readonly buckets: Buckets } | undefined {
  const byBucket = Map.groupBy(keys, (key) => bucketOf(key, count));
  let now = size;
  const texts = new Map<number, string>();
  for (const [bucket, own] of byBucket) {
    const values = new Map(Object.entries(read(bucket)));
    const standing = new Map([...values].map(([key, value]) => [key, JSON.stringify(value)]));
    for (const key of own) {
      const before = standing.get(key);
      if (before !== undefined) now -= sizeOf(key, before);
      const value = change(key, values.get(key));
      if (value === undefined) {
        standing.delete(key);
        continue;
      }
      const after = JSON.stringify(value);
      standing.set(key, after);
      now += sizeOf(key, after);
    }
    texts.set(bucket, textOf([...standing.keys()], standing));
  }
  return countFor(now) === count ? { texts, buckets: { size: now, count } } : undefined;
}

/** A power of two, so that a growing site seldom moves everything. */
function countFor(size: number): number {
  let count = 1;
  while (size / count > BUCKET) count *= 2;
  return count;
}

function sizeOf(key: string, text: string): number {
  return key.length + text.length + 6;
}

function textOf(keys: string[], texts: ReadonlyMap<string, string>): string {
  const lines = keys.sort().map((key) => `${JSON.stringify(key)}:${texts.get(key)}`);
  return `{${lines.join(',')}}`;
}
