import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversion } from '../../src/import/blocks.ts';
import { tableCsv } from '../../src/import/content/csv.ts';
import { listYaml, toYaml } from '../../src/import/content/yaml.ts';
import { gridTitle, splitGoals } from '../../src/import/projects/titles.ts';
import { withoutMarks } from '../../src/import/read/marks.ts';
import { realign } from '../../src/import/recognise/align.ts';
import { pageHead } from '../../src/import/recognise/page-head.ts';
import { sumRelations } from '../../src/import/solve/relations.ts';
import { placingsOf } from '../../src/import/solve/slot.ts';
import { solid, squeeze, withoutNumber } from '../../src/import/text.ts';
import { parseCsv } from '../../src/load/csv.ts';
import { parseYaml } from '../../src/load/yaml.ts';
import type { ProjectForm, TableSpec } from '../../src/model/template.ts';
import { form } from './support.ts';

const table = (template: string, id: string): TableSpec => form(template).tables.get(id) as TableSpec;

describe('spelling', () => {
  test.each([
    ['科目    编码', '科目编码'],
    ['指标值确定 依据', '指标值确定依据'],
    ['2023 年底前', '2023年底前'],
    ['联东 u 谷', '联东u谷'],
    ['≥3 公里', '≥3公里'],
    ['“三公” 经费', '“三公”经费'],
    ['　　其中：办公用房（平方米）', '其中：办公用房（平方米）'],
    ['Open  Source License', 'Open Source License'],
    ['保财建[2024]106号\n', '保财建[2024]106号'],
  ])('%j is written %j', (read, written) => expect(squeeze(read)).toBe(written));

  test('squeezing twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('中', '（', '1', 'a', ' ', '\n', '　', '.') }),
        (text) => squeeze(squeeze(text)) === squeeze(text),
      ),
    );
  });

  test('codes and figures hold no space', () =>
    expect(solid('410802240000 000015718')).toBe('410802240000000015718'));

  test.each([
    ['一、部门职责', '部门职责'],
    ['（十二）其他', '其他'],
    ['第二部分 情况说明', '情况说明'],
    ['10、机关运行经费', '机关运行经费'],
    ['1.5万元以上', '1.5万元以上'],
  ])('%s without its number is %s', (text, plain) => expect(withoutNumber(text)).toBe(plain));
});

describe('marks of a converter', () => {
  test.each([
    ['\\[bookmark: _Toc_1\\]部门预算', '部门预算'],
    ['3、**单位资金收入**：指', '3、单位资金收入：指'],
    ['率 $\\leq 30\\%$\t说明', '率≤30%\t说明'],
    ['<p>一</p> <p>二</p>', '一\n二'],
    ['花费 $5 与 $6', '花费 $5 与 $6'],
  ])('%j reads %j', (text, clean) => {
    const converted: Conversion[] = [];
    expect(withoutMarks(text, 7, converted)).toBe(clean);
    expect(converted.map((item) => item.line)).toEqual(text === clean ? [] : [7]);
  });
});

describe('the line above a head', () => {
  const subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
  test.each([
    ['888 某县水务局 预算年度：2024 单位：万元', { unit: '万元', year: '2024' }],
    ['888某县水务局', {}],
    ['金额单位：元', { unit: '元' }],
    ['截止时间：2023-12-31', { asOf: '2023-12-31' }],
    ['部门名称：', {}],
    ['某县水务局负责供水', undefined],
    ['2024', undefined],
    ['888', undefined],
  ])('%s', (text, head) => expect(pageHead(text, subject)).toEqual(head));
});

describe('goals', () => {
  test.each([
    ['1. 甲。 2. 乙。', ['甲。', '乙。']],
    ['1.100%甲。\n2.100%乙。', ['100%甲。', '100%乙。']],
    ['完成投资1.5亿元', ['完成投资1.5亿元']],
    ['1.5亿元投资完成', ['1.5亿元投资完成']],
    ['1.目标内容 1', ['目标内容 1']],
    ['1、甲\n3、乙', ['甲\n3、乙']],
    ['', []],
  ])('%j', (text, goals) => expect(splitGoals(text)).toEqual(goals));
});

test('the title of a grid gives the project its name as written', () => {
  const { projects } = form('hebei-2024');
  expect(gridTitle('12、资金预算（支持“领跑者” 企业）绩效目标表', projects as ProjectForm)).toEqual({
    number: '12',
    project: '资金预算（支持“领跑者” 企业）',
  });
  expect(gridTitle('八、政府采购预算情况', projects as ProjectForm)).toBeUndefined();
});

