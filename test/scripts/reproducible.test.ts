import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyFolder } from '../../scripts/lib/verify/verify.ts';
import { FILES, FOLDER } from '../support/content.ts';

/** One content, built as differently as machines differ: the same bytes, PDF and workbook too. */

const root = mkdtempSync(join(tmpdir(), 'mingzhang-same-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Machine {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Files are written in this order, dated so. */
  readonly reversed: boolean;
  readonly written: Date;
  readonly umask: string;
  readonly before?: readonly string[];
}

/** Twelve disclosures: enough for more than one process. */
function contentOf(): [string, string][] {
  const files: [string, string][] = [];
  for (const [path, text] of Object.entries(FILES)) {
    if (!path.startsWith(FOLDER)) files.push([path, text]);
    else
      for (let n = 0; n < 12; n++) {
        const code = String(201 + n);
        const own = path.replace('/101/', `/${code}/`).replace('/2024/101', `/2024/${code}`);
        const changed = path.endsWith('/disclosure.yaml')
          ? text.replace('code: 101', `code: ${code}`).replace('department: caizheng\n', '')
          : text;
        files.push([own, changed]);
      }
  }
  return files;
}

function sumsOn({ folder, env, reversed, written, umask, before = [] }: Machine): string {
  const content = join(root, folder, '内 容');
  const out = join(root, folder, 'www/dist');
  const files = contentOf();
  for (const [path, text] of reversed ? files.reverse() : files) {
    const file = join(content, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, written, written);
  }
  const clean = { ...process.env };
  for (const name of [
    'NODE_ENV',
    'VITEST',
    'MODE',
    'DEV',
    'PROD',
    'SSR',
    'BASE_URL',
    'BASE_PATH',
    'OUT_DIR',
    'LANG',
    'LC_ALL',
  ])
    delete clean[name];
  const command = [...before, process.execPath, 'scripts/build.ts', '--content', content, '--out', out];
  execFileSync('sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', ...command], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(out, 'SHA256SUMS');
}

describe.skipIf(process.platform === 'win32')('builds of one content', () => {
  it('are the same in other folders, time zones, languages, at other times, on one core or more', async () => {
    const first = sumsOn({
      folder: 'a',
      env: { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' },
      reversed: false,
      written: new Date('2024-01-31T23:59:59Z'),
      umask: '022',
    });
    const second = sumsOn({
      folder: 'another/folder with a space',
      env: { TZ: 'America/Los_Angeles', LANG: 'tr_TR.UTF-8', LC_ALL: 'C' },
      reversed: true,
      written: new Date('2025-07-01T00:00:00Z'),
      umask: '077',
      ...(process.platform === 'linux' && { before: ['taskset', '-c', '0'] }),
    });
    const text = readFileSync(first, 'utf8');
    expect(text).toContain('/disclosure.pdf');
    expect(text).toContain('/disclosure.xlsx');
    expect(readFileSync(second, 'utf8')).toBe(text);
    expect((await verifyFolder(dirname(second))).differences).toEqual([]);
  });
});
