import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';

/**
 * `/a/b` and `a/b/` both mean `/a/b/`.
 * @param {string} path
 */
const folder = (path) => `/${path.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');

export default defineConfig({
  output: 'static',
  site: process.env.SITE_URL || 'http://localhost:4321',
  base: folder(process.env.BASE_PATH || '/'),
  // scripts/build.ts names a folder aside instead, see scripts/lib/publish.ts.
  outDir: process.env.OUT_DIR || './dist',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  prefetch: false,
  devToolbar: { enabled: false },
  integrations: [mdx()],
  // Shiki colours code by inline styles, which the policy below forbids.
  markdown: { syntaxHighlight: false },
  // Without a size limit no script or style is ever inlined.
  // The browsers of domestic desktops are Chromium 86: styles and scripts are brought down to it.
  vite: { build: { assetsInlineLimit: 0, target: 'chrome86', cssTarget: 'chrome86' } },
  security: {
    // Astro adds `script-src 'self'` and `style-src 'self'` with hashes. A <meta> policy cannot say
    // frame-ancestors: the host's own header has to.
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "media-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
      ],
    },
  },
});