describe('sums read off a head', () => {
  const told = (spec: TableSpec): string[] =>
    sumRelations(spec.columns).map(
      ({ total, parts }) =>
        `${spec.columns[total]?.id} = ${parts.map((at) => spec.columns[at]?.id).join(' + ')}`,
    );

  test('合计 at the top, 小计 in a group', () => {
    expect(told(table('hebei-2024', '收入总表'))).toEqual([
      'total = currentYear + opening',
      'currentYear = fiscal + fiscalAccount + business + operating + superior + affiliated + other',
    ]);
    expect(told(table('henan-2024', '支出总表'))).toEqual([
      'total = basic + project',
      'basic = personnel + public',
      'personnel = wages + households',
      'public = goods + capital',
      'project = operation + specific',
    ]);
  });

  test('a group without 小计 stands for its leaves', () => {
    expect(told(table('henan-2024', '一般公共预算支出表'))[1]).toBe(
      'basic = wages + households + goods + capital',
    );
  });

  test('only inside the group', () => {
    expect(told(table('hebei-2023', '政府采购表'))).toEqual([
      'total = generalPublicBudget + governmentFund + stateCapital + fiscalAccount + own + carryoverFiscal + carryoverOther',
    ]);
    expect(told(table('hebei-2024', '收支总表'))).toEqual([]);
  });
});

test('figures keep their order under the columns', () => {
  expect(placingsOf(['1', '2'], 3)).toEqual([
    ['1', '2', ''],
    ['1', '', '2'],
    ['', '1', '2'],
  ]);
  expect(placingsOf([], 2)).toEqual([['', '']]);
  expect(placingsOf(['1', '2', '3'], 2)).toEqual([]);
  expect(placingsOf(new Array(15).fill('1'), 30)).toEqual([]);
});

describe('a row that lost a merged cell', () => {
  const spec = table('henan-2024', '基本支出明细表');
  const cells = (...texts: string[]): string[] => [
    ...texts,
    ...new Array(spec.columns.length - texts.length).fill(''),
  ];

  test('gets its name and figures back in place', () => {
    expect(realign(cells('', '甲费', '1.00', '1.00'), spec.columns, spec, [])).toEqual(
      cells('', '', '甲费', '1.00', '1.00'),
    );
    expect(realign(cells('甲费', '', '1.00', '1.00'), spec.columns, spec, [])).toEqual(
      cells('', '', '甲费', '1.00', '1.00'),
    );
  });

  test('and is left alone where nothing is wrong or nothing can be mended', () => {
    expect(realign(cells('', '', '甲费', '1.00', '1.00'), spec.columns, spec, [])).toBeUndefined();
    expect(
      realign([...cells('', '甲费', '1.00').slice(0, -1), '2.00'], spec.columns, spec, []),
    ).toBeUndefined();
  });
});

describe('files read back as they were written', () => {
  const text = fc.oneof(
    fc
      .string({
        unit: fc.constantFrom(
          '中',
          '文',
          ' ',
          ':',
          '#',
          ',',
          '"',
          "'",
          '-',
          '≥',
          '1',
          '.',
          '%',
          '{',
          '[',
          ']',
          '}',
          '&',
          '*',
          '!',
          '>',
          '|',
          '@',
          '`',
          '?',
          '=',
          '，',
        ),
      })
      .map((value) => value.trim()),
    fc.constantFrom(
      '- 甲',
      'null',
      'true',
      '0.40',
      '-468.30',
      '~',
      '<<',
      '"',
      '甲: 乙',
      '甲 #乙',
      '25%',
      '%',
    ),
  );

  test('YAML', () => {
    const value = fc.record({
      name: text,
      plan: fc.dictionary(fc.constantFrom('3月底', '6月底'), text),
      goals: fc.array(text.filter((item) => item !== '')),
      indicators: fc.array(fc.record({ level1: text, value: text })),
    });
    fc.assert(
      fc.property(value, (data) => {
        const { yaml, problems } = parseYaml('a.yaml', toYaml(data));
        expect(problems).toEqual([]);
        expect(JSON.parse(JSON.stringify(yaml?.data))).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
    expect(
      JSON.parse(
        JSON.stringify(parseYaml('a.yaml', listYaml([{ code: '1', funding: { own: '' } }])).yaml?.data),
      ),
    ).toEqual([{ code: '1', funding: { own: '' } }]);
  });

  test('CSV', () => {
    const spec = table('hebei-2024', '机构设置');
    const subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
    const cell = fc.string({ unit: fc.constantFrom('中', ',', '"', '1', '.') });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell, cell).filter((row) => row.some((item) => item !== ''))),
        (lines) => {
          const rows = lines.map((line) => ({
            line: 1,
            cells: new Map(spec.columns.map((column, index) => [column.id, line[index] ?? ''])),
          }));
          const { csv, problems } = parseCsv(
            'a.csv',
            'a',
            tableCsv({ spec, columns: spec.columns, rows }, subject, '部门'),
          );
          expect(problems).toEqual([]);
          expect(csv?.records.map((record) => record.fields)).toEqual(lines.map((line) => line));
        },
      ),
    );
  });
});
