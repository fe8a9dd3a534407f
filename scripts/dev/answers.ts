import type { ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { makeDownloads } from '../../src/export/download.ts';
import { DOWNLOADS } from '../../src/export/files.ts';
import { faultsPageHtml } from '../../src/report/html.ts';
import { OWN_INDEX } from '../../src/search/format.ts';
import { ownIndex } from '../../src/search/rows.ts';
import type { SiteData } from '../../src/site-data.ts';
import { cellRelations } from '../../src/view/relations-file.ts';
import { RELATIONS_FILE } from '../../src/view/relations-types.ts';
import { indexFiles, SEARCH_FOLDER } from '../lib/build/search-index.ts';
import type { AuthorSite } from './author-site.ts';

/** Vite's own: it loads the page again when the server says so. */
const CLIENT = '@vite/client';
const DISCLOSURE = /^(\d{6}\/\d{4}\/[^/]+(?:\/final)?)\/(.*)$/u;

/**
 * What the author's server answers by itself: in the place of a page that cannot
 * be made, its faults; and a disclosure's files and the search's index, made
 * when asked for.
 */
export function answersPlugin(site: AuthorSite): Plugin {
  const { base } = site.settings;
  return {
    name: 'mingzhang-answers',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = pathOf(request.url, base);
        if (request.method !== 'GET' || path === undefined) return next();
        const [, id, file = ''] = DISCLOSURE.exec(path) ?? [];
        try {
          if (path === '' || path.endsWith('/')) {
            const faults = site.faults(id);
            if (faults) return fail(response, faultsPageHtml({ ...faults, script: base + CLIENT }));
          } else if (id !== undefined) {
            const made = download(site, id, file);
            if (made) return send(response, made);
          } else if (path.startsWith(`${SEARCH_FOLDER}/`)) {
            const part = indexPart(site, path.slice(SEARCH_FOLDER.length + 1));
            if (part) return send(response, part);
          }
          next();
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

/** `/budget/130303/?x` under `/budget/` → `130303/`. */
function pathOf(url: string | undefined, base: string): string | undefined {
  const path = url?.split(/[?#]/u)[0] ?? '';
  if (!path.startsWith(base)) return undefined;
  try {
    return decodeURIComponent(path.slice(base.length));
  } catch {
    return undefined;
  }
}

function fail(response: ServerResponse, html: string): void {
  response.statusCode = 500;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(html);
}

interface File {
  readonly type: string;
  readonly content: string | Uint8Array;
}

function send(response: ServerResponse, { type, content }: File): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Cache-Control', 'no-store');
  response.end(content);
}

const JSON_TYPE = 'application/json';
/** As long as the site is the same. */
const indexes = new WeakMap<SiteData, ReadonlyMap<string, string>>();

function indexPart({ data }: AuthorSite, path: string): File | undefined {
  if (!data) return undefined;
  let files = indexes.get(data);
  if (!files) {
    files = indexFiles(data.searched);
    indexes.set(data, files);
  }
  const content = files.get(path);
  return content === undefined ? undefined : { type: JSON_TYPE, content };
}

function download(site: AuthorSite, id: string, file: string): File | undefined {
  const made = site.made(id);
  if (!made) return undefined;
  if (file === OWN_INDEX && !made.view.withdrawn)
    return { type: JSON_TYPE, content: JSON.stringify(ownIndex(made.view)) };
  if (file === RELATIONS_FILE && !made.view.withdrawn)
    return { type: JSON_TYPE, content: JSON.stringify(cellRelations(made.disclosure, made.view)) };
  const files = new Map<string, string | Uint8Array>();
  makeDownloads(made.disclosure, made.view, site.settings, (path, content) => {
    files.set(path, content);
    return { path, bytes: Buffer.byteLength(content), sha256: '' };
  });
  const content = files.get(file);
  const type = DOWNLOADS.find(({ href }) => href === file)?.mediaType ?? 'text/csv';
  return content === undefined ? undefined : { type, content };
}
