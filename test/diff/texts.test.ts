import { describe, expect, test } from 'vitest';
import { compareTexts } from '../../src/diff/narrative.ts';
import { sentencesOf } from '../../src/diff/sentences.ts';
import { tokens, wordParts } from '../../src/diff/words.ts';
import { FILES, FOLDER } from '../support/content.ts';
import { changesOf, short, TABLE } from './support.ts';

const SECTION = `${FOLDER}/narrative/职责.md`;
const marked = (before: string, after: string): string =>
  wordParts(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');

describe('words', () => {
  test('figures and bindings stay whole', () => {
    expect(tokens('预算1,469.55万元，增长-3.5%。')).toContain('1,469.55');
    expect(tokens('预算1,469.55万元，增长-3.5%。')).toContain('-3.5%');
    expect(tokens('共{{支出总表/合计/合计}}')).toContain('{{支出总表/合计/合计}}');
  });
  test('only what differs is marked', () => {
    expect(marked('新增人员5名。', '新增人员6名。')).toBe('新增人员[-5-]{+6+}名。');
    expect(marked('', '新。')).toBe('{+新。+}');
  });
});

describe('sentences', () => {
  test('by their ends, with their lines; a broken line is not an end', () => {
    expect(sentencesOf('一句。“二句！”三\n句\n\n- 四；五').map(({ text, line }) => [text, line])).toEqual([
      ['一句。', 1],
      ['“二句！”', 1],
      ['三句', 1],
      ['- 四；', 4],
      ['五', 4],
    ]);
  });
  test.each([
    ['lines broken elsewhere', '甲乙丙丁。\n', '甲乙\n丙丁。\n'],
    ['another bullet', '* 甲。', '- 甲。'],
    ['more blank lines', '甲。\n\n乙。', '甲。\n\n\n\n乙。\n'],
    ['spaces at line ends', '甲。 \n乙。', '甲。\n乙。'],
  ])('%s are layout', (_, before, after) => expect(compareTexts(before, after)).toEqual([]));

  test('an edited sentence is one entry, a new one and one that is gone too', () => {
    const changes = compareTexts(
      '甲部门负责财政。乙不变。丙要删去。',
      '甲部门主管财政。乙不变。丁戊己庚辛是新的。',
    );
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      ['甲部门负责财政。', '甲部门主管财政。'],
      ['丙要删去。', null],
      [null, '丁戊己庚辛是新的。'],
    ]);
  });
  test('a sentence at another place is one entry', () => {
    const changes = compareTexts(
      '甲是第一句。乙是第二句。丙是第三句。',
      '乙是第二句。丙是第三句。甲是第一句。',
    );
    expect(changes).toMatchObject([{ note: '移动了位置' }]);
  });
});

describe('narrative of a disclosure', () => {
  test('edited words, by section, with the line', async () => {
    const changes = await changesOf({ [SECTION]: '贯彻执行财政政策。\n\n管理国库。\n' });
    expect(changes.map(short)).toEqual([
      'narrative 职责: 贯彻执行财政方针政策。 → 贯彻执行财政政策。',
      'narrative 职责: ∅ → 管理国库。',
    ]);
    expect(changes.map(({ line }) => line)).toEqual([1, 3]);
  });

  test('bound figures are read in both revisions; where only a figure moved there is no entry', async () => {
    const bound = { [SECTION]: '预算{{支出总表/2010601/基本支出}}，用于运转。\n' };
    const raised = {
      [TABLE]: (FILES[TABLE] as string).replace('行政运行,469.55,469.55', '行政运行,470.55,470.55'),
    };
    const figures = await changesOf(raised, bound);
    expect(figures.map(({ kind }) => kind)).toEqual(['cell', 'cell']);
    const both = await changesOf(
      { ...raised, [SECTION]: '预算{{支出总表/2010601/基本支出}}，用于工作运转。\n' },
      bound,
    );
    const narrative = both.find(({ kind }) => kind === 'narrative');
    expect(narrative).toMatchObject({
      before: '预算469.55万元，用于运转。',
      after: '预算470.55万元，用于工作运转。',
    });
    expect(narrative?.parts?.find(({ binding }) => binding)?.binding).toEqual({
      source: '{{支出总表/2010601/基本支出}}',
      before: '469.55万元',
      after: '470.55万元',
    });
  });

  test('a section that takes the place of the draft is compared with it', async () => {
    const draft = {
      [SECTION]: null,
      'templates/example-form/narrative/职责.md': '负责财政工作。管理国库。\n',
    };
    const changes = await changesOf({ [SECTION]: '负责财政工作。管理地方国库。\n' }, draft);
    expect(changes.map(short)).toEqual(['narrative 职责: 管理国库。 → 管理地方国库。']);
    expect(changes[0]?.note).toContain('原由表样起草');
  });

  test('a section handed back to the form is one entry, compared with its draft as it comes out', async () => {
    const draft = {
      [SECTION]: '负责财政工作。预算很多。\n',
      'templates/example-form/narrative/职责.md':
        '负责财政工作。\n\n{{if 支出总表/合计/合计}}预算{{支出总表/合计/合计}}。\n\n{{unless 支出总表/合计/合计}}没有预算。\n',
    };
    const changes = await changesOf({ [SECTION]: null }, draft);
    expect(changes.map(short)).toEqual(['narrative 职责: 预算很多。 → 预算1469.55万元。']);
    expect(changes[0]?.note).toBe('改由表样起草');
    const [three] = await changesOf(
      { [SECTION]: null },
      {
        [SECTION]: '全然不同。\n\n另有一句。\n',
        'templates/example-form/narrative/职责.md': '负责财政工作。\n',
      },
    );
    expect(three?.parts?.map(({ kind, text }) => [kind, text])).toEqual([
      ['removed', '全然不同。'],
      ['removed', '\n'],
      ['removed', '另有一句。'],
      ['added', '负责财政工作。'],
    ]);
  });

  test('a list item bound to another cell is one entry', async () => {
    const item = (row: string) => ({ [SECTION]: `- 电费{{支出总表/${row}/基本支出}}。\n` });
    const changes = await changesOf(item('2010601'), item('201'));
    expect(changes.map(({ kind, before, after }) => [kind, before !== null, after !== null])).toEqual([
      ['narrative', true, true],
    ]);
  });

  test('a condition is no figure that was not found', async () => {
    const [change] = await changesOf({ [SECTION]: '{{if 支出总表/合计/合计}}贯彻执行财政方针政策。\n' });
    expect(change?.parts?.filter(({ binding }) => binding)).toEqual([]);
  });

  test('a new section is one entry', async () => {
    const changes = await changesOf({ [SECTION]: '一。二。\n\n三。\n' }, { [SECTION]: null });
    expect(changes.map(short)).toEqual(['narrative 职责: ∅ → 一。\n二。\n三。']);
  });
});
