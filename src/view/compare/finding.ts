import { absolute, isZero } from '../../model/decimal.ts';
import { changeOf, money, rateWords } from '../amounts.ts';
import { joined, type Sentence, say } from '../sentence.ts';
import type { Compared, ComparisonResult, ComparisonRow } from './types.ts';

/**
 * What a comparison says of its first line, which is the total where there is
 * one: 支出总计：2024年 1,469.55 万元，比2023年增加 470.78 万元（+47.1%）.
 */
export function comparisonFinding(
  { rows, unit }: Pick<ComparisonResult, 'rows' | 'unit'>,
  heads: readonly string[],
): Sentence {
  const row = rows.find(({ total }) => total) ?? rows[0];
  if (!row) return say`没有可以对比的行`;
  const base = row.values[0];
  const words = heads.slice(1).map((head, at) => told(row, at + 1, head, heads[0] ?? '', unit));
  const first =
    base && 'value' in base
      ? say`${heads[0] ?? ''} ${money(base.value, unit)}`
      : say`${heads[0] ?? ''}${missing(base)}`;
  return say`${row.label}：${joined([first, ...words], '；')}`;
}

function told(row: ComparisonRow, at: number, head: string, base: string, unit: string): Sentence {
  const value = row.values[at];
  if (!value || !('value' in value)) return say`${head}${missing(value)}`;
  const own = say`${head} ${money(value.value, unit)}`;
  const first = row.values[0];
  if (!first || !('value' in first)) return own;
  const change = changeOf(first.value, value.value);
  if (isZero(change.difference)) return say`${own}，与${base}相同`;
  const rate = rateWords(change);
  const more = change.difference.coefficient > 0n ? '多' : '少';
  return say`${own}，比${base}${more} ${money(absolute(change.difference), unit)}${rate ? `（${rate}）` : ''}`;
}

function missing(value: Compared | undefined): string {
  if (value?.state === 'mark') return value.text;
  return value?.state === 'unlisted' ? '未列' : '未公开';
}
