import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openReader } from '../../../src/reader.ts';
import { readSettings } from '../../../src/settings.ts';
import { renderDisclosure } from '../build/disclosure-pages.ts';
import { Frames } from '../build/frames.ts';
import { fileOf } from '../build/links.ts';
import { compilePages, openRenderer } from '../build/render.ts';
import { utf8 } from '../build/utf8.ts';
import { toolRoot } from '../files.ts';

export interface PagesBench {
  readonly htmlMB: number;
  readonly seconds: number;
}

/** Renders and writes the pages of all disclosures, in this process: the time from a view that is ready to the files of its pages. */
export async function benchPages(content: string, out: string): Promise<PagesBench> {
  const settings = {
    ...readSettings({ CONTENT_DIR: content, SITE_URL: 'https://example.gov.cn' }, toolRoot, new Date()),
    ...{ pdf: false, xlsx: false },
  };
  const frames = new Frames(await openRenderer(await compilePages(settings.base)));
  const reader = openReader(settings);
  const others = { isPublished: (id: string) => reader.content.has(id), titleOf: () => undefined };
  let [bytes, milliseconds] = [0, 0];
  for (const id of reader.content.ids) {
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
  rmSync(out, { recursive: true });
  return { htmlMB: bytes / 2 ** 20, seconds: milliseconds / 1000 };
}
