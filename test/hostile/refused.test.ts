import { describe, expect, test } from 'vitest';
import { placeText } from '../../src/model/finding.ts';
import { type Changes, contentWith, edited, FILES, FOLDER, ID } from '../support/content.ts';
import { LONG, RUN_TIME } from './payloads.ts';
import { PLACES } from './places.ts';

/** What is refused: each with its place and a message in Chinese, and in bounded time. */

const DISCLOSURE = `${FOLDER}/disclosure.yaml`;
const TABLE = `${FOLDER}/tables/支出总表.csv`;
const NARRATIVE = `${FOLDER}/narrative/职责.md`;
const plus = (path: string, more: string): Changes => ({ [path]: `${FILES[path]}${more}` });
const figure = (text: string): Changes =>
  edited(TABLE, '2010602,一般行政管理事务,1000.00', `2010602,一般行政管理事务,"${text}"`);
const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Errors of the whole content, in short. */
function errors(changes: Changes): string[] {
  const content = contentWith(changes);
  const own = content.surroundings ? content.read(ID).problems : [];
  return [...content.problems, ...own]
    .filter(({ severity }) => severity === 'error')
    .map(({ place, message }) => `${placeText(place)} ${message}`);
}

describe('refused', () => {
  test.each<[string, Changes, string]>([
    ['__proto__ as a key', plus(DISCLOSURE, '__proto__: { admin: true }\n'), ':8:1 不能用“__proto__”作名称'],
    [
      'constructor as a key',
      plus(DISCLOSURE, 'headings: { constructor: x }\n'),
      ':8:13 不能用“constructor”作名称',
    ],
    ['an escaped key', plus(DISCLOSURE, '"__proto\\u005f_": x\n'), ':8:1 不能用“__proto__”作名称'],
    ['an anchor', plus(DISCLOSURE, 'units: &a []\n'), ':8:9 不能使用锚点和引用'],
    [
      'a billion laughs',
      { [DISCLOSURE]: `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n` },
      ':1:5 不能使用锚点和引用',
    ],
    ['a merge key of an alias', plus(DISCLOSURE, '<<: *a\n'), '不能使用锚点和引用'],
    ['a tag', plus(DISCLOSURE, 'phone: !!js/function "function(){}"\n'), ':8:8 不能使用类型标记'],
    ['a deep nest', plus(DISCLOSURE, `units: ${deep(60)}\n`), '嵌套'],
    ['a very deep nest', plus(DISCLOSURE, `units: ${deep(100_000)}\n`), '嵌套'],
    [
      'a path as the form',
      edited(DISCLOSURE, 'template: example-form', 'template: ../../etc'),
      ':1:11 “表样”（template）应为',
    ],
    [
      'a path as the department',
      edited(DISCLOSURE, 'department: caizheng', 'department: ../x'),
      ':6:13 “departments.yaml 中的 id”',
    ],
    ['a path as the code', edited(DISCLOSURE, 'code: 101', 'code: ../../101'), ':4:7 “部门代码”（code）应为'],
    ['a path as the region', edited(DISCLOSURE, 'region: 110101', 'region: ../101'), ':2:9 “行政区划代码”'],
    [
      'a path as the new address',
      plus(DISCLOSURE, 'withdrawn: { date: 2024-03-01, reason: 无, movedTo: ../../../x }\n'),
      ':8:52 “撤下 › 新地址”',
    ],
    [
      'a path as a table',
      plus(DISCLOSURE, 'notPublished: [{ table: ../../x, reason: 无 }]\n'),
      ':8:25 “未公开的表 › 第1项 › 表”',
    ],
    ['10^400', figure(`1${'0'.repeat(400)}`), ':6:18 表“支出总表”第 6 行“合计”的“1000'],
    ['forty decimals', figure(`1.${'1'.repeat(40)}`), ':6:18 表“支出总表”第 6 行“合计”的“1.1111'],
    ['an exponent', figure('1e999'), ':6:18 表“支出总表”第 6 行“合计”的“1e999”不是数字'],
    ['Infinity', figure('Infinity'), '“Infinity”不是数字'],
    ['digits of another script', figure('١٢٣'), '“١٢٣”不是数字'],
    ['a zero-width sign in a figure', figure('1\u200b000.00'), '不是数字'],
    [
      'an order turned in a figure',
      figure('\u202e00.1'),
      ':6:19 这里有看不见的控制字符 U+202E，会使后面的文字和数字倒排',
    ],
    [
      'an order turned in a name',
      edited(TABLE, '行政运行', '行政\u2067运行'),
      ':5:11 这里有看不见的控制字符 U+2067',
    ],
    [
      'an order turned in a narrative',
      { [NARRATIVE]: '安排\n\u202e00.5万元。\n' },
      ':2:1 这里有看不见的控制字符 U+202E',
    ],
    ['the same by an escape', plus(DISCLOSURE, 'phone: "\\u202E119"\n'), ':8:'],
    ['half of a pair by an escape', plus(DISCLOSURE, 'phone: "\\uD800"\n'), ':8:'],
    [
      'an escape of a terminal',
      { [NARRATIVE]: '一\u001b[2J二\n' },
      ':1:2 这里有看不见的控制字符 U+001B，不是文字',
    ],
    ['NUL', { [NARRATIVE]: '一\0二\n' }, '空字符'],
  ])('%s', (_, changes, said) => {
    const told = errors(changes);
    expect(told.join('\n')).toContain(said);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test('a reference in a narrative that would turn the order', () => {
    const content = contentWith({ [NARRATIVE]: '安排&#x202E;00.5万元。\n' });
    expect(content.read(ID).disclosure).toBeDefined();
  });
});

describe('long runs', { timeout: RUN_TIME }, () => {
  test.each(LONG.map(({ name, text }) => [name, text] as const))('%s', (_, text) => {
    for (const place of PLACES) {
      const told = errors(place.put(text));
      for (const message of told) expect(message.length, place.name).toBeLessThan(4000);
    }
  });
});
