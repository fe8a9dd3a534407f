import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Content, openContent, openFolder } from '../../src/content.ts';
import { folderSource, layeredSource, memorySource } from '../../src/load/source.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { cellOf, type Row, type Table } from '../../src/model/table.ts';

/**
 * A form that the code has never seen, as data alone: 元 in the tables and 万元
 * in 三公, totals last, three code columns with subtotal rows, column names,
 * marks and optional columns of its own, rows numbered anew.
 */

const FIXTURE = 'test/fixtures/third-province';
const ID = '990100/2025/021';
const own = openFolder(FIXTURE, 'content');

function read(content: Content): CheckedDisclosure {
  const { disclosure, problems } = content.read(ID);
  if (!disclosure) throw new Error(problems.map((item) => item.message).join('\n'));
  return disclosure;
}

/** The same content with one file of the disclosure changed. */
function changed(file: string, from: string, to: string): CheckedDisclosure {
  const path = `disclosures/${ID}/${file}`;
  const text = readFileSync(join(FIXTURE, path), 'utf8');
  expect(text.split(from)).toHaveLength(2);
  const disk = folderSource(FIXTURE);
  const source = layeredSource(memorySource({ [path]: text.replace(from, to) }), disk);
  return read(openContent(source, layeredSource(disk, folderSource('content'))));
}

const disclosure = read(own);
const table = (id: string): Table => disclosure.tables.get(id) as Table;
const row = (id: string, rowId: string): Row => table(id).rows.find((item) => item.id === rowId) as Row;
const cell = (id: string, rowId: string, column: string) => cellOf(table(id), row(id, rowId), column);
const added = (checked: CheckedDisclosure) =>
  checked.checks.filter((check) => check.rule.kind === 'columns-add-up');

describe('the form', () => {
  it('is nowhere in the code', () => {
    const names = readdirSync(join(FIXTURE, 'templates/third-2025/tables')).map((name) =>
      name.slice(0, -'.yaml'.length),
    );
    const words = ['third-2025', '丙省', '保运转支出', '办事业支出', ...names];
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:ts|astro)$/u.test(name),
    );
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const text = readFileSync(join('src', file), 'utf8');
      for (const word of words) expect(text.includes(word), `${word} in src/${file}`).toBe(false);
    }
  });

  it('loads and validates without a word', () => {
    expect(own.problems).toEqual([]);
    expect(own.ids).toEqual([ID]);
    expect(own.read(ID).problems).toEqual([]);
    expect(disclosure).toMatchObject({
      scope: '单位',
      code: '021',
      template: { id: 'third-2025', unit: '元' },
    });
    expect(disclosure.template.lineage).toEqual(['third-2025', 'national']);
  });

  it('has an order of its own', () => {
    expect(disclosure.template.outline.map((item) => item.id)).toEqual([
      '概况',
      '名词',
      '预算情况',
      '预算表',
      '项目',
    ]);
    expect([...disclosure.tables.keys()].sort()).toEqual([...disclosure.template.tables.keys()].sort());
  });
});

