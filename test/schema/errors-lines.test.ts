import { describe } from 'vitest';
import { type Changes, edited, FILES, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** Lines that do not fit their head, and files that are no tables. */

const FILE = `${FOLDER}/tables/支出总表.csv`;
const TEXT = FILES[FILE] ?? '';
const line = (to: string): Changes => edited(FILE, '2010601,行政运行,469.55,469.55,\n', to);

describe('lines and bytes', () => {
  says('a line too short', line('2010601,行政运行,469.55,469.55\n'), {
    rule: 'load.csv-ragged',
    at: `${FOLDER}/tables/支出总表.csv:5:21`,
    message: '表“支出总表”第 5 行有 4 格，表头有 5 格',
    hint: '请检查是否少了逗号；空白的格也要留逗号。',
  });

  says('a line too long: thousands without quotation marks', line('2010601,行政运行,469.55,1,469.55,\n'), {
    rule: 'load.csv-ragged',
    at: `${FOLDER}/tables/支出总表.csv:5:23`,
    message: '表“支出总表”第 5 行有 6 格，表头有 5 格',
    hint: '请检查是否多了逗号；数字里有千分位逗号时，要给数字加双引号。',
  });

  says(
    'lines with the same fault are told together',
    {
      [FILE]: TEXT.replaceAll(/,(?=[^,\n]*$)/gmu, '').replace(
        /^[^\n]*/u,
        '科目编码,科目名称,合计,基本支出,项目支出',
      ),
    },
    {
      rule: 'load.csv-ragged',
      at: `${FOLDER}/tables/支出总表.csv:2:13`,
      message: '表“支出总表”第 2、3、4、5、6 行各有 4 格，表头有 5 格',
      hint: '请检查是否少了逗号；空白的格也要留逗号。',
    },
  );

  says('a quotation mark that nothing closes', line('2010601,"行政运行,469.55,469.55,\n'), {
    rule: 'load.csv',
    at: `${FOLDER}/tables/支出总表.csv:5:9`,
    message: '表“支出总表”第 5 行的双引号没有成对，后面的内容读不下去',
    hint: '请补上另一半双引号，或删去这一个。文字里的双引号请改用“”；一定要用半角双引号时，要写成两个，整格再用一对双引号括起来。',
  });

  says('quotation marks around a part of a cell', line('2010601,"行政"运行,469.55,469.55,\n'), {
    rule: 'load.csv',
    at: `${FOLDER}/tables/支出总表.csv:5:9`,
    message: '表“支出总表”第 5 行有一格只有一部分在双引号里',
    hint: '文字里的双引号请改用“”；一定要用半角双引号时，要写成两个，整格再用一对双引号括起来。',
  });

  says('quotation marks inside a cell', line('2010601,“三公”"经费",469.55,469.55,\n'), {
    rule: 'load.csv',
    at: `${FOLDER}/tables/支出总表.csv:5:9`,
    message: '表“支出总表”第 5 行有一格只有一部分在双引号里',
    hint: '文字里的双引号请改用“”；一定要用半角双引号时，要写成两个，整格再用一对双引号括起来。',
  });

  says(
    'an empty file',
    { [FILE]: '' },
    {
      rule: 'load.csv-empty',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的文件是空的，连表头也没有',
      hint: '请至少写上表头一行；没有数据的表只留表头。',
    },
  );

  says(
    'a file of blank lines',
    { [FILE]: '\n,,,,\n\n' },
    {
      rule: 'load.csv-empty',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的文件是空的，连表头也没有',
      hint: '请至少写上表头一行；没有数据的表只留表头。',
    },
  );

  says(
    'semicolons',
    { [FILE]: TEXT.replaceAll(',', ';') },
    {
      rule: 'load.csv-separator',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的各格是用分号分开的，应当用半角逗号',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'tabs',
    { [FILE]: TEXT.replaceAll(',', '\t') },
    {
      rule: 'load.csv-separator',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的各格是用制表符分开的，应当用半角逗号',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'full-width commas',
    { [FILE]: TEXT.replaceAll(',', '，') },
    {
      rule: 'load.csv-separator',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '表“支出总表”的各格是用全角逗号分开的，应当用半角逗号',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'bytes that are neither UTF-8 nor GB18030',
    { [FILE]: Uint8Array.of(0xbf, 0xc6, 0x80, 0x80, 0xff, 0x0a) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '文件既不是 UTF-8 编码，也不是 GB18030 编码，读不出文字',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'UTF-16, as “Unicode text” is saved',
    { [FILE]: new Uint8Array(Buffer.from(`\ufeff${TEXT}`, 'utf16le')) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '文件是 UTF-16 编码（“Unicode 文本”），应为 UTF-8 编码',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'a workbook under another name',
    { [FILE]: Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '这是改了名的 Excel、Word 或压缩文件，不是文本文件',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'an old workbook under another name',
    { [FILE]: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '这是改了名的旧版 Excel 或 Word 文件，不是文本文件',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'bytes with a nought among them',
    { [FILE]: `${TEXT}\0` },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '文件里有空字符，不是文本文件',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
    },
  );

  says(
    'a file of more than 20 MB',
    { [FILE]: new Uint8Array(20 * 1024 * 1024 + 1) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/tables/支出总表.csv:1:1`,
      message: '文件有 21 MB，超过 20 MB 的上限',
      hint: '请确认放对了文件；图片和扫描件不要放在这里。',
    },
  );
});
