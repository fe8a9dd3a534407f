import {
  columnNames,
  columnsOfSide,
  filled,
  findColumns,
  findRows,
  findTable,
  formHasRow,
  formRowNames,
  type NameSource,
  rowCandidates,
  rowNames,
  tableNames,
} from './binding-names.ts';
import type { Reference } from './binding-parse.ts';
import type { Ambiguous, Anchor, NotFound, Resolution } from './binding-result.ts';
import { ambiguous, likely, none, notFound } from './binding-result.ts';
import type { Cell, Unit } from './cell.ts';
import type { Disclosure, Fact } from './disclosure.ts';
import { factsOf, type KnownFigure, quotable, unitOf } from './facts.ts';
import { kept } from './kept.ts';
import { columnIndex, type Row, type Table } from './table.ts';
import type { ColumnSpec, Fund, TableSpec, Template } from './template.ts';

/** Finds the cell, fact or project that a binding points at. */

/** What a binding is resolved against: a disclosure in any state. */
export type BindingSource = NameSource & Pick<Disclosure, 'projects' | 'units' | 'notPublished'>;

/** A figure a binding points at, before it is worded. */
export interface Target {
  readonly cell: Cell;
  readonly unit: Unit;
  readonly concept?: string;
  readonly fund?: Fund;
  readonly code?: string;
  readonly anchor?: Anchor;
  readonly fact?: Fact;
}

type Found = Target | NotFound | Ambiguous;

/** Found once for all texts and conditions that speak of it. */
export function findTarget(reference: Reference, source: BindingSource): Found {
  const { targets } = foundIn(source);
  let found = targets.get(reference);
  if (!found) {
    found = find(reference, source);
    targets.set(reference, found);
  }
  return found;
}

/** What has been found in a disclosure, and how it is worded. */
export interface FoundIn {
  readonly targets: Map<Reference, Found>;
  readonly values: Map<Reference, Resolution>;
}

/** The same for all states of a disclosure: its drafts are read before it is checked, and again for its page. */
export function foundIn(source: BindingSource): FoundIn {
  const first = foundFirst(source.tables, source);
  return PARTS.every((part) => first.source[part] === source[part]) ? first : foundAlone(source);
}

/** All that a binding is resolved by. */
const PARTS = Object.keys({
  ...{ tables: true, facts: true, template: true, year: true, name: true, scope: true, region: true },
  ...{ projects: true, units: true, notPublished: true },
} satisfies Record<keyof BindingSource, true>) as (keyof BindingSource)[];

const nothingFound = (): FoundIn => ({ targets: new Map(), values: new Map() });

const foundFirst = kept((_: BindingSource['tables'], source: BindingSource) => ({
  ...nothingFound(),
  source,
}));

const foundAlone = kept((_: BindingSource) => nothingFound());

function find(reference: Reference, source: BindingSource): Found {
  switch (reference.kind) {
    case 'path':
      return findCell(reference.table, reference.rest, source);
    case 'concept':
      return findConcept(reference.concept, reference.fund, source);
    case 'fact': {
      const fact = source.facts.find((item) => item.id === reference.id);
      if (fact) return ofFact(fact);
      const ids = source.facts.map((item) => item.id);
      return notFound(
        'fact',
        `找不到事实“${reference.id}”`,
        reference.id,
        () => likely(reference.id, ids),
        true,
      );
    }
    case 'project': {
      const found = source.projects.filter(
        (item) => item.name === reference.name || String(item.number) === reference.name,
      );
      const project = found[0];
      if (!project) {
        const names = source.projects.map((item) => item.name);
        return notFound(
          'project',
          `找不到项目“${reference.name}”`,
          reference.name,
          () => likely(reference.name, names),
          true,
        );
      }
      if (found.length > 1)
        return ambiguous(
          '项目',
          reference.name,
          found.map((item) => String(item.number)),
        );
      return {
        cell: project.amount,
        unit: source.template.projects?.unit ?? source.template.unit,
        anchor: { kind: 'project', project },
      };
    }
    case 'word':
      return notFound('word', `里的“${reference.name}”不是一个数`, reference.name, none, false);
  }
}

function ofFact(fact: Fact): Target {
  return {
    cell: fact.cell,
    unit: fact.unit,
    fund: fact.fund,
    ...(fact.concept !== undefined && { concept: fact.concept }),
    fact,
  };
}

function findConcept(concept: string, fund: Fund | undefined, source: BindingSource): Found {
  const index = factsOf(source);
  const choice = fund === undefined ? index.fundOf(concept) : { fund };
  if (choice && 'funds' in choice)
    return ambiguous(
      '资金',
      concept,
      choice.funds.map((item) => `${concept}@${item}`),
    );
  const found = choice && quotable(index.find(concept, choice.fund));
  if (found) return ofKnown(found);
  const known = conceptsOf(source.template);
  const near = () => likely(concept, new Set([...index.concepts(), ...known]));
  return notFound(
    'concept',
    `找不到“${concept}”的数`,
    concept,
    known.has(concept) ? none : near,
    known.has(concept),
  );
}

const conceptsOf = kept(
  (template: Template): ReadonlySet<string> =>
    new Set(
      [...template.tables.values()].flatMap((table) => [
        ...table.columns.flatMap((column) => column.concept ?? []),
        ...table.sides.flatMap((side) => side.rows.fixed.flatMap((row) => row.concept ?? [])),
      ]),
    ),
);

export function ofKnown(known: KnownFigure): Target {
  if (known.fact) return ofFact(known.fact);
  const { cell, unit, concept, fund, code, at } = known;
  return {
    cell,
    unit,
    concept,
    fund,
    ...(code !== undefined && { code }),
    ...(at && { anchor: anchorOf(at.table, at.row) }),
  };
}

