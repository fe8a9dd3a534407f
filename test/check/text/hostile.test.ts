import { describe, expect, test } from 'vitest';
import { RUN_TIME, runOf } from '../../hostile/payloads.ts';
import { saidOf } from './support.ts';

/** Texts made to be slow. */

describe('hundreds of thousands of characters', { timeout: RUN_TIME }, () => {
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
    expect(saidOf(runOf(text)).length).toBeLessThan(3_000_000);
  });

  test('one sentence with a list of thirty thousand parts', () => {
    saidOf(
      `合计9万元，其中：${'1.00万元、'.repeat(30_000)}。\n\n合计1万元，其中：\n\n${'- 甲1万元\n'.repeat(30_000)}`,
    );
  });
});
