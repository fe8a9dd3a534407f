import type { z } from 'zod';
import type { Department, Region } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { RawContent, YamlFile } from '../model/raw.ts';
import type { Around, Surroundings } from './disclosure.ts';
import { parseYamlFile } from './parse.ts';
import { departmentsSchema, regionsSchema, siteSchema } from './site.ts';
import { resolveTemplates } from './template.ts';

/**
 * Validates site.yaml, regions.yaml, departments.yaml and the templates. What
 * cannot be read is missing from `around`; `surroundings` come only whole.
 */
export function readSurroundings(raw: RawContent): {
  surroundings?: Surroundings;
  around: Around;
  problems: Finding[];
} {
  const problems: Finding[] = [...raw.problems];
  const read = <T extends z.ZodType>(schema: T, yaml: YamlFile | undefined): z.output<T> | undefined => {
    if (!yaml) return undefined;
    const result = parseYamlFile(schema, yaml);
    problems.push(...result.problems);
    return result.value;
  };
  const site = read(siteSchema, raw.site);
  // A file of nothing but comments lists nothing yet.
  const lists = (yaml: YamlFile | undefined): boolean => yaml?.data !== '';
  const regionList = lists(raw.regions) ? read(regionsSchema, raw.regions) : [];
  const regions = byKey(regionList ?? [], (region: Region) => region.code, raw.regions, 'code', problems);
  const absent = !raw.departments && !raw.problems.some((item) => item.place.file === 'departments.yaml');
  const departmentList = absent || !lists(raw.departments) ? [] : read(departmentsSchema, raw.departments);
  const departments = byKey(
    departmentList ?? [],
    (item: Department) => item.id,
    raw.departments,
    'id',
    problems,
  );
  for (const [index, region] of (regionList ?? []).entries()) {
    if (region.parent !== undefined && !regions.has(region.parent) && raw.regions) {
      const near = nearestText(region.parent, regions.keys());
      problems.push(
        problem(
          'load.unknown-region',
          raw.regions.locate([index, 'parent']),
          `地区“${region.name}”的上级“${region.parent}”不在 regions.yaml 里${near && `，${near}`}`,
          '请补上这个上级，或改正 parent。',
        ),
      );
    }
  }
  const { templates, broken, problems: faults } = resolveTemplates(raw.templates, raw.problems);
  problems.push(...faults);
  const around: Around = {
    templates,
    broken,
    ...(site && { site }),
    ...(regionList && { regions }),
    ...(departmentList && { departments }),
  };
  const whole = site && regionList && departmentList;
  return {
    ...(whole && { surroundings: { site, regions, departments, templates, broken } }),
    around,
    problems,
  };
}

function byKey<T>(
  items: readonly T[],
  key: (item: T) => string,
  yaml: YamlFile | undefined,
  field: string,
  problems: Finding[],
): Map<string, T> {
  const map = new Map<string, T>();
  const first = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const earlier = first.get(key(item));
    if (earlier !== undefined && yaml) {
      const line = yaml.locate([earlier, field]).line ?? 1;
      const message = `“${key(item)}”写了两遍（前一处在第 ${line} 行）`;
      problems.push(problem('load.duplicate-id', yaml.locate([index, field]), message, '请只留一处。'));
      continue;
    }
    first.set(key(item), index);
    map.set(key(item), item);
  }
  return map;
}
