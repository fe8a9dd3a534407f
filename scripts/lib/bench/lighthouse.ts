import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const LIGHTHOUSE = 'lighthouse@13.5.0';

const NAMES = {
  performance: '性能',
  accessibility: '无障碍',
  'best-practices': '最佳实践',
  seo: '搜索引擎优化',
} as const;
type Category = keyof typeof NAMES;
const CATEGORIES = Object.keys(NAMES) as Category[];
/** Out of 100. Performance is of a throttled phone, Lighthouse's own: 1.6 Mbit/s, 150 ms, a processor four times slower. */
const LEAST: Readonly<Record<Category, number>> = {
  performance: 95,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
};

export interface LighthouseBench {
  readonly lighthouse: string;
  readonly scores: Readonly<Record<Category, number>>;
  /** What cost points, in Lighthouse's own words. */
  readonly lost: readonly string[];
}

/** Asks for gzip, which every host sends; a preview server sends better where it is asked. */
const RUN = `import { writeFileSync } from 'node:fs';
import lighthouse from 'lighthouse';
const { BENCH_URL: url, BENCH_PORT: port, BENCH_CATEGORIES: categories } = process.env;
const { lhr } = await lighthouse(url, {
  port: Number(port),
  logLevel: 'error',
  onlyCategories: categories.split(','),
  extraHeaders: { 'Accept-Encoding': 'gzip' },
  disableFullPageScreenshot: true,
});
if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
writeFileSync('result.json', JSON.stringify(lhr));
`;

interface Result {
  readonly categories: Readonly<
    Record<Category, { score: number | null; auditRefs: readonly { id: string; weight: number }[] }>
  >;
  readonly audits: Readonly<
    Record<string, { title: string; score: number | null; scoreDisplayMode: string; displayValue?: string }>
  >;
}

/**
 * Installs Lighthouse in the folder: nothing of it belongs to the project.
 * Returns a sentence where there is no registry to have it from.
 */
export function installLighthouse(folder: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, 'run.js'), RUN);
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--save-exact',
    '--fetch-retries=1',
    LIGHTHOUSE,
  ];
  const { status, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return undefined;
  const reason =
    /^npm (?:error|ERR!) (?!code|errno|syscall|A complete)(.+?)\.?$/m.exec(stderr ?? '')?.[1] ?? '';
  return `${LIGHTHOUSE} 装不上，没有测量 Lighthouse 的四项得分${reason && `：${reason}`}`;
}

/** Measures a page in the browser that listens at the port. Throws where Lighthouse could not load it. */
export async function benchLighthouse(folder: string, url: string, port: number): Promise<LighthouseBench> {
  const env = {
    ...process.env,
    BENCH_URL: url,
    BENCH_PORT: `${port}`,
    BENCH_CATEGORIES: CATEGORIES.join(','),
  };
  // Not waiting: the page comes from this process.
  const child = spawn(process.execPath, ['run.js'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`Lighthouse 没有测完 ${url}：${errors.slice(-1000)}`);
  const { categories, audits } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as Result;
  const score = (name: Category) => Math.round((categories[name].score ?? 0) * 100);
  const lost = CATEGORIES.flatMap((name) =>
    categories[name].auditRefs.flatMap(({ id, weight }) => {
      const { title, score: own, displayValue } = audits[id] as Result['audits'][string];
      return weight > 0 && own !== null && own < 0.9 ? [`${title} ${displayValue ?? ''}`.trim()] : [];
    }),
  );
  const scores = Object.fromEntries(CATEGORIES.map((name) => [name, score(name)]));
  return { lighthouse: LIGHTHOUSE, scores: scores as LighthouseBench['scores'], lost };
}

/** What is below its least, in words; empty where all is well. */
export function belowLeast({ scores, lost }: LighthouseBench): readonly string[] {
  const low = CATEGORIES.filter((name) => scores[name] < LEAST[name]).map(
    (name) => `Lighthouse ${NAMES[name]} ${scores[name]}，低于 ${LEAST[name]}`,
  );
  return low.length > 0 && lost.length > 0 ? [...low, `失分的项目：${lost.join('；')}`] : low;
}

export function lighthouseText({ lighthouse, scores }: LighthouseBench): string {
  return `${lighthouse}（慢速手机）：${CATEGORIES.map((name) => `${NAMES[name]} ${scores[name]}`).join('，')}。`;
}
