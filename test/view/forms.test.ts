import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFolder } from '../../src/content.ts';
import { fill } from '../../src/model/fill.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import type { ContentView, SectionView, TableView } from '../../src/view/types.ts';
import { aboveColumn, allCells, byIds, byScopes, grid } from './resolve.ts';

/** Every table of every form in the sample, read off the page as a browser would. */

const TOOL = join(import.meta.dirname, '../..');
const content = openFolder(join(TOOL, 'content'), join(TOOL, 'content'));

function contents(sections: readonly SectionView[]): readonly ContentView[] {
  return sections.flatMap((one) => [...one.content, ...contents(one.children)]);
}

function tablesOf(item: ContentView): readonly TableView[] {
  if (item.kind === 'table') return [item.table];
  if (item.kind === 'project') return [item.project.indicators];
  if (item.kind === 'targets')
    return [item.targets.budget, item.targets.indicators].filter((one) => one !== undefined);
  return [];
}

describe.each(content.ids)('%s', (id) => {
  const { disclosure } = content.read(id);
  if (!disclosure) throw new Error(`${id} cannot be read`);
  const view = viewDisclosure(disclosure, {
    base: '/',
    siteUrl: 'https://example.gov.cn',
    renderNarrative: () => undefined,
    hash: '',
    draft: false,
  });
  const tables = contents(view.sections).flatMap(tablesOf);
  const words = {
    year: disclosure.year,
    name: disclosure.name,
    scope: disclosure.scope,
    region: disclosure.region.name,
  };

  test('every table of the disclosure is on the page, with every line and cell as printed', () => {
    for (const table of disclosure.tables.values()) {
      const drawn = tables.find((one) => one.id === table.spec.id);
      const own = (cell: { column: number }) => drawn?.columns[cell.column]?.kind !== 'serial';
      expect(drawn?.body.map((row) => row.cells.filter(own).map((cell) => [cell.text, cell.state]))).toEqual(
        table.lines.map((line) => line.cells.map((cell) => [cell.text, cell.state])),
      );
    }
  });

  test('each cell resolves to the header path of the form', () => {
    for (const table of tables) {
      const spec = disclosure.tables.get(table.id)?.spec;
      const slots = grid(table).slice(table.head.length);
      table.columns.forEach((leaf, at) => {
        const column = spec?.columns.find((one) => one.id === leaf.id);
        const path = column ? [...column.groups, column.title].map((title) => fill(title, words)) : leaf.path;
        expect(aboveColumn(table, at)).toEqual(path);
        slots.forEach((line, y) => {
          const cell = line[at]?.cell;
          if (!cell) throw new Error('no cell');
          const heads = table.associated ? byIds(table, cell) : byScopes(table, at, table.head.length + y);
          expect(heads.columns).toEqual(path);
        });
      });
    }
  });

  test('each figure has its row’s name, where the line has one', () => {
    for (const table of tables) {
      for (const [y, row] of table.body.entries()) {
        for (const cell of row.cells.filter((one) => one.kind === 'figure' && one.element === 'td')) {
          const heads = table.associated
            ? byIds(table, cell)
            : byScopes(table, cell.column, table.head.length + y);
          const named = row.cells.some((one) => one.element === 'th');
          if (!named || (cell.state === 'blank' && heads.rows.length === 0)) continue;
          expect({ table: table.id, y, heads: heads.rows.length > 0 && heads.rows.every(Boolean) }).toEqual({
            table: table.id,
            y,
            heads: true,
          });
        }
      }
    }
  });

  test('ids and fragments are unique on the page', () => {
    const ids = tables.flatMap((table) => [
      ...allCells(table).flatMap((cell) => cell.id ?? []),
      ...table.body.flatMap((row) => [row.anchor, ...row.cells.map((cell) => cell.anchor)]),
    ]);
    const given = ids.filter((one) => one !== undefined);
    expect(given.filter((one, i) => given.indexOf(one) !== i)).toEqual([]);
    expect(given.filter((one) => /[\s"<>%#]/.test(one))).toEqual([]);
  });
});
