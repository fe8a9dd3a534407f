import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import { FILES, FOLDER } from '../support/content.ts';

/** A county that publishes by itself, and the city's site from which it is found; both of one content. */

const CITY = 'https://shi.example.gov.cn/yusuan/';
const COUNTY = 'https://xian.example.gov.cn/';
const REGIONS = `- { code: 110000, name: 甲市, site: "${CITY}" }
- { code: 110101, name: 乙区, parent: 110000 }
- { code: 110121, name: 丙县, parent: 110000, site: "${COUNTY}" }
- { code: 110122, name: 丁县, parent: 110000 }
`;

const root = mkdtempSync(join(tmpdir(), 'mingzhang-sites-'));
const content = join(root, 'content');
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(content, path)), { recursive: true });
  writeFileSync(join(content, path), text);
}

function build(name: string, address: string, ...args: string[]): { code: number | null; said: string } {
  const { origin, pathname } = new URL(address);
  const env: NodeJS.ProcessEnv = { ...process.env, SITE_URL: origin, BASE_PATH: pathname };
  for (const key of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'OUT_DIR'])
    delete env[key];
  const options = ['--content', content, '--out', join(root, name), '--no-pdf', '--no-xlsx', ...args];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(toolRoot, 'scripts/build.ts'), ...options],
    { env, encoding: 'utf8' },
  );
  return { code: status, said: stdout + stderr };
}

const page = (site: string, path: string): string =>
  readFileSync(join(root, site, path, 'index.html'), 'utf8');
/** Links that leave the site, and what they are called. */
const leading = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="(https?:[^"]*)"[^>]*>([^<]*)</gu)].map(
    ([, href, text]) => `${text} ${href}`,
  );

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  write('regions.yaml', REGIONS);
});

describe('one content, two sites', () => {
  it('the city’s site leads to the county’s from its home, its region, the index and the search', () => {
    const { code, said } = build('city', CITY);
    expect(code, said).toBe(0);
    for (const path of ['', '110000', 'search'])
      expect(leading(page('city', path)), path).toEqual([`丙县 ${COUNTY}`]);
    expect(page('city', '')).toContain('另一网站：xian.example.gov.cn');
    expect(leading(page('city', 'a-z'))).toEqual([`xian.example.gov.cn ${COUNTY}`]);
    expect(leading(page('city', '110101'))).toEqual([]);
    const sitemap = readFileSync(join(root, 'city/sitemap.xml'), 'utf8');
    expect(sitemap).not.toContain('xian.example.gov.cn');
  });

  it('the county’s site, built from the same content, leads back to the city’s', () => {
    for (const [path, text] of Object.entries(FILES))
      if (path.startsWith(`${FOLDER}/`))
        write(
          `disclosures/110121/2024/101${path.slice(FOLDER.length)}`,
          text.replace('region: 110101', 'region: 110121').replace('department: caizheng\n', ''),
        );
    const { code, said } = build('county', COUNTY, '--region', '110121');
    expect(code, said).toBe(0);
    expect(leading(page('county', ''))).toEqual([`甲市 ${CITY}`]);
    expect(page('county', '')).toContain('上级地区');
    expect(page('county', '')).toContain('另一网站：shi.example.gov.cn/yusuan');
    expect(leading(page('county', '110121'))).toEqual([]);
  });
});
