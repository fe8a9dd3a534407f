import type { Subject } from '../../../src/import/index.ts';
import { loadContent } from '../../../src/load/content.ts';
import { folderSource, layeredSource } from '../../../src/load/source.ts';
import type { Department } from '../../../src/model/disclosure.ts';
import { nearestText } from '../../../src/model/nearest.ts';
import type { Template } from '../../../src/model/template.ts';
import { readSurroundings } from '../../../src/schema/surroundings.ts';
import { resolveTemplates } from '../../../src/schema/template.ts';
import type { Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';

export interface Forms {
  readonly templates: ReadonlyMap<string, Template>;
  readonly departments: Iterable<Department>;
}

/** Forms and departments; the rest of the content may not be there yet. */
export function readForms(settings: Settings): Forms {
  const own = folderSource(settings.contentDir);
  const raw = loadContent(own, layeredSource(own, folderSource(`${settings.toolDir}/content`)));
  return {
    templates: resolveTemplates(raw.templates).templates,
    // Whatever else may not be filled in yet.
    departments: readSurroundings(raw).around.departments?.values() ?? [],
  };
}

/** Those that a disclosure can follow; the others only lend to them. */
export function usableForms({ templates }: Forms): Template[] {
  return [...templates.values()].filter((template) => template.outline.length > 0);
}

export function templateOf(id: string, forms: Forms): Template {
  const usable = usableForms(forms).map((item) => item.id);
  const template = forms.templates.get(id);
  if (!template || !usable.includes(id)) {
    throw new UserError(
      `没有名为“${id}”的表样。${nearestText(id, usable, 1)}。可用的表样有：${usable.join('、')}。`,
    );
  }
  return template;
}

/** Which disclosure is meant; undefined where an argument is missing or misspelt. */
export function addressOf(values: {
  readonly region?: string | undefined;
  readonly year?: string | undefined;
  readonly department?: string | undefined;
  readonly phase?: string | undefined;
}): Omit<Subject, 'name'> | undefined {
  const { region = '', year = '', department = '', phase } = values;
  const good =
    /^\d{6}$/.test(region) && /^(?:19|20)\d{2}$/.test(year) && /^[0-9A-Za-z]{1,20}$/.test(department);
  if (!good || (phase !== undefined && phase !== '预算' && phase !== '决算')) return undefined;
  return { region, year: Number(year), code: department, ...(phase !== undefined && { phase }) };
}

/** The department's name and id: as given, as the disclosure has them already, or as departments.yaml has them for that year. */
export function subjectOf(
  given: Omit<Subject, 'name'>,
  name: string | undefined,
  { departments }: Forms,
): Subject {
  const latest = <T extends { from: number }>(items: readonly T[]): T | undefined =>
    items.filter((item) => item.from <= given.year).sort((a, b) => b.from - a.from)[0];
  const known = [...departments].find(
    (item) => item.region === given.region && latest(item.codes)?.code === given.code,
  );
  const found = name ?? (known && latest(known.names)?.name);
  if (found === undefined || found.trim() === '')
    throw new UserError(
      `departments.yaml 里没有区划 ${given.region} 代码 ${given.code} 的部门，请用 --name 写明部门名称。`,
    );
  return { ...given, name: found.trim(), ...(known && { department: known.id }) };
}
