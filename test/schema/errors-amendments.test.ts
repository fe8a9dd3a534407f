import { describe, expect, it } from 'vitest';
import { openContent } from '../../src/content.ts';
import {
  type Changes,
  disclosureWith,
  edited,
  FILES,
  FOLDER,
  faultOf,
  ID,
  sourceWith,
} from '../support/content.ts';
import { says } from '../support/faults.ts';

const FILE = `${FOLDER}/disclosure.yaml`;
const TABLE = `${FOLDER}/tables/支出总表.csv`;

/** disclosure.yaml, published on 20 February, with lines at its end. */
function amended(lines: string, published = 'publishedOn: 2024-02-20\n'): Record<string, string> {
  return { [FILE]: `${FILES[FILE]}${published}amendments:\n${lines}` };
}

/** One correction of one place. */
const one = (change: string): Record<string, string> =>
  amended(`  - date: 2024-03-01\n    reason: 录入有误。\n    changes:\n      - { ${change} }\n`);

const HINT = '请照公开文本里的写法改正；用 npm run amend 记更正，名称会自动填好。';
const NOW_HINT = '请改正 after；表里后来又改过的，请再记一次更正（npm run amend）。';
const says1 = (title: string, change: string, message: string, hint: string): void =>
  says(title, one(change), { rule: 'load.amendment', at: `${FILE}:13:9`, message, hint });

describe('amendments that are right', () => {
  const accepted = (title: string, changes: Changes): void => says(title, changes);

  accepted(
    'a cell as it is now',
    one('table: 支出总表, row: 2010601 行政运行, column: 合计, before: 470, after: 469.55'),
  );
  accepted(
    'names as bindings write them, the figure with another comma',
    one('table: 部门支出总表, row: 合计, column: 合计, before: 1470, after: "1,469.55"'),
  );
  accepted('a cell that is blank now', one('table: 支出总表, row: 2010601, column: 项目支出, before: 1.00'));
  accepted(
    'rows, projects, sections and fields in words',
    amended(`  - date: 2024-03-01
    reason: 补充。
    changes:
      - { table: 支出总表, row: 2010602 一般行政管理事务, after: "合计 1000.00" }
      - { table: 支出总表, row: 2010699 其他, before: "合计 1.00" }
      - { project: 财政监督, field: 预算数, before: 900.00, after: 1000.00 }
      - { project: 已经取消的项目, before: "预算数 1.00" }
      - { section: 职责, before: 旧的一句。, after: 贯彻执行财政方针政策。 }
      - { field: 咨询电话, after: 0335-1234567 }
`),
  );
  accepted(
    'a cell that was corrected twice',
    amended(
      `  - date: 2024-03-01
    reason: 一。
    changes: [{ table: 支出总表, row: 2010601, column: 合计, before: 1, after: 2 }]
  - date: 2024-03-01
    reason: 二。
    changes: [{ table: 支出总表, row: 2010601 行政运行, column: 合计, before: 2.0, after: 469.55 }]
`.replace('2.0', '2'),
    ),
  );
  accepted(
    'a row under the name that it bore then',
    amended(`  - date: 2024-03-01
    reason: 一。
    changes: [{ table: 支出总表, row: 2010601 行政运转, column: 合计, before: 1, after: 469.55 }]
  - date: 2024-04-01
    reason: 二。
    changes: [{ table: 支出总表, row: 2010601 行政运行, column: 科目名称, before: 行政运转, after: 行政运行 }]
`),
  );
  accepted('one without a day of publication', {
    ...amended('  - { date: 2024-03-01, reason: 改电话。 }\n', ''),
  });

  it('are part of the disclosure, blank told from nothing', () => {
    const { amendments } = disclosureWith(
      amended(`  - date: 2024-03-01
    reason: 补充。
    changes:
      - { table: 支出总表, row: 2010601 行政运行, column: 项目支出, before: 1.00 }
      - { table: 支出总表, row: 2010602 一般行政管理事务, after: 整行, follows: true }
`),
    );
    expect(amendments.map(({ date, reason }) => [date, reason])).toEqual([['2024-03-01', '补充。']]);
    expect(amendments[0]?.changes.map(({ place: _, ...change }) => change)).toEqual([
      {
        kind: 'cell',
        table: '支出总表',
        row: '2010601 行政运行',
        column: '项目支出',
        before: '1.00',
        after: '',
        follows: false,
      },
      {
        kind: 'row',
        table: '支出总表',
        row: '2010602 一般行政管理事务',
        column: null,
        before: null,
        after: '整行',
        follows: true,
      },
    ]);
  });
});

