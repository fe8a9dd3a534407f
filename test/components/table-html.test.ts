import type { Element, ElementContent, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { type TableOptions, tableHtml } from '../../src/components/table-html.ts';
import type { TableView } from '../../src/view/types.ts';
import { column, draw } from '../view/make.ts';

/** What a browser makes of the string. */
function parse(table: TableView, options: TableOptions = {}): Root {
  return fromHtml(`${tableHtml(table, options)}<!-- end -->`, { fragment: true });
}

function all(node: Root | Element, name: RegExp): Element[] {
  return node.children.flatMap((child) =>
    child.type === 'element' ? [...(name.test(child.tagName) ? [child] : []), ...all(child, name)] : [],
  );
}

function text(node: Root | ElementContent): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => text(child as ElementContent)).join('') : '';
}

function texts(root: Root): string[][] {
  return all(root, /^tr$/).map((row) => all(row, /^t[hd]$/).map(text));
}

function cellOf(root: Root, words: string): Element {
  return all(root, /^t[hd]$/).find((cell) => text(cell) === words) as Element;
}

const classes = (cell: Element): readonly string[] => (cell.properties.className ?? []) as string[];

const COLUMNS = [
  column('科目编码', { kind: 'code' }),
  column('科目名称', { kind: 'text' }),
  column('合计'),
  column('项目支出'),
];

test('a name that is explained leads there, and is still what the row is called', () => {
  const input = { columns: COLUMNS, lines: [['206', '科学技术支出', '1', '2']], label: '科目名称' };
  const root = parse(draw(input, { explained: () => '释-206' }));
  const [link] = all(cellOf(root, '科学技术支出'), /^a$/);
  expect(link?.properties).toMatchObject({ className: ['means'], href: '#释-206' });
  expect(cellOf(root, '科学技术支出').properties.ariaLabel).toBe('科学技术支出');
  expect(all(root, /^a$/).filter(({ properties }) => properties.className !== undefined)).toHaveLength(1);
});

describe('escaping', () => {
  const HOSTILE = `<script>alert(1)</script> & "引号" '单' <b x="`;
  const table: TableView = {
    ...draw({ columns: [column(HOSTILE, { kind: 'text' }), column('合计')], lines: [[HOSTILE, '1']] }),
    title: HOSTILE,
    headLine: [HOSTILE],
  };
  const body = table.body.map((row) => ({
    ...row,
    anchor: HOSTILE,
    cells: row.cells.map((cell) => ({ ...cell, findings: [HOSTILE] })),
  }));
  const root = parse({ ...table, body }, { captionId: HOSTILE });

  test('what is typed comes out as text, whatever it is', () => {
    expect(all(root, /^(?:script|b)$/)).toEqual([]);
    expect(texts(root)).toEqual([
      [HOSTILE, '合计'],
      [HOSTILE, '1'],
    ]);
    expect(text(all(root, /^caption$/)[0] as Element)).toBe(`${HOSTILE} ${HOSTILE}`);
  });

  test('and does not get out of an attribute', () => {
    const known = /^(?:id|className|scope|span|colSpan|rowSpan|headers|title|ariaLabel|href|data[A-Z]\w*)$/;
    for (const element of all(root, /./)) {
      expect(Object.keys(element.properties).filter((name) => !known.test(name))).toEqual([]);
    }
    const [row] = all(root, /^tbody$/).flatMap((one) => all(one, /^tr$/)) as [Element];
    expect(row.properties.id).toBe(HOSTILE);
    expect(all(root, /^caption$/)[0]?.properties.id).toBe(HOSTILE);
    for (const cell of all(row, /^t[hd]$/)) expect(cell.properties.title).toBe(HOSTILE);
    const [link] = all(row, /^a$/) as [Element];
    expect(link.properties).toMatchObject({ href: `#${HOSTILE}`, ariaLabel: `引用本行：${HOSTILE}` });
  });
});

