import { type Cell, readQuantity } from '../../src/model/cell.ts';
import type { CheckedDisclosure, Indicator, Project, ProjectUnit } from '../../src/model/disclosure.ts';
import type { Row, Table } from '../../src/model/table.ts';
import type {
  ColumnKind,
  ColumnSpec,
  OutlineItem,
  ProjectForm,
  RowRole,
  TableSpec,
  TargetForm,
  Template,
} from '../../src/model/template.ts';
import { Anchors } from '../../src/view/anchors.ts';
import { type TableContext, viewTable } from '../../src/view/table.ts';
import type { TableView } from '../../src/view/types.ts';

/** Small hand-made forms and disclosures: only what a test is about is said. */

export const MARKS = ['不适用', '涉密不公开', '--'];
const PLACE = { file: 'test' };

export function column(title: string, more: Partial<ColumnSpec> = {}): ColumnSpec {
  const kind: ColumnKind = more.kind ?? 'amount';
  return {
    id: title,
    title,
    aliases: [],
    groups: [],
    adds: true,
    period: 'current',
    optional: false,
    ...more,
    kind,
  };
}

export interface TableInput {
  id?: string;
  title?: string;
  columns: readonly ColumnSpec[];
  /** Printed lines, one string a cell. */
  lines?: readonly (readonly string[])[];
  /** Id of the column that names the rows; the first text column where absent. */
  label?: string;
  code?: readonly string[];
  codeJoin?: string;
  /** By line: role and level where not 名称为合计. */
  roles?: readonly RowRole[];
  /** By line: the row's name where it is not the label column's. */
  labels?: readonly string[];
  levels?: readonly number[];
  notes?: readonly string[];
  asOf?: string;
  spec?: Partial<TableSpec>;
}

export function makeTable(input: TableInput): Table {
  const { columns } = input;
  const sideIds = [...new Set(columns.flatMap((one) => one.side ?? []))];
  const sides = sideIds.length > 0 ? sideIds : ['main'];
  const labelOf = (side: string) =>
    input.label ??
    columns.find((one) => one.kind === 'text' && (one.side ?? 'main') === side)?.id ??
    (columns[0]?.id as string);
  const spec: TableSpec = {
    id: input.id ?? '支出总表',
    title: input.title ?? input.id ?? '支出总表',
    aliases: [],
    fund: 'all',
    columns,
    sides: sides.map((id) => ({
      id,
      title: sides.length > 1 ? id : '',
      rows: {
        kind: 'listed',
        code: input.code ?? [],
        codeJoin: input.codeJoin ?? '',
        label: labelOf(id),
        fixed: [],
        total: ['合计'],
        totalPosition: 'first',
        subtotal: ['小计'],
        hierarchical: false,
      },
    })),
    serial: false,
    columnNumbers: false,
    asOf: false,
    head: { department: '', year: true, unit: true },
    notes: { always: [], whenEmpty: [] },
    print: { landscape: false, widths: {} },
    optional: false,
    ...input.spec,
  };
  const lines = (input.lines ?? []).map((texts, line) => ({
    cells: texts.map((text, at) => readCell(text, (columns[at] as ColumnSpec).kind)),
    place: (at: number) => ({ file: `${spec.id}.csv`, line: line + 2, column: at + 1 }),
  }));
  const rows = sides.flatMap((side) =>
    lines.flatMap((line, at) => rowOf(input, columns, labelOf(side), side, line.cells, at)),
  );
  return {
    spec,
    columns,
    headings: columns.map((one) => one.title),
    lines,
    rows,
    notes: input.notes ?? [],
    file: `${spec.id}.csv`,
    ...(input.asOf !== undefined && { asOf: input.asOf }),
  };
}

function readCell(text: string, kind: ColumnKind): Cell {
  if (kind === 'code' || kind === 'text')
    return text === '' ? { state: 'blank', text } : { state: 'text', text };
  const cell = readQuantity(text, MARKS);
  if (!cell) throw new Error(`not a figure: ${text}`);
  return cell;
}

function rowOf(
  input: TableInput,
  columns: readonly ColumnSpec[],
  labelId: string,
  side: string,
  cells: readonly Cell[],
  line: number,
): readonly Row[] {
  const text = (id: string) => cells[columns.findIndex((one) => one.id === id)]?.text ?? '';
  const said = text(labelId) || (cells.find((cell) => cell.state === 'text')?.text ?? '');
  const label = input.labels?.[line] ?? said;
  const plain = columns.every((one) => one.side === undefined);
  if (!plain && text(labelId) === '') return [];
  const code = (input.code ?? []).map(text).join(input.codeJoin ?? '');
  const role = input.roles?.[line] ?? (label === '合计' ? 'total' : 'line');
  const id = code || label || '行';
  return [{ id, side, line, label, role, level: input.levels?.[line] ?? 0, ...(code && { code }) }];
}