describe('what amendments name', () => {
  says1(
    'nothing',
    'before: 1, after: 2',
    '这处更正没有写明改的是哪里',
    '表里的格写 table、row、column，项目写 project，说明写 section，基本信息写 field，四者选一。',
  );
  says1(
    'two things',
    'table: 支出总表, section: 职责, after: 2',
    '这处更正同时写了 table 和 section，分不清改的是哪里',
    '表里的格写 table、row、column，项目写 project，说明写 section，基本信息写 field，四者选一。',
  );
  says1(
    'an unknown table',
    'table: 支出表, row: 合计, column: 合计, before: 1, after: 1469.55',
    '表样“example-form”里没有表“支出表”，最接近的是“支出总表”“收支总表”“采购表”',
    HINT,
  );
  says1(
    'an unknown row',
    'table: 支出总表, row: 2010601 行政运转, column: 合计, before: 1, after: 469.55',
    '支出总表里没有行“2010601 行政运转”，最接近的是“2010601 行政运行”“20106 财政事务”“2010602 一般行政管理事务”',
    HINT,
  );
  says1(
    'an unknown column',
    'table: 支出总表, row: 2010601 行政运行, column: 基本支岀, before: 1, after: 469.55',
    '支出总表里没有列“基本支岀”，最接近的是“基本支出”“项目支出”',
    HINT,
  );
  says(
    'one of two rows of one name',
    {
      ...one('table: 采购表, row: 台式电脑, column: 数量, before: 2, after: 3'),
      ...edited(`${FOLDER}/tables/采购表.csv`, '台式电脑,3,', '台式电脑,3,,,\n台式电脑,3,'),
    },
    {
      rule: 'load.amendment',
      at: `${FILE}:13:9`,
      message: '采购表里有 2 行都叫“台式电脑”，请写明是“台式电脑#1”还是“台式电脑#2”',
      hint: HINT,
    },
  );
  says('the second of two rows of one name', {
    ...one('table: 采购表, row: 台式电脑#2, column: 数量, before: 2, after: 3'),
    ...edited(`${FOLDER}/tables/采购表.csv`, '台式电脑,3,', '台式电脑,4,,,\n台式电脑,3,'),
  });
  says1(
    'an unknown whole row',
    'table: 支出总表, row: 行政运转, after: 整行',
    '支出总表里没有行“行政运转”，最接近的是“行政运行”“财政事务”“一般行政管理事务”',
    HINT,
  );
  says1(
    'an unknown project',
    'project: 财政监管, field: 预算数, after: 1',
    '没有项目“财政监管”，最接近的是“财政监督”“11010124P001 财政监督”',
    HINT,
  );
  says1(
    'an unknown section',
    'section: 职责机构, after: 一句。',
    '表样“example-form”里没有说明“职责机构”，最接近的是“职责”',
    HINT,
  );
});

