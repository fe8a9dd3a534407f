import { describe, expect, test } from 'vitest';
import { FILES, FOLDER } from '../support/content.ts';
import { changesOf, compareChanges, short } from './support.ts';

const YAML = `${FOLDER}/disclosure.yaml`;
const PROJECT = `${FOLDER}/projects/01.yaml`;
const yaml = FILES[YAML] as string;
const project = FILES[PROJECT] as string;
const replaced = (path: string, from: string, to: string) => {
  expect((FILES[path] as string).split(from)).toHaveLength(2);
  return { [path]: (FILES[path] as string).replace(from, () => to) };
};
const shorts = async (...args: Parameters<typeof changesOf>) => (await changesOf(...args)).map(short);

describe('metadata', () => {
  test('by field, with what it is called and where it stands', async () => {
    const [change] = await changesOf(replaced(YAML, 'scope: 部门', 'scope: 部门\nphone: 010-1'));
    expect(change).toMatchObject({
      kind: 'metadata',
      row: null,
      column: '咨询电话',
      before: '',
      after: '010-1',
      file: YAML,
      line: 8,
    });
  });

  test('order of keys, quotes, comments, defaults and empty values are layout', async () => {
    const [first, ...rest] = yaml.trim().split('\n');
    const other = [...rest.reverse(), `${first} # 表样`, 'phase: 预算', 'phone:', 'facts: []'].join('\n');
    const { disclosures } = await compareChanges({ [YAML]: other.replace('乙区财政局', '"乙区财政局"') });
    expect(disclosures).toMatchObject([{ status: 'layout', changes: [] }]);
  });

  test('stated figures by their id, with difference; a new one is one entry', async () => {
    const facts = (value: string, more = '') => ({
      [YAML]: `${yaml}facts:\n${more}  - { id: 上年, period: previous, concept: expenditure.total, value: "${value}", source: 正文 }\n`,
    });
    expect(await changesOf(facts('1,400.50'), facts('1400.00'))).toMatchObject([
      {
        row: '上年',
        column: '正文所述的数',
        before: '1400.00',
        after: '1,400.50',
        difference: '0.50',
        unit: '万元',
      },
    ]);
    expect(await shorts(facts('1,400.00'), facts('1400.00'))).toEqual([]);
    expect(
      await shorts(facts('1400.00', '  - { id: 另一, value: 3, source: 正文 }\n'), facts('1400.00')),
    ).toEqual(['metadata 另一/正文所述的数: ∅ → 3，正文']);
  });
});

describe('items of lists', () => {
  const units = (name: string) => ({
    [`${FOLDER}/disclosure.yaml`]: `${FILES[`${FOLDER}/disclosure.yaml`]}units:\n  - { name: ${name} }\n  - { name: 乙中心 }\n`,
  });

  test('a unit that bears another name is one entry', async () => {
    expect(await shorts(units('甲服务中心'), units('甲中心'))).toEqual([
      'metadata 甲服务中心/所属单位 · 名称: 甲中心 → 甲服务中心',
    ]);
  });

  test('a figure that stands in the name of its fact too is not left out', async () => {
    const facts = (more: string) => ({
      [`${FOLDER}/disclosure.yaml`]: `${FILES[`${FOLDER}/disclosure.yaml`]}${more}`,
    });
    const added = facts('facts:\n  - { id: 2023年数, value: 2023, source: 正文 }\n');
    expect(await shorts(added, facts(''))).toEqual(['metadata 2023年数/正文所述的数: ∅ → 2023，正文']);
  });

  test('fields of what stands around are called by their Chinese names', async () => {
    const departments = (FILES['departments.yaml'] as string).replace('name: 财政局', 'name: 财政和国资局');
    expect(await shorts({ 'departments.yaml': departments })).toEqual([
      'metadata 部门 caizheng/各年名称 · 2023 · 名称: 财政局 → 财政和国资局',
    ]);
  });
});

