import { openFolder } from '../../../src/content.ts';
import { measure, type Summary, summaryOf, unchecked } from './mutations.ts';

/** So many lines of a list are printed. */
const LISTED = 40;

export interface MutationBench extends Summary {
  readonly disclosures: number;
  readonly seconds: number;
}

/** Changes every figure of a content folder, one at a time, and holds each against the checks. */
export function benchMutations(folder: string): MutationBench {
  const content = openFolder(folder, folder);
  const disclosures = content.ids.flatMap((id) => {
    const { disclosure } = content.read(id);
    return disclosure ? [unchecked(disclosure)] : [];
  });
  const start = performance.now();
  const summary = summaryOf(measure(disclosures, Number.POSITIVE_INFINITY));
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  return { ...summary, disclosures: disclosures.length, seconds };
}

/** For people. */
export function mutationBenchText({ disclosures, seconds, ...summary }: MutationBench): string {
  const { figures, reached, limited, caught, limitedCaught, named, oneFinding, oneError } = summary;
  const unreached = Object.entries(summary.unreached)
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count}`);
  return [
    `${disclosures} 份公开文本，逐格改动 ${figures} 个数字（${seconds} 秒）：`,
    `  有等式涉及的 ${reached}（${percent(reached, figures)}），其中发现 ${caught}（${percent(caught, reached)}），准确指出这一格 ${named}（${percent(named, caught)}）`,
    `  只有上限或下限涉及的 ${limited}，其中发现 ${limitedCaught}`,
    `  发现的，只增加一条 ${percent(oneFinding, caught)}，只增加一条错误 ${percent(oneError, caught)}`,
    ...listed('没有关系涉及的：', unreached),
    ...listed('有关系涉及而没有发现的：', summary.missed),
    ...listed('增加了几条错误的：', summary.cascades),
  ].join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`;
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.slice(0, LISTED).map((line) => `  ${line}`)];
}
