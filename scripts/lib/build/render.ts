import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Renderer from '../../../src/renderer.ts';
import { cacheFolder } from '../cache-folder.mjs';
import { toolRoot, UserError } from '../files.ts';
import { keptVersion } from '../kept-version.ts';
import { PAGE_SOURCES, toolHash } from './tool-hash.ts';

export type Render = typeof Renderer.render;

/** The pages as a function of the address, and what every site has besides: scripts, styles, public files. */
export interface CompiledPages {
  /** SHA-256 of what they are compiled of, hex. */
  readonly sources: string;
  /** The module of src/renderer.ts. */
  readonly entry: string;
  readonly assets: string;
}

const ENTRY = 'server/entry.mjs';
const COMPILER = fileURLToPath(new URL('compile-pages.ts', import.meta.url));

/** Compiles the pages with Astro, or finds them compiled: by their own sources and the base alone. */
export async function compilePages(base: string): Promise<CompiledPages> {
  const sources = toolHash(PAGE_SOURCES);
  const key = hash('sha256', `${sources}\0${base}`, 'hex');
  const folder = await keptVersion({
    folder: cacheFolder('pages'),
    key,
    isWhole: (version) => existsSync(join(version, ENTRY)),
    make: (target) => runCompiler(target, base),
  });
  return { sources, entry: join(folder, ENTRY), assets: join(folder, 'client') };
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
  // Run once for each version: what Node compiles for it is of no more use.
  delete env.NODE_COMPILE_CACHE;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [COMPILER, outDir], { env, cwd: toolRoot }, (error, stdout, stderr) => {
      if (error) reject(new UserError(`页面模板没有编译成功：\n${(stdout + stderr).trim()}`));
      else resolve();
    });
  });
}
