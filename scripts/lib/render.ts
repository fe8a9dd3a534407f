import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isWithin, toolRoot } from './files.ts';
import { isAlive } from './lock.ts';

/** Runs Astro's build of the pages into `tempDir`; site and base come from astro.config.mjs. */
export async function renderSite(tempDir: string, logLevel: 'info' | 'warn' | 'error' = 'warn') {
  // Set before Astro is read: it decides on loading.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const { build } = await import('astro');
  const target = resolve(tempDir);
  const before = process.cwd();
  // Astro bundles the pages' code beside the output where that is within the working directory, else into one
  // fixed folder, where two builds at once would run each other's code.
  process.chdir(toolRoot);
  const outDir = isWithin(target, toolRoot) ? target : await workFolder();
  try {
    await build({ root: toolRoot, outDir, logLevel });
    if (outDir !== target) await move(outDir, target);
  } finally {
    process.chdir(before);
    if (outDir !== target) await rm(outDir, { recursive: true, force: true });
  }
}

/** A folder of this process within the tool, where the bundle finds the packages it imports. */
async function workFolder(): Promise<string> {
  const parent = join(toolRoot, '.astro');
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = /^render-(\d+)$/.exec(name)?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `render-${process.pid}`);
  await mkdir(folder);
  return folder;
}

/** At once on one disk; a copy where the output lies on another. */
async function move(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    await rename(join(from, name), join(to, name)).catch((error) => {
      if (error.code !== 'EXDEV') throw error;
      return cp(join(from, name), join(to, name), { recursive: true });
    });
  }
}
