import { WORKBOOK_PROPERTY } from '../../model/aside-sheets.ts';
import type { CheckedDisclosure } from '../../model/disclosure.ts';
import type { DisclosureView } from '../../view/types.ts';
import type { Workbook } from '../xlsx/workbook.ts';

/** What the file says of itself. Its date is the content's, so that the same content gives the same bytes. */
export function frameOf(disclosure: CheckedDisclosure, view: DisclosureView): Omit<Workbook, 'sheets'> {
  return {
    title: view.page.title,
    author: disclosure.site.organizer,
    date: disclosure.publishedOn ?? `${disclosure.year}-01-01`,
    properties: {
      [WORKBOOK_PROPERTY]: disclosure.id,
      mingzhangTemplate: disclosure.template.id,
      mingzhangContent: disclosure.hash,
    },
  };
}
