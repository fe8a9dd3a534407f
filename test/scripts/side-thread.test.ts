import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MissingFigures, planFigures, writeMissingFigures } from '../../scripts/lib/build/figures.ts';
import { SideThread } from '../../scripts/lib/build/side-thread.ts';
import { SiteFolder } from '../../scripts/lib/build/site-folder.ts';
import { TIDY } from '../../src/export/files.ts';
import { TIDY_COLUMNS, TIDY_HEAD } from '../../src/export/tidy.ts';
import type { DisclosureRecords } from '../../src/search/format.ts';
import type { IndexedEntry } from '../../src/search/searched.ts';

const MANY = 300;
const IDS = Array.from({ length: MANY }, (_, index) => `110101/2024/${1000 + index}`);

let root = '';
const threads: SideThread[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-side-'));
  for (const id of IDS) {
    mkdirSync(join(root, id, 'tables'), { recursive: true });
    for (const name of ['disclosure.yaml', 'tables/a.csv', '.hidden'])
      writeFileSync(join(root, id, name), `${id} ${name}`);
  }
});
afterAll(() => {
  for (const thread of threads) thread.close();
  rmSync(root, { recursive: true, force: true });
});

/** With a second thread, or without one: of few, the first does all. */
function sideOf(count: number): SideThread {
  const side = new SideThread();
  side.expect(count);
  if (count > 1) side.warm();
  threads.push(side);
  return side;
}

const AROUND = { regions: new Map(), glossary: [], synonyms: [] };

const ALL = IDS.map((id): [IndexedEntry, Uint8Array] => {
  const [regionCode = '', year = '', code = ''] = id.split('/');
  const entry: IndexedEntry = {
    ...{ id, name: `第${code}局`, code, year: Number(year), scope: '部门', phase: '预算' },
    ...{ regionCode, regionName: '乙区', keyFigures: [], withdrawn: false },
  };
  const records: DisclosureRecords = {
    aliases: [],
    records: { project: [[`${code}号工程`, '项目-1', '3.00']], figure: [], unit: [] },
    subjects: [['2010601', '行政运行', '支出总表-2010601', '3.00']],
  };
  return [entry, Buffer.from(JSON.stringify(records))];
});

function filesOf(dir: string): ReadonlyMap<string, string> {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(paths.map((path) => [path.slice(dir.length), readFileSync(path, 'utf8')]));
}

describe('a second thread', () => {
  it.each(['content', 'output'] as const)('looks at folders of %s as one thread does', async (of) => {
    const folders = { of, dir: root, ids: [...IDS, '110101/2024/none'] };
    const alone = await sideOf(1).look(folders).finish();
    expect([...alone.keys()]).toEqual(IDS);
    expect(new Set(alone.values()).size).toBe(MANY);
    const together = await sideOf(MANY).look(folders).finish();
    expect([...together].sort()).toEqual([...alone].sort());
  });

  it('sees hidden files of an output, and not of content', async () => {
    const id = IDS[0] as string;
    const look = async (of: 'content' | 'output') =>
      (
        await sideOf(1)
          .look({ of, dir: root, ids: [id] })
          .finish()
      ).get(id);
    const before = [await look('content'), await look('output')];
    writeFileSync(join(root, id, '.htaccess'), 'x');
    const after = [await look('content'), await look('output')];
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  it('writes the search as one thread does, and keeps what is the same', async () => {
    const [one, two] = [join(root, 'one'), join(root, 'two')];
    await sideOf(1).search(new SiteFolder(one), ALL, AROUND);
    const folder = new SiteFolder(two);
    await sideOf(MANY).search(folder, ALL, AROUND);
    const files = filesOf(one);
    expect(files.size).toBeGreaterThan(MANY / 4);
    expect(filesOf(two)).toEqual(files);
    expect(Object.keys(folder.wanted).sort()).toEqual([...files.keys()].map((path) => path.slice(1)).sort());
    const again = new SiteFolder(two, folder.wanted);
    await sideOf(MANY).search(again, ALL, AROUND);
    expect(again.wanted).toEqual(folder.wanted);
  });

  it('writes figures as one thread does, unless it is busy or not there', async () => {
    const cellOf = (name: string, type: string, id: string) =>
      name === 'disclosure' ? id : type === 'integer' ? '2024' : type === 'number' ? '3.00' : '甲';
    const dirs = ['alone', 'aside'].map((name) => join(root, name));
    const tidy = IDS.slice(0, 5).map((id) => ({ id, region: '110101', year: 2024, sha256: id }));
    for (const dir of dirs)
      for (const { id } of tidy) {
        const row = TIDY_COLUMNS.map(({ name, type }) => cellOf(name, type, id)).join(',');
        mkdirSync(join(dir, id), { recursive: true });
        writeFileSync(join(dir, id, TIDY), `${TIDY_HEAD}${row}\n`);
      }
    const parts = planFigures(tidy);
    const [alone, aside] = dirs.map((dir) => ({ dir, missing: parts, parts })) as [
      MissingFigures,
      MissingFigures,
    ];
    const expected = writeMissingFigures(alone);
    expect(expected.whole.rows).toBe(5);
    expect(await sideOf(1).figures(aside)).toBeUndefined();
    const side = sideOf(MANY);
    const search = side.search(new SiteFolder(join(root, 'searched')), ALL, AROUND);
    expect(await side.figures(aside)).toBeUndefined();
    await search;
    expect(await side.figures(aside)).toEqual(expected);
    expect(filesOf(aside.dir)).toEqual(filesOf(alone.dir));
  });

  it('tells what went wrong in it', async () => {
    writeFileSync(join(root, 'file'), '');
    const side = sideOf(MANY);
    await expect(side.search(new SiteFolder(join(root, 'file')), ALL, AROUND)).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
  });
});
