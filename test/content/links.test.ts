import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import type { Finding } from '../../src/model/finding.ts';
import { openReader } from '../../src/reader.ts';
import { readSettings } from '../../src/settings.ts';
import { sitePaths } from '../../src/site-data.ts';
import { type Changes, contentWith, FILES, FOLDER, FORM, faultOf, ID } from '../support/content.ts';

/** What a narrative links to on its own site, held against what the site has. */

const NARRATIVE = `${FOLDER}/narrative/职责.md`;
const OTHER = '110101/2024/102';
const other = (more = ''): Changes =>
  Object.fromEntries(
    Object.entries(FILES).flatMap(([path, text]) =>
      path.startsWith(FOLDER)
        ? [
            [
              path.replace('/101/', '/102/'),
              path.endsWith('disclosure.yaml')
                ? text.replace('code: 101', 'code: 102').replace('department: caizheng\n', '') + more
                : text,
            ],
          ]
        : [],
    ),
  );

const env = { SITE_URL: 'https://ys.example.gov.cn', BASE_PATH: '/budget/' };
const settings = { ...readSettings(env, toolRoot, new Date()), today: '2024-02-20' };
const opened = (changes: Changes) => openReader(settings, contentWith(changes));
const deadIn = (changes: Changes): Finding[] =>
  opened(changes)
    .content.read(ID)
    .problems.filter(({ rule }) => rule === 'load.dead-link');
const dead = (text: string, changes: Changes = other()): string[] =>
  deadIn({ ...changes, [NARRATIVE]: text }).map(({ message }) => message);

