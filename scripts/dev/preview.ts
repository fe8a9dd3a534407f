import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin, ViteDevServer } from 'vite';
import { idAt } from './address.ts';
import type { AuthorSite } from './author-site.ts';
import { type Watched, watchTree } from './watch.ts';

/** A save makes several events, and an editor several saves. */
const SETTLED = 40;

/**
 * Content is no module of Vite's: when it changes, what is concerned is read
 * again and the page reloads. What its checks find is answered to the page's
 * own client, which shows it.
 */
export function contentPlugin(site: AuthorSite): Plugin {
  const { contentDir, toolDir } = site.settings;
  let watched: Watched | undefined;
  return {
    name: 'mingzhang-content',
    // Vite would look at every file, of which a province has hundreds of thousands.
    config: () => ({
      server: { watch: { ignored: [contentDir, ...BUILT.map((name) => join(toolDir, name))] } },
    }),
    configureServer(server) {
      watched?.close();
      let timer: NodeJS.Timeout | undefined;
      const changed = (path: string): void => {
        site.changed(path);
        clearTimeout(timer);
        timer = setTimeout(() => server.ws.send({ type: 'full-reload' }), SETTLED);
      };
      watched = watchTree(contentDir, changed, ({ message }) => {
        console.error(
          `不能监视“${contentDir}”（${message}）：保存后请重新运行 npm run dev。Linux 可调高 fs.inotify.max_user_watches。`,
        );
      });
      answerFindings(server, site);
    },
  };
}

/** Folders of the tool that builds write. */
const BUILT = ['dist', '.cache', '.astro'];

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
