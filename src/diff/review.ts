import { valueWords } from '../view/change-words.ts';
import {
  boundWords,
  bySeverity,
  type Counts,
  countsOf,
  groupsOf,
  headline,
  movementWords,
  overviewOf,
  partsOf,
  partText,
  placeWords,
  silentWords,
  statusWords,
  touchedWords,
} from './arrange.ts';
import {
  type Change,
  type CheckChange,
  type CheckChanges,
  type Comparison,
  type DisclosureDiff,
  saysNothing,
  type TextPart,
} from './types.ts';

/** A comparison as it is read: one walk over it, which every format for people writes down in its own way. */
export interface Review {
  readonly base: string;
  readonly head: string;
  readonly headline: string;
  /** What stands around the disclosures first, where anything of it changed; then one by one. */
  readonly parts: readonly Part[];
  /** Of which there is nothing to tell: a line for each kind, 另有 4 份……. */
  readonly silent: readonly string[];
  readonly checks: readonly CheckList[];
}

export interface Part {
  /** Absent of what stands around the disclosures. */
  readonly diff?: DisclosureDiff;
  readonly title: string;
  readonly id: string | null;
  /** 有改动, 换了地址（原为 …）; empty of what stands around. */
  readonly status: string;
  readonly counts: Counts;
  readonly reason?: string;
  readonly groups: readonly ReviewGroup[];
  readonly checks: readonly CheckList[];
}

export interface ReviewGroup {
  readonly title: string;
  /** The table's id, where the group is one. */
  readonly table: string | null;
  readonly edits: readonly Entry[];
  readonly followers: readonly Entry[];
}

/** One change in words. */
export interface Entry {
  readonly change: Change;
  /** 2060101 行政运行 · 基本支出; empty where the group's title says it. */
  readonly place: string;
  /** Null where there was nothing at all, blank as 空白. */
  readonly before: string | null;
  readonly after: string | null;
  /** +1.00（+0.66%）; empty where nothing is to be reckoned. */
  readonly movement: string;
  /** Where it is compared by words. */
  readonly parts?: readonly TextPart[];
  readonly notes: readonly string[];
}

export interface CheckList {
  readonly kind: keyof CheckChanges;
  /** 新出现的问题. */
  readonly title: string;
  readonly items: readonly CheckChange[];
}

const CHECKS: readonly (readonly [keyof CheckChanges, string])[] = [
  ['newlyFailing', '新出现的问题'],
  ['mended', '已改正的问题'],
  ['acknowledged', '新说明的问题'],
];

export function reviewOf(comparison: Comparison): Review {
  const { base, head, disclosures, around } = comparison;
  const surroundings: Part = {
    title: '表样和网站的基本资料',
    id: null,
    status: '',
    counts: countsOf(around.changes),
    groups: groupsIn(around.changes),
    checks: checkLists(around.checks),
  };
  const isSilent = surroundings.groups.length === 0 && surroundings.checks.length === 0;
  return {
    base: revisionName(base),
    head: revisionName(head),
    headline: headline(comparison),
    parts: [
      ...(isSilent ? [] : [surroundings]),
      ...disclosures.filter((diff) => !saysNothing(diff)).map(partOf),
    ],
    silent: silentWords(disclosures.filter(saysNothing)).map(visible),
    checks: checkLists(overviewOf(comparison)),
  };
}

/** Of a whole commit id as much as people quote. */
const revisionName = (name: string): string =>
  visible(/^[0-9a-f]{40,64}$/.test(name) ? name.slice(0, 10) : name);

function partOf(diff: DisclosureDiff): Part {
  return {
    diff,
    title: visible(diff.title),
    id: visible(diff.id),
    status: visible(statusWords(diff)),
    counts: countsOf(diff.changes),
    ...(diff.reason !== undefined && { reason: visible(diff.reason) }),
    groups: groupsIn(diff.changes),
    checks: checkLists(diff.checks),
  };
}

