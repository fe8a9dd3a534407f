import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'mingzhang-tell-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TELL = resolve('scripts/lib/build/tell.ts');

it('a process whose parent has ended ends too, without a word', () => {
  const [parent, child] = [join(folder, 'parent.mjs'), join(folder, 'child.mjs')];
  // Large messages are still under way when the parent goes.
  writeFileSync(
    child,
    `import { tell } from ${JSON.stringify(TELL)};\nsetInterval(() => tell({ text: 'x'.repeat(1e6) }), 1);\n`,
  );
  writeFileSync(
    parent,
    `import { fork } from 'node:child_process';\nfork(${JSON.stringify(child)}).once('message', () => process.exit());\n`,
  );
  // Its output ends when the last of the two has ended.
  const { status, stderr } = spawnSync(process.execPath, [parent], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
