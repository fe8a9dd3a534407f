import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolHash } from '../build/tool-hash.ts';
import { toolRoot } from '../files.ts';
import { keptVersion } from '../kept-version.ts';
import { CURRENT, type Current, stateOf, wholeSources } from './current.mjs';

/** The second is npm's own: what is installed, should that be something else. Other installers have none. */
export const LOCKFILES = ['package-lock.json', 'node_modules/.package-lock.json'].filter((name) =>
  existsSync(join(toolRoot, name)),
);
const BUNDLER = fileURLToPath(new URL('bundle.ts', import.meta.url));
/** Some file systems tell times to two seconds. */
const SETTLED = 3000;
/** Whoever began to bundle so long ago was killed. */
const GIVEN_UP = 60_000;

/** The folder of the tool's code, bundled: found by the content of its sources, or made. Throws where it cannot be. */
export async function prepareCode(folder: string): Promise<string> {
  const key = hashOfSources();
  const code = await keptVersion({
    folder,
    key,
    isWhole: (version) => wholeSources(version) !== undefined,
    make: async (target) => {
      await alone(join(folder, 'bundling'), () => runBundler(target));
      if (hashOfSources() !== key) throw new Error('the sources changed while they were bundled');
    },
  });
  record(folder, code, key);
  return code;
}

/** The code says where its sources stand: that of another place is another. */
function hashOfSources(): string {
  return createHash('sha256')
    .update(`${toolHash(['src', 'scripts', ...LOCKFILES])}\0${toolRoot}`)
    .digest('hex');
}

/** So that the next start need not read the sources. */
function record(folder: string, code: string, key: string): void {
  const { text, newest } = stateOf(wholeSources(code) ?? []);
  // A change that comes after this must show in the times, and the last one may be of this very instant.
  if (newest > Date.now() - SETTLED || hashOfSources() !== key) return;
  const current: Current = { version: basename(code), state: text };
  const temp = join(folder, `${basename(code)}.${process.pid}.json`);
  writeFileSync(temp, JSON.stringify(current));
  renameSync(temp, join(folder, CURRENT));
}

/** A bundler takes half a gigabyte: who comes while one is at work is refused, and runs from the source. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  if (Date.now() - since > GIVEN_UP) rmSync(lock, { force: true });
  writeFileSync(lock, '', { flag: 'wx' });
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** In a process of its own: the bundler's memory goes with it, and its faults are not those of the command. */
function runBundler(target: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [BUNDLER, target], { cwd: toolRoot }, (error, stdout, stderr) => {
      if (error) reject(new Error((stdout + stderr).trim() || error.message));
      else resolve();
    });
  });
}
