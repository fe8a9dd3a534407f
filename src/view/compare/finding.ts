import { absolute, formatDecimal, isZero } from '../../model/decimal.ts';
import { amountWords, changeOf, rateWords } from '../amounts.ts';
import type { Compared, ComparisonResult, ComparisonRow } from './types.ts';

/**
 * What a comparison says of its first line, which is the total where there is
 * one: 支出总计：2024年 1,469.55 万元，比2023年增加 470.78 万元（+47.1%）.
 */
export function comparisonFinding(
  { rows, unit }: Pick<ComparisonResult, 'rows' | 'unit'>,
  heads: readonly string[],
): string {
  const row = rows.find(({ total }) => total) ?? rows[0];
  if (!row) return '没有可以对比的行';
  const base = row.values[0];
  const words = heads.slice(1).map((head, at) => told(row, at + 1, head, heads[0] ?? '', unit));
  const first =
    base && 'value' in base ? `${heads[0]} ${amountWords(base.value, unit)}` : `${heads[0]}${missing(base)}`;
  return `${row.label}：${[first, ...words].join('；')}`;
}

function told(row: ComparisonRow, at: number, head: string, base: string, unit: string): string {
  const value = row.values[at];
  if (!value || !('value' in value)) return `${head}${missing(value)}`;
  const own = `${head} ${amountWords(value.value, unit)}`;
  const first = row.values[0];
  if (!first || !('value' in first)) return own;
  const change = changeOf(first.value, value.value);
  if (isZero(change.difference)) return `${own}，与${base}相同`;
  const rate = rateWords(change);
  const more = change.difference.coefficient > 0n ? '多' : '少';
  return `${own}，比${base}${more} ${formatDecimal(absolute(change.difference), true)} ${unit}${rate ? `（${rate}）` : ''}`;
}

function missing(value: Compared | undefined): string {
  if (value?.state === 'mark') return value.text;
  return value?.state === 'unlisted' ? '未列' : '未公开';
}
