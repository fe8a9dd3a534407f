import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/engine.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type DisclosureReport, reportOf } from '../../src/report/findings.ts';
import { faultsPageHtml, reportHtml } from '../../src/report/html.ts';
import { type Changes, FOLDER, ID, validWith } from '../support/content.ts';

const TABLE = `${FOLDER}/tables/支出总表.csv`;
const WRONG: Changes = {
  [TABLE]:
    '科目编码,科目名称,合计,基本支出,项目支出\n,合计,9.00,1.00,2.00\n2060101,行政运行,3.00,1.00,2.00\n',
};
const reportWith = (changes: Changes): DisclosureReport => reportOf(ID, [], check(validWith(changes)));
const html = (reports: DisclosureReport[], around: Finding[] = []): string =>
  reportHtml({ reports, around, date: '2026-03-01' });

const HOSTILE = `</style><script>alert("1")</script><img src=x onerror='a()'>&amp;`;
const hostile: Finding = {
  rule: HOSTILE,
  severity: 'error',
  place: { file: `${HOSTILE}.csv`, line: 3 },
  message: HOSTILE,
  hint: HOSTILE,
};

describe('the report as one file', () => {
  it('groups what was found by disclosure, with rule, place and remedy', () => {
    const text = html([reportWith(WRONG)]);
    expect(text).toContain('<h2>乙区财政局2024年部门预算</h2>');
    expect(text).toContain('支出合计等于各类支出之和 <span class="quiet">table.expenditure-by-kind</span>');
    expect(text).toContain('支出总表“合计”的“合计”实为 9.00，应为 3.00（差 6.00）');
    expect(text).toContain('tables/支出总表.csv 第 2 行第 5 列');
    expect(text).toContain('改正有误的一处。');
    expect(text).toContain('<time datetime="2026-03-01">');
  });

  it('names those where nothing was found', () => {
    const text = html([reportWith({})]);
    expect(text).toContain('<h2>没有发现问题</h2>');
    expect(text).toContain('<li>乙区财政局2024年部门预算</li>');
  });

  it('says what is wrong around the disclosures, and which could not be read', () => {
    const finding: Finding = { ...hostile, rule: 'load.yaml', place: { file: 'site.yaml' }, message: '有误' };
    const text = html([{ id: ID, problems: [{ ...finding, message: '年度有误' }] }], [finding]);
    expect(text).toContain('公开文本以外的问题');
    expect(text).toContain(`${ID}（未能读取）`);
    expect(text).toContain('年度有误');
  });

  it('needs nothing beside it and runs nothing', () => {
    const text = html([reportWith(WRONG)]);
    expect(text).toMatch(/^<!doctype html>\n<html lang="zh-CN">/u);
    expect(text).not.toMatch(/<script|<link|<img|@import|url\(|https?:|\son[a-z]+=/iu);
  });

  it('shows hostile words as words', () => {
    const report = reportWith(WRONG);
    const read = report.disclosure as NonNullable<DisclosureReport['disclosure']>;
    const checks = read.checks.map((item) => ({
      ...item,
      rule: { ...item.rule, id: HOSTILE, title: HOSTILE },
    }));
    const text = html(
      [
        { id: `a/b/${HOSTILE}`, problems: [hostile], disclosure: { ...read, name: HOSTILE, checks } },
        { id: HOSTILE, problems: [] },
      ],
      [hostile],
    );
    expect(text).not.toMatch(/<script|<img|onerror='/u);
    expect(text.match(/<\/style>/gu)).toHaveLength(1);
    expect(text).toContain('&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(text).toContain('onerror=&#39;a()&#39;&gt;&amp;amp;');
  });

  it('leads from its table to each disclosure', () => {
    const text = html([reportWith(WRONG)]);
    const targets = [...text.matchAll(/href="#([^"]*)"/gu)].map((match) => match[1]);
    expect(targets).toEqual(['d-110101-2024-101']);
    for (const target of targets) expect(text).toContain(`id="${target}"`);
  });
});

describe('the page of faults that an author sees', () => {
  const finding: Finding = {
    rule: 'load.yaml',
    severity: 'error',
    place: { file: 'disclosures/110101/2024/101/disclosure.yaml', line: 7, column: 3 },
    message: 'YAML 写法有误：冒号后面没有空格',
    hint: '请在冒号后面加一个空格。',
  };

  it('says what, where to the column, and what to do', () => {
    const text = faultsPageHtml({ title: '还不能显示', findings: [finding], script: '/@vite/client' });
    expect(text).toContain('<h1>还不能显示</h1>');
    expect(text).toContain('<h2>1 处问题</h2>');
    expect(text).toContain('YAML 写法有误：冒号后面没有空格');
    expect(text).toContain('disclosures/110101/2024/101/disclosure.yaml 第 7 行第 3 列');
    expect(text).toContain('请在冒号后面加一个空格。');
    expect(text).toContain('<script type="module" src="/@vite/client"></script>');
  });

  it('escapes every word of others', () => {
    const text = faultsPageHtml({ title: HOSTILE, findings: [hostile], script: '/@vite/client' });
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toContain('<img');
  });
});
