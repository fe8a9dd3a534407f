import { z } from 'zod';

/**
 * The scalars of the content format. YAML is read with every scalar as text, so
 * every field starts from a string; `io: input` of the JSON Schemas lets editors
 * accept numbers and booleans there as well. Messages are 「应为…」, completed by
 * parse.ts with the field's name, its value and its place.
 */

/** Longer than any real text of a disclosure's field. */
const MAX_TEXT = 20_000;

export const text = z.string({ error: '一段文字' }).max(MAX_TEXT, { error: `不超过 ${MAX_TEXT} 字的文字` });

export function pattern(regex: RegExp, expected: string) {
  // One fault, one message: what has not this form is not looked at further.
  return z.string({ error: expected }).regex(regex, { error: expected, abort: true });
}

export const flag = z
  .enum(['true', 'false'], { error: 'true 或 false' })
  .transform((value) => value === 'true');

export const year = pattern(/^(19|20)\d{2}$/, '四位年份，如 2024').transform(Number);

export const regionCode = pattern(/^\d{6}$/, '六位行政区划代码，如 130303');

/** A department's code, also the name of its folder and part of its address. */
export const departmentCode = pattern(/^[0-9A-Za-z]{1,20}$/, '由数字或字母组成的部门代码，如 350001');

export const date = pattern(/^\d{4}-\d{2}-\d{2}$/, '年-月-日，如 2024-02-29').refine(isRealDate, {
  error: '真实存在的日期（年-月-日）',
});

function isRealDate(value: string): boolean {
  const [y, m, d] = value.split('-').map(Number) as [number, number, number];
  const real = new Date(Date.UTC(y, m - 1, d));
  return real.getUTCFullYear() === y && real.getUTCMonth() === m - 1 && real.getUTCDate() === d;
}

/** Names content files and anchors: no path, no space, nothing an address would have to escape oddly. */
export const identifier = pattern(
  /^[\p{L}\p{N}][\p{L}\p{N}_—-]{0,60}$/u,
  '由汉字、字母、数字组成的简短名称，不含空格和符号',
);

export const unit = pattern(/^\S{1,10}$/u, '计量单位，如 万元、元、台');

export const fund = z.enum(['all', 'fiscal', 'generalPublicBudget', 'governmentFund', 'stateCapital'], {
  error: 'all、fiscal、generalPublicBudget、governmentFund 或 stateCapital',
});

export const concept = pattern(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/, '概念名，如 expenditure.basic');

/** Of a whole site or a folder of one: no name and password, no query, and nothing that a browser would run. */
export const siteAddress = pattern(
  /^https?:\/\/[\w.\u4e00-\u9fff-]{1,200}(?::\d{1,5})?(?:\/[\w.~!$&()*+,;=:%/\u4e00-\u9fff-]{0,500})?$/u,
  'https:// 或 http:// 开头的网址，如 https://yusuan.example.gov.cn/',
).refine((value) => URL.canParse(value), { error: '能打开的网址，如 https://yusuan.example.gov.cn/' });

/** A list where nothing written means none. */
export function list<T extends z.ZodType>(item: T) {
  return z.array(item, { error: '一个列表' }).default([]);
}

export function record<T extends z.ZodType>(value: T) {
  return z.record(z.string(), value, { error: '“名称: 值”的若干行' }).default({});
}

/** Without keys whose value is undefined, as exact optional properties want it. */
export function compact<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // A copy: an object that something is deleted from is slow to read ever after.
  const given: Partial<T> = {};
  for (const key of Object.keys(object) as (keyof T)[])
    if (object[key] !== undefined) given[key] = object[key];
  return given as { [K in keyof T]: Exclude<T[K], undefined> };
}
