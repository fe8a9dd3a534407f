import { normalized } from '../../model/titles.ts';
import type { Subject } from '../subject.ts';

/** What stands above the head of a table: department, year, unit. Repeated on every page. */
export interface PageHead {
  readonly unit?: string;
  readonly year?: string;
  readonly asOf?: string;
  /** Whose table it is, where a label says so. */
  readonly owner?: string;
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

const SHEET_FIELDS: readonly (readonly [keyof PageHead, RegExp])[] = [
  ['unit', /(?:金额|计量|货币)?单位:?\(?(?:人民币)?([百千万亿]*元)\)?(?:\([^()]*\))?/],
  ['unit', /^\(?(?:人民币)?([百千万亿]*元)\)?$/],
  ['year', /(?:预算|公开)?年度:(\d{4})?年?/],
  ['year', /^(\d{4})年(?:度)?$/],
  ['asOf', /截[止至](?:时间|日期)?:?(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2})日?/],
];
const OWNER_LABEL =
  /^(?:编制|填报|预算|公开|报送|主管|一级预算)?(?:部门|单位)(?:\((?:单位|部门|公章|盖章)\))?(?:名称)?(?:\((?:公章|盖章)\))?:/;
/** How a public body's name ends. */
const BODY =
  /(?:局|委|办|室|院|中心|站|所|处|会|部|馆|队|厅|府|社|校|园|镇|乡|街道|公司|本级|机关|部门|单位|小学|中学|大学)(?:\(本级\))?$/;

/** The same for a sheet or a document's table, where anything may stand in a cell of its own. */
export function sheetHead(text: string, subject: Subject, bare: boolean): PageHead | undefined {
  const whole = normalized(text);
  if (whole.length > 120) return undefined;
  const known = pageHead(text, subject);
  if (known) return bare || /[:：]/.test(text) ? dated(known) : undefined;
  let rest = whole;
  const found: Record<string, string> = {};
  for (const [field, pattern] of SHEET_FIELDS) {
    const match = pattern.exec(rest);
    if (!match || found[field] !== undefined) continue;
    if (match[1]) found[field] = match[1];
    rest = rest.replace(match[0], '');
    if (match[1] === undefined) found[field] ??= '';
  }
  const label = OWNER_LABEL.exec(rest);
  if (label) {
    const owner = rest.slice(label[0].length).replace(/^\[?\d{3,}\]?[-_]?/, '');
    if (owner !== '') found.owner = owner;
    return dated(withoutBlank(found));
  }
  const coded = /^\[?\d{3,9}\]?[-_]?(\D+)$/.exec(rest);
  if (bare && coded && BODY.test(coded[1] as string))
    return dated({ ...withoutBlank(found), owner: coded[1] as string });
  return rest === '' && Object.keys(found).length > 0 ? dated(withoutBlank(found)) : undefined;
}

function withoutBlank(found: Readonly<Record<string, string>>): PageHead {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''));
}

/** 2023年12月31日 as 2023-12-31. */
function dated(head: PageHead): PageHead {
  const parts = /^(\d{4})\D(\d{1,2})\D(\d{1,2})$/.exec(head.asOf ?? '');
  if (!parts) return head;
  const [, year = '', month = '', day = ''] = parts;
  return { ...head, asOf: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}

/** Is it the name of a public body, so that what begins with it belongs to it? */
export function isBody(name: string): boolean {
  return BODY.test(name);
}

/** 制表人, 审核, the day of printing, a form's own number, a page's number: of the sheet of paper, not of the disclosure. */
const MINOR: readonly RegExp[] = [
  /^(?:制表|审核|复核|填表|填报|编制|经办|打印|报送|审批|主管|分管|单位|部门|财务|会计|机构)?(?:人员?|领导|负责人|主管|时间|日期|联系人|联系电话|电话)?(?:\((?:签字|签章|盖章|公章)\))?:.{0,20}$/,
  /^(?:部门预算|预算|公开)*(?:附?表|附件)\d+(?:[-－.]\d+)*(?:附?表)?:?$/,
  // A number of its own is a form's only where no figure is written so: 预算01, 01-1, 01表.
  /^(?:(?:部门预算|预算|公开)+\d+(?:[-－.]\d+)*表?|\d+(?:[-－]\d+)+|\d+(?:[-－.]\d+)*附?表):?$/,
  /^(?:部门预算|预算|公开)*(?:附表|附件|公开表|表)[一二三四五六七八九十]*:?$/,
  /^第?\d+页?(?:[,/]?共\d+页)?$/,
  /^-\d+-$/,
  /^\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|-\d{1,2}-\d{1,2})$/,
];
const MINOR_WORD = /制表|审核|复核|填表|填报|编制|经办|打印|报送|审批|负责|主管|领导|联系|电话|签|盖章|公章/;

export function isMinor(text: string): boolean {
  const plain = normalized(text);
  if (plain.length > 40) return false;
  const [person, ...others] = MINOR as [RegExp, ...RegExp[]];
  return (
    (person.test(plain) && MINOR_WORD.test(plain)) ||
    (/\D/.test(plain) && others.some((pattern) => pattern.test(plain)))
  );
}
