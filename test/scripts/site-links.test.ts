import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type FoundLinks, isConnected } from '../../scripts/lib/build/found-links.ts';
import { PackedOutput, pack } from '../../scripts/lib/build/output.ts';
import { SiteFolder } from '../../scripts/lib/build/site-folder.ts';
import { type CheckedBefore, type CheckedSite, checkLinks } from '../../scripts/lib/build/site-links.ts';

const root = mkdtempSync(join(tmpdir(), 'mingzhang-site-links-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ID = '110101/2024/101';

/** A disclosure's pages, by their addresses in its folder, with what they link to. */
function made(id: string, pages: Readonly<Record<string, readonly string[]>>): PackedOutput {
  const links: FoundLinks = {
    links: Object.fromEntries(Object.entries(pages).map(([page, to]) => [`${id}/${page}`, to])),
    dead: [],
  };
  const files = Object.keys(pages).map((page) => ({ path: `${page}index.html`, bytes: 0, sha256: '' }));
  return new PackedOutput(pack({ digest: { id, report: { id, problems: [] } }, files, links }));
}

interface Page {
  readonly to: readonly string[];
  readonly places?: string;
}

let count = 0;

/** A site of pages, by address; all were rendered now, or those named. */
function siteOf(
  pages: Readonly<Record<string, Page>>,
  outputs: readonly PackedOutput[],
  rendered = Object.keys(pages),
  kept: readonly string[] = [],
): CheckedSite {
  count += 1;
  const folder = new SiteFolder(join(root, String(count)));
  mkdirSync(folder.dir);
  for (const address of Object.keys(pages)) folder.write(`${address}index.html`, `<p>${address}</p>`);
  for (const { id, files } of outputs)
    for (const { path } of files) {
      mkdirSync(join(folder.dir, id, dirname(path)), { recursive: true });
      writeFileSync(join(folder.dir, id, path), '');
    }
  const found = (address: string): FoundLinks => ({
    links: { [address]: pages[address]?.to ?? [] },
    dead: [],
  });
  return {
    ...{ folder, settings: { base: '/' }, made: outputs, kept },
    pages: Object.fromEntries(
      Object.entries(pages).map(([address, { places = '' }]) => [
        address,
        { mark: '', places, links: JSON.stringify(found(address)) },
      ]),
    ),
    rendered,
  };
}

function asBefore({ folder, pages, made: outputs, kept }: CheckedSite): CheckedBefore {
  const remembered = new Map(outputs.map((output) => [output.id, { output }]));
  return { holds: folder.wanted, pages, kept, remembered };
}

const faults = (site: CheckedSite): string[] => {
  try {
    checkLinks(site);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').filter((line) => line.startsWith('  '));
  }
};

const PAGES: Readonly<Record<string, Page>> = {
  '': { to: ['a/', `${ID}/`] },
  'a/': { to: ['a/b/'] },
  'a/b/': { to: [''] },
};
const OWN = made(ID, { '': ['', `${ID}/checks/`], 'checks/': [`${ID}/`] });

describe('links of a site', () => {
  it('are sound where all lead somewhere and every page is reached', () => {
    expect(faults(siteOf(PAGES, [OWN]))).toEqual([]);
  });

  it('are judged on pages that were rendered, and of disclosures that were made', () => {
    const before = asBefore(siteOf(PAGES, [OWN]));
    const changed = { ...PAGES, 'a/b/': { to: ['', 'gone/'] } };
    expect(faults({ ...siteOf(changed, [OWN], ['a/b/']), before })).toEqual([
      '  a/b/ → gone/：没有这个页面或文件',
    ]);
    const own = made(ID, { '': [`${ID}/checks/`, '110101/2023/101/'], 'checks/': [] });
    expect(faults({ ...siteOf(PAGES, [own], []), before })).toEqual([
      `  ${ID}/ → 110101/2023/101/：没有这个页面或文件`,
    ]);
  });

  it('are judged on all pages where a page or a disclosure is gone', () => {
    const { 'a/b/': _, ...others } = PAGES;
    const linked = { ...others, '': { to: ['a/', 'a/b/', `${ID}/`] }, 'a/': { to: [] } };
    const before = asBefore(siteOf({ ...PAGES, ...linked }, [OWN]));
    expect(faults({ ...siteOf(linked, [OWN], ['a/']), before })).toEqual(['  / → a/b/：没有这个页面或文件']);
    expect(faults({ ...siteOf({ ...PAGES, ...linked }, [], []), before })).toEqual([
      `  / → ${ID}/：没有这个页面或文件`,
    ]);
  });

  it('are judged on all pages where a file is gone', () => {
    const linked = { ...PAGES, 'a/': { to: ['a/b/', 'data/x.csv'] } };
    const whole = siteOf(linked, [OWN]);
    whole.folder.write('data/x.csv', '1');
    const before = asBefore(whole);
    expect(faults({ ...siteOf(linked, [OWN], []), before })).toEqual([
      '  a/ → data/x.csv：没有这个页面或文件',
    ]);
  });

  it('are judged on all pages where a place on one is gone, or a version is kept no more', () => {
    const linked = { ...PAGES, '': { to: ['a/#甲', `${ID}/`] }, 'a/': { to: ['a/b/'], places: '甲' } };
    const before = asBefore(siteOf(linked, [OWN]));
    const same = { ...siteOf(linked, [OWN], []), before };
    expect(faults(same)).toEqual([]);
    const moved = { ...linked, 'a/': { to: ['a/b/'], places: '乙' } };
    expect(faults({ ...siteOf(moved, [OWN], ['a/']), before })).toEqual(['  / → a/#甲：页面上没有这个位置']);
    const other = '110101/2024/102';
    const keeping = asBefore(siteOf({ ...PAGES, 'a/': { to: ['a/b/', `${other}/`] } }, [OWN], [], [other]));
    const site = siteOf({ ...PAGES, 'a/': { to: ['a/b/', `${other}/`] } }, [OWN], []);
    expect(faults({ ...site, before: keeping })).toEqual([`  a/ → ${other}/：没有这个页面或文件`]);
  });

  it('lead to every page of the site', () => {
    const lost = { ...PAGES, 'a/': { to: [''] } };
    const before = asBefore(siteOf(PAGES, [OWN]));
    expect(faults({ ...siteOf(lost, [OWN], ['a/']), before })).toEqual(['  a/b/index.html：没有链接通向它']);
  });

  it('lead to every page of a disclosure, be it by way of another', () => {
    const lost = made(ID, { '': [''], 'checks/': [] });
    expect(faults(siteOf(PAGES, [lost]))).toEqual([`  ${ID}/checks/index.html：没有链接通向它`]);
    const other = made('110101/2023/101', { '': [`${ID}/`] });
    const only = { ...PAGES, '': { to: ['a/', `${other.id}/`] } };
    expect(faults(siteOf(only, [OWN, other]))).toEqual([]);
    expect(faults(siteOf({ ...PAGES, '': { to: ['a/'] } }, [OWN]))).toEqual([
      `  ${ID}/index.html：没有链接通向它`,
      `  ${ID}/checks/index.html：没有链接通向它`,
    ]);
  });

  it('connect a disclosure’s pages, or do not', () => {
    const links = (own: Record<string, string[]>): FoundLinks => ({ links: own, dead: [] });
    expect(isConnected(links({ 'p/': ['p/a/'], 'p/a/': ['p/b/'], 'p/b/': [] }), 'p/')).toBe(true);
    expect(isConnected(links({ 'p/': [], 'p/a/': ['p/'] }), 'p/')).toBe(false);
    expect(isConnected(links({ 'p/': [] }), 'p/')).toBe(true);
  });
});