describe('states of a cell', () => {
  const root = parse(
    draw({
      columns: COLUMNS,
      code: ['科目编码'],
      lines: [
        ['201', '一般公共服务', '', '0'],
        ['205', '教育', '0.00', '不适用'],
        ['206', '科技', '1,469.55', '12.5'],
      ],
    }),
  );

  test('a blank stays empty, and is not read as a card of nothing', () => {
    const [, , blank] = all(all(root, /^tbody$/)[0] as Element, /^t[hd]$/) as [Element, Element, Element];
    expect([text(blank), blank.properties]).toEqual(['', {}]);
  });

  test('zero and a mark are printed, and say which column they are of', () => {
    expect(cellOf(root, '0').properties.dataLabel).toBe('项目支出');
    expect(cellOf(root, '0.00').properties.dataLabel).toBe('合计');
    expect(cellOf(root, '不适用').properties.dataLabel).toBe('项目支出');
  });

  test('figures with fewer decimals leave their room free', () => {
    expect(classes(cellOf(root, '1,469.55'))).toEqual(['n']);
    expect(classes(cellOf(root, '12.5'))).not.toContain('i1');
    expect(classes(cellOf(root, '0'))).toEqual(['n', 'i1']);
  });

  test('what was found at a cell is marked and told', () => {
    const table = draw({ columns: COLUMNS, lines: [['201', '一般公共服务', '1', '2']] });
    const body = table.body.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => (cell.text === '1' ? { ...cell, findings: ['甲', '乙'] } : cell)),
    }));
    const marked = all(parse({ ...table, body }), /^td$/).filter((cell) => classes(cell).includes('wrong'));
    expect(marked.map((cell) => [text(cell), cell.properties.title])).toEqual([['1', '甲；乙']]);
  });
});

describe('anchors', () => {
  const table = draw({
    id: '支出总表',
    columns: COLUMNS,
    code: ['科目编码'],
    lines: [
      ['', '合计', '3', '3'],
      ['201', '一般公共服务', '3', '3'],
    ],
  });
  const rows = all(all(parse(table), /^tbody$/)[0] as Element, /^tr$/);

  test('each row has the fragment that the model gives it, and one link to it', () => {
    expect(rows.map((row) => row.properties.id)).toEqual(['支出总表-合计', '支出总表-201']);
    expect(rows.map((row) => all(row, /^a$/).map((link) => link.properties.href))).toEqual([
      ['#支出总表-合计'],
      ['#支出总表-201'],
    ]);
  });

  test('the link adds nothing to the cell’s text, and nothing to what is read out as its row', () => {
    const [link] = all(rows[1] as Element, /^a$/) as [Element];
    expect(text(link)).toBe('');
    const head = all(rows[1] as Element, /^th$/).find((cell) => all(cell, /^a$/).length > 0);
    expect(head?.properties.ariaLabel).toBe(text(head as Element));
  });

  test('a cell that is named by others and is a place of its own carries both ids', () => {
    const body = table.body.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => (cell.element === 'th' ? { ...cell, id: 't1-r1', anchor: '处' } : cell)),
    }));
    const [head] = all(parse({ ...table, body }), /^th$/).filter((cell) => cell.properties.scope === 'row');
    expect(head?.properties.id).toBe('t1-r1');
    expect(all(head as Element, /^span$/).map((mark) => mark.properties.id)).toEqual(['处']);
  });
});

test('heads span and are named as the model says', () => {
  const table = draw({
    columns: [
      column('科目名称', { kind: 'text' }),
      column('小计', { groups: ['本年收入', '财政拨款'] }),
      column('基金', { groups: ['本年收入', '财政拨款'] }),
    ],
    lines: [['甲', '1', '2']],
  });
  const root = parse(table);
  const expected = [...table.head.flat(), ...table.body.flatMap((row) => row.cells)];
  const cells = all(root, /^t[hd]$/);
  expect(cells).toHaveLength(expected.length);
  expected.forEach((cell, i) => {
    const { id, headers, scope, colSpan, rowSpan } = (cells[i] as Element).properties;
    expect([id, headers ?? [], scope, Number(colSpan ?? 1), Number(rowSpan ?? 1)]).toEqual([
      cell.id,
      cell.headers?.split(' ') ?? [],
      cell.scope,
      cell.colspan,
      cell.rowspan,
    ]);
  });
  expect(cells.some((cell) => Number(cell.properties.colSpan) === 2)).toBe(true);
});

test('a table without rows keeps its head and says nothing more', () => {
  const root = parse(draw({ columns: COLUMNS, lines: [] }));
  expect(texts(root)).toEqual([['科目编码', '科目名称', '合计', '项目支出']]);
  expect(classes(all(root, /^table$/)[0] as Element)).toEqual(['is-empty']);
});

describe('money', () => {
  const units = (figure = column('合计')) => {
    const table = draw({ columns: [column('科目编码', { kind: 'code' }), figure], lines: [['201', '1']] });
    return all(parse(table), /^col$/).map(({ properties }) => properties.dataUnit);
  };

  test('its columns say their unit, for readers who want another', () => {
    expect(units()).toEqual([undefined, '万元']);
    expect(units(column('单价', { unit: '元' }))).toEqual([undefined, '元']);
  });
  test('counts do not', () => {
    expect(units(column('人数', { kind: 'quantity', unit: '人' }))).toEqual([undefined, undefined]);
  });
});
