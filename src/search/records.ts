import { type Cell, cellValue, fromFen, isMoneyUnit, toFen, type Unit } from '../model/cell.ts';
import { formatDecimal, parseDecimal, trimmed } from '../model/decimal.ts';
import type { CheckedDisclosure, Project } from '../model/disclosure.ts';
import { tablesInOrder, unitOf } from '../model/facts.ts';
import { cellOf, type Row, type Table } from '../model/table.ts';
import type { ColumnSpec, SideSpec } from '../model/template.ts';
import { Anchors, rowAnchor } from '../view/anchors.ts';
import { projectAnchor } from '../view/projects.ts';
import type { DisclosureEntry, KeyFigure } from '../view/types.ts';
import type { DisclosureRecords, SiteRecord, SubjectUse } from './format.ts';

/**
 * What the site's index holds of one disclosure. Small enough to be kept beside
 * thousands of others: projects, key figures, units under it, and each 科目 once.
 */
export function disclosureRecords(disclosure: CheckedDisclosure, entry: DisclosureEntry): DisclosureRecords {
  const names = disclosure.department?.names.map(({ name }) => name) ?? [];
  const aliases = [...new Set(names)].filter((name) => name !== disclosure.name);
  if (disclosure.withdrawn) return { aliases, records: { project: [], figure: [], unit: [] }, subjects: [] };
  return {
    aliases,
    records: {
      project: projectRecords(disclosure),
      figure: entry.keyFigures.map(figureRecord),
      unit: unitRecords(disclosure),
    },
    subjects: subjectUses(disclosure),
  };
}

function projectRecords({ projects, template }: CheckedDisclosure): readonly SiteRecord[] {
  const unit = template.projects?.unit ?? template.unit;
  const anchors = new Anchors();
  return projects.map((project: Project): SiteRecord => {
    const anchor = anchors.claim(projectAnchor(project));
    return record(project.name, anchor, project.amount, unit, project.code);
  });
}

function figureRecord({ label, text, unit, yuan, href }: KeyFigure): SiteRecord {
  const cents = parseDecimal(yuan);
  const wan =
    unit === '万元' || !cents
      ? text.replaceAll(',', '')
      : formatDecimal(trimmed(fromFen(toFen(cents, '元'), '万元')));
  return short([label, href?.split('#')[1] ?? '', wan, '', unit === '万元' ? '' : text.replaceAll(',', '')]);
}

/** Units that the disclosure covers, at the row that lists them where there is one. */
function unitRecords(disclosure: CheckedDisclosure): readonly SiteRecord[] {
  const rows = new Map<string, string>();
  for (const table of tablesInOrder(disclosure)) {
    for (const row of table.rows) {
      if (row.code === undefined && row.label !== '' && !rows.has(row.label))
        rows.set(row.label, rowAnchor(table.spec.id, row.id));
    }
  }
  return disclosure.units
    .filter(({ name }) => name !== disclosure.name)
    .map(({ name, code = '' }) => short([name, rows.get(name) ?? '', '', code]));
}

function record(text: string, anchor: string, cell: Cell, unit: Unit, code = ''): SiteRecord {
  const printed = plainAmount(cell);
  const wan = wanAmount(cell, unit);
  return short([text, anchor, wan, code, printed === wan ? '' : printed]);
}

/** Without the empty texts at its end. */
function short(fields: readonly [string, ...string[]]): SiteRecord {
  let length = fields.length;
  while (length > 1 && fields[length - 1] === '') length--;
  return fields.slice(0, length) as unknown as SiteRecord;
}

/** As printed, without grouping; nothing for a blank or a mark. */
function plainAmount(cell: Cell): string {
  const value = cell.state === 'blank' ? undefined : cellValue(cell);
  return value ? formatDecimal(value) : '';
}

/** In 万元, exact; as printed where that is the unit. Nothing for a count. */
export function wanAmount(cell: Cell, unit: Unit): string {
  const value = cell.state === 'blank' ? undefined : cellValue(cell);
  if (!value || !isMoneyUnit(unit)) return '';
  return formatDecimal(unit === '万元' ? value : trimmed(fromFen(toFen(value, unit), '万元')));
}

/**
 * Each 科目 at the row that names it first, expenditure before income. Where
 * several rows of that table share it, no single amount is its own.
 */
function subjectUses(disclosure: CheckedDisclosure): readonly SubjectUse[] {
  const uses = new Map<string, { readonly use: SubjectUse; readonly table: Table }>();
  const coded = tablesInOrder(disclosure).flatMap((table) =>
    table.spec.sides.flatMap((side) =>
      side.rows.kind === 'coded' ? [{ table, side, ...amountOf(table, side) }] : [],
    ),
  );
  for (const { table, side, amount } of [
    ...coded.filter((one) => one.spends),
    ...coded.filter((one) => !one.spends),
  ]) {
    for (const row of table.rows) {
      if (
        row.code === undefined ||
        row.role === 'unit' ||
        (table.spec.sides.length > 1 && row.side !== side.id)
      )
        continue;
      for (const [code, name] of namesOf(table, side, row)) {
        const known = uses.get(code);
        if (known?.table === table) uses.set(code, { table, use: [code, known.use[1], known.use[2], ''] });
        if (known) continue;
        const cell = amount && cellOf(table, row, amount.id);
        const wan = cell ? wanAmount(cell, unitOf(cell, table, row, amount, disclosure.template.unit)) : '';
        uses.set(code, { table, use: [code, name, rowAnchor(table.spec.id, row.id), wan] });
      }
    }
  }
  return [...uses.values()].map(({ use }) => use);
}

/** The column that says how much a row is in all. */
function amountOf(table: Table, side: SideSpec): { readonly amount?: ColumnSpec; readonly spends: boolean } {
  const own = table.columns.filter(
    (column) => column.kind === 'amount' && (table.spec.sides.length === 1 || column.side === side.id),
  );
  const spent = own.filter(({ concept }) => concept?.startsWith('expenditure.'));
  const amount = spent.find(({ concept }) => concept === 'expenditure.total') ?? spent[0] ?? own[0];
  return { ...(amount && { amount }), spends: spent.length > 0 };
}

/** A row's codes with their names: a pair (30101/50101) names each beside its own code. */
function namesOf(table: Table, side: SideSpec, row: Row): readonly (readonly [string, string])[] {
  const { code: columns, codeJoin } = side.rows;
  const codes = codeJoin === '' ? [row.code as string] : (row.code as string).split(codeJoin);
  return codes.flatMap((code, index) => {
    if (!/^\d{3,}$/.test(code)) return [];
    const beside = codes.length > 1 ? nameBeside(table, row, columns[index]) : undefined;
    return [[code, beside ?? row.label] as const];
  });
}

function nameBeside(table: Table, row: Row, codeColumn: string | undefined): string | undefined {
  const at = table.columns.findIndex(({ id }) => id === codeColumn);
  const beside = at < 0 ? undefined : table.columns[at + 1];
  if (beside?.kind !== 'text') return undefined;
  return cellOf(table, row, beside.id)?.text || undefined;
}
