import { ABOUT_SHEET } from '../../model/aside-sheets.ts';
import type { CheckedDisclosure } from '../../model/disclosure.ts';
import { absoluteUrl, type Hosting } from '../../view/page.ts';
import type { DisclosureView } from '../../view/types.ts';
import { sheetName, writeWorkbook } from '../xlsx/workbook.ts';
import { aboutSheet } from './about-sheet.ts';
import { frameOf } from './frame.ts';
import { formSheets } from './sheets.ts';

/** disclosure.xlsx: the form's look, a sheet a table, a sheet before them that says what it is. */
export function disclosureWorkbook(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
): Uint8Array {
  const taken = new Set<string>();
  const about = sheetName(ABOUT_SHEET, taken);
  const forms = formSheets(disclosure, view, taken);
  const url = absoluteUrl(hosting, view.page.path);
  return writeWorkbook({
    ...frameOf(disclosure, view),
    sheets: [aboutSheet(about, disclosure, view, url, forms), ...forms.map(({ sheet }) => sheet)],
  });
}
