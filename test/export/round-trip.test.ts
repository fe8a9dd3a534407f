import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openContent } from '../../src/content.ts';
import { editableWorkbook } from '../../src/export/workbook/editable.ts';
import { disclosureWorkbook } from '../../src/export/workbook/index.ts';
import { importFiles, mergeContent, reportOf } from '../../src/import/index.ts';
import { folderSource, layeredSource, memorySource } from '../../src/load/source.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import type { DisclosureView } from '../../src/view/types.ts';
import { contentDir, SAMPLES, settings } from './support.ts';

type Files = ReadonlyMap<string, string>;

function filesOf(id: string): Files {
  const folder = join(contentDir, 'disclosures', id);
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]));
}

/** The disclosure that some files make. */
function disclosureOf(id: string, files: Files): CheckedDisclosure {
  const own = memorySource(
    Object.fromEntries([...files].map(([name, text]) => [`disclosures/${id}/${name}`, text])),
  );
  const source = layeredSource(own, folderSource(contentDir));
  const { disclosure } = openContent(source, source).read(id);
  if (!disclosure) throw new Error(`${id} cannot be read`);
  return disclosure;
}

function workbookOf(disclosure: CheckedDisclosure): Uint8Array {
  return editableWorkbook(disclosure, viewOf(disclosure));
}

function viewOf(disclosure: CheckedDisclosure): DisclosureView {
  return viewDisclosure(disclosure, {
    base: '/',
    siteUrl: settings.siteUrl,
    renderNarrative: () => undefined,
    hash: disclosure.hash,
    draft: false,
  });
}

/** What import makes of a workbook over files that are there. */
function importedOver(files: Files, bytes: Uint8Array, disclosure: CheckedDisclosure) {
  const { region, year, code, name, department, template } = disclosure;
  const subject = { region: region.code, year, code, name, ...(department && { department: department.id }) };
  const imported = importFiles([{ name: '导出.xlsx', bytes }], template, subject);
  return { imported, merged: mergeContent(files, imported) };
}

describe.each(SAMPLES)('%s out and in again', (id) => {
  const before = filesOf(id);
  const disclosure = disclosureOf(id, before);
  const { merged } = importedOver(before, workbookOf(disclosure), disclosure);

  test('unedited, nothing changes', () => {
    expect(merged.changes).toEqual([]);
    expect([...merged.files.keys()]).toEqual([]);
    expect(merged.removed).toEqual([]);
  });

  test('the public download comes back as well as the one to edit', () => {
    const download = disclosureWorkbook(disclosure, viewOf(disclosure), settings);
    expect(importedOver(before, download, disclosure).merged.changes).toEqual([]);
  });

  test('no table, project or target is lost', () => {
    const { imported } = importedOver(new Map(), workbookOf(disclosure), disclosure);
    expect(imported.tables.map(({ spec }) => spec.id).sort()).toEqual([...disclosure.tables.keys()].sort());
    expect(imported.projects.map(({ name }) => name)).toEqual(disclosure.projects.map(({ name }) => name));
    expect(imported.targets !== undefined).toBe(disclosure.targets !== undefined);
  });
});

describe('what a workbook of ours says of itself', () => {
  const id = '410802/2024/566';
  const before = filesOf(id);
  const disclosure = disclosureOf(id, before);
  const of = (bytes: Uint8Array) => reportOf(importedOver(before, bytes, disclosure).imported, '');

  test('is no content, and is told without a question', () => {
    const { unplaced, warnings } = of(workbookOf(disclosure));
    expect(unplaced.map(({ place, minor }) => [place, minor])).toEqual([
      ['工作表“填写说明”：公开文本里没有地方放', true],
      ['工作表“科目代码”：公开文本里没有地方放', true],
    ]);
    expect(warnings).toEqual([]);
  });

  test('under another name of the file’s property such a sheet is read as any other', () => {
    const parts = unzipSync(workbookOf(disclosure));
    const other = strFromU8(parts['docProps/custom.xml'] as Uint8Array).replace('mingzhangDisclosure', 'x');
    const { unplaced } = of(zipSync({ ...parts, 'docProps/custom.xml': strToU8(other) }));
    expect(unplaced.some(({ text }) => text.includes('怎样填写和导入'))).toBe(true);
  });
});

/** Every table of a disclosure, edited as a clerk might: where to cut its lines, and what to make of them. */
const EDITS: readonly (readonly [string, (lines: string[]) => string[] | undefined])[] = [
  ['a figure', (lines) => changed(lines, /(?<=,)(\d+)\.(\d\d)(?=,|$)/, '$1.99')],
  ['its sign', (lines) => changed(lines, /(?<=,)(\d+\.\d\d)(?=,|$)/, '-$1')],
  ['its decimals', (lines) => changed(lines, /(?<=,)(\d+\.\d\d)(?=,|$)/, '$19')],
  ['a figure gone', (lines) => changed(lines, /(?<=,)\d+\.\d\d(?=,|$)/, '')],
  // Drafts speak of the totals at either end, so rows in the middle go and come.
  ['a row gone', (lines) => (isListed(lines) ? lines.toSpliced(-2, 1) : undefined)],
  [
    'a row more',
    (lines) =>
      isListed(lines)
        ? lines.toSpliced(
            lines.length >> 1,
            0,
            (lines[lines.length >> 1] as string).replace(/^\d+,/, '2019999,'),
          )
        : undefined,
  ],
];

