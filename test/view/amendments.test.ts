import { describe, expect, it } from 'vitest';
import { tableHtml } from '../../src/components/table-html.ts';
import { disclosureJson } from '../../src/export/data.ts';
import { disclosureDataSchema } from '../../src/export/data-schema.ts';
import { changeSentence } from '../../src/view/change-words.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { viewHistoryPage } from '../../src/view/history-page.ts';
import { viewEntry } from '../../src/view/index-pages.ts';
import type { SectionView, TableView } from '../../src/view/types.ts';
import { changesOf } from '../diff/support.ts';
import { type Changes, disclosureWith, edited, FOLDER } from '../support/content.ts';
import { basic, FILE, PUBLISHED } from '../support/published.ts';

const HOSTING = { base: '/', siteUrl: 'https://example.gov.cn' };

/** The disclosure with a list of corrections, on its page. */
function shown(amendments: string, changes: Changes = {}) {
  const disclosure = disclosureWith({ ...changes, [FILE]: PUBLISHED + amendments });
  const view = viewDisclosure(disclosure, {
    ...HOSTING,
    renderNarrative: () => '<p>一句。</p>',
    hash: disclosure.hash,
    draft: false,
  });
  return { disclosure, view };
}

const LIST = `amendments:
  - date: 2024-03-01
    reason: 录入有误。
    changes:
      - { table: 支出总表, row: 2010601 行政运行, column: 合计, before: 468.55, after: 469.55, follows: true }
      - { table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: "468.55", after: 469.55 }
      - { table: 支出总表, row: 2010602 一般行政管理事务, after: 合计 1000.00 }
      - { table: 支出总表, row: 2010699 其他, before: 合计 1.00 }
      - { project: 11010124P001 财政监督, field: 预算数, before: 900.00, after: 1000.00 }
      - { project: 财政监督, field: 指标 产出指标 · 指标值, before: 2次, after: 3次 }
      - { section: 职责, before: 旧。, after: 新。 }
      - { field: 咨询电话, after: 0335-1 }
  - date: 2024-05-01
    reason: 补充。
    changes:
      - { table: 支出总表, row: 2010601, column: 项目支出, before: 不适用 }
`;

const tables = (sections: readonly SectionView[]): TableView[] =>
  sections.flatMap(({ content, children }) => [
    ...content.flatMap((item) => (item.kind === 'table' ? [item.table] : [])),
    ...tables(children),
  ]);

describe('corrections in words', () => {
  it('say what changed, by how much, and where it stands', () => {
    const { history } = shown(LIST).view;
    expect(history?.text).toBe('公开后更正 2 次');
    expect(history?.amendments.map(({ anchor, dateText, reason }) => [anchor, dateText, reason])).toEqual([
      ['更正-1', '2024年3月1日', '录入有误。'],
      ['更正-2', '2024年5月1日', '补充。'],
    ]);
    expect(
      history?.amendments
        .flatMap(({ changes }) => changes)
        .map(({ text, anchor, follows }) => [text, anchor, follows]),
    ).toEqual([
      [
        '支出总表“2010601 行政运行”的“合计”由 468.55 改为 469.55（增加 1.00 万元，0.21%）',
        '支出总表-2010601',
        true,
      ],
      [
        '支出总表“2010601 行政运行”的“基本支出”由 468.55 改为 469.55（增加 1.00 万元，0.21%）',
        '支出总表-2010601',
        false,
      ],
      ['支出总表“2010602 一般行政管理事务”新增：合计 1000.00', '支出总表-2010602', false],
      ['支出总表“2010699 其他”删去：合计 1.00', '支出总表', false],
      [
        '项目“11010124P001 财政监督”的“预算数”由 900.00 改为 1000.00（增加 100.00 万元，11.11%）',
        '项目-11010124P001',
        false,
      ],
      ['项目“财政监督”的“指标 产出指标 · 指标值”由 2次 改为 3次', '项目-11010124P001', false],
      ['说明“职责”由 “旧。” 改为 “新。”', '职责', false],
      ['基本信息“咨询电话”新增：0335-1', undefined, false],
      ['支出总表“2010601”的“项目支出”由 不适用 改为 空白', '支出总表-2010601', false],
    ]);
    for (const { text, subject } of history?.amendments[0]?.changes ?? [])
      expect(text.startsWith(subject)).toBe(true);
  });

  it('are the words of the review of the same change', async () => {
    const review = (await changesOf(basic('470.55'))).map(changeSentence);
    const cell = (column: string): string =>
      `      - { table: 支出总表, row: 2010601 行政运行, column: ${column}, before: 469.55, after: 470.55 }\n`;
    const list = `amendments:\n  - date: 2024-03-01\n    reason: 一。\n    changes:\n${cell('合计')}${cell('基本支出')}`;
    const { view } = shown(list, basic('470.55'));
    expect(view.history?.amendments[0]?.changes.map(({ text }) => text)).toEqual(review);
    expect(review).toHaveLength(2);
  });

  it('of none say so; of a withdrawn one nothing is told', () => {
    expect(shown('').view.history).toEqual({ href: 'history/', text: '公开后没有更正', amendments: [] });
    const { view } = shown(`${LIST}withdrawn: { date: 2024-06-01, reason: 重复。 }\n`);
    expect(view.history).toBeUndefined();
  });
});