describe('what amendments say', () => {
  says1(
    'another value than the cell has now',
    'table: 支出总表, row: 2010601 行政运行, column: 合计, before: 470, after: 469.50',
    '支出总表“2010601 行政运行”的“合计”的 after 写的是 469.50，表里现在是 469.55',
    NOW_HINT,
  );
  says1(
    'a value where the cell is blank now',
    'table: 支出总表, row: 2010601 行政运行, column: 项目支出, after: 1.00',
    '支出总表“2010601 行政运行”的“项目支出”的 after 写的是 1.00，表里现在是空白',
    NOW_HINT,
  );
  says(
    'one cell twice in one correction',
    amended(`  - date: 2024-03-01
    reason: 一。
    changes:
      - { table: 支出总表, row: 2010601, column: 合计, before: 1, after: 2 }
      - { table: 部门支出总表, row: 行政运行, column: 合计, before: 2, after: 469.55 }
`),
    {
      rule: 'load.amendment',
      at: `${FILE}:14:9`,
      message: '同一次更正里，部门支出总表“行政运行”的“合计”写了两遍',
      hint: '请合成一处，或删去一处。',
    },
  );
  says(
    'corrections that do not follow one another',
    amended(`  - date: 2024-03-01
    reason: 一。
    changes: [{ table: 支出总表, row: 2010601, column: 合计, before: 1, after: 2 }]
  - date: 2024-04-01
    reason: 二。
    changes: [{ table: 支出总表, row: 2010601, column: 合计, before: 3, after: 469.55 }]
`),
    {
      rule: 'load.amendment',
      at: `${FILE}:15:15`,
      message: '支出总表“2010601”的“合计”的 before 写的是 3，2024-03-01 的更正却把它改成了 2',
      hint: '两次更正要首尾相接：请核对 2024-03-01 的 after 和 2024-04-01 的 before。',
    },
  );
});

describe('the days of amendments', () => {
  says('that is no day', amended('  - { date: 2024-02-30, reason: 一。 }\n'), {
    rule: 'load.invalid-field',
    at: `${FILE}:10:13`,
    message:
      '“公开后的更正 › 第1项 › 更正日期”（amendments › date）应为真实存在的日期（年-月-日），实为“2024-02-30”',
    hint: '请核对后改正。',
  });
  says('no reason', amended('  - { date: 2024-03-01 }\n'), {
    rule: 'load.missing-field',
    at: `${FILE}:10:5`,
    message: '缺少“公开后的更正 › 第1项 › 更正理由”（amendments › reason），应为一段文字',
    hint: '请补上“reason: ……”。',
  });
  says('before publication', amended('  - { date: 2024-02-19, reason: 一。 }\n'), {
    rule: 'load.amendment',
    at: `${FILE}:10:13`,
    message: '更正日期 2024-02-19 早于公开日期 2024-02-20',
    hint: '公开以前的改动不用记；请核对这两个日期。',
  });
  says(
    'before the day on which it is built',
    amended('  - { date: 2024-02-25, reason: 一。 }\n', 'publishedOn: 2024-02-20\npublishAt: 2024-03-01\n'),
    {
      rule: 'load.amendment',
      at: `${FILE}:11:13`,
      message: '更正日期 2024-02-25 早于公开日期 2024-03-01',
      hint: '公开以前的改动不用记；请核对这两个日期。',
    },
  );
  says(
    'out of order',
    amended('  - { date: 2024-04-01, reason: 一。 }\n  - { date: 2024-03-01, reason: 二。 }\n'),
    {
      rule: 'load.amendment',
      at: `${FILE}:11:13`,
      message: '更正日期 2024-03-01 排在 2024-04-01 之后',
      hint: '请按日期从早到晚排列。',
    },
  );

  it('that has not come yet', () => {
    const source = sourceWith(amended('  - { date: 2024-03-02, reason: 一。 }\n'));
    const faultsOn = (today: string) => openContent(source, source, today).read(ID).problems.map(faultOf);
    expect(faultsOn('2024-03-01')).toEqual([
      {
        rule: 'load.amendment',
        at: `${FILE}:10:13`,
        message: '更正日期 2024-03-02 还没有到，今天是 2024-03-01',
        hint: '请核对日期。',
      },
    ]);
    expect(faultsOn('2024-03-02')).toEqual([]);
  });
});

it('a figure that cannot be read is told before the corrections are looked at', () => {
  const changes = { ...one('table: 支出总表, row: 2010601, column: 合计, before: 1, after: 2') };
  const broken = { ...changes, ...edited(TABLE, '2010601,行政运行,469.55', '2010601,行政运行,约 470') };
  const source = sourceWith(broken);
  const rules = openContent(source, source)
    .read(ID)
    .problems.map(({ rule }) => rule);
  expect(rules).toEqual(['load.not-a-figure']);
});