describe('its tables', () => {
  it('are in 元, and one in 万元', () => {
    expect(table('支出总体情况表').spec.unit ?? disclosure.template.unit).toBe('元');
    expect(table('三公经费情况表').spec.unit).toBe('万元');
    expect(cell('支出总体情况表', '总计', 'total')).toMatchObject({
      state: 'figure',
      text: '11,345,678.90',
      value: { coefficient: 1134567890n, scale: 2 },
    });
  });

  it('join three columns into a code, with 类, 款 and 项 above one another', () => {
    const rows = table('支出总体情况表').rows.slice(0, 5);
    expect(rows.map(({ code, role, level, parent }) => [code, role, level, parent])).toEqual([
      ['205', 'class', 0, undefined],
      ['20502', 'group', 1, '205'],
      ['2050205', 'item', 2, '20502'],
      ['20599', 'group', 1, '205'],
      ['2059999', 'item', 2, '20599'],
    ]);
    expect(
      table('基本支出情况表')
        .rows.slice(0, 2)
        .map(({ code, role }) => [code, role]),
    ).toEqual([
      ['301', 'class'],
      ['30101', 'group'],
    ]);
  });

  it('have their total last', () => {
    for (const id of ['支出总体情况表', '一般公共预算支出情况表', '基本支出情况表', '采购情况表']) {
      expect(table(id).rows.at(-1), id).toMatchObject({
        id: '总计',
        role: 'total',
        line: table(id).lines.length - 1,
      });
    }
  });

  it('know a fixed row under another number, and the sums below their parts', () => {
    const rows = table('收支总体情况表').rows;
    expect(rows.filter((item) => item.code).map(({ label, code, parent }) => [label, code, parent])).toEqual([
      ['一、教育支出', '205', '本年支出小计'],
      ['二、社会保障和就业支出', '208', '本年支出小计'],
      ['三、住房保障支出', '221', '本年支出小计'],
    ]);
    expect(row('收支总体情况表', '其他收入')).toMatchObject({
      label: '（五）其他收入',
      parent: '本年收入小计',
    });
    expect(row('收支总体情况表', '其他收入').spec?.concept).toBe('income.other');
    expect(row('收支总体情况表', '本年收入小计')).toMatchObject({ role: 'subtotal', parent: '收入合计' });
  });

  it('leave out optional columns', () => {
    const columns = (id: string): string[] => table(id).columns.map((column) => column.id);
    expect(columns('支出总体情况表')).not.toContain('operating');
    expect(columns('采购情况表')).toEqual(['item', 'quantity', 'price', 'total']);
    expect(table('三公经费情况表').headings[0]).toBe('2024年预算数');
  });

  it('have marks and quantities of their own', () => {
    expect(cell('三公经费情况表', '合计', 'abroad')).toEqual({ state: 'mark', text: '--' });
    expect(cell('三公经费情况表', '合计', 'purchase')).toMatchObject({ state: 'zero', text: '0' });
    expect(cell('采购情况表', '图书', 'quantity')).toMatchObject({
      state: 'figure',
      text: '500册',
      unit: '册',
    });
  });

  it('say when they are empty', () => {
    expect(table('政府性基金支出情况表').lines).toEqual([]);
    expect(table('政府性基金支出情况表').notes).toEqual(['说明：本单位没有政府性基金支出。']);
  });

  it('bring projects and drafts with bindings', () => {
    expect(disclosure.projects.map((project) => project.name)).toEqual(['实训基地建设', '社会培训']);
    expect(disclosure.projects[0]?.funding.get('budget')).toMatchObject({ text: '1,500,000.00' });
    expect([...disclosure.template.drafts.keys()].sort()).toEqual(['三公说明', '收支情况'].sort());
  });
});

describe('the national rules', () => {
  it('add up its columns, and everything holds', () => {
    const ran = added(disclosure).filter((check) => check.count > 0);
    expect(ran.length).toBeGreaterThan(0);
    expect(ran.map((check) => check.outcome)).toEqual(ran.map(() => 'passed'));
    // Each line of 支出总体情况表 and 一般公共预算支出情况表; each line of 基本支出情况表.
    const counts = new Map(ran.map((check) => [check.rule.id, check.count]));
    expect(counts.get('table.expenditure-by-kind')).toBe(12 + 10);
    expect(counts.get('table.basic-by-kind')).toBe(11);
    expect(disclosure.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  it('find a figure that does not add up, by the names that the form has for it', () => {
    const wrong = changed(
      'tables/支出总体情况表.csv',
      '205,99,99,其他教育支出,,"345,678.90"',
      '205,99,99,其他教育支出,,"345,678.00"',
    );
    const findings = wrong.findings.filter((finding) => finding.severity === 'error');
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]?.message).toContain('2059999 其他教育支出');
    expect(findings[0]?.message).toMatch(/办事业支出|支出小计/u);
  });

  it('say nothing where a mark stands', () => {
    const threePublic = added(disclosure).find((check) => check.rule.id === 'table.three-public-by-kind');
    expect(threePublic).toMatchObject({ outcome: 'couldNotRun', count: 0 });
  });
});
