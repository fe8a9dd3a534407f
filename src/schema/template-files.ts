import { z } from 'zod';
import { compact, concept, flag, fund, identifier, list, pattern, record, text, unit } from './fields.ts';

/** Shapes of the files of a template folder. Inheritance is resolved in template.ts. */

export const numberingSchema = z.enum(['none', '一、', '（一）', '1、', '1.', '第一部分'], {
  error: '“none”“一、”“（一）”“1、”“1.”或“第一部分”',
});

interface OutlineNode {
  part?: string | undefined;
  section?: string | undefined;
  table?: string | undefined;
  projects?: string | undefined;
  targets?: string | undefined;
  glossary?: string | undefined;
  title?: string | undefined;
  numbering: z.output<typeof numberingSchema>;
  optional: boolean;
  terms: string[];
  items: OutlineNode[];
}

const outlineNode: z.ZodType<OutlineNode> = z.lazy(() =>
  z
    .strictObject({
      part: identifier.optional(),
      section: identifier.optional(),
      table: identifier.optional(),
      projects: identifier.optional(),
      targets: identifier.optional(),
      glossary: identifier.optional(),
      title: text.optional(),
      numbering: numberingSchema.default('none'),
      optional: flag.default(false),
      terms: list(text),
      items: z.array(outlineNode, { error: '下级项目的列表' }).default([]),
    })
    .refine(
      (node) =>
        [node.part, node.section, node.table, node.projects, node.targets, node.glossary].filter(Boolean)
          .length === 1,
      { error: '恰有 part、section、table、projects、targets、glossary 之一' },
    ),
);

const indicatorColumn = z.strictObject({
  id: z.enum(['level1', 'level2', 'level3', 'description', 'value', 'basis'], { error: '指标的一列' }),
  title: text,
});

const projectForm = z.strictObject({
  layout: z.enum(['grids', 'table'], { error: 'grids 或 table' }),
  title: text,
  gridTitle: text.default('{{number}}、{{project}}'),
  codeTitle: text.default('项目编码'),
  nameTitle: text.default('项目名称'),
  amountTitle: text.default('预算数'),
  purposeTitle: text.default('资金用途'),
  goalsTitle: text.default('绩效目标'),
  unit: unit.default('万元'),
  funding: list(z.strictObject({ id: identifier, title: text })),
  planTitle: text.default(''),
  planUnit: text.default(''),
  plan: list(text),
  indicatorColumns: z.array(indicatorColumn, { error: '指标各列' }),
  groups: list(text),
});

const targetForm = z.strictObject({
  layout: z.enum(['sections', 'grid'], { error: 'sections 或 grid' }),
  title: text,
  subtitle: text.default(''),
  departmentTitle: text.default(''),
  taskNameTitle: text.default(''),
  goalsTitle: text.default(''),
  tasksTitle: text.default(''),
  measuresTitle: text.default(''),
  budgetTitle: text.default(''),
  taskGoalTitle: text.default(''),
  taskIndicatorsTitle: text.default(''),
  indicatorColumns: list(indicatorColumn),
  unit: unit.default('万元'),
});

export const templateFileSchema = z.strictObject({
  title: text,
  extends: identifier.optional(),
  unit: unit.optional(),
  marks: z.array(text, { error: '记号的列表' }).optional(),
  cover: z.strictObject({ title: text, subtitle: text.optional() }).optional(),
  outline: z.array(outlineNode, { error: '目录各项的列表' }).optional(),
  projects: projectForm.optional(),
  targets: targetForm.optional(),
  disabled: record(text),
});

const columnSchema = z
  .strictObject({
    id: identifier,
    title: text,
    csv: text.optional(),
    aliases: list(text),
    groups: list(text),
    kind: z.enum(['code', 'text', 'amount', 'quantity', 'price'], {
      error: 'code、text、amount、quantity 或 price',
    }),
    unit: unit.optional(),
    concept: concept.optional(),
    fund: fund.optional(),
    period: z.enum(['current', 'previous'], { error: 'current 或 previous' }).default('current'),
    adds: flag.default(true),
    optional: flag.default(false),
    classification: z
      .enum(['function', 'economic-department', 'economic-government'], {
        error: 'function、economic-department 或 economic-government',
      })
      .optional(),
  })
  .transform((column) => compact(column));

