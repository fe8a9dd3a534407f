import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { shareSite } from '../../../src/site.ts';
import { type SiteData, sitePaths } from '../../../src/site-data.ts';
import { fileOf } from './links.ts';
import { type CompiledPages, openRenderer } from './render.ts';
import type { SiteFolder } from './site-folder.ts';
import { type FoundLinks, linksAmong } from './site-links.ts';

/**
 * Renders every page that is not one disclosure's own, and puts scripts, styles and public files beside them.
 * Returns what they link to.
 */
export async function writeSitePages(
  folder: SiteFolder,
  settings: Settings,
  data: SiteData,
  pages: CompiledPages,
): Promise<readonly FoundLinks[]> {
  for (const entry of readdirSync(pages.assets, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    folder.write(file.slice(pages.assets.length + 1).replaceAll('\\', '/'), readFileSync(file));
  }
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
  const links: FoundLinks[] = [];
  for (const path of sitePaths(data)) {
    const { status, body } = await render(path);
    // The page for what is not there answers as it does.
    if (status !== (path === '/404.html' ? 404 : 200)) throw new Error(`page ${path}: status ${status}`);
    const address = path.slice(1);
    const file = fileOf(address);
    folder.write(file, body);
    if (!file.endsWith('.html')) continue;
    links.push(linksAmong(new Map([[address, [body]]]), { settings }));
  }
  return links;
}
