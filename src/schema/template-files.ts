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
      part: identifier.optional().describe('部分'),
      section: identifier.optional().describe('说明'),
      table: identifier.optional().describe('表'),
      projects: identifier.optional().describe('项目绩效目标'),
      targets: identifier.optional().describe('整体绩效目标'),
      glossary: identifier.optional().describe('名词解释'),
      title: text.optional().describe('标题'),
      numbering: numberingSchema.default('none').describe('编号的写法'),
      optional: flag.default(false).describe('可以没有'),
      terms: list(text).describe('所含名词'),
      items: z.array(outlineNode, { error: '下级项目的列表' }).default([]).describe('下级'),
    })
    .refine(
      (node) =>
        [node.part, node.section, node.table, node.projects, node.targets, node.glossary].filter(Boolean)
          .length === 1,
      { error: '恰有 part、section、table、projects、targets、glossary 之一' },
    ),
);

const indicatorColumn = z.strictObject({
  id: z
    .enum(['level1', 'level2', 'level3', 'description', 'value', 'basis'], { error: '指标的一列' })
    .describe('指标的哪一列'),
  title: text.describe('列名'),
});

const projectForm = z.strictObject({
  layout: z.enum(['grids', 'table'], { error: 'grids 或 table' }).describe('版式'),
  title: text.describe('标题'),
  gridTitle: text.default('{{number}}、{{project}}'),
  codeTitle: text.default('项目编码'),
  nameTitle: text.default('项目名称'),
  amountTitle: text.default('预算数'),
  purposeTitle: text.default('资金用途'),
  goalsTitle: text.default('绩效目标'),
  unit: unit.default('万元'),
  funding: list(z.strictObject({ id: identifier.describe('id'), title: text.describe('名称') })).describe(
    '资金来源',
  ),
  planTitle: text.default(''),
  planUnit: text.default(''),
  plan: list(text).describe('支出计划的时点'),
  indicatorColumns: z.array(indicatorColumn, { error: '指标各列' }).describe('指标各列'),
  groups: list(text),
});

const targetForm = z.strictObject({
  layout: z.enum(['sections', 'grid'], { error: 'sections 或 grid' }).describe('版式'),
  title: text.describe('标题'),
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
  title: text.describe('表样名称'),
  extends: identifier.optional().describe('所依据的表样'),
  unit: unit.optional().describe('金额单位'),
  marks: z.array(text, { error: '记号的列表' }).optional().describe('代替数字的记号'),
  cover: z
    .strictObject({ title: text.describe('封面标题'), subtitle: text.optional().describe('封面副题') })
    .optional()
    .describe('封面'),
  outline: z.array(outlineNode, { error: '目录各项的列表' }).optional().describe('目录'),
  projects: projectForm.optional().describe('项目绩效目标'),
  targets: targetForm.optional().describe('整体绩效目标'),
  disabled: record(text).describe('不用的规则'),
});

const columnSchema = z
  .strictObject({
    id: identifier.describe('id'),
    title: text.describe('列名'),
    csv: text.optional().describe('文件里的列名'),
    aliases: list(text).describe('别名'),
    groups: list(text).describe('上级表头'),
    kind: z
      .enum(['code', 'text', 'amount', 'quantity', 'price'], {
        error: 'code、text、amount、quantity 或 price',
      })
      .describe('种类'),
    unit: unit.optional().describe('单位'),
    concept: concept.optional().describe('含义'),
    fund: fund.optional().describe('资金'),
    period: z
      .enum(['current', 'previous', 'budgeted'], { error: 'current、previous 或 budgeted' })
      .default('current')
      .describe('哪一年'),
    adds: flag.default(true).describe('计入合计'),
    optional: flag.default(false).describe('可以没有'),
    classification: z
      .enum(['function', 'economic-department', 'economic-government'], {
        error: 'function、economic-department 或 economic-government',
      })
      .optional()
      .describe('科目分类'),
  })
  .transform(({ csv, unit, concept, fund, classification, ...column }) => ({
    ...column,
    // Looked at with every cell: columns are all of one shape, and so are rows.
    csv,
    unit,
    concept,
    fund,
    classification,
  }));

const role = z.enum(['total', 'subtotal', 'class', 'group', 'item', 'unit', 'line'], {
  error: 'total、subtotal、line 等',
});

