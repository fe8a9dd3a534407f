/**
 * A function that works something out of an object once, and keeps it with the
 * object; `more` must follow from the object. The two go together, as in a
 * WeakMap, but sooner: the collector of young objects takes every value of a
 * WeakMap for alive, and what is worked out of a disclosure leads back to all of
 * it, so that none could go before it had been moved among the old ones. A copy
 * (`{ ...table, lines }`) is another thing and starts with nothing.
 */
export function kept<Of extends object, More extends unknown[], Made extends {}>(
  make: (of: Of, ...more: More) => Made,
): (of: Of, ...more: More) => Made {
  return (of, ...more) => {
    for (let item = (of as Keeper)[KEPT]; item; item = item.next)
      if (item.make === make) return item.made as Made;
    const made = make(of, ...more);
    // Making it may have kept other things.
    const next = (of as Keeper)[KEPT];
    const first: Kept = { make, made, next };
    if (next) (of as Keeper)[KEPT] = first;
    else Object.defineProperty(of, KEPT, { value: first, writable: true });
    return made;
  };
}

/** What is kept with an object: few things each, in one property, so that objects of a kind stay of one shape. */
interface Kept {
  readonly make: unknown;
  readonly made: unknown;
  readonly next: Kept | undefined;
}

const KEPT = Symbol('kept');

interface Keeper {
  [KEPT]: Kept | undefined;
}

/** More than the names of all forms and codes; strange ones must not pile up. */
const MOST_TEXTS = 20_000;

/** The same for what is made of a text: the same names come back in every disclosure. */
export function keptByText<Made extends {}>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    let made = known.get(text);
    if (made === undefined) {
      made = make(text);
      if (known.size >= MOST_TEXTS) known.clear();
      known.set(text, made);
    }
    return made;
  };
}
