import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile } from '../model/raw.ts';
import type { ColumnSpec, TableSpec } from '../model/template.ts';
import { csvTitle, headerPath, normalized } from '../model/titles.ts';

export interface MatchedColumn {
  readonly spec: ColumnSpec;
  /** Index of its field in the file. */
  readonly field: number;
  readonly heading: string;
}

const YEAR = /(19|20)\d{2}/gu;

/** Titles are compared without their year: last year's year left in a heading is a finding, not a load error. */
function key(title: string): string {
  return normalized(title).replace('{{year}}', '年').replace('{{lastYear}}', '年').replace(YEAR, '年');
}

/** Headings by which each column of a table may be called, most official first. Made once a form. */
const namesOf = new WeakMap<TableSpec, Map<string, ColumnSpec[]>>();

function names(spec: TableSpec): Map<string, ColumnSpec[]> {
  const known = namesOf.get(spec);
  if (known) return known;
  const map = new Map<string, ColumnSpec[]>();
  const give = (name: string, column: ColumnSpec): void => {
    const owners = map.get(key(name));
    if (!owners) map.set(key(name), [column]);
    else if (!owners.includes(column)) owners.push(column);
  };
  for (const column of spec.columns) give(csvTitle(column, spec.columns), column);
  for (const column of spec.columns) {
    for (const name of [headerPath(column).join('/'), column.title, ...column.aliases]) give(name, column);
  }
  namesOf.set(spec, map);
  return map;
}

/** Assigns the file's fields to the form's columns by their headings; the order in the file does not matter. */
export function matchColumns(csv: CsvFile, spec: TableSpec, fillTitle: (text: string) => string): { columns: MatchedColumn[]; problems: Finding[] } {
  const problems: Finding[] = [];
  const known = names(spec);
  const official = (column: ColumnSpec): string => fillTitle(csvTitle(column, spec.columns));
  const fields = new Map<ColumnSpec, { field: number; heading: string }>();
  for (const [field, heading] of csv.header.fields.entries()) {
    if (heading === '' && csv.records.every((record) => (record.fields[field] ?? '') === '')) continue;
    const owners = known.get(key(heading)) ?? [];
    // A leaf title that stands under two heads means the first of them that is still free, in the form's order.
    const column = owners.find((item) => !fields.has(item));
    if (column) {
      fields.set(column, { field, heading });
      continue;
    }
    const place = { ...csv.locate(csv.header, field), columnTitle: heading };
    if (owners[0]) {
      problems.push(problem('load.doubled-column', place, `表“${spec.id}”的列“${heading}”写了两遍`, '请删去多余的一列。'));
    } else {
      const near = nearestText(heading, spec.columns.map(official));
      problems.push(problem('load.unknown-column', place, `表“${spec.id}”没有名为“${heading}”的列${near && `，${near}`}`, '请按表样的列名改正表头，或删去这一列。'));
    }
  }
  for (const column of spec.columns) {
    if (fields.has(column) || column.optional) continue;
    problems.push(
      problem('load.missing-column', { ...csv.locate(csv.header, 0), columnTitle: official(column) }, `表“${spec.id}”缺少列“${official(column)}”`, `表头应有：${spec.columns.filter((item) => !item.optional).map(official).join('、')}。没有数据的列也要保留，单元格留空。`),
    );
  }
  const columns = spec.columns.flatMap((column): MatchedColumn[] => {
    const found = fields.get(column);
    return found ? [{ spec: column, ...found }] : [];
  });
  return { columns, problems };
}