describe('a link in a narrative', () => {
  test.each([
    ['elsewhere', '[网](https://example.com/没有/)，[信](mailto:a@b.c)，[网](//example.com/x)'],
    ['to what is no address', '[x](javascript:alert(1)) [y](data:text/html,x) [z](http://[)'],
    [
      'to a place of its page',
      '[表](#支出总表)，[行](#支出总表-2010601)，[说明](#职责)，[顶](#top)，[回](#)',
    ],
    ['to a place, escaped', '[表](#%E6%94%AF%E5%87%BA%E6%80%BB%E8%A1%A8)'],
    [
      'to its own pages and files',
      '[a](checks/) [b](history/) [c](disclosure.pdf) [d](tables/支出总表.csv) [e](disclosure.json)',
    ],
    ['to another disclosure', `[a](/${OTHER}/) [b](../102/#支出总表) [c](/${OTHER}/checks/)`],
    [
      'to the same by its whole address',
      `[a](https://ys.example.gov.cn/budget/${OTHER}/) https://ys.example.gov.cn/budget/${OTHER}/ 见`,
    ],
    [
      'to indexes',
      '[a](/) [b](/110101/) [c](/110101/2024/) [d](/110000/) [e](/2024/) [f](/glossary/) [g](/a-z/)',
    ],
    ['as code', '`[a](没有.pdf)`'],
    ['escaped', '\\[a](没有.pdf)'],
    ['as an image, which is its words', '![图](没有.png)'],
    ['in a paragraph that does not apply', '{{if 事实/没有}}[a](没有.pdf)'],
  ])('leads somewhere, or is none: %s', (_, text) => {
    expect(dead(text)).toEqual([]);
  });

  test.each([
    ['[附件](附件.pdf)', '链接“附件.pdf”指向的文件，网站里没有'],
    ['[附件][f]\n\n[f]: <附 件.pdf>', '链接“附 件.pdf”指向的文件，网站里没有'],
    ['[a](/没有/)', '链接“/没有/”指向的页面或文件，网站里没有'],
    ['[a](/#没有)', '链接“/#没有”指向的位置“没有”，页面上没有'],
    ['[a](/110101/#没有)', '指向的位置“没有”，页面上没有'],
    ['[a](/glossary/#名词-没有)', '指向的位置“名词-没有”，页面上没有'],
    ['[a](/../../etc/passwd)', '链接“/../../etc/passwd”指向的页面或文件，网站里没有'],
    ['[a](/2023/)', '链接“/2023/”指向的页面或文件，网站里没有'],
    ['[a](/110102/)', '链接“/110102/”指向的页面或文件，网站里没有'],
    ['[a](tables/没有.csv)', '链接“tables/没有.csv”指向的文件，网站里没有'],
    ['[a](https://example.com/{{支出总表/合计/合计}})', '链接的地址里有 {{……}}，那里不会填入内容'],
    ['[a](#没有)', '链接“#没有”指向的位置“没有”，页面上没有'],
    ['[a](#支出总)', '链接“#支出总”指向的位置“支出总”，页面上没有，最接近的是“支出总表”“支出总表-合计”'],
    [`[a](/${OTHER}/#没有)`, `链接“/${OTHER}/#没有”指向的位置“没有”，页面上没有`],
    [
      '[a](/110101/2024/103/)',
      '指向的公开文本“110101/2024/103”，网站里没有，最接近的是“110101/2024/101”“110101/2024/102”',
    ],
    ['[a](../102)', '链接“../102”指向的页面或文件，网站里没有'],
    [
      'https://ys.example.gov.cn/budget/x.pdf',
      '链接“https://ys.example.gov.cn/budget/x.pdf”指向的页面或文件，网站里没有',
    ],
  ])('leads nowhere: %s', (text, message) => {
    const told = dead(text);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(message);
  });

  test('is told at its place, with what to do', () => {
    const text = '安排{{支出总表/合计/合计}}万元。\r\n\r\n- 见{{支出总表/合计/合计}}[附件](附件.pdf)。\r\n';
    expect(deadIn({ [NARRATIVE]: text }).map(faultOf)).toEqual([
      {
        rule: 'load.dead-link',
        at: `${NARRATIVE}:3:18`,
        message: '链接“附件.pdf”指向的文件，网站里没有',
        hint: '请改成本站已有的地址，或完整的网址（https://……）；不需要的，去掉链接只留文字。公开文本下面只有网页、PDF、各表的 CSV 和数据文件，不放附件。',
      },
    ]);
  });

  test('is told in a draft of the form that is used', () => {
    const draft = { [`${FORM}/narrative/职责.md`]: '见[附件](附件.pdf)。\n' };
    expect(deadIn(draft)).toEqual([]);
    const [fault] = deadIn({ ...draft, [NARRATIVE]: null });
    expect(fault?.place).toEqual({ file: `${FORM}/narrative/职责.md`, line: 1, column: 2 });
  });

  test('to a term of the glossary', () => {
    const glossary = `- { term: 财政拨款收入, definition: 指当年拨付的资金。 }\n`;
    const form = { [`${FORM}/glossary.yaml`]: glossary };
    expect(dead('[a](/glossary/#名词-财政拨款收入)', form)).toEqual([]);
  });

  test('to one whose day has not come', () => {
    const early = other('publishAt: 2024-03-01\n');
    expect(dead(`[a](/${OTHER}/)`, early)).toEqual([`链接“/${OTHER}/”指向的公开文本到 2024-03-01 才公布`]);
  });

  test('makes what depends on the other be made again with it', () => {
    const reader = opened({ ...other(), [NARRATIVE]: `[a](../102/) [b](/110101/2024/103/)` });
    expect(reader.read(ID).digest.shown?.before).toEqual(expect.arrayContaining([OTHER, '110101/2024/103']));
  });

  test('to one that is not published now stays as words', () => {
    const reader = opened({
      ...other(),
      [NARRATIVE]: `见[**另**一份](/${OTHER}/#支出总表)和[校验](checks/)。\n`,
    });
    const html = (isPublished: boolean) => {
      const others = { isPublished: () => isPublished, titleOf: () => undefined };
      return JSON.stringify(reader.view(reader.read(ID), others)?.view.sections);
    };
    expect(html(true)).toContain(`href=\\"/budget/${OTHER}/#`);
    expect(html(false)).toContain('见<strong>另</strong>一份和<a href=\\"checks/\\">校验</a>。');
  });
});

test('what every site has may be linked to', () => {
  const list = { letters: [] };
  const az = { lists: { departments: list, projects: list, subjects: list }, pages: [] };
  const none = { regions: [], regionYears: [], years: [], boards: { pages: [] }, az };
  const paths = sitePaths(none as unknown as Parameters<typeof sitePaths>[0]);
  const files = readdirSync(`${toolRoot}public`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(`${toolRoot}public`.length));
  expect(paths.length + files.length).toBeGreaterThan(15);
  for (const path of [...paths, ...files]) expect(dead(`[a](<${path}>)`), path).toEqual([]);
});
