import { z } from 'zod';

/**
 * The shape of disclosure.json. `data.ts` fills it by type and the public JSON
 * Schema is made from it, so that the three cannot part.
 */

const text = (description: string) => z.string().meta({ description });
const optional = (description: string) => z.string().optional().meta({ description });
const DIGITS = /^-?\d+(?:\.\d+)?$/;
const digits = (description: string) => z.string().regex(DIGITS).optional().meta({ description });
const date = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()
    .meta({ description });

const FUNDS = ['all', 'fiscal', 'generalPublicBudget', 'governmentFund', 'stateCapital'] as const;
const fund = z.enum(FUNDS).meta({
  description:
    '资金：all 全部，fiscal 财政拨款，generalPublicBudget 一般公共预算，governmentFund 政府性基金，stateCapital 国有资本经营。',
});

/** One cell; figures as strings, because a JSON number would be read as floating point. */
export const cellSchema = z
  .strictObject({
    state: z.enum(['figure', 'zero', 'blank', 'mark', 'text']).meta({
      description:
        'figure 数字，zero 印作 0 或 0.00，blank 空白，mark 标记（不适用、涉密不公开等），text 文字。',
    }),
    text: text('印出来的样子。'),
    value: digits('数值，以 unit 计，没有千分位，小数位数与原文相同。'),
    unit: optional('计量单位。'),
    yuan: digits('折合成元的准确金额；不是金额的没有这一项。'),
  })
  .meta({ id: 'cell', description: '一格。' });

const codeAndName = z.strictObject({ code: optional('代码。'), name: text('名称。') });

const columnSchema = z.strictObject({
  id: text('列编号，在本表内不重复。'),
  heading: text('CSV 文件里的表头。'),
  path: z.array(z.string()).meta({ description: '印刷的表头，从外到内。' }),
  kind: z
    .enum(['code', 'text', 'amount', 'quantity', 'price'])
    .meta({ description: 'code 编码，text 文字，amount 金额，quantity 数量，price 单价。' }),
  side: optional('左右两侧的表（如收支总表）里，它属于哪一侧。'),
  unit: optional('计量单位；各行单位不同的数量列没有这一项。'),
  concept: optional('含义，见本站“数据”页的“含义”一表。'),
  fund,
  period: z
    .enum(['current', 'previous', 'budgeted'])
    .meta({ description: 'current 本年，previous 上年，budgeted 决算表里的预算数。' }),
});

const rowSchema = z.strictObject({
  id: text('行编号，在本表内不重复。'),
  line: z.int().min(1).meta({ description: '第几行，从 1 起；左右两侧的表，一行印着两侧各一行。' }),
  side: optional('属于哪一侧。'),
  label: text('行的名称，照原文。'),
  code: optional('科目编码、编码对或单位代码。'),
  role: z.enum(['total', 'subtotal', 'class', 'group', 'item', 'unit', 'line']).meta({
    description: 'total 合计，subtotal 小计，class 类，group 款，item 项，unit 单位行，line 其他。',
  }),
  level: z.int().min(0).meta({ description: '层级，最外层为 0。' }),
  parent: optional('上一级那一行的编号。'),
  concept: optional('整行的含义，先于列的含义。'),
  cells: z.record(z.string(), cellSchema).meta({ description: '各格，以列编号为键。' }),
});

const tableSchema = z.strictObject({
  id: text('表编号，与 csv 文件同名。'),
  title: text('表名。'),
  about: optional('这张表说明什么。'),
  unit: text('金额单位。'),
  fund,
  asOf: optional('截止日期。'),
  csv: text('本表 CSV 文件，相对于本文件。'),
  columns: z.array(columnSchema),
  rows: z.array(rowSchema),
  notes: z.array(z.string()).meta({ description: '表下的附注。' }),
});

const indicatorSchema = z.strictObject({
  level1: text('一级指标。'),
  level2: text('二级指标。'),
  level3: text('三级指标。'),
  description: text('指标说明。'),
  value: text('指标值，照原文。'),
  basis: text('指标值确定依据。'),
});

const projectSchema = z.strictObject({
  number: z.int().min(1).meta({ description: '印刷顺序，从 1 起。' }),
  code: optional('项目编码。'),
  name: text('项目名称。'),
  amount: cellSchema,
  funding: z.record(z.string(), cellSchema).meta({ description: '分资金来源的金额。' }),
  purpose: optional('资金用途。'),
  plan: z.record(z.string(), z.string()).meta({ description: '支出计划，照原文。' }),
  goals: z.array(z.string()).meta({ description: '绩效目标。' }),
  indicators: z.array(indicatorSchema),
});

const targetsSchema = z.strictObject({
  goals: z.array(z.string()),
  tasks: z.array(z.strictObject({ name: z.string(), goal: z.string(), indicators: z.string() })),
  measures: z.array(z.string()),
  budget: z.array(z.strictObject({ label: z.string(), amount: cellSchema })),
  indicators: z.array(indicatorSchema),
});

/** Sections hold sections. */
export interface SectionData {
  id: string;
  anchor: string;
  number: string;
  title: string;
  html?: string | undefined;
  table?: string | undefined;
  children: SectionData[];
}

const sectionSchema: z.ZodType<SectionData> = z
  .strictObject({
    id: text('章节编号，长期不变。'),
    anchor: text('在网页上的锚点。'),
    number: text('印刷的序号，如“一、”。'),
    title: text('标题；没有标题的为空。'),
    html: optional('正文，HTML 片段。'),
    table: optional('在这里的表的编号；projects 是项目，targets 是整体绩效目标。'),
    get children() {
      return z.array(sectionSchema);
    },
  })
  .meta({ id: 'section', description: '一个章节。' });