describe('marks beside what was corrected', () => {
  const { view } = shown(LIST);
  const drawn = tables(view.sections);
  const table = drawn.find(({ id }) => id === '支出总表');

  it('stand at the cell, at the head of a row put in, and nowhere else', () => {
    const marks = drawn.flatMap(({ id, body }) =>
      body.flatMap(({ anchor, cells }) =>
        cells.flatMap(({ column, amended }) =>
          amended ? [[id, anchor, column, amended.href, amended.text]] : [],
        ),
      ),
    );
    expect(marks).toEqual([
      ['支出总表', '支出总表-2010601', 2, 'history/#更正-1', '2024年3月1日更正，原为 468.55'],
      ['支出总表', '支出总表-2010601', 3, 'history/#更正-1', '2024年3月1日更正，原为 468.55'],
      ['支出总表', '支出总表-2010601', 4, 'history/#更正-2', '2024年5月1日更正，原为 不适用'],
      ['支出总表', '支出总表-2010602', 1, 'history/#更正-1', '2024年3月1日更正时补上'],
    ]);
    expect(drawn.filter(({ amended }) => amended).map(({ id }) => id)).toEqual(['支出总表']);
  });

  it('are links without text of their own: the figure stays the form’s', () => {
    const html = tableHtml(table as TableView, {});
    expect(html).toContain(
      '<a class="amended" href="history/#更正-1" title="2024年3月1日更正，原为 468.55" aria-label="2024年3月1日更正，原为 468.55"></a>469.55</td>',
    );
    expect(html).toContain('aria-label="一般行政管理事务"');
  });
});

describe('corrections elsewhere', () => {
  it('stand in disclosure.json, in the words of the page', () => {
    const { disclosure, view } = shown(LIST);
    const data = disclosureDataSchema.parse(JSON.parse(disclosureJson(disclosure, view, HOSTING)));
    expect(data.amendments.map(({ date, changes }) => [date, changes.length])).toEqual([
      ['2024-03-01', 8],
      ['2024-05-01', 1],
    ]);
    expect(data.amendments[1]?.changes).toEqual([
      {
        kind: 'cell',
        table: '支出总表',
        row: '2010601',
        column: '项目支出',
        before: '不适用',
        after: '',
        text: '支出总表“2010601”的“项目支出”由 不适用 改为 空白',
        follows: false,
      },
    ]);
  });

  it('stand in the entry that feeds are made of, newest first', () => {
    const entry = viewEntry(shown(LIST).disclosure);
    expect(entry.amendments).toEqual([
      {
        href: '/110101/2024/101/history/#更正-2',
        date: '2024-05-01',
        reason: '补充。',
        count: 1,
        texts: ['支出总表“2010601”的“项目支出”由 不适用 改为 空白'],
      },
      expect.objectContaining({ href: '/110101/2024/101/history/#更正-1', count: 8 }),
    ]);
    expect(entry.amendments?.[1]?.texts).toHaveLength(5);
    expect(viewEntry(shown('').disclosure)).not.toHaveProperty('amendments');
  });

  it('date the page for search engines, and its history is a page of its own', () => {
    const { disclosure, view } = shown(LIST);
    expect(JSON.stringify(view.page.jsonLd)).toContain('"dateModified":"2024-05-01"');
    const page = viewHistoryPage(
      view,
      view.history as NonNullable<typeof view.history>,
      disclosure.site,
      HOSTING,
    );
    expect(page.path).toBe('/110101/2024/101/history/');
    expect(page.title).toBe('乙区财政局2024年部门预算修订记录');
    expect(page.description).toBe(
      '乙区财政局2024年部门预算修订记录：公开后更正 2 次，最近一次是2024年5月1日。',
    );
    expect(page.breadcrumbs.at(-1)).toEqual({ title: '修订记录', href: '/110101/2024/101/history/' });
  });
});

it('one name for two cells is no name: the entry is refused, so that no mark stands at the wrong one', () => {
  const twice = edited(`${FOLDER}/tables/采购表.csv`, '台式电脑,3,', '台式电脑,4,,,\n台式电脑,3,');
  const list = (row: string): string =>
    `amendments:\n  - date: 2024-03-01\n    reason: 一。\n    changes: [{ table: 采购表, row: ${row}, column: 数量, before: 2, after: 3 }]\n`;
  expect(() => shown(list('台式电脑'), twice)).toThrow('有 2 行都叫“台式电脑”');
  const [mark] = tables(shown(list('台式电脑#2'), twice).view.sections).flatMap(({ body }) =>
    body.flatMap(({ cells }, line) => cells.flatMap(({ amended }) => (amended ? [line] : []))),
  );
  expect(mark).toBe(2);
});
