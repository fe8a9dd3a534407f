import { createApp } from 'astro/app/entrypoint';

const app = createApp({ streaming: false });

export interface Rendered {
  readonly status: number;
  readonly body: string;
}

/**
 * What Astro's compiled pages answer at an address under the base, `/sitemap.xml`
 * or `/130303/2024/`. They show what `shareSite()` of src/site.ts was given.
 */
export async function render(path: string, locals: App.Locals = {}): Promise<Rendered> {
  const base = app.manifest.base.replace(/\/$/, '');
  const response = await app.render(new Request(new URL(base + path, 'http://localhost')), { locals });
  return { status: response.status, body: await response.text() };
}
