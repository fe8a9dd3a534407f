import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { comparisonHtml } from '../../src/diff/format-html.ts';
import { comparisonText, PLAIN_MARKS } from '../../src/diff/format-text.ts';
import { contentFiles, ImportRefusal, importFiles, reportOf } from '../../src/import/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { createNarrativeRenderer } from '../../src/view/narrative.ts';
import { compareChanges } from '../diff/support.ts';
import { p, table, wordDocument } from '../import/make/document.ts';
import { plainBook } from '../import/make/hostile.ts';
import { form } from '../import/support.ts';
import { type Changes, contentWith, FILES, FOLDER, ID } from '../support/content.ts';
import { runs } from '../support/seed.ts';
import { harmIn } from './harmless.ts';
import { PAYLOADS } from './payloads.ts';

/** Whatever is fed in, there is a result or a refusal in Chinese. */
const settings = (quick: number): fc.Parameters<unknown> => ({ numRuns: runs(quick) });
const TIME = 600_000;

const ENGLISH = /Cannot |undefined|NaN|Invalid |Unexpected |is not a |\[object |Error\b|\bnull\b/;

function expectChinese(findings: readonly Finding[], given: string): void {
  for (const { message, hint = '', severity, rule, place } of findings) {
    expect(message, rule).toMatch(/\p{Script=Han}/u);
    expect(message.length + hint.length, rule).toBeLessThan(5000);
    // Words of the input itself may be quoted.
    for (const text of [message, hint]) {
      const word = ENGLISH.exec(text.replace(/“[^”]*”?/g, ''))?.[0];
      if (word !== undefined && !given.includes(word.trim())) expect.fail(`${rule}: ${text}`);
    }
    if (severity === 'error') expect(place.file, rule).not.toBe('');
  }
}

/** Reads it as a build does, to the page's view. */
function readAll(changes: Changes): void {
  const given = Object.values(changes).join('\n');
  const content = contentWith(changes);
  expectChinese(content.problems, given);
  if (!content.surroundings) return;
  for (const id of content.ids) {
    const { disclosure, problems } = content.read(id);
    expectChinese(problems, given);
    if (!disclosure) {
      expect([...content.problems, ...problems].some(({ severity }) => severity === 'error')).toBe(true);
      continue;
    }
    expectChinese(
      disclosure.checks.flatMap(({ findings }) => findings),
      given,
    );
    const narrative = createNarrativeRenderer();
    const view = viewDisclosure(disclosure, {
      base: '/',
      siteUrl: 'https://example.gov.cn',
      renderNarrative: (section, headingLevel) => {
        const html = narrative.renderSection(disclosure, section, { headingLevel });
        if (html !== undefined) expect(harmIn(html)).toEqual([]);
        return html;
      },
      hash: disclosure.hash,
      draft: true,
      files: [],
      isPublished: () => true,
      titleOf: () => undefined,
    });
    expect(() => JSON.stringify(view)).not.toThrow();
  }
}

const PATHS = Object.keys(FILES);
const path = fc.constantFrom(...PATHS);
const pieces = fc.oneof(
  fc.constantFrom(...PAYLOADS.map(({ text }) => text)),
  fc.constantFrom(...'{}[]:,-#&*!|>\'"%@`\n\t/\\0123456789.元万〔〕“”（）'),
  fc.constantFrom('{{', '}}', '\n- ', ': ', '""', '\n\n', '---\n', '0.00', '{{if ', 'null', '~', '  '),
  fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => text.isWellFormed()),
);

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}
const edits = fc.array(
  fc.record({ at: fc.nat(10_000), cut: fc.oneof(fc.constant(0), fc.nat(30)), put: pieces }),
  { minLength: 1, maxLength: 5 },
);
function mutated(text: string, changes: readonly Edit[]): string {
  return changes.reduce((now, { at, cut, put }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + put + now.slice(from + cut);
  }, text);
}

describe('loading', { timeout: TIME }, () => {
  test('any bytes in place of a file', () => {
    fc.assert(
      fc.property(path, fc.uint8Array({ maxLength: 400 }), (file, bytes) => readAll({ [file]: bytes })),
      settings(150),
    );
  });

  test('right files with some places changed', () => {
    fc.assert(
      fc.property(path, edits, (file, changes) =>
        readAll({ [file]: mutated(FILES[file] as string, changes) }),
      ),
      settings(400),
    );
  });
});