function groupsIn(changes: readonly Change[]): ReviewGroup[] {
  return groupsOf(changes).map(({ title, table, edits, followers }) => ({
    title: visible(title),
    table,
    edits: edits.map(entryOf),
    followers: followers.map(entryOf),
  }));
}

function entryOf(change: Change): Entry {
  const value = (text: string | null): string | null => (text === null ? null : visible(valueWords(text)));
  const compared = partsOf(change)?.map(visiblePart);
  const parts = change.kind === 'narrative' ? compared?.map(withoutMarks) : compared;
  // 整张表，34 行: what came or went, where nothing else says it.
  const told = change.kind === 'row' && (change.before === '' || change.after === '');
  const own = (text: string | null): string | null => value(told && text === '' ? (change.note ?? '') : text);
  const notes = [told ? undefined : change.note, ...boundWords(change), touchedWords(change)];
  return {
    change,
    place: visible(placeWords(change)),
    before: own(change.before),
    after: own(change.after),
    movement: movementWords(change),
    ...(parts && { parts }),
    notes: notes.filter((note) => note !== undefined).map(visible),
  };
}

function visiblePart({ kind, text, binding }: TextPart): TextPart {
  if (!binding) return { kind, text: visible(text) };
  const { source, before, after } = binding;
  return {
    kind,
    text: visible(text),
    binding: {
      source: visible(source),
      ...(before !== undefined && { before: visible(before) }),
      ...(after !== undefined && { after: visible(after) }),
    },
  };
}

/** Marks of Markdown say nothing to a reader, where they are not what changed. */
function withoutMarks(part: TextPart, index: number, all: readonly TextPart[]): TextPart {
  const isWhole = all.every(({ kind }) => kind === part.kind) || all.some(({ text }) => text === '\n');
  if ((part.kind !== 'same' && !isWhole) || part.binding) return part;
  const text = part.text.replace(/\*\*|__/g, '');
  const isFirst = index === 0 || all[index - 1]?.text === '\n';
  return { ...part, text: isFirst ? text.replace(/^\s*(?:[-*+]|#{1,6})\s+/, '') : text };
}

/** Of unchanged words that many characters are shown beside a change, where the whole text is not. */
const BESIDE = 24;

/** A changed text in brief: what is the same is left out in the middle of it. */
export function inBrief(parts: readonly TextPart[]): TextPart[] {
  const brief: TextPart[] = [];
  for (const [index, part] of parts.entries()) {
    const text = shortened(part, index === 0, index === parts.length - 1);
    const last = brief.at(-1);
    if (last?.kind === part.kind) brief[brief.length - 1] = { kind: part.kind, text: last.text + text };
    else brief.push({ kind: part.kind, text });
  }
  return brief;
}

function shortened(part: TextPart, isFirst: boolean, isLast: boolean): string {
  const text = partText(part);
  const letters = [...text];
  if (part.kind !== 'same' || part.binding || letters.length <= 2 * BESIDE + 8) return text;
  const head = isFirst ? '' : letters.slice(0, BESIDE).join('');
  const tail = isLast ? '' : letters.slice(-BESIDE).join('');
  return `${head}……${tail}`;
}

function checkLists(checks: CheckChanges): CheckList[] {
  const seen = (item: CheckChange): CheckChange => ({
    ...item,
    message: visible(item.message),
    file: visible(item.file),
    ...(item.reason !== undefined && { reason: visible(item.reason) }),
  });
  return CHECKS.flatMap(([kind, title]) =>
    checks[kind].length === 0 ? [] : [{ kind, title, items: bySeverity(checks[kind]).map(seen) }],
  );
}

/**
 * Characters that show nothing, or turn the order of what stands after them
 * (Unicode TR36), are written out: two texts that look alike must not hide a
 * difference, and a terminal takes no orders from content.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** 支出总表.csv:5, as far as known. */
export function placeOf({ file, line }: CheckChange): string {
  return [file, line].filter((part) => part !== null).join(':');
}
