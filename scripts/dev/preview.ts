import { join, sep } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin, ViteDevServer } from 'vite';
import { idAt } from './address.ts';
import type { AuthorSite } from './author-site.ts';

const BUILT = ['dist', '.cache', '.astro'];

/** A save makes several events, and an editor several saves. */
const SETTLED = 40;

/**
 * Content is no module of Vite's: when it changes, what is concerned is read
 * again and the page reloads. What its checks find is answered to the page's
 * own client, which shows it.
 */
export function contentPlugin(site: AuthorSite): Plugin {
  const { contentDir } = site.settings;
  return {
    name: 'mingzhang-content',
    // What is built stands beside what is written: of a province, hundreds of thousands of files.
    config: () => ({
      server: { watch: { ignored: BUILT.map((name) => join(site.settings.toolDir, name, '**')) } },
    }),
    configureServer(server) {
      server.watcher.add(contentDir);
      let timer: NodeJS.Timeout | undefined;
      server.watcher.on('all', (_, path) => {
        if (!path.startsWith(contentDir + sep)) return;
        site.changed(path.slice(contentDir.length + 1).replaceAll(sep, '/'));
        clearTimeout(timer);
        timer = setTimeout(() => server.ws.send({ type: 'full-reload' }), SETTLED);
      });
      answerFindings(server, site);
    },
  };
}

const PATH = '@mingzhang/preview';

function answerFindings(server: ViteDevServer, site: AuthorSite): void {
  server.middlewares.use((request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const at = pathname.indexOf(PATH);
    if (at < 0) return next();
    const id = idAt(decodeURI(pathname.slice(at + PATH.length)), site.settings.base);
    const findings = (id !== undefined && site.preview(id)) || [];
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'no-store');
    response.end(JSON.stringify(findings));
  });
}

/** Puts the client into every page; a build knows nothing of it. */
export const previewClient: AstroIntegration = {
  name: 'mingzhang-preview',
  hooks: {
    'astro:config:setup': ({ command, injectScript }) => {
      if (command === 'dev') injectScript('page', 'import "/scripts/dev/client.ts";');
    },
  },
};
