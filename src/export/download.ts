import type { CheckedDisclosure } from '../model/disclosure.ts';
import { tablesInOrder } from '../model/facts.ts';
import { COMPARE_FILE, comparableOf } from '../view/compare/comparable.ts';
import type { Hosting } from '../view/page.ts';
import type { DisclosureView } from '../view/types.ts';
import { tableCsv } from './csv.ts';
import { disclosureJson } from './data.ts';
import { DATA, PACKAGE, TIDY, WORKBOOK } from './files.ts';
import { dataPackage, type WrittenFile } from './package.ts';
import { tidyCsv } from './tidy.ts';
import { disclosureWorkbook } from './workbook/index.ts';

/** Writes one file beside a disclosure's page, and says what was written. */
export type WriteFile = (path: string, content: string | Uint8Array) => WrittenFile;

/** All downloads of one disclosure, from its one model. A withdrawn one has none. */
export function makeDownloads(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting & { readonly xlsx: boolean },
  write: WriteFile,
): readonly WrittenFile[] {
  if (disclosure.withdrawn) return [];
  const files = tablesInOrder(disclosure).map((table) =>
    write(`tables/${table.spec.id}.csv`, tableCsv(table)),
  );
  files.push(write(TIDY, tidyCsv(disclosure)));
  files.push(write(DATA, `${disclosureJson(disclosure, view, hosting)}\n`));
  if (hosting.xlsx) files.push(write(WORKBOOK, disclosureWorkbook(disclosure, view, hosting)));
  const described = dataPackage(disclosure, view, hosting, files);
  files.push(write(PACKAGE, `${JSON.stringify(described, null, 2)}\n`));
  // For the page 对比 of this site, not a format for others.
  files.push(write(COMPARE_FILE, JSON.stringify(comparableOf(disclosure))));
  return files;
}
