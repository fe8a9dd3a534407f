import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Rendered } from '../../../src/renderer.ts';
import { cacheFolder } from '../cache-folder.ts';
import { toolRoot, UserError } from '../files.ts';
import { PAGE_SOURCES, toolHash } from './tool-hash.ts';

export type Render = (path: string) => Promise<Rendered>;

/** The pages as a function of the address, and what every site has besides: scripts, styles, public files. */
export interface CompiledPages {
  /** The module of src/renderer.ts. */
  readonly entry: string;
  readonly assets: string;
}

/** So many versions are kept: those of other bases, of the version before. */
const KEPT = 6;
const COMPILER = fileURLToPath(new URL('compile-pages.ts', import.meta.url));

/** Compiles the pages with Astro, or finds them compiled: by their own sources and the base alone. */
export async function compilePages(base: string): Promise<CompiledPages> {
  const key = createHash('sha256')
    .update(`${toolHash(PAGE_SOURCES)}\0${base}`)
    .digest('hex');
  const folder = cacheFolder('pages');
  const target = join(folder, key.slice(0, 32));
  const compiled = { entry: join(target, 'server/entry.mjs'), assets: join(target, 'client') };
  if (isThere(compiled.entry)) {
    const now = new Date();
    utimesSync(target, now, now);
    return compiled;
  }
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
  const { render } = (await import(pathToFileURL(entry).href)) as { render: Render };
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

function prune(folder: string): void {
  const versions = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{32}$/.test(name))
    .map((name) => ({ name, used: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  for (const { name } of versions.slice(KEPT)) rmSync(join(folder, name), { recursive: true, force: true });
}
