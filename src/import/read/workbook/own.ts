import { WORKBOOK_PROPERTY } from '../../../model/aside-sheets.ts';
import { relations, targetOf } from '../relations.ts';
import { readXml } from '../xml.ts';
import type { Archive } from '../zip/archive.ts';

/** Was this workbook written by `npm run export` or the site? Its own properties say so, whoever saved it since. */
export function isOwnWorkbook(file: string, archive: Archive): boolean {
  const part = targetOf(relations(file, archive, ''), 'custom-properties');
  const bytes = part === undefined ? undefined : archive.read(part);
  let own = false;
  if (part !== undefined && bytes)
    readXml(file, part, bytes, {
      open(tag, { name }) {
        own ||= tag === 'property' && name === WORKBOOK_PROPERTY;
      },
      close: () => {},
      text: () => {},
    });
  return own;
}
