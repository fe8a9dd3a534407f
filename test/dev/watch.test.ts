import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Watched, watchFolders, watchTree } from '../../scripts/dev/watch.ts';

let root: string;
let told: Set<string>;
let watched: Watched;

let written = 0;
const write = (path: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), String(written++));
};
const tells = (...paths: string[]): Promise<void> =>
  vi.waitFor(() => expect([...told]).toEqual(expect.arrayContaining(paths)), { timeout: 100_000 });

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mingzhang-watch-')));
  for (const path of ['site.yaml', 'a/b/c.csv', 'a/b/d.csv']) write(path);
  told = new Set();
});
afterEach(() => {
  watched.close();
  rmSync(root, { recursive: true, force: true });
});

describe.each([
  ['by the system', watchTree],
  ['folder by folder', watchFolders],
])('watching %s', (_, start) => {
  beforeEach(() => {
    watched = start(
      root,
      (path) => told.add(path),
      (error) => {
        throw error;
      },
    );
  });

  it('tells of a file written, made and removed, however deep', async () => {
    write('a/b/c.csv');
    write('a/new.md');
    rmSync(join(root, 'a/b/d.csv'));
    write('site.yaml');
    await tells('a/b/c.csv', 'a/new.md', 'a/b/d.csv', 'site.yaml');
  });

  it('tells of a file put in the place of another, as editors save', async () => {
    write('.draft');
    renameSync(join(root, '.draft'), join(root, 'a/b/c.csv'));
    await tells('a/b/c.csv');
    expect([...told].filter((path) => path.includes('.draft'))).toEqual([]);
  });

  it('tells of what stands in a folder that is new, at once and later', async () => {
    write('new/year/table.csv');
    await tells('new/year/table.csv');
    told.clear();
    write('new/year/table.csv');
    write('new/year/more/x.md');
    await tells('new/year/table.csv', 'new/year/more/x.md');
  });

  it('tells of a folder that was away, under the same name', async () => {
    renameSync(join(root, 'a'), join(root, 'away'));
    await tells('a', 'away');
    mkdirSync(join(root, 'a'));
    await tells('a');
    told.clear();
    write('a/b/c.csv');
    await tells('a/b/c.csv');
    told.clear();
    write('away/b/d.csv');
    await tells('away/b/d.csv');
  });

  it('follows no link, and looks at nothing hidden', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'mingzhang-elsewhere-'));
    symlinkSync(elsewhere, join(root, 'link'));
    write('.git/index');
    await tells('link');
    writeFileSync(join(elsewhere, 'x'), '');
    write('.git/index');
    write('last');
    await tells('last');
    expect([...told].filter((path) => path.startsWith('link/') || path.startsWith('.'))).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });
});

it('says where it cannot watch', () => {
  const errors: Error[] = [];
  watched = watchFolders(
    join(root, 'site.yaml'),
    () => {},
    (error) => errors.push(error),
  );
  expect(errors.map((error) => (error as NodeJS.ErrnoException).code)).toEqual(['ENOTDIR']);
});
