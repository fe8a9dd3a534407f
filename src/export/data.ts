import type { Cell } from '../model/cell.ts';
import type { CheckedDisclosure, Indicator } from '../model/disclosure.ts';
import { absoluteUrl, type Hosting } from '../view/page.ts';
import type { DisclosureView, SectionView } from '../view/types.ts';
import { DATA_SCHEMA_FILE, type DisclosureData, type SectionData } from './data-schema.ts';
import { addTables, cellData, present } from './data-tables.ts';
import { PROJECTS, TARGETS } from './figures.ts';

/** The model of one disclosure as data: disclosure.json, as `DisclosureData` describes it. */
export function disclosureJson(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
): string {
  const parts = [JSON.stringify(dataBefore(disclosure, view, hosting)).slice(0, -1), ',"tables":['];
  addTables(parts, disclosure);
  parts.push('],', JSON.stringify(dataAfter(disclosure, view)).slice(1));
  return parts.join('');
}

type After =
  | 'notPublished'
  | 'projects'
  | 'projectUnits'
  | 'targets'
  | 'facts'
  | 'undecided'
  | 'checks'
  | 'amendments';

/** What stands before the tables. */
function dataBefore(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
): Omit<DisclosureData, After | 'tables'> {
  const { template, region, site } = disclosure;
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
  };
}

/** What stands after the tables. */
function dataAfter(disclosure: CheckedDisclosure, view: DisclosureView): Pick<DisclosureData, After> {
  const { template, targets } = disclosure;
  return {
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
