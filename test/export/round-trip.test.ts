import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openContent } from '../../src/content.ts';
import { editableWorkbook } from '../../src/export/workbook/editable.ts';
import { importFiles, mergeContent } from '../../src/import/index.ts';
import { folderSource, layeredSource, memorySource } from '../../src/load/source.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
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
  const view = viewDisclosure(disclosure, {
    base: '/',
    siteUrl: settings.siteUrl,
    renderNarrative: () => undefined,
    hash: disclosure.hash,
    draft: false,
  });
  return editableWorkbook(disclosure, view);
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

  test('no table, project or target is lost', () => {
    const { imported } = importedOver(new Map(), workbookOf(disclosure), disclosure);
    expect(imported.tables.map(({ spec }) => spec.id).sort()).toEqual([...disclosure.tables.keys()].sort());
    expect(imported.projects.map(({ name }) => name)).toEqual(disclosure.projects.map(({ name }) => name));
    expect(imported.targets !== undefined).toBe(disclosure.targets !== undefined);
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
