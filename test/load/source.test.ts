import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderSource, layeredSource, memorySource, type Source } from '../../src/load/source.ts';
import { FILES, FOLDER, faultOf, problemsOf } from '../support/content.ts';

const names = (source: Source, folder: string): string[] => source.list(folder).map((entry) => entry.name);
const textOf = (source: Source, file: string): string | undefined => {
  const bytes = source.read(file);
  return bytes && new TextDecoder().decode(bytes);
};

describe('memory', () => {
  const source = memorySource({
    'b.txt': '2',
    'a/x.txt': '1',
    'a/y/z.txt': '3',
    '10.yaml': '',
    '9.yaml': '',
  });

  it('lists files and folders by name', () => {
    expect(source.list('')).toEqual([
      { name: '10.yaml', kind: 'file' },
      { name: '9.yaml', kind: 'file' },
      { name: 'a', kind: 'folder' },
      { name: 'b.txt', kind: 'file' },
    ]);
    expect(names(source, 'a')).toEqual(['x.txt', 'y']);
    expect(names(source, 'none')).toEqual([]);
  });

  it('reads what is there', () => {
    expect(textOf(source, 'a/y/z.txt')).toBe('3');
    expect(textOf(source, '9.yaml')).toBe('');
    expect(source.read('a')).toBeUndefined();
    expect(source.read('constructor')).toBeUndefined();
  });
});

describe('layers', () => {
  const source = layeredSource(
    memorySource({ 'templates/own/template.yaml': 'own', 'templates/shared/template.yaml': 'mine' }),
    memorySource({ 'templates/shared/template.yaml': 'tool', 'templates/tool/rules.yaml': 'tool' }),
  );

  it('merge folders by name, and the first has its way with files', () => {
    expect(names(source, 'templates')).toEqual(['own', 'shared', 'tool']);
    expect(textOf(source, 'templates/shared/template.yaml')).toBe('mine');
    expect(textOf(source, 'templates/tool/rules.yaml')).toBe('tool');
  });
});

describe('a folder on disk', () => {
  let root = '';
  let source: Source;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'mingzhang-source-'));
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    writeFileSync(join(root, FOLDER, '.DS_Store'), 'x');
    source = folderSource(root);
  });

  afterAll(() => rmSync(root, { recursive: true }));

  it('is read as memory is', () => {
    const memory = memorySource(FILES);
    for (const folder of ['', 'disclosures', FOLDER, `${FOLDER}/tables`, 'none']) {
      expect(source.list(folder)).toEqual(memory.list(folder));
    }
    for (const file of [...Object.keys(FILES), 'none', FOLDER])
      expect(textOf(source, file)).toBe(textOf(memory, file));
    expect(problemsOf({}, source)).toEqual([]);
  });

  it('refuses a symbolic link, and never follows it', () => {
    const links: [string, string][] = [
      [`${FOLDER}/tables/三公经费表.csv`, join(root, `${FOLDER}/tables/支出总表.csv`)],
      [`${FOLDER}/narrative/更多`, root],
      ['disclosures/110101/2025', '/etc'],
    ];
    for (const [file, target] of links) symlinkSync(target, join(root, file));
    const hint = '内容文件夹里只放真实的文件；请换成文件本身。';
    const message = '这里是一个链接（快捷方式），不是文件';
    expect(problemsOf({}, source).map(faultOf)).toEqual(
      ['disclosures/110101/2025', `${FOLDER}/tables/三公经费表.csv`, `${FOLDER}/narrative/更多`].map(
        (at) => ({
          rule: 'load.link',
          at,
          message,
          hint,
        }),
      ),
    );
    expect(source.read(`${FOLDER}/tables/三公经费表.csv`)).toBeUndefined();
    for (const [file] of links) rmSync(join(root, file));
  });

  it('refuses a link in the place of a file that must be there', () => {
    const file = join(root, FOLDER, 'disclosure.yaml');
    rmSync(file);
    writeFileSync(join(root, 'elsewhere.yaml'), FILES[`${FOLDER}/disclosure.yaml`] ?? '');
    symlinkSync(join(root, 'elsewhere.yaml'), file);
    expect(problemsOf({}, source).map((item) => item.rule)).toEqual(['load.link']);
    rmSync(file);
    writeFileSync(file, FILES[`${FOLDER}/disclosure.yaml`] ?? '');
  });
});
