import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { serve } from '../../scripts/lib/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built sample: where it is served, its folder, and the address it was built for. */
    site: { url: string; dir: string; siteUrl: string; base: string };
  }
}

/**
 * Builds the sample once, as `npm run build` does. Under a base path of two parts, where a link that forgot
 * the base leads nowhere.
 */
export default async function setup(project: TestProject) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'mingzhang-e2e-')));
  const site = { dir: join(root, 'dist'), siteUrl: 'https://czj.example.cn', base: '/zwgk/yusuan/' };
  const env = { ...process.env, OUT_DIR: site.dir, SITE_URL: site.siteUrl, BASE_PATH: site.base };
  // Astro tells a build from a test by these.
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']) {
    delete (env as Record<string, string | undefined>)[name];
  }
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: toolRoot, env });
  const served = await serve({ dir: site.dir, base: site.base, port: 0 });
  project.provide('site', { ...site, url: served.url });
  return async () => {
    await served.close();
    await rm(root, { recursive: true, force: true });
  };
}
