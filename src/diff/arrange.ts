import { changeSubject, signed } from '../view/change-words.ts';
import type { Change, CheckChange, Comparison, DisclosureDiff, Status, TextPart } from './types.ts';
import { wordParts } from './words.ts';

/** A comparison in the order and the words that every format shows it in. */

export interface Group {
  /** 支出总表, 项目绩效目标, 说明“职责”, 基本信息. */
  readonly title: string;
  readonly kind: Change['kind'];
  /** The table's id, where the group is one. */
  readonly table: string | null;
  /** What was edited. */
  readonly edits: readonly Change[];
  /** What only follows from edits. */
  readonly followers: readonly Change[];
}

export interface Counts {
  readonly edits: number;
  readonly followers: number;
}

export function groupsOf(changes: readonly Change[]): Group[] {
  const titles = Map.groupBy(changes, titleOf);
  return [...titles].map(([title, own]) => ({
    title,
    kind: (own[0] as Change).kind,
    table: (own[0] as Change).table,
    edits: own.filter((change) => !change.followsFrom),
    followers: own.filter((change) => change.followsFrom),
  }));
}

function titleOf(change: Change): string {
  switch (change.kind) {
    case 'cell':
    case 'row':
      return change.table ?? '';
    case 'project':
      return '项目和绩效目标';
    case 'narrative':
      return `说明“${change.row ?? ''}”`;
    case 'metadata':
      return change.disclosure === null ? '网站的基本资料' : '基本信息';
    case 'template':
      return `表样“${change.row ?? ''}”`;
  }
}

export function countsOf(changes: readonly Change[]): Counts {
  const followers = changes.filter((change) => change.followsFrom).length;
  return { edits: changes.length - followers, followers };
}

export const STATUS: Readonly<Record<Status, string>> = {
  added: '新增',
  removed: '删除',
  renamed: '换了地址',
  changed: '有改动',
  layout: '只有排版变化',
  form: '本身没有改动，受别处影响',
};

/** 换了地址（原为 130303/2024/350001）; 新增（12 张表，14 个项目）. */
export function statusWords({ status, from, holds }: DisclosureDiff): string {
  const more = from === undefined ? holds : `原为 ${from}`;
  return more === undefined ? STATUS[status] : `${STATUS[status]}（${more}）`;
}

/** 另有 4 份受表样或基本资料影响，内容和校验没有变化：…. */
export function silentWords(diffs: readonly DisclosureDiff[]): string[] {
  return (['form', 'layout'] as const).flatMap((status) => {
    const ids = diffs.filter((diff) => diff.status === status).map(({ id }) => id);
    const why = status === 'form' ? '受表样或基本资料影响，内容和校验没有变化' : STATUS[status];
    return ids.length === 0 ? [] : [`另有 ${ids.length} 份${why}：${someOf(ids)}`];
  });
}

/** 改动 3 处，随之而变 14 处. */
export function countWords({ edits, followers }: Counts): string {
  if (edits + followers === 0) return '没有实质变化';
  return `改动 ${edits} 处${followers > 0 ? `，随之而变 ${followers} 处` : ''}`;
}

export interface Overview extends Counts {
  readonly newlyFailing: readonly CheckChange[];
  readonly mended: readonly CheckChange[];
  readonly acknowledged: readonly CheckChange[];
}

export function overviewOf({ disclosures, around }: Comparison): Overview {
  const all = [around, ...disclosures];
  const checks = (kind: 'newlyFailing' | 'mended' | 'acknowledged') =>
    all.flatMap((item) => item.checks[kind]);
  return {
    ...countsOf(all.flatMap(({ changes }) => changes)),
    newlyFailing: checks('newlyFailing'),
    mended: checks('mended'),
    acknowledged: checks('acknowledged'),
  };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;
export const bySeverity = (items: readonly CheckChange[]): CheckChange[] =>
  items.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);

/** The one line that says what an edit comes to. */
export function headline(comparison: Comparison): string {
  const { disclosures } = comparison;
  const overview = overviewOf(comparison);
  const what = changeWords(comparison);
  const { newlyFailing, mended, acknowledged } = overview;
  if (what === '' && newlyFailing.length + mended.length + acknowledged.length === 0) {
    const layout = disclosures.some(({ status }) => status === 'layout');
    return layout ? '没有实质变化，只有排版变化。' : '没有变化。';
  }
  return `${what}${what && '。'}${checkWords(overview)}`;
}

