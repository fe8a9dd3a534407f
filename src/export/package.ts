import { isMoneyUnit, toFen } from '../model/cell.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { isFigureColumn, tablesInOrder } from '../model/facts.ts';
import { fill } from '../model/fill.ts';
import type { Table } from '../model/table.ts';
import type { Classification, ColumnSpec } from '../model/template.ts';
import { headerPath } from '../model/titles.ts';
import { absoluteUrl, type Hosting } from '../view/page.ts';
import type { DisclosureView } from '../view/types.ts';
import { inertText } from './csv.ts';
import { wordsOf } from './figures.ts';
import { TIDY_COLUMNS } from './tidy.ts';

/** A file that the package describes, as it was written. */
export interface WrittenFile {
  /** Relative to the disclosure's folder. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** What the budget taxonomy of the Fiscal Data Package calls a column. */
const CLASSIFICATION: Readonly<Record<Classification, string>> = {
  function: 'functional-classification:generic',
  'economic-department': 'economic-classification:generic',
  'economic-government': 'economic-classification:generic',
};

const TIDY_TYPES: Readonly<Record<string, string>> = {
  year: 'date:fiscal-year',
  department_code: 'administrative-classification:generic:code',
  department: 'administrative-classification:generic:label',
  phase: 'phase:id',
  yuan: 'value',
};

/** Each figure is of a whole row and a year; nothing in it is a payment. */
const GRANULARITY = 'aggregated';

/** datapackage.json: a Tabular Data Package with the Fiscal Data Package's terms. */
export function dataPackage(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
  files: readonly WrittenFile[],
): unknown {
  const { region, site, year, template } = disclosure;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const url = absoluteUrl(hosting, view.page.path);
  const tables = tablesInOrder(disclosure);
  return {
    profile: 'tabular-data-package',
    name: disclosure.id.toLowerCase().replaceAll('/', '-'),
    id: url,
    title: view.page.title,
    description: view.page.description,
    homepage: url,
    version: disclosure.hash,
    ...(disclosure.publishedOn && { created: `${disclosure.publishedOn}T00:00:00+08:00` }),
    sources: [{ title: `${site.organizer}：${view.page.title}`, path: url }],
    contributors: [
      { title: disclosure.name, role: 'author' },
      { title: site.organizer, role: 'publisher' },
    ],
    keywords: [disclosure.name, region.name, `${year}年`, `${disclosure.scope}${disclosure.phase}`],
    countryCode: 'CN',
    regionCode: region.code,
    author: disclosure.name,
    granularity: GRANULARITY,
    fiscalPeriod: { start: `${year}-01-01`, end: `${year}-12-31` },
    resources: [
      {
        ...resource('tidy', '全部数字，一行一个', 'tidy.csv', byPath),
        schema: {
          fields: TIDY_COLUMNS.map(({ name, title, type, description }) => ({
            name,
            title,
            type,
            description,
            ...(TIDY_TYPES[name] && { columnType: TIDY_TYPES[name] }),
            ...(name === 'yuan' && { currency: 'CNY' }),
          })),
          missingValues: [''],
          primaryKey: ['disclosure', 'table', 'row_id', 'column_id'],
        },
      },
      ...tables.map((table, index) => ({
        ...resource(
          `table-${String(index + 1).padStart(2, '0')}`,
          fill(table.spec.title, wordsOf(disclosure)),
          `tables/${table.spec.id}.csv`,
          byPath,
        ),
        ...(table.notes.length > 0 && { description: table.notes.join('\n') }),
        schema: tableSchema(table, disclosure, template.unit),
      })),
    ],
  };
}

function resource(name: string, title: string, path: string, files: ReadonlyMap<string, WrittenFile>) {
  const file = files.get(path);
  return {
    profile: 'tabular-data-resource',
    name,
    title,
    path,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    ...(file && { bytes: file.bytes, hash: `sha256:${file.sha256}` }),
  };
}

function tableSchema(table: Table, disclosure: CheckedDisclosure, templateUnit: string) {
  const marks = new Set<string>();
  const fields = table.columns.map((column, index) => {
    const path = headerPath(column).map((title) => fill(title, wordsOf(disclosure)));
    const common = {
      name: inertText(table.headings[index] ?? column.title),
      title: path.join('/'),
    };
    if (!isFigureColumn(column)) return { ...common, type: 'string', ...codeType(column) };
    let [negative, grouped, withUnit] = [false, false, false];
    for (const { cells } of table.lines) {
      const cell = cells[index];
      if (cell?.state === 'mark') marks.add(inertText(cell.text));
      if (cell?.state !== 'figure' && cell?.state !== 'zero') continue;
      negative ||= cell.text.startsWith('−');
      grouped ||= cell.text.includes(',');
      withUnit ||= cell.unit !== undefined;
    }
    return {
      ...common,
      type: negative ? 'string' : 'number',
      ...(grouped && { groupChar: ',' }),
      ...(withUnit && { bareNumber: false }),
      ...money(column, table.spec.unit ?? templateUnit),
      ...(column.concept && { concept: column.concept }),
      fund: column.fund ?? table.spec.fund,
    };
  });
  return { fields, missingValues: ['', ...marks] };
}

function codeType(column: ColumnSpec) {
  return column.kind === 'code' && column.classification
    ? { columnType: `${CLASSIFICATION[column.classification]}:code` }
    : {};
}

/** Unit, currency, and what to multiply by for 元. */
function money({ kind, unit: own }: ColumnSpec, tableUnit: string) {
  const unit = own ?? (kind === 'quantity' ? undefined : tableUnit);
  if (unit === undefined) return {};
  if (!isMoneyUnit(unit)) return { unit };
  return { unit, currency: 'CNY', factor: factorOf(unit) };
}

function factorOf(unit: string): number {
  return Number(toFen({ coefficient: 1n, scale: 0 }, unit).coefficient) / 100;
}