const fixedRowSchema = z
  .strictObject({
    id: identifier.describe('id'),
    label: z.string({ error: '这一行的名称' }).default('').describe('行名'),
    aliases: list(text).describe('别名'),
    concept: concept.optional().describe('含义'),
    code: pattern(/^\d{3,7}$/, '三至七位数字')
      .optional()
      .describe('科目编码'),
    parent: identifier.optional().describe('上级行'),
    partial: flag.default(false).describe('不是全部下级'),
    role: role.default('line').describe('行的种类'),
    unit: unit.optional().describe('单位'),
    optional: flag.default(false).describe('可以没有'),
  })
  .transform(({ concept, code, parent, unit, ...row }) => ({ ...row, concept, code, parent, unit }));

export const rowsSchema = z
  .strictObject({
    kind: z.enum(['fixed', 'coded', 'listed'], { error: 'fixed、coded 或 listed' }).describe('种类'),
    code: list(identifier).describe('编码各列'),
    codeJoin: z.string().default('').describe('编码的连接号'),
    label: identifier.optional().describe('行名一列'),
    fixed: list(fixedRowSchema).describe('固定各行'),
    total: list(text).describe('合计行的写法'),
    totalPosition: z
      .enum(['first', 'last', 'none'], { error: 'first、last 或 none' })
      .default('none')
      .describe('合计行的位置'),
    subtotal: list(text).describe('小计行的写法'),
    unitCode: identifier.optional().describe('单位代码一列'),
    hierarchical: flag.default(false).describe('分类、款、项'),
  })
  .transform(({ label, unitCode, ...rows }) => ({ ...rows, label, unitCode }));

const headSchema = z.strictObject({
  department: z.string().default(''),
  year: flag.default(true),
  unit: flag.default(true),
});

export const tableFileSchema = z.strictObject({
  extends: identifier.optional().describe('所依据的表'),
  title: text.optional().describe('表名'),
  aliases: z.array(text, { error: '别名的列表' }).optional().describe('别名'),
  unit: unit.optional().describe('金额单位'),
  fund: fund.optional().describe('资金'),
  serial: flag.optional().describe('有序号'),
  columnNumbers: flag.optional().describe('有栏次'),
  asOf: flag.optional().describe('有截止日期'),
  optional: flag.optional().describe('可以没有'),
  about: text.optional().describe('一句话说明'),
  head: headSchema.optional().describe('表头上方'),
  columns: z.array(columnSchema, { error: '各列的列表' }).optional().describe('各列'),
  rows: rowsSchema.optional().describe('各行'),
  sides: z
    .array(
      z.strictObject({
        id: identifier.describe('id'),
        title: text.describe('标题'),
        columns: z.array(columnSchema, { error: '各列的列表' }).describe('各列'),
        rows: rowsSchema.describe('各行'),
      }),
      { error: '左右各半的列表' },
    )
    .optional()
    .describe('左右各半'),
  notes: z
    .strictObject({ always: list(text).describe('总有的附注'), whenEmpty: list(text).describe('空表的附注') })
    .optional()
    .describe('附注'),
  print: z
    .strictObject({
      landscape: flag.default(false).describe('横排'),
      widths: record(pattern(/^\d+(\.\d+)?$/, '数字，如 1.5').transform(Number)).describe('列宽'),
    })
    .optional()
    .describe('排印'),
});

export const glossaryFileSchema = z.array(
  z.strictObject({
    term: text.describe('名词'),
    aliases: list(text).describe('别名'),
    definition: text.describe('解释'),
  }),
  { error: '名词的列表' },
);

/** A short word of one character would stand in half of all names. */
const searched = text.min(2, { error: '至少两个字' });

export const synonymsFileSchema = z
  .array(
    z.strictObject({
      short: searched.describe('简称'),
      full: z.array(searched, { error: '全称的列表' }).min(1, { error: '至少一个全称' }).describe('全称'),
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
      id: pattern(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/, '英文编号，如 table.columns-add-up').describe(
        '规则编号',
      ),
      title: text.describe('名称'),
      basis: text.describe('依据'),
      kind: pattern(/^[a-z][a-z-]*$/, '算法的英文名').describe('算法'),
      severity: z.enum(['error', 'warning', 'info'], { error: 'error、warning 或 info' }).describe('轻重'),
      operands: z.record(z.string(), z.unknown()).default({}).describe('比较的各方'),
      condition: text.optional().describe('条件'),
      examples: z
        .strictObject({
          passes: exampleSchema.describe('通过的例子'),
          fails: exampleSchema.describe('不符的例子'),
        })
        .describe('例子'),
    })
    .transform(({ condition, examples, ...rule }) => ({ ...rule, condition, disabled: undefined, examples })),
  { error: '规则的列表' },
);
