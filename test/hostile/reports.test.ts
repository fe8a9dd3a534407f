import { strToU8 } from 'fflate';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { codeQuality } from '../../scripts/lib/forge/code-quality.ts';
import { amendmentYaml } from '../../src/diff/amendment-yaml.ts';
import { comparisonHtml } from '../../src/diff/format-html.ts';
import { comparisonJson } from '../../src/diff/format-json.ts';
import { comparisonMarkdown } from '../../src/diff/format-markdown.ts';
import { comparisonText, PLAIN_MARKS } from '../../src/diff/format-text.ts';
import { contentFiles, ImportRefusal, importFiles, reportMarkdown } from '../../src/import/index.ts';
import { parseYaml } from '../../src/load/yaml.ts';
import {
  allFindings,
  annotation,
  PLAIN,
  reportJson,
  reportOf,
  reportText,
} from '../../src/report/findings.ts';
import { faultsPageHtml, reportHtml } from '../../src/report/html.ts';
import { compileMarkdown } from '../../src/view/narrative-markdown.ts';
import { compareChanges } from '../diff/support.ts';
import { heading, p, table, wordDocument } from '../import/make/document.ts';
import { workbook } from '../import/make/workbook.ts';
import { form } from '../import/support.ts';
import { type Changes, contentWith, FILES, ID } from '../support/content.ts';
import { harmIn } from './harmless.ts';
import { PAYLOADS } from './payloads.ts';
import { PLACES } from './places.ts';
import { filledWith } from './site.ts';

/** Every hostile text in what people read of content before it is published: comparisons, comments, reports, imports. */

const ALONE = ['withdrawal', 'why not published', 'draft'];
const together = PLACES.filter(({ name }) => !ALONE.includes(name));
const payloads = PAYLOADS.map(({ name, text }) => [name, text] as const);
const CONTROL = /(?![\t\n\r\u0085])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

/** The content with a text wherever it may stand. */
function changesWith(text: string): Changes {
  const { files } = filledWith({ name: '', text }, together);
  return Object.fromEntries(Object.entries(files).filter(([path, now]) => FILES[path] !== now));
}

/** A page of our own with its style sheet, and what it must not have. */
const harm = (html: string): string[] =>
  harmIn(html).filter((what) => what !== '<style>' && !/^<meta /.test(what));

/** What Markdown makes of a comment besides words: a forge lets HTML through, and makes links of addresses. */
function markdownHarm(markdown: string): string[] {
  const found: string[] = [];
  let html = '';
  const walk = (node: Nodes): void => {
    if (['image', 'imageReference', 'definition', 'footnoteDefinition', 'link'].includes(node.type))
      found.push(`${node.type} ${'url' in node ? node.url : ''}`);
    if (node.type === 'html') html += node.value;
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(unified().use(remarkParse).use(remarkGfm).parse(markdown) as Nodes);
  const called = /@(?!\u200b)[\w-]|(?<![\w&/])#\d|(?<!\w)GH-\d/.exec(markdown)?.[0];
  return [...found, ...harmIn(html), ...(called === undefined ? [] : [called])];
}

describe('what is told of a change', () => {
  test.each(payloads)('%s', async (_, text) => {
    const changes = changesWith(text);
    const away = Object.fromEntries(Object.keys(changes).map((path) => [path, FILES[path] ?? null]));
    for (const comparison of [await compareChanges(changes), await compareChanges(away, changes)]) {
      expect(harm(comparisonHtml(comparison))).toEqual([]);
      const markdown = comparisonMarkdown(comparison);
      expect(markdownHarm(markdown)).toEqual([]);
      for (const told of [markdown, comparisonText(comparison, PLAIN_MARKS)])
        expect(told).not.toMatch(CONTROL);
      expect(() => JSON.parse(JSON.stringify(comparisonJson(comparison)))).not.toThrow();
    }
  });
});

describe('what is told of checks', () => {
  test.each(payloads)('%s', (_, text) => {
    // Texts in place of figures and heads are told as faults.
    const faulty = Object.assign({}, ...PLACES.map((place) => place.put(text))) as Changes;
    for (const changes of [changesWith(text), faulty]) {
      const content = contentWith(changes);
      const { disclosure, problems } = content.read(ID);
      const reports = [reportOf(ID, problems, disclosure)];
      const around = content.problems;
      const findings = [...around, ...reports.flatMap(allFindings)];
      expect(harm(reportHtml({ reports, around, date: '2024-03-01' }))).toEqual([]);
      expect(harm(faultsPageHtml({ title: text, findings, script: '/x.js' }))).toEqual([]);
      for (const report of reports) expect(reportText(report, PLAIN)).not.toMatch(CONTROL);
      for (const finding of findings) {
        const told = annotation(finding, 'content/');
        expect(told).toMatch(/^::(?:error|warning|notice) [^\n\r]*$/);
        expect(told).not.toMatch(CONTROL);
      }
      for (const { location } of codeQuality(findings, 'content/'))
        expect(location.path).toMatch(/^content\/[^\n]*$/);
      expect(() => JSON.parse(JSON.stringify(reportJson(reports, around)))).not.toThrow();
    }
  });
});

describe('a correction that is written', () => {
  test.each(payloads)('%s', (_, text) => {
    const changes = [{ section: '职责', before: text, after: text, note: text }];
    const entry = { date: '2024-03-01', reason: text, changes };
    const { yaml, problems } = parseYaml('a.yaml', `amendments:\n${amendmentYaml(entry)}`);
    expect(problems).toEqual([]);
    expect(yaml?.data).toEqual({ amendments: [{ date: '2024-03-01', reason: text, changes }] });
  });
});

describe('what an import writes', () => {
  const template = form('hebei-2024');
  const subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
  const OWN =
    /^(?:disclosure\.yaml|targets\.yaml|import-report\.md|tables\/[^/.]+\.csv|projects\/(?:\d+|units)\.yaml|narrative\/[^/.]+\.md)$/u;

  test.each(payloads)('%s', (_, text) => {
    const rows = [
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['', '合计', '3', '1', '2'],
      ['201', text, '3', '1', text],
    ];
    const lines = rows.map((row) => row.join('\t')).join('\n');
    for (const [name, bytes] of [
      ['a.docx', wordDocument(heading('一、部门职责') + p(text) + p('部门支出总表') + table(...rows))],
      ['a.txt', strToU8(`一、部门职责\n${text}\n部门支出总表\n单位：万元\n${lines}\n`)],
      ['a.md', strToU8(`# 一、部门职责\n\n${text}\n\n# 部门支出总表\n\n${lines}\n`)],
      ['a.xlsx', workbook([{ name: '一', rows: [['部门支出总表'], ['单位：万元'], ...rows] }])],
    ] as const) {
      try {
        const result = importFiles([{ name, bytes }], template, subject);
        expect(reportMarkdown(result, text)).not.toMatch(CONTROL);
        for (const [path, written] of contentFiles(result)) {
          expect(path).toMatch(OWN);
          expect(written).not.toMatch(CONTROL);
          if (path.endsWith('.md'))
            expect(harmIn(compileMarkdown(written, { headingLevel: 2, base: '' }).html)).toEqual([]);
        }
      } catch (error) {
        if (!(error instanceof ImportRefusal)) throw error;
        expect(error.message).not.toMatch(CONTROL);
      }
    }
  });
});