/** Rows by code, one column of codes: one more or less breaks no name that the text speaks of. */
const isListed = (lines: readonly string[]): boolean =>
  lines.length > 5 &&
  [lines[lines.length >> 1], lines.at(-2)].every((line) => /^(?:2\d{6}|3\d{4}),/.test(line as string));

function changed(lines: string[], from: RegExp, to: string): string[] | undefined {
  const at = lines.findLastIndex((line, index) => index > 0 && !line.includes('"') && from.test(line));
  return at < 0 ? undefined : lines.with(at, (lines[at] as string).replace(from, to));
}

describe.each(SAMPLES)('%s: each table edited, the change is exactly the edit', (id) => {
  const before = filesOf(id);
  const tables = [...before.keys()].filter((name) => name.startsWith('tables/'));

  test.each(EDITS)('%s', (_, edit) => {
    // One edit in each table at once: each must come back in its own file and nowhere else.
    const edited = new Map(before);
    const touched: string[] = [];
    for (const name of tables) {
      const lines = edit((before.get(name) as string).trimEnd().split('\n'));
      const text = lines && `${lines.join('\n')}\n`;
      if (text === undefined || text === before.get(name)) continue;
      edited.set(name, text);
      touched.push(name);
    }
    const disclosure = disclosureOf(id, edited);
    const { merged } = importedOver(before, workbookOf(disclosure), disclosure);
    expect([...merged.files.keys()].sort()).toEqual(touched.sort());
    for (const name of touched) expect(merged.files.get(name), name).toBe(edited.get(name));
    expect(merged.removed).toEqual([]);
  });
});

describe('edited, the change is exactly the edit', () => {
  const id = '130303/2024/350001';
  const before = filesOf(id);

  /** Edits content, exports that, and imports it over the content as it was. */
  function roundTrip(name: string, from: string, to: string) {
    const text = before.get(name) as string;
    expect(text.split(from)).toHaveLength(2);
    const edited = new Map(before).set(
      name,
      text.replace(from, () => to),
    );
    const disclosure = disclosureOf(id, edited);
    const { merged } = importedOver(before, workbookOf(disclosure), disclosure);
    return { edited, merged };
  }

  test.each([
    [
      'a figure',
      'tables/支出总表.csv',
      '2060101,行政运行,151.45,151.05,0.40',
      '2060101,行政运行,151.46,151.05,0.40',
    ],
    [
      'one to a blank',
      'tables/支出总表.csv',
      '2060101,行政运行,151.45,151.05,0.40',
      '2060101,行政运行,151.45,151.05,',
    ],
    [
      'a blank to 0',
      'tables/支出总表.csv',
      '2060101,行政运行,151.45,151.05,0.40,,,',
      '2060101,行政运行,151.45,151.05,0.40,0,,',
    ],
    [
      'decimals',
      'tables/支出总表.csv',
      '2060101,行政运行,151.45,151.05,0.40',
      '2060101,行政运行,151.45,151.050,0.40',
    ],
    [
      'a negative figure',
      'tables/支出总表.csv',
      '2060101,行政运行,151.45,151.05,0.40',
      '2060101,行政运行,151.45,151.85,-0.40',
    ],
    ['a name', 'tables/支出总表.csv', '2060101,行政运行,', '2060101,行政运行（试）,'],
    ['a project’s amount', 'projects/01.yaml', 'amount: 0.40', 'amount: 0.45'],
    ['a project’s indicator', 'projects/01.yaml', 'value: 1辆', 'value: 2辆'],
  ])('%s', (_, name, from, to) => {
    const { edited, merged } = roundTrip(name, from, to);
    expect([...merged.files]).toEqual([[name, edited.get(name)]]);
    expect(merged.removed).toEqual([]);
  });
});

describe('codes to choose from', () => {
  const id = '130303/2024/350001';
  const parts = Object.fromEntries(
    Object.entries(unzipSync(workbookOf(disclosureOf(id, filesOf(id))))).map(([path, part]) => [
      path,
      strFromU8(part),
    ]),
  );

  test('columns of codes have a list, which warns and does not forbid', () => {
    const found = Object.values(parts).flatMap((xml) => [
      ...xml.matchAll(/<dataValidation [^>]*>.*?<\/dataValidation>/g),
    ]);
    expect(found.length).toBeGreaterThan(3);
    for (const [xml] of found) {
      expect(xml).toContain('errorStyle="warning"');
      expect(xml).toMatch(/<formula1>(?:'科目代码'!\$[A-Z]\$\d+:\$[A-Z]\$\d+|AND\(.*)<\/formula1>/);
    }
  });

  test('a sheet of notes says how to fill in and import', () => {
    expect(parts['xl/workbook.xml']).toContain('name="填写说明"');
    expect(parts['xl/sharedStrings.xml']).toContain('npm run import -- 本文件.xlsx --template');
  });
});
