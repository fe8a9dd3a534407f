import { addIntervals, type Interval, intervalsMeet, multiplyIntervals } from '../../model/decimal.ts';
import { sumRelations } from './relations.ts';
import { intervalOf, keep, type Placing, type Slot } from './slot.ts';

/** The relations inside a row: a sum and its parts, number × price = amount. */
export function filterByRow(slot: Slot): void {
  const relations = sumRelations(slot.columns);
  for (const { total, parts } of relations) {
    keep(slot, (placing) => meets(placing, total, parts));
  }
  const quantity = slot.columns.findIndex((column) => column.kind === 'quantity');
  const price = slot.columns.findIndex((column) => column.kind === 'price');
  const total = relations[0]?.total;
  if (quantity < 0 || price < 0 || total === undefined) return;
  keep(slot, (placing) => placing[quantity] !== '' && placing[price] !== '' && placing[total] !== '');
  keep(slot, (placing) => {
    const product = multiplyIntervals(
      intervalOf(placing[quantity] as string),
      intervalOf(placing[price] as string),
    );
    return intervalsMeet(product, intervalOf(placing[total] as string));
  });
}

function meets(placing: Placing, total: number, parts: readonly number[]): boolean {
  // Two blanks say nothing wrong, a sum without parts does.
  return intervalsMeet(
    intervalOf(placing[total] as string),
    sumOf(parts.map((index) => placing[index] as string)),
  );
}

export function sumOf(texts: readonly string[]): Interval {
  return texts.map(intervalOf).reduce(addIntervals, intervalOf(''));
}
