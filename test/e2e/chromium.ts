import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { exists } from '../../scripts/lib/files.ts';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const cache = join(modules, '.cache', 'mingzhang-e2e');

/**
 * Chromium from npm alone. On macOS and Windows, for which the package has no build, CHROMIUM_PATH names
 * an installed one. `args` are added to its command line.
 */
export async function launch(args: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || (await unpack());
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none', ...args],
    env: { ...process.env, FONTCONFIG_FILE: await fontConfig() },
  });
}

/**
 * The package unpacks into the temporary folder and takes whatever lies there already, be it half written or
 * of another version: a folder of our own, moved into place when it is whole, is neither.
 */
async function unpack(): Promise<string> {
  const manifest = join(modules, '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(cache, `chromium-${version}`);
  if (!(await exists(folder))) {
    await mkdir(cache, { recursive: true });
    const aside = await mkdtemp(join(cache, 'unpacking-'));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = aside;
    try {
      packed.setGraphicsMode = false;
      await packed.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    await rename(aside, folder).catch(() => rm(aside, { recursive: true }));
  }
  return join(folder, 'chromium');
}

/** The machine may have no Chinese font: only those of npm are seen, so that widths are the same everywhere. */
async function fontConfig(): Promise<string> {
  const fonts = (name: string) => join(modules, '@expo-google-fonts', name);
  const alias = (family: string, prefer: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${prefer}</family></prefer></alias>`;
  const sans = ['sans-serif', 'system-ui', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC'];
  const serif = ['serif', 'Songti SC', 'SimSun', 'Noto Serif CJK SC'];
  const path = join(cache, 'fonts.conf');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts('noto-sans-sc')}</dir>
  <dir>${fonts('noto-serif-sc')}</dir>
  <cachedir>${join(cache, 'fontconfig')}</cachedir>
  ${sans.map((family) => alias(family, 'Noto Sans SC')).join('\n  ')}
  ${serif.map((family) => alias(family, 'Noto Serif SC')).join('\n  ')}
</fontconfig>
`,
  );
  return path;
}
