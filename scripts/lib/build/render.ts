import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Renderer from '../../../src/renderer.ts';
import { cacheFolder } from '../cache-folder.ts';
import { toolRoot, UserError } from '../files.ts';
import { PAGE_SOURCES, toolHash } from './tool-hash.ts';

export type Render = typeof Renderer.render;

/** The pages as a function of the address, and what every site has besides: scripts, styles, public files. */
export interface CompiledPages {
  /** The module of src/renderer.ts. */
  readonly entry: string;
  readonly assets: string;
}

/** So many versions are kept: those of other bases, of the version before. */
const KEPT = 6;
/** And what was asked for within this time: a build may be at it. */
const IN_USE = 3600_000;
const COMPILER = fileURLToPath(new URL('compile-pages.ts', import.meta.url));

/** Compiles the pages with Astro, or finds them compiled: by their own sources and the base alone. */
export async function compilePages(base: string): Promise<CompiledPages> {
  const key = createHash('sha256')
    .update(`${toolHash(PAGE_SOURCES)}\0${base}`)
    .digest('hex');
  const folder = cacheFolder('pages');
  const target = join(folder, key.slice(0, 32));
  const compiled = { entry: join(target, 'server/entry.mjs'), assets: join(target, 'client') };
  if (isUsed(target) && isThere(compiled.entry)) return compiled;
  const temp = `${target}.${process.pid}`;
  try {
    await runCompiler(temp, base);
    try {
      renameSync(temp, target);
    } catch (error) {
      // Another build has compiled the same in the meantime.
      if (!isThere(compiled.entry)) throw error;
    }
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
  prune(folder);
  return compiled;
}

export async function openRenderer({ entry }: CompiledPages): Promise<Render> {
  const { render } = (await import(pathToFileURL(entry).href)) as typeof Renderer;
  return render;
}

/** In a process of its own: Vite's memory goes with it. */
function runCompiler(outDir: string, base: string): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', BASE_PATH: base };
  // Astro and Vite tell a build from a test by these.
  for (const name of ['VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']) delete env[name];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [COMPILER, outDir], { env, cwd: toolRoot }, (error, stdout, stderr) => {
      if (error) reject(new UserError(`页面模板没有编译成功：\n${(stdout + stderr).trim()}`));
      else resolve();
    });
  });
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Says of a version that it is in use; false where there is none. */
function isUsed(target: string): boolean {
  const now = new Date();
  try {
    utimesSync(target, now, now);
    return true;
  } catch {
    return false;
  }
}

/** Removes the oldest versions. Others may be doing the same. */
export function prune(folder: string, now = Date.now()): void {
  const versions = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{32}$/.test(name))
    .map((name) => ({
      path: join(folder, name),
      used: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? now,
    }))
    .sort((a, b) => b.used - a.used);
  for (const { path, used } of versions.slice(KEPT)) {
    if (now - used < IN_USE) continue;
    // At once: none finds half of it.
    const aside = `${path}.gone-${process.pid}`;
    try {
      renameSync(path, aside);
    } catch {
      continue;
    }
    rmSync(aside, { recursive: true, force: true });
  }
}
