import { describe, expect, it } from 'vitest';
import type { AmendmentEntry } from '../../src/diff/amendment.ts';
import { amendmentYaml, withAmendment } from '../../src/diff/amendment-yaml.ts';
import { parseYaml } from '../../src/load/yaml.ts';

/** An entry put into the text of disclosure.yaml. */

const ENTRY: AmendmentEntry = { date: '2024-03-01', reason: '一。', changes: [] };
const WRITTEN = '  - date: 2024-03-01\n    reason: 一。\n';

describe('where the entry goes', () => {
  it.each([
    ['at the end', 'a: 1\n', `a: 1\namendments:\n${WRITTEN}`],
    ['on a line of its own', 'a: 1', `a: 1\namendments:\n${WRITTEN}`],
    ['into an empty list', 'amendments: []\nb: 2\n', `amendments:\n${WRITTEN}b: 2\n`],
    ['into one with a remark', 'amendments: [ ] # 无\nb: 2\n', `amendments: # 无\n${WRITTEN}b: 2\n`],
    ['under a name alone', 'amendments:\n\nb: 2\n', `amendments:\n${WRITTEN}\nb: 2\n`],
    [
      'behind the last entry, before what follows it',
      'amendments:\n  - date: 2024-02-01\n    reason: >\n      二\n      三\n\n# 末\nb: 2\n',
      `amendments:\n  - date: 2024-02-01\n    reason: >\n      二\n      三\n${WRITTEN}\n# 末\nb: 2\n`,
    ],
    [
      'as deep as the others',
      'amendments:\n- { date: 2024-02-01, reason: 二 }\n',
      'amendments:\n- { date: 2024-02-01, reason: 二 }\n- date: 2024-03-01\n  reason: 一。\n',
    ],
    [
      'not into a text that only looks so',
      'z: |\n  amendments:\n  - x\n',
      `z: |\n  amendments:\n  - x\namendments:\n${WRITTEN}`,
    ],
    [
      'with the line ends of the file',
      'a: 1\r\n',
      `a: 1\r\namendments:\r\n${WRITTEN.replaceAll('\n', '\r\n')}`,
    ],
    [
      'into a list in brackets, behind whatever brackets its entries have',
      'amendments: [{ date: 2024-02-01, reason: "二]", changes: [{ field: 甲, note: 乙 }] }, ] # 末\nb: [2]\n',
      'amendments: [{ date: 2024-02-01, reason: "二]", changes: [{ field: 甲, note: 乙 }] },\n  { date: 2024-03-01, reason: 一。 }] # 末\nb: [2]\n',
    ],
    ['behind a mark of byte order', '\uFEFFa: 1\n', `\uFEFFa: 1\namendments:\n${WRITTEN}`],
  ])('%s', (_, before, after) => expect(withAmendment(before, ENTRY)).toBe(after));

  it.each([
    ['a file in braces', '{ a: 1 }\n'],
    ['a file that ends its document', 'a: 1\n...\n'],
    ['a file that cannot be read', 'a: [\n'],
    ['a file that is a list', '- a\n'],
  ])('nowhere in %s', (_, text) => expect(withAmendment(text, ENTRY)).toBeUndefined());
});

describe('what is written', () => {
  it.each([
    '469.55',
    '1,469.55',
    '-3.00',
    '25%',
    '2010601 行政运行',
    '“三公”经费',
    'a: b',
    '甲 # 乙',
    '- x',
    '{x}',
    '[x]',
    '*x',
    '&x',
    '!x',
    "it's",
    '"x"',
    'null',
    '~',
    '一。\n二。',
    ' 空格 ',
    '甲,乙',
    '@x',
    '`x`',
    '%x',
    '2024-03-01',
    '\t',
    '📎',
    '甲:',
    '?',
    '：',
  ])('is read back as the same text: %j', (text) => {
    const entry: AmendmentEntry = {
      date: '2024-03-01',
      reason: text,
      changes: [{ table: '支出总表', row: text, column: text, before: text, after: text }],
    };
    const yaml = amendmentYaml(entry, '');
    const read = parseYaml('x.yaml', yaml).yaml?.data;
    expect(JSON.parse(JSON.stringify(read))).toEqual([entry]);
    expect(withAmendment('a: 1\n', entry)).toBe(`a: 1\namendments:\n${amendmentYaml(entry)}`);
    const inBrackets = withAmendment('amendments: [{ date: 2024-02-01, reason: 二 }]\n', entry) ?? '';
    expect(parseYaml('x.yaml', inBrackets).yaml?.data).toMatchObject({ amendments: [{}, entry] });
  });
});
