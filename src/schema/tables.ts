import { nearest, nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { Table } from '../model/table.ts';
import type { OutlineItem, Template } from '../model/template.ts';
import type { DisclosureContext } from './context.ts';
import { readTable } from './table.ts';

/** Every table file of the disclosure, read by the form; what is missing or not of the form is said. */
export function readTables(context: DisclosureContext): Map<string, Table> {
  const { raw, yaml, file, template, problems } = context;
  const tables = new Map<string, Table>();
  const declared = new Map(file.notPublished.map((item, index) => [item.table, index]));
  for (const csv of raw.tables) {
    const spec = template.tables.get(csv.table);
    if (!spec) {
      problems.push(
        problem(
          'load.unknown-table',
          { file: csv.file, line: 1, column: 1 },
          `表样“${template.id}”没有名为“${csv.table}”的表`,
          `${nearestText(csv.table, listed(template))}。请把文件改名，或移走。`,
        ),
      );
      continue;
    }
    if (declared.has(csv.table)) {
      problems.push(
        problem(
          'load.contradiction',
          yaml.locate(['notPublished', declared.get(csv.table) ?? 0]),
          `notPublished 说表“${csv.table}”没有公开，却有文件 ${csv.file}`,
          '请删去这一条，或移走文件。',
        ),
      );
    }
    const own = file.tables[csv.table];
    const result = readTable(csv, spec, {
      marks: template.marks,
      fill: context.fill,
      ...(own?.asOf !== undefined && { asOf: own.asOf }),
      ...(own?.notes !== undefined && { notes: own.notes }),
    });
    problems.push(...result.problems);
    if (result.table) tables.set(csv.table, result.table);
  }
  const failed = new Set(raw.problems.map((item) => item.place.table));
  const present = new Set(raw.tables.map((csv) => csv.table));
  for (const id of listed(template, new Set(file.omitted))) {
    if (present.has(id) || declared.has(id) || failed.has(id)) continue;
    const path = `${raw.folder}/tables/${id}.csv`;
    const like = nearest(
      id,
      raw.tables.map((csv) => csv.table).filter((name) => !template.tables.has(name)),
      1,
    )[0];
    problems.push(
      problem(
        'load.missing-table',
        { file: path, table: id },
        `缺少表“${context.fill(template.tables.get(id)?.title ?? id)}”的文件 tables/${id}.csv`,
        `${like === undefined ? '' : `文件“${like}.csv”是不是它？`}请补上文件（没有数据的只留表头）；确实不公开的，在 disclosure.yaml 的 notPublished 里写明表名和理由。`,
      ),
    );
  }
  for (const [field, names] of [
    ['tables', Object.keys(file.tables)],
    ['notPublished', [...declared.keys()]],
  ] as const) {
    for (const name of names) {
      if (template.tables.has(name)) continue;
      const path = field === 'tables' ? ['tables', name] : ['notPublished', declared.get(name) ?? 0, 'table'];
      problems.push(
        problem(
          'load.unknown-table',
          yaml.locate(path, field === 'tables' ? 'key' : 'value'),
          `表样“${template.id}”没有名为“${name}”的表`,
          `${nearestText(name, listed(template))}。`,
        ),
      );
    }
  }
  return tables;
}

/** Tables that the outline asks for, less those under something omitted or optional of their own. */
function listed(template: Template, omitted: ReadonlySet<string> = new Set()): string[] {
  const ids: string[] = [];
  const walk = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      if (omitted.has(item.id)) continue;
      if (item.kind === 'table' && !(item.optional || template.tables.get(item.id)?.optional))
        ids.push(item.id);
      walk(item.children);
    }
  };
  walk(template.outline);
  return ids;
}
