import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openReader } from '../../../src/reader.ts';
import { readSettings } from '../../../src/settings.ts';
import { renderDisclosure } from '../build/disclosure-pages.ts';
import { Frames } from '../build/frames.ts';
import { fileOf } from '../build/links.ts';
import { compilePages, openRenderer } from '../build/render.ts';
import { utf8 } from '../build/utf8.ts';
import { toolRoot } from '../files.ts';
import type { PagesPart } from './pages.ts';

/** One of the processes of `benchPages`: takes each disclosure whose turn it is. */
const [content = '', out = '', at = '', count = ''] = process.argv.slice(2);
const settings = {
  ...readSettings({ CONTENT_DIR: content, SITE_URL: 'https://example.gov.cn' }, toolRoot, new Date()),
  ...{ pdf: false, xlsx: false },
};
const frames = new Frames(await openRenderer(await compilePages(settings.base)));
const reader = openReader(settings);
const others = { isPublished: (id: string) => reader.content.has(id), titleOf: () => undefined };
const own = reader.content.ids.filter((_, index) => index % Number(count) === Number(at));
let [bytes, milliseconds] = [0, 0];
for (const id of own) {
  const made = reader.view(reader.read(id), others);
  if (!made) throw new Error(`disclosure ${id} cannot be read`);
  const start = performance.now();
  for (const [address, html] of await renderDisclosure(made, settings, frames)) {
    const file = join(out, fileOf(address));
    mkdirSync(dirname(file), { recursive: true });
    const page = utf8(html);
    writeFileSync(file, page);
    bytes += page.length;
  }
  milliseconds += performance.now() - start;
}
console.log(JSON.stringify({ bytes, milliseconds } satisfies PagesPart));
