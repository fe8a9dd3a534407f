import { describe, expect, it, test } from 'vitest';
import { comparisonHtml } from '../../src/diff/format-html.ts';
import { COMMENT_LIMITS, comparisonMarkdown } from '../../src/diff/format-markdown.ts';
import { COLOUR_MARKS, comparisonText, PLAIN_MARKS } from '../../src/diff/format-text.ts';
import type { Change, CheckChange, Comparison, DisclosureDiff } from '../../src/diff/types.ts';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { compareChanges, TABLE } from './support.ts';

const SECTION = `${FOLDER}/narrative/职责.md`;

/** A figure, a name, a project, words, a field and a form, and what a check says of it. */
const EVERYTHING = {
  ...edited(TABLE, '2010601,行政运行,469.55,469.55', '2010601,行政工作,469.50,469.55'),
  ...edited(`${FOLDER}/projects/01.yaml`, 'value: 3次', 'value: 4次'),
  [SECTION]: '贯彻执行国家财政方针政策，预算{{支出总表/合计/合计}}。\n',
  [`${FOLDER}/disclosure.yaml`]: `${FILES[`${FOLDER}/disclosure.yaml`]}phone: 010-12345678\n`,
  ...edited(
    `templates/example-form/tables/支出总表.yaml`,
    'title: 部门支出总表',
    'title: 部门支出总表（一）',
  ),
};
const everything = await compareChanges(EVERYTHING);

const NOTHING = { newlyFailing: [], mended: [], acknowledged: [] };
function comparisonOf(changes: readonly Partial<Change>[], more: Partial<DisclosureDiff> = {}): Comparison {
  const whole = changes.map(
    (change): Change => ({
      disclosure: ID,
      kind: 'cell',
      table: '支出总表',
      row: '甲',
      column: '合计',
      before: '1.00',
      after: '2.00',
      difference: '1.00',
      file: TABLE,
      line: 2,
      ...change,
    }),
  );
  const diff: DisclosureDiff = {
    id: ID,
    title: '乙区财政局 2024年部门预算',
    status: 'changed',
    changes: whole,
    checks: NOTHING,
    ...more,
  };
  return { base: 'main', head: 'edit', disclosures: [diff], around: { changes: [], checks: NOTHING } };
}
const finding = (message: string, more: Partial<CheckChange> = {}): CheckChange => ({
  disclosure: ID,
  rule: 'x.y',
  severity: 'error',
  message,
  hint: null,
  table: null,
  row: null,
  column: null,
  file: TABLE,
  line: 5,
  ...more,
});

