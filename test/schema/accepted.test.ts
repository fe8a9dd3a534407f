import { describe, expect, it } from 'vitest';
import { cellOf, type Row, type Table } from '../../src/model/table.ts';
import { type Changes, edited, FILES, FOLDER, FORM, faultsOf, validWith } from '../support/content.ts';

/** What can be represented is not refused, mistakes included: the checks find them. */

const FILE = `${FOLDER}/tables/支出总表.csv`;
const TEXT = FILES[FILE] ?? '';
const line = (to: string): Changes => edited(FILE, '2010601,行政运行,469.55,469.55,\n', to);

function tableWith(changes: Changes, id = '支出总表'): Table {
  const table = validWith(changes).tables.get(id);
  if (!table) throw new Error(id);
  return table;
}

function accepts(changes: Changes): void {
  expect(faultsOf(changes)).toEqual([]);
}

const named = (table: Table, id: string): Row => {
  const row = table.rows.find((item) => item.id === id);
  if (!row) throw new Error(`no row ${id} among ${table.rows.map((item) => item.id).join(' ')}`);
  return row;
};
const text = (table: Table, row: string, column: string): string | undefined =>
  cellOf(table, named(table, row), column)?.text;

describe('published mistakes', () => {
  it('reads the content as it stands', () => accepts({}));

  it('a duplicate row', () => {
    const changes = line('2010601,行政运行,469.55,469.55,\n2010601,行政单位运行,469.55,469.55,\n');
    accepts(changes);
    expect(tableWith(changes).rows.map((row) => row.id)).toEqual([
      '合计',
      '201',
      '20106',
      '2010601',
      '2010601-2',
      '2010602',
    ]);
  });

  it('an odd code', () => {
    const changes = line('20106O1,行政运行,469.55,469.55,\n');
    accepts(changes);
    expect(named(tableWith(changes), '20106O1')).toMatchObject({ role: 'line', code: '20106O1' });
  });

  it('a line without a code', () => accepts(line(',行政运行,469.55,469.55,\n')));

  it('surplus decimals', () => {
    const changes = line('2010601,行政运行,469.5501,469.55,\n');
    accepts(changes);
    expect(text(tableWith(changes), '2010601', 'total')).toBe('469.5501');
  });

  it('a wrong total', () => accepts(edited(FILE, ',合计,1469.55,', ',合计,1469.56,')));

  it('no total', () => accepts(edited(FILE, ',合计,1469.55,469.55,1000.00\n', '')));

  it('a negative figure', () => accepts(line('2010601,行政运行,-469.55,469.55,\n')));

  it('last year’s year in a heading', () => {
    const changes = edited(`${FOLDER}/tables/采购表.csv`, '2024年预留', '2023年预留');
    accepts(changes);
    expect(tableWith(changes, '采购表').headings).toContain('2023年预留中小微企业份额');
  });

  it('a row that a fixed table does not know', () => {
    const changes = edited(
      `${FOLDER}/tables/收支总表.csv`,
      '收入总计,',
      '二、彩票公益金收入,0.45,,\n收入总计,',
    );
    accepts(changes);
    const row = named(tableWith(changes, '收支总表'), '彩票公益金收入');
    expect(row).toMatchObject({ side: 'income', role: 'line', label: '二、彩票公益金收入' });
    expect(row.spec).toBeUndefined();
  });

  it('a fixed row renumbered', () => {
    const changes = edited(`${FOLDER}/tables/收支总表.csv`, '一、一般公共服务支出', '五、一般公共服务支出');
    accepts(changes);
    expect(tableWith(changes, '收支总表').rows.find((row) => row.label.startsWith('五、'))?.code).toBe('201');
  });

  it('a project without a code or an amount', () => {
    accepts({ [`${FOLDER}/projects/01.yaml`]: 'name: 财政监督\n' });
  });

  it('an odd code of a project', () => {
    accepts(edited(`${FOLDER}/projects/01.yaml`, 'code: 11010124P001', 'code: ABCD'));
  });

  it('HTML in the narrative, which the pages show as text', () => {
    accepts({ [`${FOLDER}/narrative/职责.md`]: '<script>alert(1)</script>\n\n<b onclick="x()">贯彻</b>\n' });
  });
});

