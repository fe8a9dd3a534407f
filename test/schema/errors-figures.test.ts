import { describe } from 'vitest';
import { type Changes, edited, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** Cells that should be figures and are none. */

const FILE = `${FOLDER}/tables/支出总表.csv`;
const line = (to: string): Changes => edited(FILE, '2010601,行政运行,469.55,469.55,\n', to);
const purchase = (from: string, to: string): Changes => edited(`${FOLDER}/tables/采购表.csv`, from, to);

describe('figures', () => {
  says('full-width digits', line('2010601,行政运行,１２．５,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“１２．５”不是数字',
    hint: '是否应为“12.5”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a comma that groups nothing', line('2010601,行政运行,"12,34",469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“12,34”不是数字',
    hint: '是否应为“12.34”或“1234”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('commas in the wrong places', line('2010601,行政运行,"1,46,955",469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“1,46,955”不是数字',
    hint: '是否应为“146955”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('two points', line('2010601,行政运行,1.2.3,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“1.2.3”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a letter O for a nought', line('2010601,行政运行,O.5,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“O.5”不是数字',
    hint: '是否应为“0.5”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a letter l for a one', line('2010601,行政运行,l2.5,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“l2.5”不是数字',
    hint: '是否应为“12.5”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a unit behind the figure', line('2010601,行政运行,469.55万元,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“469.55万元”不是数字',
    hint: '是否应为“469.55”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a space inside', line('2010601,行政运行,1 469.55,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“1 469.55”不是数字',
    hint: '是否应为“1469.55”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a Chinese full stop for a point', line('2010601,行政运行,469。55,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“469。55”不是数字',
    hint: '是否应为“469.55”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a word', line('2010601,行政运行,约四百,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“约四百”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a percentage', line('2010601,行政运行,50%,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“50%”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a sum that a spreadsheet could not make', line('2010601,行政运行,#REF!,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“#REF!”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a number as spreadsheets abridge it', line('2010601,行政运行,4.7E+02,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“4.7E+02”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a mark that the form does not have', line('2010601,行政运行,--,469.55,\n'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“--”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('more digits than any budget has', line(`2010601,行政运行,${'9'.repeat(43)},469.55,\n`), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/支出总表.csv:5:14`,
    message: '表“支出总表”第 5 行“合计”的“9999999999999999999999999999999999999999999”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a quantity that is none', purchase('台式电脑,3,', '台式电脑,三台,'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/采购表.csv:3:6`,
    message: '表“采购表”第 3 行“数量”的“三台”不是数字',
    hint: '数量用半角数字，可以带单位，如 6.5 或 6.5次。没有数据请留空，或写“不适用”“涉密不公开”。',
  });

  says('a unit price with its unit', purchase('台式电脑,3,0.50,', '台式电脑,3,0.50万元/台,'), {
    rule: 'load.not-a-figure',
    at: `${FOLDER}/tables/采购表.csv:3:8`,
    message: '表“采购表”第 3 行“单价”的“0.50万元/台”不是数字',
    hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
  });
});
