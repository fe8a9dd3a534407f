import { describe, expect, test } from 'vitest';
import { formatDecimal } from '../../src/model/decimal.ts';
import type { Check } from '../../src/model/disclosure.ts';
import { disclosureWith, edited, FOLDER } from '../support/content.ts';

const TABLE = `${FOLDER}/tables/支出总表.csv`;
const RULE = 'table.expenditure-by-kind';
const DISCLOSURE = `${FOLDER}/disclosure.yaml`;

function checkOf(changes: Record<string, string> = {}): Check {
  const check = disclosureWith(changes).checks.find(({ rule }) => rule.id === RULE);
  if (!check) throw new Error('no such rule');
  return check;
}

describe('a check carries what it compared', () => {
  test('with both sums, the difference and the cells', () => {
    const { relations, count, failed } = checkOf();
    expect([count, failed, relations.length]).toEqual([5, 0, 5]);
    const [first] = relations;
    expect(first?.verdict).toBe('exact');
    expect(formatDecimal(first?.leftSum as never)).toBe('1469.55');
    expect(formatDecimal(first?.difference as never)).toBe('0.00');
    expect(first?.left.map(({ label, cell, unit }) => [label, cell.text, unit])).toEqual([
      ['支出总表“合计”的“合计”', '1469.55', '万元'],
    ]);
    expect(first?.right.map(({ at }) => [at?.table.spec.id, at?.row.id, at?.column])).toEqual([
      ['支出总表', '合计', 3],
      ['支出总表', '合计', 4],
    ]);
  });

  test('and what tells of it, where the sides are apart', () => {
    const wrong = edited(TABLE, '行政运行,469.55,469.55,', '行政运行,469.55,469.60,');
    const { relations, outcome, failed, acknowledged } = checkOf(wrong);
    expect([outcome, failed, acknowledged]).toEqual(['failed', 1, 0]);
    expect(relations.map(({ verdict, finding }) => [verdict, finding?.outcome])).toEqual([
      ['exact', undefined],
      ['exact', undefined],
      ['exact', undefined],
      ['apart', 'failed'],
      ['exact', undefined],
    ]);
  });

  test('also where it is explained', () => {
    const wrong = edited(TABLE, '行政运行,469.55,469.55,', '行政运行,469.55,469.60,');
    const reason = `acknowledgements: [{ rule: ${RULE}, reason: 原公布文本如此 }]\n`;
    const check = checkOf({ ...wrong, ...edited(DISCLOSURE, 'scope: 部门\n', `scope: 部门\n${reason}`) });
    expect([check.outcome, check.failed, check.acknowledged]).toEqual(['acknowledged', 0, 1]);
    expect(check.relations[3]?.finding?.acknowledgedBecause).toBe('原公布文本如此');
  });
});
