import { parseYaml } from '../../../load/yaml.ts';
import type { YamlValue } from '../../../model/raw.ts';

export type Mapping = { readonly [key: string]: YamlValue };

export function yamlData(path: string, text: string): YamlValue | undefined {
  return parseYaml(path, text).yaml?.data;
}

export function mapping(value: YamlValue | undefined): Mapping {
  return value !== undefined && typeof value !== 'string' && !Array.isArray(value) ? value : {};
}

export function sequence(value: YamlValue | undefined): readonly YamlValue[] {
  return Array.isArray(value) ? value : [];
}

export const textOf = (value: YamlValue | undefined): string => (typeof value === 'string' ? value : '');

/** Without what is empty: nothing written means none. */
function bare(value: YamlValue): YamlValue | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => bare(item) ?? '');
    return items.length > 0 ? items : undefined;
  }
  const entries = Object.entries(value).flatMap(([key, item]): [string, YamlValue][] => {
    const kept = bare(item);
    return kept === undefined ? [] : [[key, kept]];
  });
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Do two values say the same, whatever order their keys stand in? */
export function sameData(a: YamlValue | undefined, b: YamlValue | undefined): boolean {
  return JSON.stringify(bare(a ?? '')) === JSON.stringify(bare(b ?? ''));
}
