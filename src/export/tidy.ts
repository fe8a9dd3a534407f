import { BLANK, type Cell, type Unit } from '../model/cell.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { keptByText } from '../model/kept.ts';
import { BOM, cellField, csvField, inertText } from './csv.ts';
import {
  eachFigure,
  exactYuan,
  type FigureColumn,
  type FigureRow,
  keptByFigure,
  plainValue,
} from './figures.ts';

/** A column of tidy.csv and of figures.parquet; what it holds is told by one of four. */
export interface TidyColumn {
  readonly name: string;
  readonly title: string;
  readonly type: 'string' | 'integer' | 'number';
  readonly description: string;
  /** Of the disclosure, the same on each of its lines. */
  readonly shared?: (disclosure: CheckedDisclosure) => string;
  /** The same for all figures of a row, and of most of a column. */
  readonly row?: (row: FigureRow) => string;
  readonly column?: (column: FigureColumn) => string;
  /** As a field of CSV. */
  readonly cell?: (cell: Cell, unit: Unit) => string;
}

/** First what says which row a figure stands in, then which column, then the figure. */
export const TIDY_COLUMNS: readonly TidyColumn[] = [
  {
    name: 'disclosure',
    title: '公开文本',
    type: 'string',
    description: '公开文本的编号：行政区划代码/年度/部门代码，决算后面再加 /final；也是它在本站的地址。',
    shared: ({ id }) => id,
  },
  {
    name: 'region',
    title: '行政区划代码',
    type: 'string',
    description: '六位行政区划代码。',
    shared: ({ region }) => region.code,
  },
  {
    name: 'year',
    title: '预算年度',
    type: 'integer',
    description: '预算所属的年度。',
    shared: ({ year }) => String(year),
  },
  {
    name: 'department_code',
    title: '部门代码',
    type: 'string',
    description: '部门（单位）的预算代码；代码会随年度改变。',
    shared: ({ code }) => code,
  },
  {
    name: 'department',
    title: '部门名称',
    type: 'string',
    description: '部门（单位）在该年度的名称。',
    shared: ({ name }) => name,
  },
  {
    name: 'phase',
    title: '阶段',
    type: 'string',
    description: '预算或决算。',
    shared: ({ phase }) => phase,
  },
  {
    name: 'table',
    title: '表',
    type: 'string',
    description:
      '表的编号，与 tables/ 下的文件同名；projects 是项目表，targets 是整体绩效目标，facts 是只在文字里出现的数字。',
    row: ({ table }) => table,
  },
  {
    name: 'table_title',
    title: '表名',
    type: 'string',
    description: '表样上的表名。',
    row: ({ tableTitle }) => tableTitle,
  },
  {
    name: 'row_id',
    title: '行编号',
    type: 'string',
    description: '行在本表内的编号，不重复；与网页上“引用”这一行所给链接的末段相同。',
    row: ({ id }) => id,
  },
  {
    name: 'row_code',
    title: '科目编码',
    type: 'string',
    description: '行的科目编码、科目编码对（如 30101/50101）或单位代码；没有编码的行为空。',
    row: ({ code }) => code,
  },
  {
    name: 'row',
    title: '行',
    type: 'string',
    description: '行的名称，照原文；facts 里是数字的出处。',
    row: ({ name }) => name,
  },
  {
    name: 'role',
    title: '行的性质',
    type: 'string',
    description:
      'total 合计，subtotal 小计，class 类，group 款，item 项，unit 单位行，line 其他。求和时不要把不同性质的行相加。',
    row: ({ role }) => role,
  },
  {
    name: 'column_id',
    title: '列编号',
    type: 'string',
    description: '列在表样里的编号。',
    column: ({ id }) => id,
  },
  {
    name: 'column',
    title: '列',
    type: 'string',
    description: '列的表头，与 tables/ 下的文件相同；facts 里是数字的名称。',
    column: ({ heading }) => heading,
  },
  {
    name: 'concept',
    title: '含义',
    type: 'string',
    description: '这个数字是什么，各地表样通用，见“含义”一表；表样没有指明的为空。',
    column: ({ concept }) => concept,
  },
  {
    name: 'fund',
    title: '资金',
    type: 'string',
    description:
      'all 全部资金，fiscal 财政拨款，generalPublicBudget 一般公共预算，governmentFund 政府性基金预算，stateCapital 国有资本经营预算。',
    column: ({ fund }) => fund,
  },
  {
    name: 'period',
    title: '期间',
    type: 'string',
    description:
      'current 本年，previous 上年，budgeted 决算表里的预算数，change 比上年增减（带正负号，只见于 facts）。',
    column: ({ period }) => period,
  },
  {
    name: 'unit',
    title: '单位',
    type: 'string',
    description: '原文的计量单位：万元、元，或平方米、台、次等。',
    column: ({ unit }) => unit,
  },
  {
    name: 'value',
    title: '数值',
    type: 'number',
    description: '以原文单位计的数值，没有千分位，小数位数与原文相同；空白和标记为空。',
    cell: plainValue,
  },
  {
    name: 'yuan',
    title: '金额（元）',
    type: 'number',
    description: '折合成元的准确金额，不四舍五入；空白、标记和不是金额的数量为空。',
    cell: exactYuan,
  },
  {
    name: 'text',
    title: '原文',
    type: 'string',
    description: '印出来的样子。',
    cell: cellField,
  },
  {
    name: 'state',
    title: '状态',
    type: 'string',
    description: 'figure 数字，zero 印作 0，blank 空白，mark 标记（不适用、涉密不公开等）。',
    cell: ({ state }) => state,
  },
];