/** 新增 2 份、改动 1 份公开文本，表样或网站的基本资料有改动，改动 5 处，随之而变 3 处; empty where nothing changed. */
export function changeWords({ disclosures, around }: Comparison): string {
  const counted = (['added', 'removed', 'renamed', 'changed'] as const).flatMap((status) => {
    const count = disclosures.filter((diff) => diff.status === status).length;
    return count === 0 ? [] : [`${VERB[status]} ${count} 份`];
  });
  const counts = countsOf([around, ...disclosures].flatMap(({ changes }) => changes));
  const partly = disclosures.filter(({ reason }) => reason !== undefined).length;
  const parts = [
    counted.length > 0 ? `${counted.join('、')}公开文本` : '',
    around.changes.length > 0 ? '改动表样或网站的基本资料' : '',
    counts.edits + counts.followers > 0 ? countWords(counts).replace('改动', '共改动') : '',
    partly > 0 ? `${partly} 份有错，只能比较一部分` : '',
  ];
  return parts.filter(Boolean).join('，');
}

const VERB = { added: '新增', removed: '删除', renamed: '更换地址', changed: '改动' } as const;

/** 勾稽校验：新出现问题 1 项，改正 2 项. */
export function checkWords({ newlyFailing, mended, acknowledged }: Overview): string {
  const errors = newlyFailing.filter(({ severity }) => severity === 'error').length;
  const parts = [
    errors > 0 ? `新出现错误 ${errors} 项` : '',
    newlyFailing.length > errors ? `新出现警告 ${newlyFailing.length - errors} 项` : '',
    mended.length > 0 ? `改正 ${mended.length} 项` : '',
    acknowledged.length > 0 ? `新说明 ${acknowledged.length} 项` : '',
  ].filter(Boolean);
  return `校验：${parts.length > 0 ? parts.join('，') : '没有新问题'}。`;
}

/** What stands before the arrow in a list under its group's title: 2060101 行政运行 · 基本支出. */
export function placeWords(change: Change): string {
  const { kind, row, column, table } = change;
  if (kind === 'narrative') return '';
  const parts =
    kind === 'template' ? [table, column] : kind === 'metadata' ? [table, row, column] : [row, column];
  return parts.filter(Boolean).join(' · ') || (kind === 'row' ? '' : changeSubject(change));
}

/** +1.00（+0.66%）, or that the amount is the same. */
export function movementWords({ difference, percent }: Change): string {
  if (difference === null) return '';
  if (/^-?0(?:\.0+)?$/.test(difference)) return '数额不变';
  return `${signed(difference)}${percent === undefined ? '' : `（${signed(percent)}%）`}`;
}

/** Words of two texts compared, for texts long enough that the eye would have to search. */
export function partsOf(change: Change): readonly TextPart[] | undefined {
  if (change.parts) return change.parts;
  const { before, after } = change;
  if (before === null || after === null || change.difference !== null) return undefined;
  return Math.min(before.length, after.length) < 8 ? undefined : wordParts(before, after);
}

/** A part as read in each revision; a bound figure that moved says both. */
export function partText({ kind, text, binding }: TextPart): string {
  if (!binding || kind !== 'same') return text;
  const { before, after } = binding;
  if (before === undefined || after === undefined || before === after) return text;
  return `${after}（原为 ${before}）`;
}

/** Bound figures of a change that come out otherwise in the two revisions. */
export function boundWords(change: Change): string[] {
  const seen = new Set<string>();
  return (change.parts ?? []).flatMap(({ binding }) => {
    if (!binding || seen.has(binding.source)) return [];
    seen.add(binding.source);
    const { source, before, after } = binding;
    if (before === undefined && after === undefined) return [`${source} 没有取到数`];
    if (before === undefined || after === undefined) return [`${source} 取数 ${after ?? before}`];
    return before === after ? [] : [`${source} 取数由 ${before} 变为 ${after}`];
  });
}

/** 涉及 3 份公开文本：…; undefined of what touches none beyond its own. */
export function touchedWords({ touches }: Change): string | undefined {
  if (!touches) return undefined;
  return `涉及 ${touches.length} 份公开文本${touches.length > 0 ? `：${someOf(touches)}` : ''}`;
}

/** A few ids, and how many more. */
function someOf(ids: readonly string[], most = 8): string {
  const shown = ids.slice(0, most).join('、');
  return ids.length > most ? `${shown} 等 ${ids.length} 份` : shown;
}
