import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';

/**
 * `/a/b` and `a/b/` both mean `/a/b/`.
 * @param {string} path
 */
const folder = (path) => `/${path.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');

/**
 * Pages are compiled once into a function of the address, src/renderer.ts, with which scripts/lib/build/render.ts
 * writes static files: a thousand pages or one, without Vite.
 * @type {import('astro').AstroIntegration}
 */
const renderer = {
  name: 'mingzhang-renderer',
  hooks: {
    'astro:config:setup': ({ command, updateConfig }) => {
      // Compiled pages lie in a cache, from where no package would be found.
      if (command === 'build') updateConfig({ vite: { ssr: { noExternal: true } } });
    },
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'mingzhang-renderer',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./src/renderer.ts', import.meta.url),
        adapterFeatures: { buildOutput: 'server' },
        supportedAstroFeatures: { serverOutput: 'stable' },
      }),
  },
};

/**
 * What renders the pages runs in the Node that package.json brings: nothing in it is brought down to older browsers.
 * @type {import('vite').Plugin}
 */
const modernServer = {
  name: 'mingzhang-modern-server',
  apply: 'build',
  configEnvironment: (name) => (name === 'client' ? undefined : { build: { target: 'node24' } }),
};

export default defineConfig({
  output: 'server',
  adapter: renderer,
  base: folder(process.env.BASE_PATH || '/'),
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  prefetch: false,
  devToolbar: { enabled: false },
  integrations: [mdx()],
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  // Shiki colours code by inline styles, which the pages' policy forbids.
  markdown: { syntaxHighlight: false },
  vite: {
    // Without a size limit no script or style is ever inlined.
    // The browsers of domestic desktops are Chromium 86: styles are brought down to it. Scripts Astro leaves as written.
    build: { assetsInlineLimit: 0, cssTarget: 'chrome86' },
    plugins: [modernServer],
  },
});
