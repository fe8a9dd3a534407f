import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { shareSite } from '../../../src/site.ts';
import { type SiteData, sitePaths } from '../../../src/site-data.ts';
import { type CompiledPages, openRenderer } from './render.ts';
import { type FoundLinks, linksAmong } from './site-links.ts';

/**
 * Renders every page that is not one disclosure's own, and puts scripts, styles and public files beside them.
 * Returns addresses of the pages, and what they link to.
 */
export async function writeSitePages(
  dir: string,
  settings: Settings,
  data: SiteData,
  pages: CompiledPages,
): Promise<{ readonly paths: readonly string[]; readonly links: FoundLinks }> {
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
  const paths: string[] = [];
  const links: (readonly [string, string])[] = [];
  for (const path of sitePaths(data)) {
    const { status, body } = await render(path);
    // The page for what is not there answers as it does.
    if (status !== (path === '/404.html' ? 404 : 200)) throw new Error(`page ${path}: status ${status}`);
    const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    if (!file.endsWith('.html')) continue;
    const address = path.slice(1);
    paths.push(address);
    links.push(...linksAmong(new Map([[address, body]]), settings));
  }
  return { paths, links };
}