describe('ways to write a figure', () => {
  it.each([
    ['1,469.55', 'figure'],
    [' 1469.55 ', 'figure'],
    ['\u30001469.55\u3000', 'figure'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['', 'blank'],
    ['  ', 'blank'],
    ['不适用', 'mark'],
    ['涉密不公开', 'mark'],
  ])('%j is a %s', (written, state) => {
    const table = tableWith(line(`2010601,行政运行,"${written}",,\n`));
    expect(cellOf(table, named(table, '2010601'), 'total')).toMatchObject({ state, text: written.trim() });
  });

  it('a mark of the form’s own', () => {
    accepts({
      ...edited(`${FORM}/template.yaml`, 'marks: [不适用, 涉密不公开]', 'marks: [--]'),
      ...line('2010601,行政运行,--,469.55,\n'),
    });
  });

  it('a quantity with its unit', () => {
    const table = tableWith(
      edited(`${FOLDER}/tables/采购表.csv`, '台式电脑,3,', '台式电脑,6.5 次,'),
      '采购表',
    );
    expect(cellOf(table, named(table, '台式电脑'), 'quantity')).toMatchObject({
      state: 'figure',
      unit: '次',
    });
  });
});

describe('ways to save a table', () => {
  const rows = (table: Table): (string | undefined)[][] =>
    table.lines.map((entry) => entry.cells.map((cell) => cell.text));
  const asIs = rows(tableWith({}));

  it.each([
    ['with a byte order mark', `\ufeff${TEXT}`],
    ['with CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['with CR', TEXT.replaceAll('\n', '\r')],
    ['with both', `\ufeff${TEXT.replaceAll('\n', '\r\n')}`],
    ['without an end of the last line', TEXT.trimEnd()],
    ['with quotation marks around each cell', TEXT.replaceAll(/[^,\n]+/gu, '"$&"')],
    ['with spaces around each cell', TEXT.replaceAll(',', ' , ')],
    ['with blank lines', TEXT.replaceAll('\n', '\n\n')],
    ['with lines of empty cells under it', `${TEXT},,,,\n,,,,\n`],
    ['with columns of nothing beside it', TEXT.replaceAll('\n', ',,\n')],
  ])('%s', (_, saved) => {
    accepts({ [FILE]: saved });
    expect(rows(tableWith({ [FILE]: saved }))).toEqual(asIs);
  });

  it('in GB18030, with a notice', () => {
    // 科目编码,科目名称,合计,基本支出,项目支出 / ,合计,5,5,
    const saved = Buffer.from(
      'bfc6c4bfb1e0c2eb2cbfc6c4bfc3fbb3c62cbacfbcc62cbbf9b1bed6a7b3f62ccfeec4bfd6a7b3f60a2cbacfbcc62c352c352c0a',
      'hex',
    );
    expect(faultsOf({ [FILE]: saved })).toEqual([
      {
        rule: 'load.gb18030',
        at: `${FILE}:1:1`,
        message: '文件是 GB18030 编码，已按此读取',
        hint: '以免别的程序读成乱码，请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
      },
    ]);
    expect(rows(tableWith({ [FILE]: saved }))).toEqual([['', '合计', '5', '5', '']]);
  });

  it('with its columns in another order', () => {
    const saved = TEXT.split('\n')
      .map((entry) => entry.split(',').reverse().join(','))
      .join('\n');
    accepts({ [FILE]: saved });
    expect(rows(tableWith({ [FILE]: saved }))).toEqual(asIs);
  });

  it('with spaces and full-width signs in its heads', () => {
    accepts(edited(FILE, '科目编码,科目名称,合计', '科目 编码,科目　名称,合  计'));
  });

  it('under an alias', () => accepts(edited(`${FOLDER}/tables/采购表.csv`, '采购物品名称', '采购项目名称')));

  it('without an optional column', () => {
    const saved = (FILES[`${FOLDER}/tables/采购表.csv`] ?? '').replaceAll(/,[^,\n]*$/gmu, '');
    accepts({ [`${FOLDER}/tables/采购表.csv`]: saved });
  });

  it('as a head alone, which is an empty table', () => {
    const changes = { [`${FOLDER}/tables/采购表.csv`]: '采购物品名称,数量,单价,金额\n' };
    accepts(changes);
    const table = tableWith(changes, '采购表');
    expect(table.lines).toEqual([]);
    expect(table.notes).toEqual(['注：无政府采购预算，空表列示。']);
  });
});

describe('what is left out, and said', () => {
  it('a table that is not published', () => {
    accepts({
      ...edited(
        `${FOLDER}/disclosure.yaml`,
        'scope: 部门\n',
        'scope: 部门\nnotPublished: [{ table: 采购表, reason: 原文没有 }]\n',
      ),
      [`${FOLDER}/tables/采购表.csv`]: null,
    });
  });

  it('an optional part', () => {
    accepts({
      ...edited(`${FOLDER}/disclosure.yaml`, 'scope: 部门\n', 'scope: 部门\nomitted: [整体绩效目标]\n'),
      [`${FOLDER}/targets.yaml`]: null,
    });
  });

  it('departments.yaml', () => {
    accepts({
      'departments.yaml': null,
      ...edited(`${FOLDER}/disclosure.yaml`, 'department: caizheng\n', ''),
    });
  });

  it('what office programs and file managers leave behind', () => {
    accepts({
      [`${FOLDER}/tables/~$支出总表.csv`]: Uint8Array.of(1, 2, 3),
      [`${FOLDER}/tables/.~支出总表.csv`]: Uint8Array.of(1, 2, 3),
      [`${FOLDER}/Thumbs.db`]: Uint8Array.of(1, 2, 3),
      [`${FOLDER}/desktop.ini`]: 'x',
    });
  });

  it('an empty YAML file, and fields left empty', () => {
    accepts({ [`${FOLDER}/targets.yaml`]: '' });
    accepts(
      edited(
        `${FOLDER}/disclosure.yaml`,
        'scope: 部门\n',
        'scope: 部门\nphone:\nomitted:\nheadings: { 职责: }\n',
      ),
    );
  });

  it('a comment, a document’s start, folded text', () => {
    accepts({ [`${FOLDER}/targets.yaml`]: '# 目标\n---\ngoals:\n  - >-\n    管好\n    财政资金\n' });
  });
});