/** The first line of tidy.csv. */
export const TIDY_HEAD = `${BOM}${TIDY_COLUMNS.map(({ name }) => name).join(',')}\n`;

/** How many columns say which row a figure stands in: the same for all figures of a row. */
export const ROW_COLUMNS = TIDY_COLUMNS.findIndex(({ column }) => column !== undefined);

const SHARED = TIDY_COLUMNS.flatMap(({ shared }) => shared ?? []);
const ROW = TIDY_COLUMNS.flatMap(({ row }) => row ?? []);
const COLUMN = TIDY_COLUMNS.flatMap(({ column }) => column ?? []);
const CELL = TIDY_COLUMNS.flatMap(({ cell }) => cell ?? []);
const field = keptByText((text) => `${csvField(inertText(text))},`);
/** The end of a line. */
const figureField = keptByFigure((cell, unit) => `${CELL.map((of) => of(cell, unit)).join(',')}\n`);

function fields<Of>(columns: readonly ((of: Of) => string)[], of: Of): string {
  let text = '';
  for (const column of columns) text += field(column(of));
  return text;
}

/** All figures of a disclosure, one a line. A line is put together of three texts that many others share. */
export function tidyCsv(disclosure: CheckedDisclosure): string {
  const lead = fields(SHARED, disclosure);
  const columns = new Map<FigureColumn, { readonly text: string; readonly blank: string }>();
  const textsOf = (column: FigureColumn) => {
    const text = fields(COLUMN, column);
    const texts = { text, blank: text + figureField(BLANK, column.unit) };
    columns.set(column, texts);
    return texts;
  };
  // Joined at the end: a text that grows by thousands of parts has to be put together anew to be written.
  const parts = [TIDY_HEAD];
  let text = '';
  let before: FigureRow | undefined;
  eachFigure(disclosure, (row, column, cell) => {
    if (row !== before) text = lead + fields(ROW, row);
    before = row;
    const own = columns.get(column) ?? textsOf(column);
    if (cell.state === 'blank') parts.push(text, own.blank);
    else parts.push(text, own.text, figureField(cell, column.unit));
  });
  return parts.join('');
}
