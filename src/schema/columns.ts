import type { Finding } from '../model/finding.ts';
import { kept, keptByText } from '../model/kept.ts';
import { likely, nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile, CsvRecord } from '../model/raw.ts';
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
const key = keptByText((title) =>
  normalized(title).replace('{{year}}', '年').replace('{{lastYear}}', '年').replace(YEAR, '年'),
);

/** Headings by which each column of a table may be called, most official first. Made once a form. */
const names = kept((spec: TableSpec): ReadonlyMap<string, readonly ColumnSpec[]> => {
  const map = new Map<string, ColumnSpec[]>();
  const give = (name: string, column: ColumnSpec): void => {
    const owners = map.get(key(name));
    if (!owners) map.set(key(name), [column]);
    else if (!owners.includes(column)) owners.push(column);
  };
  for (const column of spec.columns) give(csvTitle(column, spec.columns), column);
  for (const column of spec.columns) {
    const path = headerPath(column);
    // The whole path, or as much of its end as tells the column from the others.
    for (const from of path.keys()) give(path.slice(from).join('/'), column);
    for (const name of column.aliases) give(name, column);
  }
  return map;
});

/** A line of figures in place of the heads makes a fault of every field. */
const MAX_TOLD = 50;

export interface MatchedColumns {
  readonly columns: readonly MatchedColumn[];
  readonly problems: readonly Finding[];
}

/** Assigns the file's fields to the form's columns by their headings; the order in the file does not matter. */
export function matchColumns(
  csv: CsvFile,
  spec: TableSpec,
  fillTitle: (text: string) => string,
): MatchedColumns {
  const known = matchedBefore(spec);
  const { fields } = csv.header;
  const header = fields.join('\0');
  let matched = known.get(header);
  if (!matched) {
    matched = match(csv, spec, fillTitle);
    // A field without a heading is matched by what stands under it, too.
    if (matched.problems.length > 0 || fields.includes('')) return matched;
    if (known.size >= MOST_HEADERS) known.clear();
    known.set(header, matched);
  }
  return matched;
}

/** Most disclosures leave the form's heads as they are. */
const matchedBefore = kept((_: TableSpec) => new Map<string, MatchedColumns>());

const MOST_HEADERS = 50;

function match(csv: CsvFile, spec: TableSpec, fillTitle: (text: string) => string): MatchedColumns {
  const known = names(spec);
  const official = (column: ColumnSpec): string => fillTitle(csvTitle(column, spec.columns));
  const fields = new Map<ColumnSpec, { field: number; heading: string }>();
  const unplaced: { field: number; heading: string; owner?: ColumnSpec }[] = [];
  for (const [field, heading] of csv.header.fields.entries()) {
    if (heading === '' && csv.records.every((record) => (record.fields[field] ?? '') === '')) continue;
    const owners = known.get(key(heading)) ?? [];
    // A leaf title that stands under two heads means the first of them that is still free, in the form's order.
    const column = owners.find((item) => !fields.has(item));
    if (column) fields.set(column, { field, heading });
    else unplaced.push({ field, heading, ...(owners[0] && { owner: owners[0] }) });
  }
  const missing = new Set(spec.columns.filter((column) => !fields.has(column) && !column.optional));

  const late = missing.size > 0 && lateHeader(csv, known, fields.size);
  if (late) {
    const place = csv.locate(late, 0);
    return {
      columns: [],
      problems: [
        problem(
          'load.header-not-first',
          place,
          `表“${spec.id}”的表头在第 ${late.line} 行，应在第 1 行`,
          '请删去表头上面的标题、单位等各行。',
        ),
      ],
    };
  }

  const problems: Finding[] = [];
  for (const { field, heading, owner } of unplaced.slice(0, MAX_TOLD)) {
    const place = { ...csv.locate(csv.header, field), columnTitle: heading };
    if (owner) {
      const first = fields.get(owner)?.field ?? 0;
      // One written twice where one is missing: a slip in one heading.
      const [lacking, ...others] = missing;
      const slip = lacking && others.length === 0 ? official(lacking) : undefined;
      if (lacking && slip !== undefined) missing.delete(lacking);
      problems.push(
        problem(
          'load.doubled-column',
          place,
          `表“${spec.id}”的列“${heading}”写了两遍（第 ${first + 1} 列和第 ${field + 1} 列）${slip === undefined ? '' : `，缺少列“${slip}”`}`,
          slip === undefined
            ? '请删去多余的一列；如果是列名写错了，请改正列名。'
            : `请把其中写错的一个表头改为“${slip}”。`,
        ),
      );
      continue;
    }
    const free = [...missing];
    const meant =
      heading === ''
        ? free.length === 1
          ? free[0]
          : undefined
        : free.find((column) => official(column) === likely(heading, free.map(official)));
    // A misspelt heading is one fault, not a column too many and one too few.
    if (meant) missing.delete(meant);
    const mend = meant
      ? `请把这一列的表头改为“${official(meant)}”。`
      : '请按表样的列名改正表头；表样没有的列请删去。';
    if (heading === '') {
      problems.push(
        problem('load.unknown-column', place, `表“${spec.id}”第 ${field + 1} 列有内容，却没有列名`, mend),
      );
      continue;
    }
    const near = meant ? `应为“${official(meant)}”` : nearestText(heading, spec.columns.map(official));
    problems.push(
      problem(
        'load.unknown-column',
        place,
        `表“${spec.id}”没有名为“${heading}”的列${near && `，${near}`}`,
        mend,
      ),
    );
  }
  const required = spec.columns
    .filter((item) => !item.optional)
    .map(official)
    .join('、');
  for (const column of missing) {
    const place = { ...csv.locate(csv.header, 0), columnTitle: official(column) };
    problems.push(
      problem(
        'load.missing-column',
        place,
        `表“${spec.id}”缺少列“${official(column)}”`,
        `表头应有：${required}。没有数据的列也要保留，单元格留空。`,
      ),
    );
  }
  const columns = spec.columns.flatMap((column): MatchedColumn[] => {
    const found = fields.get(column);
    return found ? [{ spec: column, ...found }] : [];
  });
  return { columns, problems };
}

/** The header, where a title or a line of heads was left above it: the line that knows more of the form's columns. */
function lateHeader(
  csv: CsvFile,
  known: ReadonlyMap<string, readonly ColumnSpec[]>,
  found: number,
): CsvRecord | undefined {
  const count = (record: CsvRecord): number =>
    record.fields.filter((field) => field !== '' && known.has(key(field))).length;
  return csv.records.slice(0, 5).find((record) => count(record) > Math.max(1, found));
}
