import type { CheckedDisclosure } from '../../model/disclosure.ts';
import { absoluteUrl, type Hosting } from '../../view/page.ts';
import type { DisclosureView } from '../../view/types.ts';
import { sheetName, type Workbook, writeWorkbook } from '../xlsx/workbook.ts';
import { aboutSheet } from './about-sheet.ts';
import { formSheets } from './sheets.ts';

const ABOUT = '说明';

/** disclosure.xlsx: the form's look, a sheet a table, a sheet before them that says what it is. */
export function disclosureWorkbook(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
): Uint8Array {
  const taken = new Set<string>();
  const about = sheetName(ABOUT, taken);
  const forms = formSheets(disclosure, view, taken);
  const url = absoluteUrl(hosting, view.page.path);
  return writeWorkbook({
    ...frameOf(disclosure, view),
    sheets: [aboutSheet(about, disclosure, view, url, forms), ...forms.map(({ sheet }) => sheet)],
  });
}

/** What the file says of itself. Its date is the content's, so that the same content gives the same bytes. */
export function frameOf(disclosure: CheckedDisclosure, view: DisclosureView): Omit<Workbook, 'sheets'> {
  return {
    title: view.page.title,
    author: disclosure.site.organizer,
    date: disclosure.publishedOn ?? `${disclosure.year}-01-01`,
    properties: { disclosure: disclosure.id, template: disclosure.template.id, contentHash: disclosure.hash },
  };
}
