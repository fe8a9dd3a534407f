import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prune } from '../../scripts/lib/kept-version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-compiled-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HOUR = 3600;
const nameOf = (index: number): string => String(index).repeat(32);
/** Versions by how many hours ago each was used. */
function versions(...ages: readonly number[]): void {
  ages.forEach((age, index) => {
    const version = join(folder, nameOf(index));
    mkdirSync(version);
    writeFileSync(join(version, 'entry.mjs'), '');
    const then = Date.now() / 1000 - age * HOUR;
    utimesSync(version, then, then);
  });
}

it('of versions the six used last are kept', () => {
  versions(9, 2, 3, 8, 4, 5, 6, 7);
  prune(folder);
  expect(readdirSync(folder).sort()).toEqual([1, 2, 4, 5, 6, 7].map(nameOf));
});

it('and what another command may be using', () => {
  versions(0, 0, 0, 0, 0, 0, 0.5, 2);
  prune(folder);
  expect(readdirSync(folder).sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map(nameOf));
});

it('what was left of making or removing one goes after an hour', () => {
  versions(0);
  const leftovers = [`${nameOf(1)}.123`, `${nameOf(2)}.gone-123`, `${nameOf(3)}.456`];
  leftovers.forEach((name, index) => {
    mkdirSync(join(folder, name));
    const then = Date.now() / 1000 - (2 - index) * HOUR;
    utimesSync(join(folder, name), then, then);
  });
  writeFileSync(join(folder, 'current.json'), '');
  prune(folder);
  expect(readdirSync(folder).sort()).toEqual([nameOf(0), leftovers[2], 'current.json'].sort());
});
