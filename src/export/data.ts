import { type Cell, isMoneyUnit, type Unit } from '../model/cell.ts';
import type { CheckedDisclosure, Indicator } from '../model/disclosure.ts';
import { isFigureColumn, tablesInOrder, unitOf } from '../model/facts.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { Row, Table } from '../model/table.ts';
import type { ColumnSpec } from '../model/template.ts';
import { headerPath } from '../model/titles.ts';
import { absoluteUrl, type Hosting } from '../view/page.ts';
import type { DisclosureView, SectionView } from '../view/types.ts';
import {
  type CellData,
  DATA_SCHEMA_FILE,
  type DisclosureData,
  type SectionData,
  type TableData,
} from './data-schema.ts';
import { exactYuan, PROJECTS, plainValue, TARGETS, wordsOf } from './figures.ts';

/** The model of one disclosure as data: disclosure.json. */
export function disclosureData(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
): DisclosureData {
  const { template, region, site, targets } = disclosure;
  const words = wordsOf(disclosure);
  return {
    $schema: absoluteUrl(hosting, `/schemas/${DATA_SCHEMA_FILE}`),
    format: 'mingzhang-disclosure',
    formatVersion: 1,
    id: disclosure.id,
    url: absoluteUrl(hosting, view.page.path),
    title: view.page.title,
    sample: site.sample,
    draft: view.draft,
    hash: disclosure.hash,
    region: { code: region.code, name: region.name },
    year: disclosure.year,
    phase: disclosure.phase,
    scope: disclosure.scope,
    department: {
      code: disclosure.code,
      name: disclosure.name,
      ...(disclosure.department && { id: disclosure.department.id }),
    },
    publisher: site.organizer,
    form: { id: template.id, title: template.title, unit: template.unit, marks: [...template.marks] },
    units: disclosure.units.map((unit) => ({ ...unit })),
    ...present('approvedOn', disclosure.approvedOn),
    ...present('publishedOn', disclosure.publishedOn),
    ...present('documentNumber', disclosure.documentNumber),
    ...present('secrecyReviewed', disclosure.secrecyReviewed),
    ...present('phone', disclosure.phone),
    keyFigures: view.keyFigures.map(({ label, concept, text, unit, yuan, explain }) => ({
      label,
      ...present('concept', concept),
      text,
      unit,
      yuan,
      explain,
    })),
    outline: view.sections.map((section) => sectionData(section, disclosure)),
    tables: tablesInOrder(disclosure).map((table) => tableData(disclosure, table, words)),
    notPublished: [...disclosure.notPublished.values()].map(({ table, reason }) => ({ table, reason })),
    ...projectsData(disclosure),
    ...(targets && {
      targets: {
        goals: [...targets.goals],
        tasks: targets.tasks.map((task) => ({ ...task })),
        measures: [...targets.measures],
        budget: targets.budget.map(({ label, amount }) => ({
          label,
          amount: cellData(amount, template.targets?.unit ?? template.unit),
        })),
        indicators: targets.indicators.map(indicatorData),
      },
    }),
    facts: disclosure.facts.map(({ id, concept, fund, period, source, cell, unit }) => ({
      id,
      ...present('concept', concept),
      fund,
      period,
      source,
      cell: cellData(cell, unit),
    })),
    undecided: disclosure.undecided.map(({ table, row, text, reason }) => ({ table, row, text, reason })),
    checks: checksData(disclosure),
    amendments: (view.history?.amendments ?? []).map(({ date, reason, changes }) => ({
      date,
      reason,
      changes: changes.map(({ change, text, follows }) => ({
        kind: change.kind,
        ...present('table', change.table ?? undefined),
        ...present('row', change.row ?? undefined),
        ...present('column', change.column ?? undefined),
        ...present('before', change.before ?? undefined),
        ...present('after', change.after ?? undefined),
        text,
        follows,
      })),
    })),
  };
}

function sectionData(section: SectionView, disclosure: CheckedDisclosure): SectionData {
  const { id, anchor, number, title, content, children } = section;
  const html = content.flatMap((item) => (item.kind === 'html' ? [item.html] : [])).join('\n');
  const table = content.flatMap(({ kind }) => tableOf(kind, id, disclosure))[0];
  return {
    id,
    anchor,
    number,
    title,
    ...(html !== '' && { html }),
    ...(table !== undefined && { table }),
    children: children.map((child) => sectionData(child, disclosure)),
  };
}