describe('projects', () => {
  test('amounts, plan and indicators by what the form calls them', async () => {
    expect(await shorts(replaced(PROJECT, 'value: 3次', 'value: 4次'))).toEqual([
      'project 11010124P001 财政监督/指标 产出指标 · 指标值: 3次 → 4次',
    ]);
    const changes = await changesOf(replaced(PROJECT, 'amount: 1000.00', 'amount: 1,200.00'));
    expect(changes).toMatchObject([
      { row: '11010124P001 财政监督', column: '预算数', difference: '200.00', percent: '20.00', line: 3 },
    ]);
    expect(await shorts(replaced(PROJECT, '3月底: 25%', '3月底: 30%'))).toEqual([
      'project 11010124P001 财政监督/支付计划 3月底: 25% → 30%',
    ]);
  });

  test('thousands commas, order of keys and another file name are layout', async () => {
    expect(await shorts(replaced(PROJECT, 'amount: 1000.00', 'amount: "1,000.00"'))).toEqual([]);
    expect(await shorts({ [PROJECT]: project.trim().split('\n').toReversed().join('\n') })).not.toContain(
      '预算数',
    );
    expect(await shorts({ [PROJECT]: null, [`${FOLDER}/projects/02.yaml`]: project })).toEqual([]);
  });

  test('one put before another is one entry', async () => {
    const other = 'code: 11010124P000\nname: 新的项目\namount: 5.00\n';
    expect(await shorts({ [PROJECT]: other, [`${FOLDER}/projects/02.yaml`]: project })).toEqual([
      'project 11010124P000 新的项目: ∅ → 预算数 5.00',
    ]);
    const back = { [PROJECT]: other, [`${FOLDER}/projects/02.yaml`]: project };
    expect(await shorts({ [PROJECT]: project, [`${FOLDER}/projects/02.yaml`]: null }, back)).toEqual([
      'project 11010124P000 新的项目: 预算数 5.00 → ∅',
    ]);
  });

  test('another code, another name: still the same project', async () => {
    expect(await shorts(replaced(PROJECT, '11010124P001', '11010124P009'))).toEqual([
      'project 11010124P009 财政监督/项目编码: 11010124P001 → 11010124P009',
    ]);
    expect(await shorts(replaced(PROJECT, '财政监督', '财会监督'))).toEqual([
      'project 11010124P001 财会监督/项目名称: 财政监督 → 财会监督',
    ]);
  });

  test('whole-department targets', async () => {
    expect(await shorts(replaced(`${FOLDER}/targets.yaml`, '管好财政资金', '管好用好财政资金'))).toEqual([
      'project 部门整体绩效目标/总体目标 · 第1项: 管好财政资金 → 管好用好财政资金',
    ]);
  });
});

describe('forms and surroundings', () => {
  test('a change of a form is one entry, which names the disclosures that it reaches', async () => {
    const form = 'templates/example-form/tables/支出总表.yaml';
    const changes = await changesOf(replaced(form, 'title: 部门支出总表', 'title: 部门支出总表（一）'));
    expect(changes).toMatchObject([
      {
        disclosure: null,
        kind: 'template',
        row: 'example-form',
        table: '支出总表',
        touches: ['110101/2024/101'],
      },
    ]);
  });

  test('a draft does not reach who words the section himself', async () => {
    const draft = 'templates/example-form/narrative/职责.md';
    const changes = await changesOf({ [draft]: '乙。\n' }, { [draft]: '甲。\n' });
    expect(changes).toMatchObject([{ kind: 'template', before: '甲。', after: '乙。', touches: [] }]);
    const own = `${FOLDER}/narrative/职责.md`;
    const others = await changesOf({ [draft]: '乙。\n' }, { [draft]: '甲。\n', [own]: null });
    expect(others).toMatchObject([{ kind: 'template', touches: ['110101/2024/101'] }]);
  });

  test('a rule by its id; what it makes fail is said of the disclosures', async () => {
    const rules = 'templates/example-form/rules.yaml';
    const { around, disclosures } = await compareChanges(
      replaced(
        rules,
        'parts: [expenditure.basic, expenditure.project] }',
        'parts: [expenditure.basic, expenditure.basic] }',
      ),
    );
    expect(around.changes.length).toBeGreaterThan(0);
    expect(
      around.changes.every(({ kind, column }) => kind === 'template' && column?.startsWith('规则')),
    ).toBe(true);
    expect(disclosures.map(({ status }) => status)).toEqual(['form']);
  });

  test('site, regions and departments', async () => {
    expect(await shorts(replaced('site.yaml', 'name: 例站', 'name: 新站'))).toEqual([
      'metadata 网站/名称: 例站 → 新站',
    ]);
    const { around, disclosures } = await compareChanges(
      replaced('regions.yaml', '{ code: 110101, name: 乙区', '{ code: 110101, name: 丙区'),
    );
    expect(around.changes.map(short)).toEqual(['metadata 行政区划 110101/名称: 乙区 → 丙区']);
    expect(disclosures.map(({ status }) => status)).toEqual(['form']);
  });
});
