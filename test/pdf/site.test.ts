import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PDF_NAME, type PdfOptions, type PdfRun, renderPdfs } from '../../scripts/lib/build/pdf.ts';
import { PdfCache, sha256Of } from '../../scripts/lib/build/pdf-cache.ts';
import { PdfPool } from '../../scripts/lib/build/pdf-pool.ts';
import { toolRoot } from '../../scripts/lib/files.ts';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import type { DisclosureView } from '../../src/view/types.ts';
import { column, disclosure, figure, section, table } from './make.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-pdf-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function view(id: string, figures = 1, more: Partial<DisclosureView> = {}): DisclosureView {
  const columns = [column('name', 'text', '名称'), column('total', 'figure', '合计')];
  const rows = Array.from({ length: 20 }, (_, i) => [`第${i}项`, figure(i * figures)]);
  return disclosure([section('表', [{ kind: 'table', table: table({ columns, rows }) }])], { id, ...more });
}

function options(views: readonly DisclosureView[], name: string) {
  const said: string[] = [];
  return {
    ids: views.map(({ id }) => id),
    view: (id: string) => views.find((one) => one.id === id) as DisclosureView,
    cacheDir: join(folder, name),
    print: (text: string) => void said.push(text),
    said,
  };
}

/** Into the folder of a site. */
const renderInto = (site: string, run: Omit<PdfOptions, 'target'>): Promise<PdfRun> =>
  renderPdfs({ ...run, target: (id) => join(site, id, PDF_NAME) });

const sha = (file: string) => readFile(file).then(sha256Of);

test('renders what has changed, copies the rest, and sums all', async () => {
  const site = join(folder, 'site');
  const [a, b, c] = ['1/2024/1', '1/2024/2', '1/2024/3'].map((id) => view(id));
  const gone = view('1/2024/4', 1, {
    withdrawn: { date: '2024-01-01', dateText: '2024年1月1日', reason: '改由他处公开' },
  });
  const all = [a, b, c, gone] as DisclosureView[];
  const first = await renderInto(site, options(all, 'cache'));
  expect(first).toMatchObject({ rendered: 3, cached: 0 });
  expect([...first.sums.keys()].sort()).toEqual(['1/2024/1', '1/2024/2', '1/2024/3']);
  for (const [id, sum] of first.sums) expect(await sha(join(site, id, PDF_NAME))).toBe(sum);
  expect(await renderInto(site, options(all, 'cache'))).toEqual({
    rendered: 0,
    cached: 3,
    sums: first.sums,
  });
  // What only the page shows changes no PDF; a figure does.
  const shown = [
    a,
    { ...b, downloads: [{ title: 'x', href: 'x' }] },
    view('1/2024/3', 2),
  ] as DisclosureView[];
  expect(await renderInto(site, options(shown, 'cache'))).toMatchObject({ rendered: 1, cached: 2 });
});

test('the same bytes in another process, another engine, another time zone', async () => {
  const one = view('2/2024/1');
  const done = await renderInto(join(folder, 'process'), options([one], 'cache-process'));
  const bytes = [1, 2].map(() => renderPdf(one, new Engine(), 'ua-1').pdf);
  process.env.TZ = 'Pacific/Auckland';
  bytes.push(renderPdf(one, new Engine(), 'ua-1').pdf);
  delete process.env.TZ;
  for (const pdf of bytes) expect(sha256Of(pdf)).toBe(done.sums.get('2/2024/1'));
});

test('a cached PDF that is not whole is rendered again', async () => {
  const one = options([view('3/2024/1')], 'cache-torn');
  const site = join(folder, 'torn');
  const first = await renderInto(site, one);
  const [pdf] = (await readdir(one.cacheDir, { recursive: true })).filter((name) => name.endsWith('.pdf'));
  await writeFile(join(one.cacheDir, pdf as string), 'torn');
  expect(await renderInto(site, one)).toMatchObject({ rendered: 1, cached: 0, sums: first.sums });
});

test('a standard of its own in the cache', async () => {
  const one = view('4/2024/1');
  const files = await Promise.all(
    (['ua-1', 'a-2a'] as const).map((name) => PdfCache.open(name, join(folder, 'c'))),
  );
  expect(new Set(files.map((cache) => cache.fileOf(one))).size).toBe(2);
});

test('tells every time which character of which cell has no glyph', async () => {
  const columns = [column('name', 'text', '名称'), column('note', 'text', '说明')];
  const rare = disclosure([
    section('表', [
      {
        kind: 'table',
        table: table({
          columns,
          rows: [
            ['甲', '𠮷'],
            ['乙', '𠮷𠮷'],
          ],
        }),
      },
    ]),
  ]);
  for (let n = 0; n < 2; n++) {
    const run = options([rare], 'cache-rare');
    await renderInto(join(folder, 'rare'), run);
    expect(run.said).toEqual([
      '提示：990101/2024/001 的 PDF 没有“𠮷”这个字的字形，印作“〔U+20BB7〕”。位置：试验表：“甲”的“说明” 等 3 处。',
    ]);
  }
});

test('a document that takes too long is stopped and named; the others are printed', async () => {
  const columns = [column('name', 'text', '名称'), column('total', 'figure', '合计')];
  const rows = Array.from({ length: 20_000 }, (_, i) => [`第${i}项`, figure(i)]);
  const huge = disclosure([section('表', [{ kind: 'table', table: table({ columns, rows }) }])], {
    id: '5/2024/1',
  });
  const run = options([huge, view('5/2024/2')], 'cache-slow');
  const fileOf = (id: string) => join(folder, 'slow', id, PDF_NAME);
  // The minute is over when the short one has been printed.
  const target = (id: string) => {
    if (id === '5/2024/2') vi.advanceTimersByTime(60_000);
    return fileOf(id);
  };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await expect(renderPdfs({ ...run, target, processes: 2 })).rejects.toThrow(
      '有 1 份 PDF 没有生成：\n5/2024/1：排版超过 60 秒，已停止',
    );
  } finally {
    vi.useRealTimers();
  }
  expect(await readFile(fileOf('5/2024/2'))).toBeDefined();
});

test('a process that dies fails its document alone', async () => {
  const pool = new PdfPool(1, 300_000);
  const broken = { ...view('6/2024/1'), sections: null } as unknown as DisclosureView;
  const job = (one: DisclosureView) => ({
    view: one,
    file: join(folder, 'pool', 'x.pdf'),
    standard: 'ua-1' as const,
  });
  expect(await pool.render(job(broken))).toHaveProperty('failed');
  expect(await pool.render(job(view('6/2024/2')))).toHaveProperty('done');
  pool.close();
});

test('npm run pdf prints one disclosure by its address', async () => {
  const out = join(folder, 'out');
  const args = ['scripts/pdf.ts', '410802/2024', '--out', out, '--drafts', '--standard', 'a-2a'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: toolRoot });
  expect(await readdir(out)).toEqual(['410802-2024-566.pdf']);
  expect(stdout).toContain(join(out, '410802-2024-566.pdf'));
  const wrong = promisify(execFile)(process.execPath, ['scripts/pdf.ts', '--standard', 'x'], {
    cwd: toolRoot,
  });
  await expect(wrong).rejects.toMatchObject({ code: 2 });
});