describe('text', () => {
  it('what is edited, kind by kind, then the checks', () => {
    expect(comparisonText(everything, PLAIN_MARKS)).toMatchInlineSnapshot(`
      "base → head：改动 1 份公开文本，改动表样或网站的基本资料，共改动 6 处。校验：新出现错误 1 项。

      表样和网站的基本资料  改动 1 处
        表样“example-form”
          支出总表 · 标题  部门支出总表 → 部门支出总表（一）
            涉及 1 份公开文本：110101/2024/101

      110101/2024/101  乙区财政局 2024年部门预算  有改动，改动 5 处
        支出总表
          2010601 行政工作 · 科目名称  行政运行 → 行政工作
          2010601 行政工作 · 合计  469.55 → 469.50  -0.05（-0.01%）
        项目和绩效目标
          11010124P001 财政监督 · 指标 产出指标 · 指标值  3次 → 4次
        说明“职责”
          贯彻执行{+国家+}财政方针政策{+，预算1469.55万元+}。
            {{支出总表/合计/合计}} 取数 1469.55万元
        基本信息
          咨询电话  空白 → 010-12345678

      新出现的问题 1 项
        错误  支出总表“2010601 行政工作”的“合计”实为 469.50，应为 469.55（差 0.05）
              disclosures/110101/2024/101/tables/支出总表.csv:5  [table.expenditure-by-kind]
      "
    `);
  });

  it('colours are all taken back at the line’s end', () => {
    const escapes = comparisonText(everything, COLOUR_MARKS)
      .split('\u001B')
      .slice(1)
      .map((part) => /^\[[\d;]+m/.exec(part)?.[0]);
    expect(escapes.length).toBeGreaterThan(4);
    expect(escapes.filter((code) => code === '[0m')).toHaveLength(escapes.length / 2);
  });

  it('content gives the terminal no orders, and hides nothing', () => {
    const text = comparisonText(
      comparisonOf([{ before: 'a\u001B[2Jb', after: 'ab\u202E\u200B', difference: null }]),
      PLAIN_MARKS,
    );
    expect(text).toContain('a⟨U+001B⟩[2Jb → ab⟨U+202E⟩⟨U+200B⟩');
    for (const hidden of ['\u001B', '\u202E', '\u200B']) expect(text).not.toContain(hidden);
  });

  it('a long text is shown around what changed', () => {
    const text = '很长的一段话，'.repeat(40);
    const out = comparisonText(
      comparisonOf([
        { kind: 'narrative', row: '职责', before: `${text}甲`, after: `${text}乙`, difference: null },
      ]),
      PLAIN_MARKS,
    );
    expect(out).toContain('……');
    expect(out).toContain('[-甲-]{+乙+}');
    expect(out.length).toBeLessThan(300);
  });
});

test('how far a figure moved is written with commas of thousands, as findings write it', () => {
  const moved = {
    before: '345,678.90',
    after: '-1,445,678.9',
    difference: '-1791357.80',
    percent: '-1518.21',
  };
  const comparison = comparisonOf([moved, { difference: '12345678', percent: '12.00' }]);
  const text = comparisonText(comparison, PLAIN_MARKS);
  expect(text).toContain('-1,791,357.80（-1,518.21%）');
  expect(text).toContain('+12,345,678（+12.00%）');
  expect(comparisonHtml(comparison)).toContain('+12,345,678');
});

test('what has only a note is one line; a whole commit id is cut', () => {
  const moved: Partial<Change> = { kind: 'row', row: null, column: null, difference: null };
  const text = comparisonText(
    {
      ...comparisonOf([
        { ...moved, before: null, after: null, note: '有 30 行换了次序' },
        { ...moved, table: '采购表', before: '', after: null, note: '整张表，3 行' },
      ]),
      base: '0123456789abcdef0123456789abcdef01234567',
    },
    PLAIN_MARKS,
  );
  expect(text.split('\n')).toEqual([
    '0123456789 → edit：改动 1 份公开文本，共改动 2 处。校验：没有新问题。',
    '',
    `${ID}  乙区财政局 2024年部门预算  有改动，改动 2 处`,
    '  支出总表',
    '    有 30 行换了次序',
    '  采购表',
    '    删去：整张表，3 行',
    '',
  ]);
});

test('a sentence that is new or gone is told without its marks', () => {
  const sentence: Partial<Change> = { kind: 'narrative', row: '职责', column: null, difference: null };
  const text = comparisonText(
    comparisonOf([
      {
        ...sentence,
        before: null,
        after: '- 乙',
        parts: [
          { kind: 'added', text: '- **乙' },
          { kind: 'added', text: '**。' },
        ],
      },
    ]),
    PLAIN_MARKS,
  );
  expect(text).toContain('\n    {+乙。+}\n');
});

describe('what is only touched', () => {
  const [edited] = comparisonOf([{}]).disclosures as [DisclosureDiff];
  const touched = (id: string, more: Partial<DisclosureDiff> = {}): DisclosureDiff => ({
    ...edited,
    ...{ id, title: `${id} 题`, status: 'form', changes: [] },
    ...more,
  });
  const warned = { ...NOTHING, newlyFailing: [finding('要看', { severity: 'warning' })] };
  const comparison: Comparison = {
    ...comparisonOf([]),
    disclosures: [
      edited,
      ...Array.from({ length: 10 }, (_, index) => touched(`1/2024/${index}`)),
      touched('1/2024/告', { checks: warned }),
      touched('1/2024/版', { status: 'layout' }),
    ],
  };
  const line =
    '另有 10 份受表样或基本资料影响，内容和校验没有变化：1/2024/0、1/2024/1、1/2024/2、1/2024/3、1/2024/4、1/2024/5、1/2024/6、1/2024/7 等 10 份';

  it('is one line, and what its checks newly say is told', () => {
    const text = comparisonText(comparison, PLAIN_MARKS);
    expect(text).toContain(`\n\n${line}\n\n另有 1 份只有排版变化：1/2024/版\n`);
    expect(text).toContain('1/2024/告  1/2024/告 题  本身没有改动，受别处影响');
    expect(text).not.toContain('1/2024/0 题');
    expect(comparisonMarkdown(comparison)).toContain(`\n${line}\n`);
    const html = comparisonHtml(comparison);
    expect(html).toContain(`<p class="quiet">${line}</p>`);
    expect(html).not.toContain('1/2024/0 题');
  });

  it('a warning is not shown as red as an error', () => {
    expect(comparisonHtml(comparison)).toContain('<td class="n" data-is="新问题">1</td>');
  });
});

describe('Markdown', () => {
  it('summary first, the rest folded', () => {
    expect(
      comparisonMarkdown(everything, { marker: '<!-- m -->', preview: 'https://例.cn/p/' }),
    ).toMatchInlineSnapshot(`
      "<!-- m -->
      ## 预算公开审阅

      **改动 1 份公开文本，改动表样或网站的基本资料，共改动 6 处。校验：新出现错误 1 项。**

      比较：<code>base</code> → <code>head</code>

      <a href="https://xn--fsq.cn/p/">看生成的网页是什么样</a>

      ### 新出现的问题 1 项

      - **错误** 支出总表“2010601 行政工作”的“合计”实为 469.50，应为 469.55（差 0.05）（<code>disclosures/110101/2024/101/tables/支出总表.csv:5</code>）

      | 公开文本 | | 改动 | 随之而变 | 校验 |
      |---|---|--:|--:|---|
      | 乙区财政局 2024年部门预算<br><code>110101/2024/101</code> | 有改动 | 5 |  | **新问题 1** |

      <details><summary>表样和网站的基本资料：改动 1 处</summary>

      **表样“example\\-form”**

      - 支出总表 · 标题：部门支出总表 → 部门支出总表（一）<br>　涉及 1 份公开文本：110101/2024/101


      </details>

      <details><summary>乙区财政局 2024年部门预算（110101/2024/101）：改动 5 处</summary>

      **支出总表**

      | 位置 | 原 | 现 | 增减 |
      |---|--:|--:|--:|
      | 2010601 行政工作 · 科目名称 | 行政运行 | 行政工作 |  |
      | 2010601 行政工作 · 合计 | 469.55 | 469.50 | \\-0.05（\\-0.01%） |

      **项目和绩效目标**

      | 位置 | 原 | 现 | 增减 |
      |---|--:|--:|--:|
      | 11010124P001 财政监督 · 指标 产出指标 · 指标值 | 3次 | 4次 |  |

      **说明“职责”**

      - 贯彻执行<ins>国家</ins>财政方针政策<ins>，预算1469.55万元</ins>。<br>　\\{\\{支出总表/合计/合计\\}\\} 取数 1469.55万元

      **基本信息**

      | 位置 | 原 | 现 | 增减 |
      |---|--:|--:|--:|
      | 咨询电话 | 空白 | 010\\-12345678 |  |


      </details>

      "
    `);
  });

  const HOSTILE = [
    '@somebody',
    '@组织/成员',
    'mail@example.com',
    'Fixes #1',
    'closes GH-12',
    'owner/repo#3',
    '!45',
    '~标签 ~bug',
    '%"v1.0" %v1',
    '&6',
    '$7',
    'https://evil.example/x',
    'http://a.b',
    'ftp://a.b',
    'www.evil.example',
    'mailto:a@b.cn',
    '[点我](https://evil.example)',
    '![图](https://evil.example/x.png)',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '</details></summary>',
    '<!-- mingzhang -->',
    '`code` **粗** _斜_ ~~删~~ ***',
    '# 标题',
    '> 引',
    '- [ ] 任务',
    '1. 一',
    '| a | b |',
    '\\@x \\<b>',
    '$`x`$ $$x$$',
    ':+1: :tada:',
    '/close',
    '&lt;b&gt; &#64;user &commat;user',
    '---\n===\n\n/approve\n@x',
    '```\n@y\n```',
    '    /merge',
  ];

  test.each(HOSTILE)('%j stays what it is: words', (hostile) => {
    const everywhere = comparisonOf(
      [
        { row: hostile, column: hostile, before: hostile, after: `${hostile}。`, difference: null },
        {
          kind: 'narrative',
          row: hostile,
          before: `${hostile}甲乙丙丁戊己庚辛`,
          after: hostile,
          difference: null,
        },
        { note: hostile, touches: [hostile] },
      ],
      {
        title: hostile,
        id: hostile,
        reason: hostile,
        checks: {
          newlyFailing: [finding(hostile, { file: hostile, rule: hostile })],
          mended: [finding(hostile)],
          acknowledged: [finding(hostile, { reason: hostile })],
        },
      },
    );
    const text = comparisonMarkdown(
      { ...everywhere, base: hostile, head: hostile },
      { marker: '<!-- own -->' },
    );
    // Nobody and nothing is referred to, nothing becomes a link.
    expect(text).not.toMatch(/@[^\u200B]/);
    expect(text.replaceAll('\u200B', '\u0000')).not.toMatch(/:\/\/|www\.|mailto:|xmpp:/i);
    expect(text).not.toMatch(/(?:^|[^\\#])#\d|GH-\d|[!~%$^]\w|&\d/i);
    // The only tags are ours.
    const tags = new Set([...text.matchAll(/<(?!!--)[^>]*>?/g)].map(([tag]) => tag));
    const ours = /^<\/?(?:details|summary|code|br|ins|del)>$/;
    expect([...tags].filter((tag) => !ours.test(tag))).toEqual([]);
    expect(text.match(/<!--/g)).toHaveLength(1);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    // No line begins as anything but ours.
    for (const line of text.split('\n'))
      expect(line).toMatch(
        /^(?:$|<!-- own -->|<\/?details>|#{2,3} [^\s#]|\*\*|比较：|\| |\|---|- |> |涉及|随之而变)/,
      );
    // Every row of a table has as many cells as its head.
    for (const line of text.split('\n').filter((item) => item.startsWith('| ')))
      expect(line.match(/(?<!\\)\|/g)?.length).toBe(
        line.includes('<br><code>') || line.startsWith('| 公开') ? 6 : 5,
      );
  });

  test.each([
    ['one table', 1, 20_000],
    ['many disclosures', 3000, 3],
  ])('%s: within the limit, whole, and what is left out is counted', (_, disclosures, rows) => {
    const changes = Array.from({ length: rows }, (_, index) => ({ row: `${index}号 *某项*` }));
    const [first] = comparisonOf(changes).disclosures as [DisclosureDiff];
    const comparison: Comparison = {
      ...comparisonOf([]),
      disclosures: Array.from({ length: disclosures }, (_, index) => ({
        ...first,
        id: `110101/2024/${index}`,
      })),
    };
    for (const limits of [COMMENT_LIMITS, { characters: 1_000_000 }, { characters: 65_536, bytes: 60_000 }]) {
      const closing = ['<!-- end -->'];
      const text = comparisonMarkdown(comparison, { limits, whole: '附件“审阅.html”', closing });
      expect(text.length).toBeLessThanOrEqual(limits.characters);
      if (limits.bytes) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limits.bytes);
      const shown = text.match(/^\| \d+号 /gm)?.length ?? 0;
      const left = Number(/^其余 (\d+) 处见附件“审阅\\?\.html”。$/m.exec(text)?.[1] ?? 0);
      if (left > 0)
        expect(text.length).toBeGreaterThan((limits.bytes ? limits.bytes / 3 : limits.characters) * 0.8);
      expect(left > 0).toBe(limits.characters < 1_000_000);
      expect(shown + left).toBe(disclosures * rows);
      expect(text.trimEnd().endsWith('<!-- end -->')).toBe(true);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    }
  });

  it('one text beyond the limit is cut, not lost', () => {
    const text = comparisonMarkdown(
      comparisonOf([
        { kind: 'narrative', row: '职责', before: null, after: '字'.repeat(500_000), difference: null },
      ]),
    );
    expect(text.length).toBeLessThan(2000);
    expect(text).toContain('字……');
  });

  it('an address that is none is no link', () => {
    const text = comparisonMarkdown(everything, { preview: 'javascript:alert(1)' });
    expect(text).not.toContain('javascript');
  });
});

describe('HTML', () => {
  const page = comparisonHtml(everything, { preview: 'https://example.cn/p/' });

  it('says first what it changes, whether it adds up, and where it can be seen', () => {
    const words = page
      .slice(page.indexOf('<dl'), page.indexOf('</dl>'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    expect(words).toBe(
      '改动 改动 1 份公开文本，改动表样或网站的基本资料，共改动 6 处。 校验 新出现错误 1 项。 网页 看看改后的样子',
    );
  });

  it('links the edited cell to what the check says of it, and to the page', () => {
    const row = /<tr><th scope="row">2010601 行政工作 · 合计.*?<\/tr>/.exec(page)?.[0] ?? '';
    const [, anchor] = /href="#([^"]+)">校验未通过/.exec(row) ?? [];
    expect(page).toContain(
      `<li id="${anchor}"><p><strong class="wrong">错误</strong>支出总表“2010601 行政工作”`,
    );
    expect(page).toContain(`href="https://example.cn/p/${ID}/#支出总表"`);
  });

  it('nothing is fetched, nothing runs, no id stands twice', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\sstyle="|\son\w+=/i);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('content is escaped wherever it stands', () => {
    const hostile = `"><script>alert('1')</script></style>`;
    const text = comparisonHtml(
      {
        ...comparisonOf(
          [
            { row: hostile, column: hostile, before: hostile, after: hostile, note: hostile },
            {
              kind: 'narrative',
              row: hostile,
              before: `${hostile}甲`,
              after: `${hostile}乙`,
              difference: null,
            },
          ],
          {
            title: hostile,
            id: hostile,
            reason: hostile,
            checks: { ...NOTHING, newlyFailing: [finding(hostile, { hint: hostile })] },
          },
        ),
        base: hostile,
      },
      { preview: `https://a.b/${hostile}` },
    );
    expect(text).not.toContain('<script');
    expect(text.match(/<\/style>/g)).toHaveLength(1);
    expect(text).not.toMatch(/href="[^"]*"[^\s>]/);
  });

  it('bound figures show their value in both revisions', async () => {
    const bound = { [SECTION]: '预算{{支出总表/2010601/基本支出}}，用于运转。\n' };
    const both = await compareChanges(
      {
        ...edited(TABLE, '行政运行,469.55,469.55', '行政运行,470.55,470.55'),
        [SECTION]: '预算{{支出总表/2010601/基本支出}}，用于工作运转。\n',
      },
      bound,
    );
    const text = comparisonHtml(both).replace(/<[^>]+>/g, '');
    expect(text).toContain('预算469.55万元，用于运转。');
    expect(text).toContain('470.55万元（原为 469.55万元）');
    expect(comparisonMarkdown(both)).toContain('470.55万元（原为 469.55万元）');
    expect(comparisonText(both, PLAIN_MARKS)).toContain(
      '{{支出总表/2010601/基本支出}} 取数由 469.55万元 变为 470.55万元',
    );
  });

  it('says so where nothing changed', async () => {
    expect(comparisonHtml(await compareChanges({}))).toContain('没有变化。');
  });
});
