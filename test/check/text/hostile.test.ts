import { describe, expect, test } from 'vitest';
import { saidOf } from './support.ts';

/** Texts made to be slow: a hundred thousand characters each. Right ones take a tenth of the time allowed. */

const SIZE = 100_000;
const LIMIT = 4_000;
const filled = (text: string): string => text.repeat(Math.ceil(SIZE / text.length));

describe('a hundred thousand characters', () => {
  test.each([
    '1',
    '1,111,',
    '1元',
    '1.00万元，',
    '5万元，其中：',
    '5.00万元（其中：',
    '合计5万元，其中：1万元、',
    '（',
    '）',
    '](',
    '“',
    '”“',
    '2023年',
    '较2022年预算',
    '其中：',
    '增加5万元，',
    '减少5万元，下降3%，',
    '5万元，占3%；',
    '甲乙丙局2024年部门预算',
    '（一）甲\n\n',
    '一、\n\n',
    '<!--',
    '5.00万元（公务接待费',
    '# 甲\n',
    '- 甲1万元\n',
    '1 - ',
    '110101199001011237',
    '，。',
    '*',
    '\\',
    ' ',
    'X',
  ])('%j over and over', (text) => {
    const start = performance.now();
    expect(saidOf(filled(text)).length).toBeLessThan(1_000_000);
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });

  test('one sentence with a list of ten thousand parts', () => {
    const start = performance.now();
    saidOf(
      `合计9万元，其中：${'1.00万元、'.repeat(10_000)}。\n\n合计1万元，其中：\n\n${'- 甲1万元\n'.repeat(10_000)}`,
    );
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});