const role = z.enum(['total', 'subtotal', 'class', 'group', 'item', 'unit', 'line'], {
  error: 'total、subtotal、line 等',
});

const fixedRowSchema = z
  .strictObject({
    id: identifier,
    label: z.string({ error: '这一行的名称' }).default(''),
    aliases: list(text),
    concept: concept.optional(),
    code: pattern(/^\d{3,7}$/, '科目编码').optional(),
    parent: identifier.optional(),
    partial: flag.default(false),
    role: role.default('line'),
    unit: unit.optional(),
    optional: flag.default(false),
  })
  .transform((row) => compact(row));

export const rowsSchema = z
  .strictObject({
    kind: z.enum(['fixed', 'coded', 'listed'], { error: 'fixed、coded 或 listed' }),
    code: list(identifier),
    codeJoin: z.string().default(''),
    label: identifier.optional(),
    fixed: list(fixedRowSchema),
    total: list(text),
    totalPosition: z.enum(['first', 'last', 'none'], { error: 'first、last 或 none' }).default('none'),
    subtotal: list(text),
    unitCode: identifier.optional(),
    hierarchical: flag.default(false),
  })
  .transform((rows) => compact(rows));

const headSchema = z.strictObject({
  department: z.string().default(''),
  year: flag.default(true),
  unit: flag.default(true),
});

export const tableFileSchema = z.strictObject({
  extends: identifier.optional(),
  title: text.optional(),
  aliases: z.array(text, { error: '别名的列表' }).optional(),
  unit: unit.optional(),
  fund: fund.optional(),
  serial: flag.optional(),
  columnNumbers: flag.optional(),
  asOf: flag.optional(),
  optional: flag.optional(),
  about: text.optional(),
  head: headSchema.optional(),
  columns: z.array(columnSchema, { error: '各列的列表' }).optional(),
  rows: rowsSchema.optional(),
  sides: z
    .array(
      z.strictObject({ id: identifier, title: text, columns: z.array(columnSchema), rows: rowsSchema }),
      { error: '左右各半的列表' },
    )
    .optional(),
  notes: z.strictObject({ always: list(text), whenEmpty: list(text) }).optional(),
  print: z
    .strictObject({
      landscape: flag.default(false),
      widths: record(pattern(/^\d+(\.\d+)?$/, '宽度，如 1.5').transform(Number)),
    })
    .optional(),
});

export const glossaryFileSchema = z.array(
  z.strictObject({ term: text, aliases: list(text), definition: text }),
  { error: '名词的列表' },
);

/** A short word of one character would stand in half of all names. */
const searched = text.min(2, { error: '至少两个字' });

export const synonymsFileSchema = z
  .array(
    z.strictObject({
      short: searched.describe('读者说的简称，如 卫健'),
      full: z
        .array(searched, { error: '全称的列表' })
        .min(1, { error: '至少一个全称' })
        .describe('可能的全称'),
    }),
    { error: '同义词的列表' },
  )
  .describe('检索用的同义词：简称与它的各种全称');

/** Anything that YAML can hold: the example's own reader validates it. */
const anything = z.unknown();
const exampleSchema = z
  .strictObject({
    tables: record(z.string()).describe('各表的 CSV'),
    projects: z.array(anything).optional().describe('各项目，如 projects/01.yaml'),
    projectUnits: z.array(anything).optional().describe('如 projects/units.yaml'),
    targets: z.record(z.string(), anything).optional().describe('如 targets.yaml'),
    disclosure: z.record(z.string(), anything).optional().describe('disclosure.yaml 的若干字段'),
    narrative: z.record(z.string(), z.string()).optional().describe('各节的正文'),
    lastYear: z.record(z.string(), z.string()).optional().describe('上年各表的 CSV'),
    says: text.optional(),
  })
  .transform((example) => compact(example));

export const rulesFileSchema = z.array(
  z
    .strictObject({
      id: pattern(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/, '规则编号，如 table.columns-add-up'),
      title: text,
      basis: text,
      kind: pattern(/^[a-z][a-z-]*$/, '规则的算法'),
      severity: z.enum(['error', 'warning', 'info'], { error: 'error、warning 或 info' }),
      operands: z.record(z.string(), z.unknown()).default({}),
      condition: text.optional(),
      examples: z.strictObject({ passes: exampleSchema, fails: exampleSchema }),
    })
    .transform((rule) => compact(rule)),
  { error: '规则的列表' },
);
