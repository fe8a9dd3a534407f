import type { CheckFinding } from '../model/disclosure.ts';
import type { Place } from '../model/place.ts';
import type { FindingGroup, FindingView, LinkView } from './checks-types.ts';
import { outcomeLabel } from './checks-words.ts';

export interface FindingContext {
  /** Where a place is shown, as an href from the checks page. */
  readonly hrefOf: (place: Place) => string | undefined;
  readonly rule: (id: string) => LinkView;
  readonly draft: boolean;
}

/** A total of thirty parts has thirty places; the rule below lists them all. */
const MOST_PLACES = 8;

const ORDER = { failed: 0, acknowledged: 1, notice: 2 } as const;

/** What is wrong first, then what is explained, then what is only to be noted; each rule's together. */
export function viewFindings(
  findings: readonly CheckFinding[],
  anchorOf: (finding: CheckFinding) => string,
  context: FindingContext,
): readonly FindingGroup[] {
  const groups = Map.groupBy(
    findings,
    (finding) => `${stateOf(finding)} ${finding.rule} ${finding.acknowledgedBecause ?? ''}`,
  );
  return [...groups.values()]
    .map((own) => viewGroup(own, anchorOf, context))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}

function stateOf({ outcome, severity }: CheckFinding): FindingGroup['state'] {
  if (outcome === 'acknowledged') return outcome;
  return severity === 'error' ? 'failed' : 'notice';
}

function viewGroup(
  own: readonly CheckFinding[],
  anchorOf: (finding: CheckFinding) => string,
  context: FindingContext,
): FindingGroup {
  const first = own[0] as CheckFinding;
  const state = stateOf(first);
  const asks = context.draft && state !== 'acknowledged';
  const hints = new Set(asks ? own.map(({ hint }) => hint) : []);
  const [hint] = hints;
  const shared = hints.size === 1 && hint !== undefined;
  return {
    state,
    label: outcomeLabel(state),
    rule: context.rule(first.rule),
    findings: own.map((finding) => viewFinding(finding, anchorOf(finding), context, asks && !shared)),
    ...(first.acknowledgedBecause !== undefined && { reason: first.acknowledgedBecause }),
    ...(shared && { hint }),
  };
}

function viewFinding(
  finding: CheckFinding,
  anchor: string,
  context: FindingContext,
  asks: boolean,
): FindingView {
  const { message, difference, hint } = finding;
  const places = placesOf(finding, context);
  return {
    anchor,
    message,
    places: places.slice(0, MOST_PLACES),
    more: Math.max(0, places.length - MOST_PLACES),
    ...(difference !== undefined && { difference: difference.replace(/^[-−]/u, '') }),
    ...(asks && hint !== undefined && { hint }),
  };
}

/** The accused, then the others that take part; each once. */
function placesOf(
  { place, actual, related = [] }: CheckFinding,
  { hrefOf }: FindingContext,
): FindingView['places'] {
  const places = new Map<string, FindingView['places'][number]>();
  const note = (text: string, at: Place, value: string | undefined): void => {
    const href = hrefOf(at);
    const key = `${at.file} ${at.line} ${at.column} ${text}`;
    if (text === '' || places.has(key)) return;
    places.set(key, { text, ...(href !== undefined && { href }), ...(value !== undefined && { value }) });
  };
  note(placeWords(place), place, actual);
  for (const { label, value, ...at } of related) note(label, at, value);
  return [...places.values()];
}

/** 支出总表“合计”的“基本支出”: as a clerk knows the cell. */
function placeWords({ table, row, columnTitle, file }: Place): string {
  const words = [row && `“${row}”`, columnTitle && `“${columnTitle}”`].filter(Boolean).join('的');
  if (table !== undefined) return table + words;
  return (
    words ||
    (file
      .split('/')
      .pop()
      ?.replace(/\.[a-z]+$/, '') ??
      '')
  );
}
