import { z } from 'zod';
import {
  compact,
  concept,
  date,
  departmentCode,
  flag,
  fund,
  identifier,
  list,
  pattern,
  record,
  regionCode,
  text,
  unit,
  year,
} from './fields.ts';

/** Shapes of the YAML files of one disclosure. */

const value = z.string({ error: '一段文字' }).optional();

/** Says where by one of table, project, section and field. */
const amendedSchema = z.strictObject({
  table: text.optional().describe('表'),
  row: text.optional().describe('行，如 2060101 行政运行'),
  column: text.optional().describe('列'),
  project: text.optional().describe('项目的名称'),
  section: text.optional().describe('说明部分的 id'),
  item: text.optional().describe('基本信息的一项'),
  field: text.optional().describe('栏目'),
  before: value.describe('原为'),
  after: value.describe('改为'),
  note: text.optional().describe('补充说明'),
  follows: flag.optional().describe('随别处而变，如合计'),
});

const amendmentSchema = z.strictObject({
  date: date.describe('更正日期'),
  reason: text.describe('更正理由，对外公开'),
  changes: list(amendedSchema),
});

export const disclosureFileSchema = z.strictObject({
  template: identifier.describe('表样'),
  region: regionCode.describe('行政区划代码'),
  year: year.describe('预算年度'),
  code: departmentCode.describe('部门代码'),
  name: text.describe('部门名称'),
  department: identifier.optional().describe('departments.yaml 中的 id'),
  phase: z.enum(['预算', '决算'], { error: '“预算”或“决算”' }).default('预算'),
  scope: z.enum(['部门', '单位'], { error: '“部门”或“单位”' }).describe('部门预算还是单位预算'),
  units: list(z.strictObject({ code: departmentCode.optional(), name: text })),
  approvedOn: date.optional().describe('批复日期'),
  publishedOn: date.optional().describe('公开日期'),
  documentNumber: text.optional().describe('批复文号'),
  secrecyReviewed: flag.optional().describe('已经保密审查'),
  phone: text.optional().describe('咨询电话'),
  publishAt: date.optional().describe('此日之前不生成'),
  withdrawn: z
    .strictObject({
      date,
      reason: text,
      movedTo: pattern(/^\d{6}\/\d{4}\/[0-9A-Za-z]+$/, '新地址，如 130303/2024/350001').optional(),
    })
    .optional(),
  tables: record(
    z.strictObject({ asOf: date.optional(), notes: z.array(text).optional(), title: text.optional() }),
  ),
  notPublished: list(z.strictObject({ table: identifier, reason: text })),
  omitted: list(identifier),
  headings: record(text),
  facts: list(
    z.strictObject({
      id: identifier,
      concept: concept.optional(),
      fund: fund.default('all'),
      period: z
        .enum(['current', 'previous', 'change'], { error: 'current、previous 或 change' })
        .default('current'),
      value: text,
      unit: unit.default('万元'),
      source: text,
    }),
  ),
  undecided: list(z.strictObject({ table: identifier, row: text, text: text, reason: text })),
  acknowledgements: list(
    z
      .strictObject({
        rule: text,
        table: text.optional(),
        row: text.optional(),
        column: text.optional(),
        reason: text,
      })
      .transform((item) => compact(item)),
  ),
  amendments: list(amendmentSchema).describe('公开后的更正'),
});

const optional = z.string().default('');

const indicatorSchema = z.strictObject({
  level1: optional,
  level2: optional,
  level3: optional,
  description: optional,
  value: optional,
  basis: optional,
});

export const projectFileSchema = z.strictObject({
  code: pattern(/^[0-9A-Za-z]{4,40}$/, '由数字和字母组成的项目编码').optional(),
  name: text,
  amount: optional,
  funding: record(z.string()),
  purpose: text.optional(),
  plan: record(z.string()),
  goals: list(text),
  indicators: list(indicatorSchema),
});

export const projectUnitsFileSchema = z.array(
  z.strictObject({
    code: departmentCode.optional(),
    name: text,
    amount: optional,
    funding: record(z.string()),
  }),
  { error: '单位行的列表' },
);

export const targetsFileSchema = z.strictObject({
  goals: list(text),
  tasks: list(z.strictObject({ name: text, goal: optional, indicators: optional })),
  measures: list(text),
  budget: list(z.strictObject({ label: text, amount: optional })),
  indicators: list(indicatorSchema),
});
