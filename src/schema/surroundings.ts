import type { z } from 'zod';
import type { Department, Region } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { RawContent, YamlFile } from '../model/raw.ts';
import type { Surroundings } from './disclosure.ts';
import { parseYamlFile } from './parse.ts';
import { departmentsSchema, regionsSchema, siteSchema } from './site.ts';
import { resolveTemplates } from './template.ts';

/** Validates site.yaml, regions.yaml, departments.yaml and the templates. */
export function readSurroundings(raw: RawContent): { surroundings?: Surroundings; problems: Finding[] } {
  const problems: Finding[] = [...raw.problems];
  const read = <T extends z.ZodType>(schema: T, yaml: YamlFile | undefined): z.output<T> | undefined => {
    if (!yaml) return undefined;
    const result = parseYamlFile(schema, yaml);
    problems.push(...result.problems);
    return result.value;
  };
  const site = read(siteSchema, raw.site);
  const regions = byKey(read(regionsSchema, raw.regions) ?? [], (region: Region) => region.code, raw.regions, 'code', problems);
  const departments = byKey(read(departmentsSchema, raw.departments) ?? [], (item: Department) => item.id, raw.departments, 'id', problems);
  for (const region of regions.values()) {
    if (region.parent !== undefined && !regions.has(region.parent) && raw.regions) {
      problems.push(problem('load.unknown-region', { file: raw.regions.file }, `地区“${region.name}”的上级“${region.parent}”不在 regions.yaml 里`, '请补上这个上级，或改正 parent。'));
    }
  }
  const { templates, problems: faults } = resolveTemplates(raw.templates);
  problems.push(...faults);
  return site && raw.regions ? { surroundings: { site, regions, departments, templates }, problems } : { problems };
}

function byKey<T>(items: readonly T[], key: (item: T) => string, yaml: YamlFile | undefined, field: string, problems: Finding[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const [index, item] of items.entries()) {
    if (map.has(key(item)) && yaml) problems.push(problem('load.duplicate-id', yaml.locate([index, field]), `“${key(item)}”写了两遍`, '请只留一处。'));
    map.set(key(item), item);
  }
  return map;
}
