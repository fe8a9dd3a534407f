import { normalized } from '../../model/titles.ts';
import type { Subject } from '../subject.ts';

/** What stands above the head of a table: department, year, unit. Repeated on every page. */
export interface PageHead {
  readonly unit?: string;
  readonly year?: string;
  readonly asOf?: string;
}

const FIELDS: readonly (readonly [keyof PageHead, RegExp])[] = [
  ['unit', /(?:金额)?单位:\(?([百千万亿]*元)\)?/],
  ['year', /预算年度:?(\d{4})?年?/],
  ['asOf', /截止(?:时间|日期):?(\d{4}-\d{2}-\d{2})/],
];
const NAME_LABEL = /(?:部门|单位)(?:\(单位\))?名称:/;

/** Reads a line above a head; undefined where it says anything else. */
export function pageHead(text: string, subject: Subject): PageHead | undefined {
  let rest = normalized(text);
  const found: Record<string, string> = {};
  let known = false;
  for (const [field, pattern] of FIELDS) {
    const match = pattern.exec(rest);
    if (!match) continue;
    known = true;
    if (match[1]) found[field] = match[1];
    rest = rest.replace(match[0], '');
  }
  for (const part of [NAME_LABEL, normalized(subject.name)]) {
    const shorter = rest.replace(part, '');
    known ||= shorter !== rest;
    rest = shorter;
  }
  return known && rest.replace(subject.code, '') === '' ? found : undefined;
}
