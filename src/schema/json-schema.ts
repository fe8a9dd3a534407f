import { z } from 'zod';
import {
  disclosureFileSchema,
  projectFileSchema,
  projectUnitsFileSchema,
  targetsFileSchema,
} from './disclosure-files.ts';
import { departmentsSchema, regionsSchema, siteSchema } from './site.ts';
import {
  glossaryFileSchema,
  rulesFileSchema,
  synonymsFileSchema,
  tableFileSchema,
  templateFileSchema,
} from './template-files.ts';

const FILES = {
  site: [siteSchema, 'site.yaml：网站'],
  regions: [regionsSchema, 'regions.yaml：行政区划'],
  departments: [departmentsSchema, 'departments.yaml：部门和单位'],
  disclosure: [disclosureFileSchema, 'disclosure.yaml：一份公开文本'],
  project: [projectFileSchema, 'projects/01.yaml：一个项目的绩效目标'],
  'project-units': [projectUnitsFileSchema, 'projects/units.yaml：项目表里的单位行'],
  targets: [targetsFileSchema, 'targets.yaml：部门整体绩效目标'],
  template: [templateFileSchema, 'template.yaml：表样'],
  table: [tableFileSchema, 'tables/*.yaml：表样里的一张表'],
  rules: [rulesFileSchema, 'rules.yaml：勾稽规则'],
  glossary: [glossaryFileSchema, 'glossary.yaml：名词解释'],
  synonyms: [synonymsFileSchema, 'synonyms.yaml：检索用的同义词'],
} satisfies Record<string, [z.ZodType, string]>;

/**
 * JSON Schemas of every YAML file of the content format, by file name, so that
 * editors complete and check while one types. Made from the schemas that the
 * tool itself validates with.
 */
export function jsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, [schema, title]]) => {
      const json = z.toJSONSchema(schema, {
        io: 'input',
        unrepresentable: 'any',
        override: ({ jsonSchema }) => widen(jsonSchema),
      });
      return [`${name}.schema.json`, `${JSON.stringify({ ...json, title }, null, 2)}\n`];
    }),
  );
}

/**
 * The tool reads every scalar as text; an editor sees YAML's own types. So
 * where text is wanted, numbers, booleans and nothing at all are right too,
 * and a date is not mistaken for a fault.
 */
function widen(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.type === 'string') schema.type = ['string', 'number', 'boolean', 'null'] as never;
  if (schema.enum?.includes('true')) schema.enum = [true, false, 'true', 'false'];
}
