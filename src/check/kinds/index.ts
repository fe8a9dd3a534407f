import type { Kind } from '../kind.ts';
import { agree } from './agree.ts';
import { columnsAddUp } from './columns-add-up.ts';
import { atMost, equal } from './equal.ts';
import { quantityTimesPrice } from './quantity-times-price.ts';
import { rowsAddUp } from './rows-add-up.ts';

/** Every kind of rule, by the name that rules.yaml uses. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'columns-add-up': columnsAddUp,
  'rows-add-up': rowsAddUp,
  'quantity-times-price': quantityTimesPrice,
  agree,
  equal,
  'at-most': atMost,
};
