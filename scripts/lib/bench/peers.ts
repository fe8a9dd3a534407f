import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PagesBench } from './pages.ts';

export const PEER = '@11ty/eleventy@3.1.2';

export interface PeerBench {
  readonly peer: string;
  readonly seconds: number;
  readonly htmlMBPerSecond: number;
  /** Ours: from views that are ready to pages on the disk, in all its processes; and from content to pages, in seconds. */
  readonly pages: {
    readonly htmlMBPerSecond: number;
    readonly ratio: number;
    readonly fromContentSeconds: number;
  };
  /** Our whole build by the peer's: reading, validation, checks, views and data files are in ours alone. */
  readonly ratio: number;
}

/** Pages are ready strings, read from the site that we built: the peer has but to place and write them. */
const CONFIG = `import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
export default function (config) {
  const site = process.env.BENCH_SITE;
  const names = readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html'));
  const pages = names.map((name) => ({ path: '/' + name, html: readFileSync(join(site, name), 'utf8') }));
  config.addGlobalData('pages', pages);
  config.setQuietMode(true);
  return { dir: { input: 'input', output: process.env.BENCH_OUT } };
}
`;
const TEMPLATE = `export const data = {
  pagination: { data: 'pages', size: 1, alias: 'entry' },
  permalink: (data) => data.entry.path,
};
export const render = ({ entry }) => entry.html;
`;

/** Installs the peer in the folder and lets it write the HTML of the site. Throws where it cannot. */
export function benchPeer(
  folder: string,
  site: string,
  ours: { readonly htmlMB: number; readonly seconds: number; readonly pages: PagesBench },
): PeerBench {
  const home = join(folder, 'peer');
  mkdirSync(join(home, 'input'), { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(home, 'eleventy.config.js'), CONFIG);
  writeFileSync(join(home, 'input', 'pages.11ty.js'), TEMPLATE);
  run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', PEER], home, {});
  const out = join(home, 'out');
  const start = performance.now();
  run(process.execPath, ['--max-old-space-size=8192', 'node_modules/@11ty/eleventy/cmd.cjs'], home, {
    BENCH_SITE: site,
    BENCH_OUT: 'out',
  });
  const seconds = (performance.now() - start) / 1000;
  rmSync(out, { recursive: true, force: true });
  const speed = ours.htmlMB / seconds;
  const own = ours.pages.htmlMB / ours.pages.seconds;
  return {
    peer: PEER,
    seconds: Number(seconds.toFixed(2)),
    htmlMBPerSecond: Number(speed.toFixed(1)),
    pages: {
      htmlMBPerSecond: Number(own.toFixed(1)),
      ratio: Number((own / speed).toFixed(2)),
      fromContentSeconds: Number(ours.pages.wholeSeconds.toFixed(2)),
    },
    ratio: Number((ours.htmlMB / ours.seconds / speed).toFixed(2)),
  };
}

export function peerBenchText({ peer, seconds, htmlMBPerSecond, pages, ratio }: PeerBench): string {
  return [
    `${peer} 由现成的文字写出同样的网页：${seconds} 秒，每秒 ${htmlMBPerSecond} MB。`,
    `明账由现成的视图写出网页，每秒 ${pages.htmlMBPerSecond} MB，是它的 ${pages.ratio} 倍（从读取、校验到网页共 ${pages.fromContentSeconds} 秒）；`,
    `连同数据文件、检索、链接检查的整个生成，是它的 ${ratio} 倍。`,
  ].join('');
}

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string>): void {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 28,
  });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
}
