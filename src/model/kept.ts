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
  const mark = Symbol(make.name);
  return (of, ...more) => {
    const known = (of as { readonly [mark: symbol]: Made | undefined })[mark];
    if (known !== undefined) return known;
    const made = make(of, ...more);
    Object.defineProperty(of, mark, { value: made });
    return made;
  };
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
