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
  changes: list(amendedSchema).describe('更正的各处'),
});

export const disclosureFileSchema = z.strictObject({
  template: identifier.describe('表样'),
  region: regionCode.describe('行政区划代码'),
  year: year.describe('预算年度'),
  code: departmentCode.describe('部门代码'),
  name: text.describe('部门名称'),
  department: identifier.optional().describe('departments.yaml 中的 id'),
  phase: z.enum(['预算', '决算'], { error: '“预算”或“决算”' }).default('预算').describe('预算还是决算'),
  scope: z.enum(['部门', '单位'], { error: '“部门”或“单位”' }).describe('部门还是单位'),
  units: list(
    z.strictObject({
      code: departmentCode.optional().describe('单位代码'),
      name: text.describe('单位名称'),
    }),
  ).describe('所含单位'),
  approvedOn: date.optional().describe('批复日期'),
  publishedOn: date.optional().describe('公开日期'),
  documentNumber: text.optional().describe('批复文号'),
  secrecyReviewed: flag.optional().describe('已经保密审查'),
  phone: text.optional().describe('咨询电话'),
  publishAt: date.optional().describe('此日之前不生成'),
  withdrawn: z
    .strictObject({
      date: date.describe('撤下日期'),
      reason: text.describe('撤下理由，对外公开'),
      movedTo: pattern(
        /^\d{6}\/\d{4}\/[0-9A-Za-z]{1,20}(?:\/final)?$/,
        '公开文本的编号，如 130303/2024/350001',
      )
        .optional()
        .describe('新地址'),
    })
    .optional()
    .describe('撤下'),
  tables: record(
    z.strictObject({
      asOf: date.optional().describe('截止日期'),
      notes: z.array(text, { error: '附注的列表' }).optional().describe('附注'),
      title: text.optional().describe('表名'),
    }),
  ).describe('各表'),
  notPublished: list(
    z.strictObject({ table: identifier.describe('表'), reason: text.describe('理由') }),
  ).describe('未公开的表'),
  omitted: list(identifier).describe('略去的部分'),
  headings: record(text).describe('另拟的标题'),
  facts: list(
    z.strictObject({
      id: identifier.describe('名称'),
      concept: concept.optional().describe('含义'),
      fund: fund.default('all').describe('资金'),
      period: z
        .enum(['current', 'previous', 'change'], { error: 'current、previous 或 change' })
        .default('current')
        .describe('哪一年'),
      value: text.describe('数值'),
      unit: unit.default('万元').describe('单位'),
      source: text.describe('出处'),
    }),
  ).describe('正文所述的数字'),
  undecided: list(
    z.strictObject({
      table: identifier.describe('表'),
      row: text.describe('行'),
      text: text.describe('原文'),
      reason: text.describe('理由'),
    }),
  ).describe('位置未定的数字'),
  acknowledgements: list(
    z
      .strictObject({
        rule: text.describe('规则编号'),
        table: text.optional().describe('表'),
        row: text.optional().describe('行'),
        column: text.optional().describe('列'),
        reason: text.describe('理由，对外公开'),
      })
      .transform((item) => compact(item)),
  ).describe('对不符之处的说明'),
  amendments: list(amendmentSchema).describe('公开后的更正'),
});

const optional = z.string().default('');

const indicatorSchema = z.strictObject({
  level1: optional.describe('一级指标'),
  level2: optional.describe('二级指标'),
  level3: optional.describe('三级指标'),
  description: optional.describe('指标说明'),
  value: optional.describe('指标值'),
  basis: optional.describe('依据'),
});

export const projectFileSchema = z.strictObject({
  code: pattern(/^[0-9A-Za-z]{4,40}$/, '由数字和字母组成的编码')
    .optional()
    .describe('项目编码'),
  name: text.describe('项目名称'),
  amount: optional.describe('预算数'),
  funding: record(z.string()).describe('资金来源'),
  purpose: text.optional().describe('资金用途'),
  plan: record(z.string()).describe('资金支出计划'),
  goals: list(text).describe('绩效目标'),
  indicators: list(indicatorSchema).describe('绩效指标'),
});

export const projectUnitsFileSchema = z.array(
  z.strictObject({
    code: departmentCode.optional().describe('单位代码'),
    name: text.describe('单位名称'),
    amount: optional.describe('预算数'),
    funding: record(z.string()).describe('资金来源'),
  }),
  { error: '单位行的列表' },
);

export const targetsFileSchema = z.strictObject({
  goals: list(text).describe('总体目标'),
  tasks: list(
    z.strictObject({
      name: text.describe('任务名称'),
      goal: optional.describe('任务目标'),
      indicators: optional.describe('任务指标'),
    }),
  ).describe('分项任务'),
  measures: list(text).describe('保障措施'),
  budget: list(z.strictObject({ label: text.describe('名称'), amount: optional.describe('金额') })).describe(
    '预算构成',
  ),
  indicators: list(indicatorSchema).describe('绩效指标'),
});
