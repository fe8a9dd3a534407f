import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../../src/settings.ts';
import { shareSite } from '../../src/site.ts';
import { type SiteData, sitePaths } from '../../src/site-data.ts';
import { type CompiledPages, openRenderer } from './render.ts';

/** Renders every page that is not one disclosure's own, and puts scripts, styles and public files beside them. */
export async function writeSitePages(
  dir: string,
  settings: Settings,
  data: SiteData,
  pages: CompiledPages,
): Promise<void> {
  cpSync(pages.assets, dir, { recursive: true });
  const render = await openRenderer(pages);
  shareSite({
    settings,
    data,
    disclosure: () => {
      throw new Error('a page of the site shows no disclosure');
    },
    checks: () => {
      throw new Error('a page of the site shows no checks');
    },
  });
  for (const path of sitePaths(data)) {
    const { status, body } = await render(path);
    // The page for what is not there answers as it does.
    if (status !== (path === '/404.html' ? 404 : 200)) throw new Error(`page ${path}: status ${status}`);
    const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
}
