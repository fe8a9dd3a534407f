import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderSource, layeredSource, memorySource, type Source } from '../../src/load/source.ts';
import { type Fault, FILES, FOLDER, FORM, faultOf, problemsOf } from '../support/content.ts';

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

  // Each moved aside, with a link in its place that leads to the same thing: it would read well.
  it.each([
    'site.yaml',
    'regions.yaml',
    'departments.yaml',
    'disclosures',
    'disclosures/110101',
    FOLDER,
    `${FOLDER}/tables`,
    `${FOLDER}/projects`,
    `${FOLDER}/narrative`,
    `${FOLDER}/targets.yaml`,
    'templates',
    FORM,
    `${FORM}/template.yaml`,
    `${FORM}/tables`,
    `${FORM}/rules.yaml`,
  ])('refuses a link in the place of %s', (name) => {
    const aside = mkdtempSync(join(tmpdir(), 'mingzhang-aside-'));
    const moved = join(aside, 'moved');
    renameSync(join(root, name), moved);
    symlinkSync(moved, join(root, name));
    try {
      const links = problemsOf({}, source).filter(({ rule }) => rule === 'load.link');
      expect(links.map(({ place }) => place.file)).toEqual([name]);
      expect(source.list(name)).toEqual([]);
      expect(source.read(name)).toBeUndefined();
    } finally {
      rmSync(join(root, name));
      renameSync(moved, join(root, name));
      rmSync(aside, { recursive: true });
    }
  });

  it('refuses links that lead nowhere or back to themselves', () => {
    for (const target of ['nowhere', '.', '..', '另表.csv', '/dev/zero']) {
      const file = join(root, FOLDER, 'tables', '另表.csv');
      symlinkSync(target, file);
      expect(problemsOf({}, source).map(({ rule }) => rule)).toEqual(['load.link']);
      rmSync(file);
    }
  });

  it('may itself be reached by a link', () => {
    const link = `${root}-link`;
    symlinkSync(root, link);
    expect(problemsOf({}, folderSource(link))).toEqual([]);
    rmSync(link);
  });

  it.runIf(process.platform === 'linux')('refuses a pipe, and does not wait for it', () => {
    const pipe = join(root, FOLDER, 'tables', '另表.csv');
    execFileSync('mkfifo', [pipe]);
    expect(problemsOf({}, source).map(faultOf)).toEqual([vanished(`${FOLDER}/tables/另表.csv`)]);
    rmSync(pipe);
  });

  it('says of a file that it was taken away after it was listed', () => {
    for (const file of [
      `${FOLDER}/tables/采购表.csv`,
      `${FOLDER}/targets.yaml`,
      `${FOLDER}/projects/01.yaml`,
      `${FOLDER}/narrative/职责.md`,
      `${FORM}/tables/采购表.yaml`,
    ]) {
      const without: Source = {
        list: source.list,
        read: (path) => (path === file ? undefined : source.read(path)),
      };
      expect(problemsOf({}, without).map(faultOf)).toContainEqual(vanished(file));
    }
  });
});

function vanished(at: string): Fault {
  const message = '读不到这个文件：读的时候已经不在了，或者不是普通文件';
  return { rule: 'load.unreadable', at, message, hint: '请看看是不是正被别的程序移动、删除，然后再试。' };
}