function anchorOf(table: Table, row: Row): Anchor {
  return { kind: 'row', table: table.spec.id, row: row.id };
}

/** Table, row and column by their printed words. A row's or column's name may hold `/` itself. */
function findCell(tableName: string, rest: readonly string[], source: BindingSource): Found {
  const spec = findTable(tableName, source);
  if (!spec)
    return notFound(
      'table',
      `找不到表“${tableName}”`,
      tableName,
      () => likely(tableName, tableNames(source)),
      false,
    );
  const table = source.tables.get(spec.id);
  if (!table) return absentTable(spec, rest, source);

  let best: NotFound | Ambiguous | undefined;
  for (let split = 1; split <= rest.length; split++) {
    const rowName = rest.slice(0, split).join('/');
    const columnName = split < rest.length ? rest.slice(split).join('/') : undefined;
    const found = findCellOf(table, rowName, columnName, source);
    if (!('kind' in found)) return found;
    // Of the ways to read the slashes, tell the one that came furthest.
    if (
      !best ||
      (best.kind === 'notFound' &&
        best.what === 'row' &&
        !(found.kind === 'notFound' && found.what === 'row'))
    ) {
      best = found;
    }
  }
  return best as NotFound | Ambiguous;
}

function findCellOf(
  table: Table,
  rowName: string,
  columnName: string | undefined,
  source: BindingSource,
): Found {
  const rows = findRows(table, rowName);
  const [only] = table.rows;
  if (rows.length === 0 && columnName === undefined && only && table.rows.length === 1) {
    // A table of one row: the row may be left out.
    if (findColumns(table.columns, rowName, source).length > 0)
      return findCellOf(table, only.id, rowName, source);
  }
  if (rows.length === 0) {
    const absent = formHasRow(table.spec, rowName) ?? true;
    const names = () => (absent ? rowNames(table) : [...rowNames(table), ...formRowNames(table.spec)]);
    return notFound('row', `找不到行“${rowName}”`, rowName, () => likely(rowName, names()), absent);
  }
  const matches = rows.flatMap((row) => {
    const columns = columnsOfSide(table.columns, row.side);
    const found = columnName === undefined ? onlyAmount(columns) : findColumns(columns, columnName, source);
    return found.map((column) => ({ row, column }));
  });
  const [match] = matches;
  if (!match) return missingColumn(table, rows, columnName, source);
  const matchedRows = new Set(matches.map((item) => item.row));
  if (matchedRows.size > 1) return ambiguous('行', rowName, rowCandidates([...matchedRows]));
  if (matches.length > 1) {
    const names = columnNames(
      matches.map((item) => item.column),
      source,
    );
    return ambiguous(
      '列',
      columnName ?? '',
      names.length > 0 ? names : matches.map((item) => item.column.title),
    );
  }
  const { row, column } = match;
  const cell = table.lines[row.line]?.cells[columnIndex(table, column.id)];
  if (!cell) return missingColumn(table, rows, columnName, source);
  const concept = row.spec?.concept ?? column.concept;
  const code = row.code ?? row.spec?.code;
  return {
    cell,
    unit: unitOf(cell, table, row, column, source.template.unit),
    fund: column.fund ?? table.spec.fund,
    ...(concept !== undefined && { concept }),
    ...(code !== undefined && { code }),
    anchor: anchorOf(table, row),
  };
}

function onlyAmount(columns: readonly ColumnSpec[]): readonly ColumnSpec[] {
  const amounts = columns.filter((column) => column.kind === 'amount');
  return amounts.length === 1 ? amounts : [];
}

function missingColumn(
  table: Table,
  rows: readonly Row[],
  columnName: string | undefined,
  source: BindingSource,
): NotFound {
  const sides = new Set(rows.map((row) => row.side));
  const here = table.columns.filter((column) => column.side === undefined || sides.has(column.side));
  const names = () => columnNames(here, source);
  if (columnName === undefined) return notFound('column', '没有写明列', '', () => names().slice(0, 3), false);
  const absent = findColumns(table.spec.columns, columnName, source).length > 0;
  return notFound('column', `找不到列“${columnName}”`, columnName, () => likely(columnName, names()), absent);
}

/** A table that the form has and this disclosure has not: the names are checked against the form all the same. */
function absentTable(spec: TableSpec, rest: readonly string[], source: BindingSource): NotFound {
  const [rowName = '', ...columnParts] = rest;
  if (formHasRow(spec, rowName) === false && formHasRow(spec, rest.join('/')) === false) {
    return notFound('row', `找不到行“${rowName}”`, rowName, () => likely(rowName, formRowNames(spec)), false);
  }
  const columnName = columnParts.join('/');
  const reads = (start: number): boolean =>
    findColumns(spec.columns, columnParts.slice(start).join('/'), source).length > 0;
  if (columnParts.length > 0 && !columnParts.some((_, start) => reads(start))) {
    return notFound(
      'column',
      `找不到列“${columnName}”`,
      columnName,
      () => likely(columnName, columnNames(spec.columns, source)),
      false,
    );
  }
  return unpublished(spec, source);
}

export function unpublished(spec: TableSpec, source: BindingSource): NotFound {
  const reason = source.notPublished.get(spec.id)?.reason;
  const title = filled(spec.title, source);
  return notFound(
    'table',
    `要用的表“${title}”没有公开${reason === undefined ? '' : `（${reason}）`}`,
    spec.id,
    none,
    true,
  );
}
