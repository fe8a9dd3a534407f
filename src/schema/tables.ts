import type { Finding } from '../model/finding.ts';
import { likely, nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { Table } from '../model/table.ts';
import type { OutlineItem, Template } from '../model/template.ts';
import { normalized } from '../model/titles.ts';
import type { DisclosureContext } from './context.ts';
import { readTable } from './table.ts';

/** Every table file of the disclosure, read by the form; what is missing or not of the form is said. */
export function readTables(context: DisclosureContext): Map<string, Table> {
  const { raw, yaml, file, template, problems } = context;
  const tables = new Map<string, Table>();
  const declared = new Map(file.notPublished.map((item, index) => [item.table, index]));
  const present = new Set(raw.tables.map((csv) => csv.table));
  const unread = new Set(
    raw.problems.filter((item) => item.severity === 'error').map((item) => item.place.file),
  );
  const folder = `${raw.folder}/tables`;
  const fileOf = (id: string): string => `${folder}/${id}.csv`;
  /** What the form asks for and nothing gives; a misspelt name takes out the table that it means. */
  const absent = new Set(
    listed(template, new Set(file.omitted)).filter(
      (id) => !present.has(id) && !declared.has(id) && !unread.has(fileOf(id)) && !unread.has(folder),
    ),
  );
  const unknown = (name: string, place: Place, mend: (meant: string | undefined) => string): void => {
    const meant = meantTable(context, name, absent);
    if (meant !== undefined) absent.delete(meant);
    const near = meant === undefined ? nearestText(name, template.tables.keys()) : `应为“${meant}”`;
    problems.push(
      problem(
        'load.unknown-table',
        place,
        `表样“${template.id}”没有名为“${name}”的表${near && `，${near}`}`,
        mend(meant),
      ),
    );
  };
  for (const csv of raw.tables) {
    const spec = template.tables.get(csv.table);
    if (!spec) {
      unknown(csv.table, { file: csv.file, line: 1, column: 1 }, (meant) =>
        meant === undefined
          ? `请把文件改成表样里的名称（${[...template.tables.keys()].join('、')}），或移走。`
          : `请把文件改名为“${meant}.csv”。`,
      );
      continue;
    }
    const own = file.tables[csv.table];
    const result = readTable(csv, spec, {
      marks: template.marks,
      fill: context.fill,
      ...(own?.asOf !== undefined && { asOf: own.asOf }),
      ...(own?.notes !== undefined && { notes: own.notes }),
    });
    // Beside a head with a column too few or too many every line looks wrong: the head alone is.
    if (csv.records.length === 0 && result.problems.length > 0) {
      const lines = ({ rule, place }: Finding): boolean =>
        rule === 'load.csv-ragged' && place.file === csv.file;
      for (let at = problems.findIndex(lines); at >= 0; at = problems.findIndex(lines))
        problems.splice(at, 1);
    }
    problems.push(...result.problems);
    if (result.table) tables.set(csv.table, result.table);
  }
  for (const [index, { table }] of file.notPublished.entries()) {
    const place = yaml.locate(['notPublished', index, 'table']);
    if (!template.tables.has(table)) unknown(table, place, () => '请改正表名，或删去这一条。');
    else if (declared.get(table) !== index)
      problems.push(
        problem('load.duplicate-id', place, `notPublished 里表“${table}”写了两遍`, '请只留一处。'),
      );
    else if (present.has(table)) {
      const message = `notPublished 说表“${table}”没有公开，却有文件 tables/${table}.csv`;
      problems.push(problem('load.contradiction', place, message, '请删去这一条，或移走文件。'));
    }
  }
  for (const name of Object.keys(file.tables)) {
    if (!template.tables.has(name))
      unknown(name, yaml.locate(['tables', name], 'key'), () => '请改正表名，或删去这一条。');
  }
  // What is withdrawn need not stay in the files either.
  for (const id of file.withdrawn === undefined ? absent : []) {
    problems.push(
      problem(
        'load.missing-table',
        { file: fileOf(id), table: id },
        `缺少表“${context.fill(template.tables.get(id)?.title ?? id)}”的文件 tables/${id}.csv`,
        '请补上文件（没有数据的只留表头）；确实不公开的，在 disclosure.yaml 的 notPublished 里写明表名和理由。',
      ),
    );
  }
  return tables;
}

/** The absent table that a wrong name probably means: by its full title or an alias, else by likeness. */
function meantTable(
  { template, fill }: DisclosureContext,
  name: string,
  absent: ReadonlySet<string>,
): string | undefined {
  const wanted = normalized(name);
  for (const spec of template.tables.values()) {
    const titles = [spec.title, ...spec.aliases].map((title) => normalized(fill(title)));
    if (absent.has(spec.id) && titles.includes(wanted)) return spec.id;
  }
  return likely(name, absent);
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
