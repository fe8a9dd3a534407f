/** Sets of names that grow together (union-find), in the order in which the names came. */
export class Groups {
  readonly #up = new Map<string, string>();

  add(name: string): void {
    if (!this.#up.has(name)) this.#up.set(name, name);
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    this.#up.set(this.root(b), this.root(a));
  }

  /** The name that stands for all that are joined with it. */
  root(name: string): string {
    let at = name;
    for (let up = this.#up.get(at); up !== undefined && up !== at; up = this.#up.get(at)) at = up;
    return at;
  }

  byRoot(): ReadonlyMap<string, readonly string[]> {
    return group(this.#up.keys(), (name) => this.root(name));
  }
}

/** As Map.groupBy, which Chromium 86 has not. */
function group(names: Iterable<string>, rootOf: (name: string) => string): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const name of names) {
    const root = rootOf(name);
    const list = lists.get(root);
    if (list) list.push(name);
    else lists.set(root, [name]);
  }
  return lists;
}