const checkSchema = z.strictObject({
  rule: text('规则编号。'),
  title: text('规则。'),
  outcome: z.enum(['passed', 'failed', 'acknowledged', 'notApplicable', 'couldNotRun']).meta({
    description:
      'passed 通过，failed 不符，acknowledged 不符但已说明，notApplicable 不适用，couldNotRun 因缺少数据未能校验。',
  }),
  count: z.int().min(0).meta({ description: '比较了多少次。' }),
  because: optional('没有校验的原因。'),
  findings: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning', 'info']),
      message: z.string(),
      acknowledged: optional('公开说明的原因。'),
    }),
  ),
});

const amendedSchema = z.strictObject({
  kind: z.enum(['cell', 'row', 'project', 'narrative', 'metadata']).meta({
    description: 'cell 一格，row 整行、整列或整张表，project 项目，narrative 说明，metadata 基本信息。',
  }),
  table: optional('表。'),
  row: optional('行、项目或说明部分的名称。'),
  column: optional('列或栏目。'),
  before: optional('原为；没有这一项的，原来没有。空白的格是空文字。'),
  after: optional('改为；没有这一项的，现在没有了。'),
  text: text('整句话。'),
  follows: z.boolean().meta({ description: '随别处而变，如合计。' }),
});

export const disclosureDataSchema = z
  .strictObject({
    $schema: z.url().meta({ description: '本文件的 JSON Schema。' }),
    format: z.literal('mingzhang-disclosure'),
    formatVersion: z.literal(1),
    id: text('编号：行政区划代码/年度/部门代码，决算后面再加 /final。'),
    url: z.url().meta({ description: '网页地址。' }),
    title: text('标题。'),
    sample: z.boolean().meta({ description: '真时是样例，非官方发布。' }),
    draft: z.boolean().meta({ description: '真时是草稿，尚未通过校验。' }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: '内容文件的 SHA-256。' }),
    region: z.strictObject({ code: text('行政区划代码。'), name: text('名称。') }),
    year: z.int().meta({ description: '预算年度。' }),
    phase: z.enum(['预算', '决算']),
    scope: z.enum(['部门', '单位']),
    department: z.strictObject({
      code: text('预算代码；没有的为空。'),
      name: text('名称。'),
      id: optional('不随年度改变的标识。'),
    }),
    publisher: text('发布机构。'),
    form: z.strictObject({
      id: text('表样编号。'),
      title: text('表样名称。'),
      unit: text('金额单位。'),
      marks: z.array(z.string()).meta({ description: '可以代替数字的标记。' }),
    }),
    units: z.array(codeAndName).meta({ description: '所含预算单位。' }),
    approvedOn: date('批复日期。'),
    publishedOn: date('公开日期。'),
    documentNumber: optional('批复文号。'),
    secrecyReviewed: z.boolean().optional().meta({ description: '是否经过保密审查。' }),
    phone: optional('咨询电话。'),
    keyFigures: z.array(
      z.strictObject({
        label: text('名称。'),
        concept: optional('含义。'),
        text: text('带千分位的数字。'),
        unit: text('单位。'),
        yuan: z.string().regex(DIGITS).meta({ description: '折合成元。' }),
        explain: text('用平实的话说明。'),
      }),
    ),
    outline: z.array(sectionSchema).meta({ description: '全文的章节，顺序与网页和表样相同。' }),
    tables: z.array(tableSchema).meta({ description: '各表，顺序与表样相同。' }),
    notPublished: z
      .array(z.strictObject({ table: z.string(), reason: z.string() }))
      .meta({ description: '没有公开的表及原因。' }),
    projects: z.array(projectSchema),
    projectUnits: z
      .array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          amount: cellSchema,
          funding: z.record(z.string(), cellSchema),
        }),
      )
      .meta({ description: '项目表里的单位行。' }),
    targets: targetsSchema.optional().meta({ description: '部门整体绩效目标。' }),
    facts: z
      .array(
        z.strictObject({
          id: text('名称。'),
          concept: optional('含义。'),
          fund,
          period: z
            .enum(['current', 'previous', 'change'])
            .meta({ description: 'current 本年，previous 上年，change 比上年增减。' }),
          source: text('出处。'),
          cell: cellSchema,
        }),
      )
      .meta({ description: '只在文字里出现、没有列入表格的数字，照原文。' }),
    undecided: z
      .array(z.strictObject({ table: z.string(), row: z.string(), text: z.string(), reason: z.string() }))
      .meta({ description: '原文印有、但无法判定属于哪一列的数字。' }),
    checks: z.array(checkSchema).meta({ description: '勾稽校验。' }),
    amendments: z
      .array(
        z.strictObject({
          date: text('更正日期，年-月-日。'),
          reason: text('更正理由。'),
          changes: z.array(amendedSchema),
        }),
      )
      .meta({ description: '公开后的更正，从早到晚。' }),
  })
  .meta({ title: 'disclosure.json：一份公开文本的全部数据', description: '由明账生成。' });

export type CellData = z.infer<typeof cellSchema>;
export type TableData = z.infer<typeof tableSchema>;
export type DisclosureData = z.infer<typeof disclosureDataSchema>;

/** Stands at /schemas/. */
export const DATA_SCHEMA_FILE = 'disclosure-data.schema.json';

export function disclosureDataJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(disclosureDataSchema), null, 2)}\n`;
}
