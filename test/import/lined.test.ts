import { describe, expect, test } from 'vitest';
import { importText, type Subject } from '../../src/import/index.ts';
import { formOf, readText } from '../../src/import/read/index.ts';
import { form, rowsOf } from './support.ts';

const subject: Subject = { region: '139999', year: 2025, code: '888', name: '某县水务局' };

/** One cell a line, an empty line after each row. */
const rows = (...lines: readonly (readonly string[])[]): string =>
  `${lines.map((cells) => cells.map((cell) => `\t${cell}\n`).join('')).join('\n')}\n`;
const page = ['888某县水务局', '预算年度：2025', '单位：万元'];

const TABLE = ` [bookmark: _Toc_1]部门预算政府性基金预算财政拨款支出表
${rows(page, ['序号', '功能分类科目', '合计', '基本支出', '项目支出'], ['', '科目    编码', '科目名称', '', '', ''], ['栏次', '1', '2', '3', '4', '5'], ['1', '', '合计', '6.00', '', '6.00'], ['2', '212', '城乡社区 支出', '6.00', '', '6.00'])}


12
[bookmark: _Toc_2]部门预算国有资本经营预算财政拨款支出表
${rows(page, ['序号', '功能分类科目', '合计', '基本支出', '项目支出'], ['', '科目编码', '科目名称', '', '', ''], ['栏次', '1', '2', '3', '4', '5'], ['', '', '', '', '', ''])}

注：无国有资本经营预算财政拨款预算，空表列示。
`;

const PROJECT = `[bookmark: _Toc_3]七、部门项目预算安排情况及绩效目标
1、河道清淤绩效目标表
\t单位：万元

${rows(['项目编码', '13999925P00001', '项目名称', '河道清淤'], ['预算规模及资金用途', '预算数', '3.00', '其中：财政    资金', '3.00', '其他资金', ' '], ['', '清理淤泥。'], ['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底'], ['', ' ', '50%', ' ', '100%'])}
\t绩效目标
\t1.100%完成清淤。
2.100%通过验收。


 
${rows(['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'], ['产出指标', '数量指标', '长度', '清淤长度', '≥3公里', '合同'], ['', '质量指标', '合格率', '验收', '100%', '合同'])}
`;

describe('a text with a cell on each line', () => {
  const read = () => importText(TABLE + PROJECT, form('hebei-2025'), subject);

  test('is told from one with tabs between cells', () => {
    expect(formOf(TABLE)).toBe('lined');
    expect(formOf('a\tb\tc\n1\t2\t3\n')).toBe('tabbed');
    expect(formOf('a b c\n')).toBe('printed');
  });

  test('bookmarks and page numbers are no text', () => {
    const { blocks, converted } = readText(TABLE);
    expect(blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))).toEqual([
      '部门预算政府性基金预算财政拨款支出表',
      '部门预算国有资本经营预算财政拨款支出表',
      '注：无国有资本经营预算财政拨款预算，空表列示。',
    ]);
    expect(converted).toHaveLength(2);
  });

  test('rows and blank cells stand as printed', () => {
    expect(rowsOf(read(), '政府性基金支出表')).toEqual(['|合计|6.00||6.00', '212|城乡社区支出|6.00||6.00']);
    expect(rowsOf(read(), '国有资本经营支出表')).toEqual([]);
    expect(read().log).toMatchObject({ unplaced: [], warnings: [] });
  });

  test('a project in two pieces is one, its cells of several lines whole', () => {
    const [project] = read().projects;
    expect(project?.goals).toEqual(['100%完成清淤。', '100%通过验收。']);
    expect([...(project?.plan.values() ?? [])]).toEqual(['', '50%', '', '100%']);
    expect(project?.indicators.map((item) => item.level1)).toEqual(['产出指标', '产出指标']);
  });
});
