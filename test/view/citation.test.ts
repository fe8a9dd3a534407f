import { describe, expect, test } from 'vitest';
import { citation } from '../../src/view/citation.ts';

const cited = {
  who: '甲局',
  title: '甲局2024年部门预算',
  today: '2024-05-06',
  url: 'https://example.gov.cn/130100/2024/105/',
};

describe('a citation', () => {
  test('of a row names table, row, figure, unit, both dates, address and hash', () => {
    const part = '支出总表，“行政运行”，合计 824.31 万元';
    expect(citation({ ...cited, part, published: '2024-02-01', hash: 'ab12' })).toBe(
      '甲局. 甲局2024年部门预算：支出总表，“行政运行”，合计 824.31 万元[EB/OL]. (2024-02-01)[2024-05-06]. ' +
        'https://example.gov.cn/130100/2024/105/. 内容校验值（SHA-256）：ab12.',
    );
  });

  test('leaves out what is not known', () => {
    expect(citation(cited)).toBe(
      '甲局. 甲局2024年部门预算[EB/OL]. [2024-05-06]. https://example.gov.cn/130100/2024/105/.',
    );
  });
});
