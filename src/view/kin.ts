import type { DisclosureEntry } from './types.ts';

/** Which lines of an index belong together: of the same year and phase. */
export interface Kin {
  /** The department's, where this is one of its units'. */
  readonly parent?: DisclosureEntry;
  /** Those of the department's units that publish by themselves. */
  readonly units: readonly DisclosureEntry[];
}

export type KinOf = (entry: Pick<DisclosureEntry, 'id'>) => Kin;

/**
 * Which unit belongs to which department: by `parent` in departments.yaml, else
 * because the department's disclosure lists it under `units`, by code or by name.
 */
export function kinOf(entries: readonly DisclosureEntry[]): KinOf {
  const parents = new Map<string, DisclosureEntry>();
  const units = new Map<string, DisclosureEntry[]>();
  for (const own of Map.groupBy(entries, together).values()) {
    const departments = own.filter(({ scope }) => scope === '部门');
    if (departments.length === 0 || departments.length === own.length) continue;
    const byKey = new Map<string, DisclosureEntry>();
    for (const entry of departments)
      for (const key of [...(entry.units ?? []), ...(entry.department ? [idKey(entry.department)] : [])])
        if (!byKey.has(key)) byKey.set(key, entry);
    for (const entry of own) {
      if (entry.scope === '部门') continue;
      const keys = [...(entry.parent ? [idKey(entry.parent)] : []), entry.code, entry.name];
      const parent = keys.map((key) => byKey.get(key)).find((found) => found !== undefined);
      if (!parent) continue;
      parents.set(entry.id, parent);
      const list = units.get(parent.id);
      if (list) list.push(entry);
      else units.set(parent.id, [entry]);
    }
  }
  return ({ id }) => {
    const parent = parents.get(id);
    return { units: units.get(id) ?? [], ...(parent && { parent }) };
  };
}

/** No name of a unit begins like this. */
const idKey = (id: string): string => `\0${id}`;

function together({ regionCode, year, phase }: DisclosureEntry): string {
  return `${regionCode}/${year}/${phase}`;
}
