import { read as readXlsx, utils, type WorkSheet } from '@e965/xlsx';
import type { Element, Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { parquetReadObjects } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { tableHtml } from '../../src/components/table-html.ts';
import type { DisclosureData } from '../../src/export/data-schema.ts';
import { FiguresFile } from '../../src/export/parquet.ts';
import { formSheets } from '../../src/export/workbook/sheets.ts';
import { yuan } from '../../src/view/figures.ts';
import type { SectionView, TableView } from '../../src/view/types.ts';
import { downloadsOf, lines, records, SAMPLES, sample, shown } from './support.ts';

/** Figures by `table | line | column`, as printed: what every output must hold. */
type Figures = Map<string, string>;

const key = (table: string, line: number, column: string): string => `${table} | ${line} | ${column}`;

function tablesOf(sections: readonly SectionView[]): { id: string; table: TableView }[] {
  return sections.flatMap((section) => [
    ...section.content.flatMap((content) =>
      content.kind === 'table' ? [{ id: section.id, table: content.table }] : [],
    ),
    ...tablesOf(section.children),
  ]);
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

function elements(node: Nodes, name: string): Element[] {
  const own = node.type === 'element' && node.tagName === name ? [node] : [];
  return [...own, ...('children' in node ? node.children.flatMap((child) => elements(child, name)) : [])];
}

async function parquetRows(fill: (file: FiguresFile) => void): Promise<Record<string, unknown>[]> {
  const writer = new ByteWriter();
  const file = new FiguresFile(writer);
  fill(file);
  file.finish();
  return parquetReadObjects({ file: writer.getBuffer() });
}

describe.each(SAMPLES)('%s', (id) => {
  const made = sample(id);
  const { disclosure, view } = made;
  const files = downloadsOf(made);
  const data = JSON.parse(String(files.get('disclosure.json'))) as DisclosureData;
  const tidy = records(String(files.get('tidy.csv')));
  const drawn = tablesOf(view.sections).filter(({ id: table }) => disclosure.tables.has(table));

  /** From the content: the text of every figure cell of every table. */
  const expected: Figures = new Map();
  for (const table of disclosure.tables.values()) {
    for (const row of table.rows) {
      table.columns.forEach((column, index) => {
        if (column.kind === 'code' || column.kind === 'text') return;
        if (column.side !== undefined && column.side !== row.side) return;
        const cell = table.lines[row.line]?.cells[index];
        expected.set(key(table.spec.id, row.line, column.id), cell?.text ?? '');
      });
    }
  }
  const keysOf = (table: string): [string, number, string][] =>
    [...expected.keys()]
      .map((text) => text.split(' | ') as [string, string, string])
      .filter(([name]) => name === table)
      .map(([name, line, column]) => [name, Number(line), column]);
  const lineOf = (table: string, row: string): number =>
    disclosure.tables.get(table)?.rows.find((one) => one.id === row)?.line ?? -1;

  test('every table of the content is on the page', () => {
    expect(drawn.map((one) => one.id).sort()).toEqual([...disclosure.tables.keys()].sort());
  });

  test('page', () => {
    const found: Figures = new Map();
    for (const { id: name, table } of drawn) {
      const tree = fromHtml(tableHtml(table, {}), { fragment: true });
      const body = elements(tree, 'tbody')[0] as Element;
      elements(body, 'tr').forEach((row, line) => {
        const cells = row.children.filter((child) => child.type === 'element');
        for (const [, at, column] of keysOf(name)) {
          if (at !== line) continue;
          const index = table.columns.findIndex((one) => one.id === column);
          found.set(key(name, line, column), textOf(cells[index] as Element));
        }
      });
    }
    expect(found).toEqual(expected);
  });

  test('tables/*.csv', () => {
    const found: Figures = new Map();
    for (const [name, table] of disclosure.tables) {
      const [head, ...body] = lines(files.get(`tables/${name}.csv`) as Buffer);
      expect(head?.map(shown)).toEqual(table.headings);
      for (const [, line, column] of keysOf(name)) {
        const index = table.columns.findIndex((one) => one.id === column);
        found.set(key(name, line, column), shown(body[line]?.[index] ?? '?'));
      }
    }
    expect(found).toEqual(expected);
  });

  test('disclosure.xlsx, read by another program’s eyes', () => {
    const book = readXlsx(files.get('disclosure.xlsx') as Buffer, { cellNF: true, cellText: true });
    const found: Figures = new Map();
    for (const { name, table } of formSheets(disclosure, view, new Set(['说明']))) {
      if (!table || !disclosure.tables.has(table.id)) continue;
      const sheet = book.Sheets[name] as WorkSheet;
      const columns = drawn.find((one) => one.id === table.id)?.table.columns ?? [];
      for (const [, line, column] of keysOf(table.id)) {
        const at = columns.findIndex((one) => one.id === column);
        const cell = sheet[utils.encode_cell({ r: table.placed.body + line, c: at })];
        found.set(key(table.id, line, column), cell?.w ?? cell?.v ?? '');
        if (/^-?[\d.]+$/.test(expected.get(key(table.id, line, column)) ?? '')) expect(cell?.t).toBe('n');
      }
    }
    expect(found).toEqual(expected);
  });

  test('disclosure.json', () => {
    const found: Figures = new Map();
    for (const table of data.tables)
      for (const row of table.rows)
        for (const { id: column, kind } of table.columns)
          if (kind !== 'code' && kind !== 'text' && row.cells[column])
            found.set(key(table.id, row.line - 1, column), row.cells[column].text);
    expect(found).toEqual(expected);
  });

  test('tidy.csv', () => {
    const found: Figures = new Map();
    for (const line of tidy)
      if (disclosure.tables.has(line.table as string))
        found.set(
          key(
            line.table as string,
            lineOf(line.table as string, line.row_id as string),
            line.column_id as string,
          ),
          shown(line.text as string),
        );
    expect(found).toEqual(expected);
    const keys = tidy.map((line) => `${line.table} ${line.row_id} ${line.column_id}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('amounts in 元 are the same in tidy.csv, disclosure.json and Parquet, and those of the model', async () => {
    const ofTidy = tidy.map((line) => [
      line.table,
      line.row_id,
      line.column_id,
      line.yuan,
      line.state,
      line.unit,
    ]);
    const rows = await parquetRows((file) => file.add(files.get('tidy.csv') as Buffer));
    expect(
      rows.map((row) => [
        row.table,
        row.row_id,
        row.column_id,
        row.yuan_text ?? '',
        row.state,
        row.unit ?? '',
      ]),
    ).toEqual(ofTidy);
    for (const row of rows)
      expect(row.yuan === null || row.yuan === undefined ? '' : Number(row.yuan)).toBe(
        row.yuan_text ? Number(row.yuan_text) : '',
      );
    const ofData = data.tables.flatMap((table) =>
      table.rows.flatMap((row) =>
        table.columns.flatMap(({ id: column, kind }) => {
          const cell = row.cells[column];
          return cell && kind !== 'code' && kind !== 'text'
            ? [[table.id, row.id, column, cell.yuan ?? '', cell.state]]
            : [];
        }),
      ),
    );
    expect(
      ofTidy.filter(([table]) => disclosure.tables.has(table as string)).map((line) => line.slice(0, 5)),
    ).toEqual(ofData);
    for (const figure of view.keyFigures) {
      if (!figure.concept) continue;
      expect(tidy.filter((line) => line.concept === figure.concept).map((line) => line.yuan)).toContain(
        figure.yuan,
      );
    }
    for (const fact of disclosure.facts) {
      const line = tidy.find((one) => one.table === 'facts' && one.row_id === fact.id);
      const stands = fact.cell.state === 'figure' || fact.cell.state === 'zero';
      expect(line?.yuan).toBe((stands && yuan(fact.cell, fact.unit)) || '');
    }
  });

  test('projects and targets', () => {
    const expectedProjects = disclosure.projects.flatMap(({ amount, funding }) =>
      [amount, ...funding.values()].map(({ text }) => text),
    );
    expect(
      data.projects.flatMap(({ amount, funding }) =>
        [amount, ...Object.values(funding)].map(({ text }) => text),
      ),
    ).toEqual(expectedProjects);
    expect(
      tidy
        .filter((line) => line.table === 'projects' && line.role === 'line')
        .map((line) => line.text)
        .sort(),
    ).toEqual([...expectedProjects].sort());
    const budget = disclosure.targets?.budget.map(({ amount }) => amount.text) ?? [];
    expect(tidy.filter((line) => line.table === 'targets').map((line) => line.text)).toEqual(budget);
  });
});
