import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cacheFolder } from '../../scripts/lib/cache-folder.mjs';

const root = mkdtempSync(join(tmpdir(), 'mingzhang-cache-'));
beforeAll(() => vi.stubEnv('TMPDIR', root));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

it('stands beside the tool', () => {
  expect(cacheFolder('node', join(root, 'tool'))).toBe(join(root, 'tool', '.cache', 'node'));
});

describe.runIf(process.getuid)('of a tool that cannot be written to', () => {
  // Root may write anywhere; where the tool is a file, nobody can make a folder.
  const tool = join(root, 'file');
  beforeAll(() => writeFileSync(tool, ''));

  it('is in the place for temporary files, and nobody else may enter', () => {
    const folder = cacheFolder('pages', tool);
    expect(folder).toBe(join(root, `mingzhang-${process.getuid?.()}-pages`));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(cacheFolder('pages', tool)).toBe(folder);
  });

  it('is a new one, where others could write into it', () => {
    const folder = cacheFolder('pages', tool);
    chmodSync(folder, 0o777);
    const other = cacheFolder('pages', tool);
    expect(other).not.toBe(folder);
    expect(statSync(other).mode & 0o777).toBe(0o700);
  });
});
