import type { CheckedDisclosure, Department } from './model/disclosure.ts';
import type { Finding } from './model/finding.ts';
import { type BriefReport, briefReportOf } from './report/findings.ts';
import { idsOfYearBefore } from './schema/identity.ts';
import type { DisclosureRecords } from './search/format.ts';
import { disclosureRecords } from './search/records.ts';
import { viewEntry } from './view/index-pages.ts';
import type { DisclosureEntry } from './view/types.ts';

/**
 * All that the site's own pages and files need of one disclosure: a few
 * kilobytes of plain JSON. The process that reads a disclosure makes it, beside
 * the disclosure's pages; what is about many disclosures (indexes, feeds,
 * catalogues, search, comparison) is made of digests alone. They are kept from
 * build to build, so a new field is a new value of what `npm run build` hashes
 * as the tool's own code, and nothing else has to be told.
 *
 * To add to it: a field in `Shown`, made in `digestOf` by a function of the
 * folder that knows (`searchRecords(disclosure, view)` in src/search …). No
 * bigint, Map or undefined: JSON has to give back what went in.
 */
export interface Digest {
  readonly id: string;
  readonly report: BriefReport;
  /** YYYY-MM-DD: not built before. */
  readonly publishAt?: string;
  /** Absent where the disclosure could not be read. */
  readonly shown?: Shown;
}

export interface Shown {
  readonly entry: DisclosureEntry;
  /** Id of its form. */
  readonly template: string;
  /** Concepts of figures that its text states. */
  readonly stated: readonly string[];
  /** Ids of others that it is made from: last year's, under whichever it may stand, and those it links to; also where there is none. */
  readonly before: readonly string[];
  /** Codes of the 科目 among its records, parted by spaces. */
  readonly codes: string;
  /** Its projects among its records, as JSON: one of the lists is made of nothing else. */
  readonly projects: string;
  /** `DisclosureRecords` as JSON: thousands of them are kept, and each is looked into once, when the search's index is written. */
  readonly records: string;
}

/** A digest, and the places on the disclosure's page that pages about many disclosures lead to, as ids of elements. */
export interface Digested {
  readonly digest: Digest;
  readonly places: readonly string[];
}

export function digestOf(
  id: string,
  problems: readonly Finding[],
  disclosure: CheckedDisclosure | undefined,
  departments: ReadonlyMap<string, Department> = new Map(),
  linked: readonly string[] = [],
): Digested {
  const report = briefReportOf(id, problems, disclosure);
  if (!disclosure) return { digest: { id, report }, places: [] };
  const { publishAt, template, facts } = disclosure;
  const entry = viewEntry(disclosure);
  const stated = new Set(facts.flatMap(({ concept }) => (concept === undefined ? [] : [concept])));
  const records = disclosureRecords(disclosure, entry);
  const digest: Digest = {
    id,
    report,
    ...(publishAt !== undefined && { publishAt }),
    shown: {
      entry,
      template: template.id,
      stated: [...stated],
      before: [...new Set([...idsOfYearBefore(disclosure, departments), ...linked])],
      codes: records.subjects.map(([code]) => code).join(' '),
      projects: JSON.stringify(records.records.project),
      records: JSON.stringify(records),
    },
  };
  return { digest, places: placesOf(entry, records) };
}

function placesOf(
  entry: DisclosureEntry,
  { records: byKind, subjects }: DisclosureRecords,
): readonly string[] {
  const places = [
    ...entry.keyFigures.map(({ href = '' }) => href.split('#')[1] ?? ''),
    ...Object.values(byKind).flatMap((own) => own.map(([, anchor = '']) => anchor)),
    ...subjects.map(([, , anchor]) => anchor),
  ];
  return [...new Set(places)].filter((place) => place !== '');
}