export function draw(input: TableInput, more: Partial<TableContext> = {}): TableView {
  const table = makeTable(input);
  return viewTable(table, {
    index: 3,
    anchor: table.spec.id,
    anchors: new Anchors(),
    title: table.spec.title,
    words: { year: 2024, name: '科技局', scope: '部门', region: '甲区' },
    who: { code: '350001', name: '科技局', year: 2024 },
    unit: '万元',
    ...more,
  }).view;
}

export function item(kind: OutlineItem['kind'], id: string, more: Partial<OutlineItem> = {}): OutlineItem {
  return { kind, id, numbering: 'none', optional: false, terms: [], children: [], ...more };
}

export function makeTemplate(more: Partial<Template> = {}): Template {
  return {
    id: 'form-2024',
    title: '某省部门预算公开表样（2024年）',
    lineage: ['form-2024'],
    unit: '万元',
    marks: MARKS,
    outline: [],
    tables: new Map(),
    rules: [],
    drafts: new Map(),
    codes: [],
    crosswalk: [],
    glossary: [],
    synonyms: [],
    ...more,
  };
}

export interface DisclosureInput extends Partial<Omit<CheckedDisclosure, 'tables' | 'template' | 'site'>> {
  tables?: readonly Table[];
  template?: Partial<Template>;
  site?: Partial<CheckedDisclosure['site']>;
}

export function makeDisclosure({
  tables = [],
  template,
  site,
  ...more
}: DisclosureInput = {}): CheckedDisclosure {
  const specs = new Map(tables.map((table) => [table.spec.id, table.spec]));
  return {
    state: 'checked',
    id: '130303/2024/350001',
    site: {
      name: '甲区预算公开',
      organizer: '甲区财政局',
      description: '甲区各部门预算',
      keywords: ['预算公开'],
      sample: false,
      ...site,
    },
    region: { code: '130303', name: '甲区' },
    year: 2024,
    code: '350001',
    name: '科技局',
    phase: '预算',
    scope: '部门',
    units: [],
    template: makeTemplate({ tables: specs, ...template }),
    tables: new Map(tables.map((table) => [table.spec.id, table])),
    notPublished: new Map(),
    omitted: new Set(),
    headings: new Map(),
    projects: [],
    projectUnits: [],
    narrative: new Map(),
    facts: [],
    undecided: [],
    acknowledgements: [],
    amendments: [],
    file: 'disclosure.yaml',
    hash: 'f00d',
    checks: [],
    findings: [],
    ...more,
  };
}

export function indicator(
  level1: string,
  level2: string,
  level3: string,
  value = '≥1',
  more: Partial<Indicator> = {},
): Indicator {
  return { level1, level2, level3, description: '', value, basis: '', place: () => PLACE, ...more };
}

/** An amount as projects hold it; '' is blank. */
export function amount(text: string): Cell {
  return readCell(text, 'amount');
}

export function makeProject(number: number, name: string, more: Partial<Project> = {}): Project {
  return {
    number,
    name,
    amount: amount(''),
    funding: new Map(),
    plan: new Map(),
    goals: [],
    indicators: [],
    file: `projects/${number}.yaml`,
    place: () => PLACE,
    ...more,
  };
}

export function makeProjectUnit(code: string, name: string, total: string): ProjectUnit {
  return { code, name, amount: amount(total), funding: new Map() };
}

export const INDICATOR_COLUMNS: ProjectForm['indicatorColumns'] = [
  { id: 'level1', title: '一级指标' },
  { id: 'level2', title: '二级指标' },
  { id: 'level3', title: '三级指标' },
  { id: 'value', title: '指标值' },
];

export function projectForm(more: Partial<ProjectForm> = {}): ProjectForm {
  return {
    layout: 'grids',
    title: '绩效目标表',
    gridTitle: '{{number}}、{{project}}绩效目标表',
    codeTitle: '项目编码',
    nameTitle: '项目名称',
    amountTitle: '预算数',
    purposeTitle: '资金用途',
    goalsTitle: '绩效目标',
    funding: [
      { id: 'fiscal', title: '其中：财政资金' },
      { id: 'other', title: '其他资金' },
    ],
    plan: [],
    planTitle: '',
    planUnit: '',
    indicatorColumns: INDICATOR_COLUMNS,
    groups: [],
    unit: '万元',
    ...more,
  };
}

export function targetForm(more: Partial<TargetForm> = {}): TargetForm {
  return {
    layout: 'sections',
    title: '整体绩效目标',
    subtitle: '',
    departmentTitle: '',
    taskNameTitle: '',
    goalsTitle: '（一）总体绩效目标',
    tasksTitle: '（二）分项绩效目标',
    measuresTitle: '（三）工作保障措施',
    budgetTitle: '预算情况',
    taskGoalTitle: '绩效目标',
    taskIndicatorsTitle: '绩效指标',
    indicatorColumns: INDICATOR_COLUMNS,
    unit: '万元',
    ...more,
  };
}
