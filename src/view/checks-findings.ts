import type { CheckFinding } from '../model/disclosure.ts';
import type { Place } from '../model/place.ts';
import type { FindingView, LinkView } from './checks-types.ts';
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

/** What is wrong first, then what is explained, then what is only to be noted. */
export function viewFindings(
  findings: readonly CheckFinding[],
  anchorOf: (finding: CheckFinding) => string,
  context: FindingContext,
): readonly FindingView[] {
  return findings
    .map((finding) => viewFinding(finding, anchorOf(finding), context))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}

function viewFinding(finding: CheckFinding, anchor: string, context: FindingContext): FindingView {
  const { severity, outcome, acknowledgedBecause, message, expected, difference, hint } = finding;
  const state = outcome === 'acknowledged' ? outcome : severity === 'error' ? 'failed' : 'notice';
  const places = placesOf(finding, context);
  return {
    anchor,
    state,
    label: outcomeLabel(state),
    message,
    places: places.slice(0, MOST_PLACES),
    more: Math.max(0, places.length - MOST_PLACES),
    ...(expected !== undefined && { expected }),
    ...(difference !== undefined && { difference }),
    ...(acknowledgedBecause !== undefined && { reason: acknowledgedBecause }),
    ...(context.draft && hint !== undefined && { hint }),
    rule: context.rule(finding.rule),
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