/** Projects stand as grids or as one wide table, which is none of the form's tables. */
function tableOf(kind: SectionView['content'][number]['kind'], id: string, disclosure: CheckedDisclosure) {
  if (kind === 'table') return [disclosure.tables.has(id) ? id : PROJECTS];
  return kind === 'project' ? [PROJECTS] : kind === 'targets' ? [TARGETS] : [];
}

function tableData(disclosure: CheckedDisclosure, table: Table, words: FillValues): TableData {
  const { spec } = table;
  const unit = spec.unit ?? disclosure.template.unit;
  return {
    id: spec.id,
    title: fill(spec.title, words),
    ...(spec.about && { about: fill(spec.about, words) }),
    unit,
    fund: spec.fund,
    ...present('asOf', table.asOf),
    csv: `tables/${spec.id}.csv`,
    columns: table.columns.map((column, index) => ({
      id: column.id,
      heading: table.headings[index] ?? '',
      path: headerPath(column).map((title) => fill(title, words)),
      kind: column.kind,
      ...present('side', column.side),
      ...present('unit', columnUnit(column, unit)),
      ...present('concept', column.concept),
      fund: column.fund ?? spec.fund,
      period: column.period,
    })),
    rows: table.rows.map((row) => ({
      id: row.id,
      line: row.line + 1,
      ...(spec.sides.length > 1 && { side: row.side }),
      label: row.label,
      ...present('code', row.code),
      role: row.role,
      level: row.level,
      ...present('parent', row.parent),
      ...present('concept', row.spec?.concept),
      cells: rowCells(table, row, disclosure.template.unit),
    })),
    notes: table.notes.map((note) => fill(note, words)),
  };
}

function columnUnit({ kind, unit }: ColumnSpec, money: Unit): Unit | undefined {
  return unit ?? (kind === 'amount' || kind === 'price' ? money : undefined);
}

function rowCells(table: Table, row: Row, templateUnit: Unit): Record<string, CellData> {
  const cells: Record<string, CellData> = {};
  const line = table.lines[row.line]?.cells ?? [];
  for (const [index, column] of table.columns.entries()) {
    const cell = line[index];
    if (!cell || (column.side !== undefined && column.side !== row.side)) continue;
    cells[column.id] = isFigureColumn(column)
      ? cellData(cell, unitOf(cell, table, row, column, templateUnit))
      : { state: cell.state, text: cell.text };
  }
  return cells;
}

function cellData(cell: Cell, unit: Unit): CellData {
  const { state, text } = cell;
  if (state !== 'figure' && state !== 'zero') return { state, text };
  const value = plainValue(cell);
  return isMoneyUnit(unit)
    ? { state, text, value, unit, yuan: exactYuan(cell, unit) }
    : { state, text, value, ...(unit !== '' && { unit }) };
}

function projectsData(disclosure: CheckedDisclosure): Pick<DisclosureData, 'projects' | 'projectUnits'> {
  const unit = disclosure.template.projects?.unit ?? disclosure.template.unit;
  const money = (funding: ReadonlyMap<string, Cell>) =>
    Object.fromEntries([...funding].map(([id, cell]) => [id, cellData(cell, unit)]));
  return {
    projects: disclosure.projects.map((project) => ({
      number: project.number,
      ...present('code', project.code),
      name: project.name,
      amount: cellData(project.amount, unit),
      funding: money(project.funding),
      ...present('purpose', project.purpose),
      plan: Object.fromEntries(project.plan),
      goals: [...project.goals],
      indicators: project.indicators.map(indicatorData),
    })),
    projectUnits: disclosure.projectUnits.map(({ code, name, amount, funding }) => ({
      code,
      name,
      amount: cellData(amount, unit),
      funding: money(funding),
    })),
  };
}

function indicatorData({ level1, level2, level3, description, value, basis }: Indicator) {
  return { level1, level2, level3, description, value, basis };
}

function checksData({ checks }: CheckedDisclosure): DisclosureData['checks'] {
  return checks.map(({ rule, outcome, count, because, findings }) => ({
    rule: rule.id,
    title: rule.title,
    outcome,
    count,
    ...present('because', because),
    findings: findings.map(({ severity, message, acknowledgedBecause }) => ({
      severity,
      message,
      ...present('acknowledged', acknowledgedBecause),
    })),
  }));
}

/** Nothing where the value is unknown: absent is not empty. */
function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
