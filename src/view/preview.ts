import type { CheckedDisclosure, CheckFinding } from '../model/disclosure.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { pageAnchors } from './checks-links.ts';
import type { DisclosureView, SectionView, TableView } from './types.ts';

/**
 * What an author's own server shows beside the cells of a page that is being
 * written. No page that is published has any of it: scripts/dev puts it there.
 */
export interface PreviewFinding {
  readonly severity: Severity;
  /** It has a public reason in `acknowledgements`. */
  readonly explained: boolean;
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  /** For an editor, from the content folder: disclosures/…/tables/支出总表.csv:5. */
  readonly at: string;
  /** Fragment of the row, section or project on the page; absent where the page does not show it. */
  readonly anchor?: string;
  /** Which cell of that row, from 0. */
  readonly cell?: number;
}

export function viewPreview(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  findings: readonly (Finding | CheckFinding)[],
): PreviewFinding[] {
  const anchors = pageAnchors(view, disclosure);
  const cellOf = cellsOf(disclosure, view);
  return findings.map((finding) => {
    const { rule, severity, message, hint, place } = finding;
    const anchor = anchors.place(place);
    const cell = anchor === undefined ? undefined : cellOf(place);
    return {
      severity,
      explained: 'outcome' in finding && finding.outcome === 'acknowledged',
      rule,
      message,
      ...(hint !== undefined && { hint }),
      at: place.line === undefined ? place.file : `${place.file}:${place.line}`,
      ...(anchor !== undefined && { anchor }),
      ...(cell !== undefined && { cell }),
    };
  });
}

/** Where in its row a place of a table is drawn: pages may have cells before those of the file. */
function cellsOf({ tables }: CheckedDisclosure, view: DisclosureView): (place: Place) => number | undefined {
  const drawn = new Map<string, TableView>();
  const collect = ({ id, content, children }: SectionView): void => {
    for (const item of content) if (item.kind === 'table') drawn.set(id, item.table);
    children.forEach(collect);
  };
  view.sections.forEach(collect);
  const byFile = new Map([...tables.values()].map((table) => [table.file, table]));
  return ({ file, line, column }) => {
    const table = byFile.get(file);
    const shown = table && drawn.get(table.spec.id);
    if (!shown || line === undefined || column === undefined) return undefined;
    const row = table.lines.findIndex((item) => item.place(0).line === line);
    const at = table.columns.findIndex((_, index) => table.lines[row]?.place(index).column === column);
    if (row < 0 || at < 0) return undefined;
    const wanted = at + shown.columns.length - table.columns.length;
    const cell = shown.body[row]?.cells.findIndex((item) => item.column === wanted) ?? -1;
    return cell < 0 ? undefined : cell;
  };
}