describe('bindings', { timeout: TIME }, () => {
  const words = fc.constantFrom(
    ...[
      '支出总表',
      '合计',
      '基本支出',
      '2010601',
      '行政运行',
      'expenditure.total',
      '事实',
      'change',
      'if',
      'unless',
    ],
    ...[
      '/',
      '#2',
      '#',
      '-',
      '+',
      '*',
      '元',
      '%',
      '.',
      ' ',
      '{{',
      '}}',
      '\\',
      '__proto__',
      'constructor',
      '0',
      '|',
      ':',
    ],
    ...['year', 'lastYear', 'name', '上年', '\n', '“', '”', '项目', '占', '比', '1e9', 'sum', '('],
  );
  test('any words between braces', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) =>
        readAll({ [`${FOLDER}/narrative/职责.md`]: `前{{${parts.join('')}}}后\n` }),
      ),
      settings(400),
    );
  });
});

describe('comparison', { timeout: TIME }, () => {
  test('of right files with others', async () => {
    await fc.assert(
      fc.asyncProperty(path, edits, edits, async (file, one, other) => {
        const text = FILES[file] as string;
        const comparison = await compareChanges(
          { [file]: mutated(text, one) },
          { [file]: mutated(text, other) },
        );
        expect(
          harmIn(comparisonHtml(comparison)).filter((what) => what !== '<style>' && !/^<meta/.test(what)),
        ).toEqual([]);
        expect(comparisonText(comparison, PLAIN_MARKS)).not.toMatch(/(?![\n\t])\p{Cc}/u);
        expect(() => JSON.stringify(comparison)).not.toThrow();
      }),
      settings(80),
    );
  });
});

describe('import', { timeout: TIME }, () => {
  const template = form('hebei-2024');
  const subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
  /** Returned or refused. */
  function imported(name: string, bytes: Uint8Array): void {
    try {
      const result = importFiles([{ name, bytes }], template, subject);
      reportOf(result, name);
      for (const text of contentFiles(result).values()) expect(text).not.toMatch(/(?![\t\n\u0085])\p{Cc}/u);
    } catch (error) {
      if (!(error instanceof ImportRefusal)) throw error;
      expect(error.message).toMatch(/\p{Script=Han}/u);
      expect(error.message.replace(/“[^”]*”?/g, '')).not.toMatch(ENGLISH);
    }
  }
  const book = plainBook();
  const word = wordDocument(
    p('一、部门职责') + p('贯彻执行方针政策。') + table(['科目编码', '合计'], ['201', '1.00']),
  );

  test('any bytes, under any name', () => {
    const names = fc.constantFrom('a.xlsx', 'a.xls', 'a.docx', 'a.txt', 'a.csv', 'a.md', 'a.et', 'a.wps');
    fc.assert(fc.property(names, fc.uint8Array({ maxLength: 600 }), imported), settings(150));
  });

  test.each([
    ['a.xlsx', book],
    ['a.docx', word],
  ] as const)('%s with some bytes changed', (name, whole) => {
    const bytes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(bytes, fc.option(fc.nat(whole.length)), (changes, end) => {
        const copy = Uint8Array.from(whole);
        for (const [at, byte] of changes) copy[at] = byte;
        imported(name, end === null ? copy : copy.slice(0, end));
      }),
      settings(150),
    );
  });

  test.each([
    ['a.xlsx', book],
    ['a.docx', word],
  ] as const)('%s with its parts changed', (name, whole) => {
    const parts = unzipSync(whole);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(parts)), edits, (part, changes) => {
        const text = mutated(strFromU8(parts[part] as Uint8Array), changes);
        imported(name, zipSync({ ...parts, [part]: strToU8(text) }));
      }),
      settings(150),
    );
  });

  test('texts with some places changed', () => {
    const text = `第一部分 部门预算\n一、部门职责\n${FILES[`${FOLDER}/narrative/职责.md`]}\n部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1469.55\n`;
    fc.assert(
      fc.property(edits, (changes) => imported('a.txt', strToU8(mutated(text, changes)))),
      settings(200),
    );
  });
});

test('the content that all begins with is right', () => {
  expect(contentWith().read(ID).problems).toEqual([]);
});
