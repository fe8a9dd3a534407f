import { describe } from 'vitest';
import { type Changes, edited, FILES, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** Heads of a table that are not the form’s. */

const FILE = `${FOLDER}/tables/支出总表.csv`;
const TEXT = FILES[FILE] ?? '';
const head = (to: string): Changes => edited(FILE, '科目编码,科目名称,合计,基本支出,项目支出\n', to);

describe('columns', () => {
  says(
    'a column missing',
    { [FILE]: TEXT.replaceAll(/,[^,\n]*$/gmu, '') },
    {
      rule: 'load.missing-column',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”缺少列“项目支出”',
      hint: '表头应有：科目编码、科目名称、合计、基本支出、项目支出。没有数据的列也要保留，单元格留空。',
    },
  );

  says('a column missing from the head alone', head('科目编码,科目名称,合计,基本支出\n'), {
    rule: 'load.missing-column',
    at: `${FOLDER}/tables/支出总表.csv:1:1`,
    message: '表“支出总表”缺少列“项目支出”',
    hint: '表头应有：科目编码、科目名称、合计、基本支出、项目支出。没有数据的列也要保留，单元格留空。',
  });

  says('a column too many in the head alone', head('科目编码,科目名称,合计,基本支出,项目支出,备注\n'), {
    rule: 'load.unknown-column',
    at: `${FOLDER}/tables/支出总表.csv:1:24`,
    message: '表“支出总表”没有名为“备注”的列',
    hint: '请按表样的列名改正表头；表样没有的列请删去。',
  });

  says(
    'a misspelt column, and a line too short',
    {
      [FILE]: TEXT.replace('基本支出', '基本支岀').replace(
        '2010601,行政运行,469.55,469.55,',
        '2010601,行政运行,469.55,469.55',
      ),
    },
    {
      rule: 'load.csv-ragged',
      at: `${FOLDER}/tables/支出总表.csv:5:21`,
      message: '表“支出总表”第 5 行有 4 格，表头有 5 格',
      hint: '请检查是否少了逗号；空白的格也要留逗号。',
    },
    {
      rule: 'load.unknown-column',
      at: `${FOLDER}/tables/支出总表.csv:1:14`,
      message: '表“支出总表”没有名为“基本支岀”的列，应为“基本支出”',
      hint: '请把这一列的表头改为“基本支出”。',
    },
  );

  says(
    'a misspelt column is one fault, with the title that is meant',
    head('科目编码,科目名称,合计,基本支岀,项目支出\n'),
    {
      rule: 'load.unknown-column',
      at: `${FOLDER}/tables/支出总表.csv:1:14`,
      message: '表“支出总表”没有名为“基本支岀”的列，应为“基本支出”',
      hint: '请把这一列的表头改为“基本支出”。',
    },
  );

  says(
    'two misspelt columns',
    head('科目编号,科目名称,合计,基本支出,项目支岀\n'),
    {
      rule: 'load.unknown-column',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”没有名为“科目编号”的列，应为“科目编码”',
      hint: '请把这一列的表头改为“科目编码”。',
    },
    {
      rule: 'load.unknown-column',
      at: `${FOLDER}/tables/支出总表.csv:1:19`,
      message: '表“支出总表”没有名为“项目支岀”的列，应为“项目支出”',
      hint: '请把这一列的表头改为“项目支出”。',
    },
  );

  says(
    'a column that the form does not have',
    {
      [FILE]: TEXT.split('\n')
        .map((text, index) => text && `${text},${index === 0 ? '备注' : ''}`)
        .join('\n'),
    },
    {
      rule: 'load.unknown-column',
      at: `${FOLDER}/tables/支出总表.csv:1:24`,
      message: '表“支出总表”没有名为“备注”的列',
      hint: '请按表样的列名改正表头；表样没有的列请删去。',
    },
  );

  says(
    'a column written twice',
    {
      [FILE]: TEXT.split('\n')
        .map((text, index) => text && `${text},${index === 0 ? '项目支出' : ''}`)
        .join('\n'),
    },
    {
      rule: 'load.doubled-column',
      at: `${FOLDER}/tables/支出总表.csv:1:24`,
      message: '表“支出总表”的列“项目支出”写了两遍（第 5 列和第 6 列）',
      hint: '请删去多余的一列；如果是列名写错了，请改正列名。',
    },
  );

  says('a column written twice in the place of another', head('科目编码,科目名称,合计,基本支出,基本支出\n'), {
    rule: 'load.doubled-column',
    at: `${FOLDER}/tables/支出总表.csv:1:19`,
    message: '表“支出总表”的列“基本支出”写了两遍（第 4 列和第 5 列），缺少列“项目支出”',
    hint: '请把其中写错的一个表头改为“项目支出”。',
  });

  says('a column without a head', head('科目编码,科目名称,合计,基本支出,\n'), {
    rule: 'load.unknown-column',
    at: `${FOLDER}/tables/支出总表.csv:1:19`,
    message: '表“支出总表”第 5 列有内容，却没有列名',
    hint: '请把这一列的表头改为“项目支出”。',
  });

  says(
    'a title above the head',
    { [FILE]: `部门支出总表,,,,\n${TEXT}` },
    {
      rule: 'load.header-not-first',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的第 1 行应是表头，却只有一格“部门支出总表”',
      hint: '请删去表头上面的标题、单位等各行。',
    },
  );

  says(
    'a title above the head, as text editors write it',
    { [FILE]: `部门支出总表\n${TEXT}` },
    {
      rule: 'load.header-not-first',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的第 1 行应是表头，却只有一格“部门支出总表”',
      hint: '请删去表头上面的标题、单位等各行。',
    },
  );

  says(
    'a line of grouped heads above the head',
    { [FILE]: `科目,科目,金额,金额,金额\n${TEXT}` },
    {
      rule: 'load.header-not-first',
      at: `${FOLDER}/tables/支出总表.csv:2:1`,
      message: '表“支出总表”的表头在第 2 行，应在第 1 行',
      hint: '请删去表头上面的标题、单位等各行。',
    },
  );
});
