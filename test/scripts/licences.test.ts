import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import { judgeLicences } from '../../scripts/lib/licences.ts';

const read = (name: string) => JSON.parse(readFileSync(join(toolRoot, name), 'utf8'));

describe('licences', () => {
  it('of every dependency are ones that an office may use', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(toolRoot, 'scripts/licences.ts')], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^MIT\tzod@/m);
    expect(stdout).toMatch(/共 \d+ 个依赖，0 个不合要求/);
    expect(status).toBe(0);
  });

  it.each([
    ['GPL-3.0-only', true],
    ['AGPL-3.0-or-later', true],
    ['MIT AND GPL-2.0-only', true],
    ['SEE LICENSE IN LICENSE.txt', true],
    [undefined, true],
    ['MIT OR GPL-2.0-only', false],
    ['(MIT AND Zlib)', false],
  ])('%j: refused %s', (license, isRefused) => {
    const locked = {
      '': {},
      'node_modules/a/node_modules/@x/b': { version: '1.0.0', ...(license && { license }) },
    };
    const { refused } = judgeLicences(locked, () => undefined);
    expect(refused.map(({ name }) => name)).toEqual(isRefused ? ['@x/b'] : []);
  });
});

describe('dependencies', () => {
  const { dependencies, devDependencies, optionalDependencies = {}, allowScripts } = read('package.json');

  it('are pinned to one version', () => {
    for (const [name, version] of Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    }))
      expect(version, name).toMatch(/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('come with a hash, from whatever registry an office has', () => {
    for (const [folder, { resolved, integrity }] of Object.entries<Record<string, unknown>>(
      read('package-lock.json').packages,
    )) {
      if (folder === '') continue;
      expect(resolved ?? 'https://registry.npmjs.org/', folder).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      expect(integrity, folder).toMatch(/^sha512-/);
    }
  });

  it('run a script on installation only where package.json names them', () => {
    const scripted = Object.entries<{ hasInstallScript?: boolean }>(read('package-lock.json').packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([folder]) => folder.replace(/^.*node_modules\//, ''));
    for (const name of scripted) expect(Object.keys(allowScripts), name).toContain(name);
  });
});
