import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../scripts/lib/build/build-site.ts';
import { toolRoot } from '../../scripts/lib/files.ts';
import { readSettings } from '../../src/settings.ts';
import { FILES, FOLDER } from '../support/content.ts';
import { randomFrom, SEED } from '../support/seed.ts';
import { sumsText } from '../support/sums.ts';

/** Two years of one department, so that one shows figures of the other; and neighbours. */
const IDS = ['110101/2023/101', '110101/2024/101', '110101/2024/102', '110101/2024/103', '110101/2025/101'];

/** More of them, or others: EDITS=200 SEED=7 npx vitest run test/scripts/rebuild.test.ts -t random */
const EDITS = Number(process.env.EDITS || 8);

let root = '';
let content = '';
let out = '';

const path = (...parts: string[]): string => join(content, ...parts);
const read = (...parts: string[]): string => readFileSync(path(...parts), 'utf8');
function write(file: string, text: string): void {
  mkdirSync(dirname(path(file)), { recursive: true });
  writeFileSync(path(file), text);
}
function edit(file: string, change: (text: string) => string): void {
  const before = read(file);
  const after = change(before);
  expect(after, `edit of ${file}`).not.toBe(before);
  write(file, after);
}

function writeDisclosure(id: string, name: string): void {
  const [, year = '', code = ''] = id.split('/');
  for (const [file, text] of Object.entries(FILES)) {
    if (!file.startsWith(`${FOLDER}/`)) continue;
    const own = file.slice(FOLDER.length);
    write(
      `disclosures/${id}${own}`,
      own !== '/disclosure.yaml'
        ? text
        : text
            .replace('code: 101', `code: ${code}`)
            .replace('year: 2024', `year: ${year}`)
            .replace('department: caizheng\n', '')
            .replace('name: 乙区财政局', `name: ${name}`),
    );
  }
}

/** Every file of a site by path, with its hash. */
function filesOf(dir: string): Map<string, string> {
  const paths = (readdirSync(dir, { recursive: true }) as string[]).filter((name) =>
    statSync(join(dir, name)).isFile(),
  );
  return new Map(
    paths.sort().map((name) => [
      name.replaceAll('\\', '/'),
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]),
  );
}

const settings = () => ({
  ...readSettings(
    { MINGZHANG_PDF: 'false', CONTENT_DIR: content },
    toolRoot.replace(/[\\/]$/, ''),
    new Date('2026-01-01'),
  ),
  drafts: true,
});
const build = async (outDir: string, more = {}) => {
  using built = await buildSite({
    ...{ settings: { ...settings(), ...more }, outDir },
    ...{ skipFailing: false, print: () => {} },
  });
  return built;
};

/** Rebuilds; the result is what a build into an empty folder makes. Says how many were made. */
async function rebuilt(more = {}): Promise<number> {
  const whole = join(root, 'whole');
  rmSync(whole, { recursive: true, force: true });
  rmSync(join(root, '.whole.state'), { force: true });
  const { made, published } = await build(out, more);
  expect(published).toBe(true);
  expect((await build(whole, more)).unchanged).toBe(0);
  const [now, expected] = [filesOf(out), filesOf(whole)];
  expect([...now.keys()]).toEqual([...expected.keys()]);
  for (const [name, hash] of expected) expect(now.get(name), name).toBe(hash);
  expect(readFileSync(join(out, 'SHA256SUMS'), 'utf8')).toBe(sumsText(out));
  return made;
}

/** Changes, adds or removes something of the content. Says what. */
function editAnything(random: () => number): string {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const folders = readdirSync(path('disclosures'), { recursive: true, encoding: 'utf8' });
  const ids = folders.filter((name) => existsSync(path('disclosures', name, 'disclosure.yaml'))).sort();
  const id = one(ids);
  const files = readdirSync(path('disclosures', id), { recursive: true, encoding: 'utf8' });
  const file = one(files.filter((name) => /\.(?:csv|md|yaml)$/.test(name)).sort());
  const kind = one(['figure', 'figure', 'text', 'name', 'add', 'remove', 'touch', 'site'] as const);
  if (kind === 'add') {
    const added = `110101/${one([2022, 2023, 2024, 2025])}/${one([101, 102, 103, 107])}`;
    writeDisclosure(added, `乙区第${Math.floor(random() * 100)}局`);
    return `${kind} ${added}`;
  }
  if (kind === 'remove' && ids.length > 3) rmSync(path('disclosures', id), { recursive: true });
  else if (kind === 'touch') utimesSync(path('disclosures', id, file), 1e9, 1e9);
  else if (kind === 'site') write('site.yaml', read('site.yaml').replace(/name: .*/, `name: 站${random()}`));
  else if (kind === 'name')
    write(
      `disclosures/${id}/disclosure.yaml`,
      read('disclosures', id, 'disclosure.yaml').replace(/name: .*/, `name: 乙区第${random()}局`),
    );
  else {
    const text = read('disclosures', id, file);
    const places = [...text.matchAll(kind === 'figure' ? /\d(?=\d*\.\d)/g : /[。，\n]/g)].map(
      ({ index }) => index,
    );
    const at = places.length > 0 ? one(places) : text.length;
    const put = kind === 'figure' ? String(Math.floor(random() * 10)) : '增';
    write(`disclosures/${id}/${file}`, text.slice(0, at) + put + text.slice(kind === 'figure' ? at + 1 : at));
  }
  return `${kind} ${id}/${file}`;
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-rebuild-'));
  content = join(root, 'content');
  out = join(root, 'dist');
  for (const [file, text] of Object.entries(FILES)) if (!file.startsWith(FOLDER)) write(file, text);
  for (const id of IDS) writeDisclosure(id, `乙区第${id.split('/')[2]}局`);
  expect(await build(out)).toMatchObject({ made: 5, unchanged: 0, published: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ONE = `disclosures/${IDS[1]}`;

/** Short, and of a little of everything. */
const ALWAYS = ['', '404.html', 'data/', 'rss.xml', 'sitemap.xml'];

describe('a rebuild equals a build', () => {
  it('where nothing has changed', async () => expect(await rebuilt()).toBe(0));

  it('after a figure was edited: also in the year after, which shows it', async () => {
    edit(`${ONE}/tables/支出总表.csv`, (text) => text.replace('469.55', '469.56'));
    expect(await rebuilt()).toBe(2);
  });

  it('and renders the pages alone that show what was edited', async () => {
    appendFileSync(path(ONE, 'disclosure.yaml'), '# 说明\n');
    expect([...(await build(out)).rendered].sort()).toEqual(ALWAYS);
    edit(`${ONE}/disclosure.yaml`, (text) => text.replace('第101局', '第一〇一局'));
    const { rendered } = await build(out);
    const lists = rendered.filter((address) => !ALWAYS.includes(address)).sort();
    expect(lists).toEqual([
      '110101/',
      '110101/2024/',
      '2024/',
      'a-z/',
      'a-z/projects/',
      'a-z/subjects/',
      'checks/',
      'compare/lists/110101/2024.json',
    ]);
  });

  it('after the name was edited', async () => {
    edit(`disclosures/${IDS[3]}/disclosure.yaml`, (text) => text.replace('第103局', '第一零三局'));
    expect(await rebuilt()).toBe(1);
  });

  it('after times were changed and not a byte', async () => {
    for (const name of readdirSync(path(ONE, 'tables'))) utimesSync(path(ONE, 'tables', name), 1e9, 1e9);
    expect(await rebuilt()).toBe(0);
  });

  it('after a file was changed and its time and size were kept', async () => {
    const file = path(ONE, 'tables/支出总表.csv');
    const { atime, mtime } = statSync(file);
    edit(`${ONE}/tables/支出总表.csv`, (text) => text.replace('469.56', '469.57'));
    utimesSync(file, atime, mtime);
    expect(await rebuilt()).toBe(2);
  });

  it('after a disclosure was added, and renamed, and removed', async () => {
    writeDisclosure('110101/2024/104', '乙区第104局');
    expect(await rebuilt()).toBe(1);
    renameSync(path('disclosures/110101/2024/104'), path('disclosures/110101/2024/105'));
    edit('disclosures/110101/2024/105/disclosure.yaml', (text) => text.replace('code: 104', 'code: 105'));
    expect(await rebuilt()).toBe(1);
    rmSync(path('disclosures/110101/2024/105'), { recursive: true });
    expect(await rebuilt()).toBe(0);
    expect(existsSync(join(out, '110101/2024/105'))).toBe(false);
  });

  it("after last year's disclosure came and went", async () => {
    writeDisclosure('110101/2023/102', '乙区第102局');
    expect(await rebuilt()).toBe(2);
    rmSync(path('disclosures/110101/2023/102'), { recursive: true });
    expect(await rebuilt()).toBe(1);
  });

  it('after its day had not come, and came', async () => {
    const file = `disclosures/${IDS[2]}/disclosure.yaml`;
    const before = read(file);
    appendFileSync(path(file), "publishAt: '2999-01-01'\n");
    await rebuilt();
    expect(existsSync(join(out, IDS[2] as string))).toBe(false);
    await rebuilt({ today: '2999-01-01' });
    expect(existsSync(join(out, IDS[2] as string))).toBe(true);
    write(file, before);
    await rebuilt();
  });

  it('after one was withdrawn in favour of another, whose name then changed', async () => {
    const file = `disclosures/${IDS[2]}/disclosure.yaml`;
    const before = read(file);
    appendFileSync(path(file), `withdrawn: { date: 2024-03-01, reason: 已并入。, movedTo: ${IDS[3]} }\n`);
    const name = (text: string): string => text.replace(/乙区第.+?局/, '乙区第一零三局');
    write(
      `disclosures/${IDS[3]}/disclosure.yaml`,
      name(read('disclosures', IDS[3] as string, 'disclosure.yaml')),
    );
    await rebuilt();
    expect(readFileSync(join(out, IDS[2] as string, 'index.html'), 'utf8')).toContain('第一零三局');
    edit(`disclosures/${IDS[3]}/disclosure.yaml`, (text) => text.replace('第一零三局', '第壹零叁局'));
    await rebuilt();
    expect(readFileSync(join(out, IDS[2] as string, 'index.html'), 'utf8')).toContain('第壹零叁局');
    write(file, before);
    await rebuilt();
  });

  it("after the form, the site's name, and the base were edited", async () => {
    const table = Object.keys(FILES).find((name) =>
      /^templates\/.*\/tables\/支出总表\.yaml$/.test(name),
    ) as string;
    edit(table, (text) => text.replace('支出总表', '支出总览表'));
    expect(await rebuilt()).toBe(5);
    edit('site.yaml', (text) => text.replace(/name: .*/, 'name: 改了名的网站'));
    expect(await rebuilt()).toBe(5);
    expect(await rebuilt({ base: '/zwgk/' })).toBe(5);
    expect(await rebuilt()).toBe(5);
  });

  it('after files of the output were altered, removed and added by hand', async () => {
    appendFileSync(join(out, IDS[0] as string, 'index.html'), '<!-- -->');
    unlinkSync(join(out, IDS[4] as string, 'tidy.csv'));
    writeFileSync(join(out, IDS[4] as string, 'extra.html'), 'x');
    writeFileSync(join(out, 'index.html'), 'x');
    writeFileSync(join(out, 'data', 'extra.csv'), 'x');
    // What was removed stands in the spare still.
    expect(await rebuilt()).toBe(1);
    // What was altered is the spare now, and the one after is made in it.
    expect(existsSync(join(root, '.dist.spare/site', IDS[4] as string, 'extra.html'))).toBe(true);
    expect(await rebuilt()).toBe(0);
    expect(await rebuilt()).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('and nobody else can read what stands beside it', () => {
    for (const name of ['.dist.spare', '.dist.state'])
      expect(statSync(join(root, name)).mode & 0o077).toBe(0);
  });

  it('from nothing leaves a spare that has the same files, by links', async () => {
    const fresh = join(root, 'fresh');
    await build(fresh);
    for (const id of IDS)
      for (const name of ['index.html', 'tidy.csv', 'checks/index.html'])
        expect(statSync(join(root, '.fresh.spare/site', id, name)).ino).toBe(
          statSync(join(fresh, id, name)).ino,
        );
    expect(await build(fresh)).toMatchObject({ made: 0 });
  });

  it('and once only, leaves nothing beside the output', async () => {
    const once = join(root, 'once');
    expect(
      await buildSite({
        settings: settings(),
        outDir: once,
        skipFailing: false,
        once: true,
        print: () => {},
      }),
    ).toMatchObject({ published: true });
    expect(readdirSync(root).filter((name) => name.includes('once'))).toEqual(['once']);
    expect(filesOf(once)).toEqual(filesOf(out));
  });

  it('whatever became of the spare', async () => {
    const spare = join(root, '.dist.spare/site');
    const spoil: readonly (() => void)[] = [
      () => writeFileSync(join(spare, 'index.html'), 'x'),
      () => writeFileSync(join(spare, IDS[0] as string, 'tables', 'x.csv'), 'x'),
      () => rmSync(join(spare, IDS[1] as string), { recursive: true }),
      () => rmSync(join(spare, 'search'), { recursive: true }),
      () => mkdirSync(join(spare, 'about.html/x'), { recursive: true }),
      () => writeFileSync(join(root, '.dist.spare/holds.json'), '{'),
      () => rmSync(join(root, '.dist.spare/holds.json')),
      () => rmSync(spare, { recursive: true }),
      () => rmSync(join(root, '.dist.spare'), { recursive: true }),
    ];
    for (const [index, spoiled] of spoil.entries()) {
      spoiled();
      edit(`disclosures/${IDS[3]}/disclosure.yaml`, (text) =>
        text.replace(/name: .*/, `name: 乙区${index}局`),
      );
      expect(await rebuilt()).toBe(1);
    }
  });

  it('after the output was copied away and back', async () => {
    cpSync(out, `${out}-copy`, { recursive: true });
    rmSync(out, { recursive: true });
    renameSync(`${out}-copy`, out);
    expect(await rebuilt()).toBe(0);
  });

  it('with a state that is cut short, altered, or of another kind: all is made anew', async () => {
    const file = join(root, '.dist.state');
    const whole = readFileSync(file, 'utf8');
    for (const text of [
      whole.slice(0, -70),
      whole.replace(/"sha256":"./, '"sha256":"x'),
      '',
      '{}\n',
      'x\n\n',
    ]) {
      writeFileSync(file, text);
      expect(await build(out)).toMatchObject({ made: 5, unchanged: 0 });
    }
    unlinkSync(file);
    expect(await rebuilt()).toBe(5);
  });

  it('writes of what it remembers only what has changed, beside the rest', async () => {
    const [state, changes] = [join(root, '.dist.state'), join(root, '.dist.changes')];
    const written = statSync(state).mtimeMs;
    edit(`disclosures/${IDS[3]}/disclosure.yaml`, (text) =>
      text.replace(/name: .*/, 'name: 乙区第一百零三局'),
    );
    expect(await rebuilt()).toBe(1);
    expect(statSync(state).mtimeMs).toBe(written);
    const kept = readFileSync(changes);
    expect(await rebuilt()).toBe(0);
    writeFileSync(changes, kept.subarray(0, -70));
    expect(await build(out)).toMatchObject({ made: 5, unchanged: 0 });
    expect(existsSync(changes)).toBe(false);
    // Those of a state before are of no use, nor of harm.
    writeFileSync(changes, kept);
    expect(await rebuilt()).toBe(0);
  });

  it('leaves what stands where a fault stops it, and then goes on', async () => {
    const before = filesOf(out);
    const table = `${ONE}/tables/支出总表.csv`;
    const text = read(table);
    write(table, text.replace(/469\.5\d/, '四百'));
    expect((await build(out)).published).toBe(false);
    expect(filesOf(out)).toEqual(before);
    write(table, text);
    expect(await rebuilt()).toBe(0);
  });

  it('of a list with more lines than a page has: of its letters those that are touched', async () => {
    const [many, few] = [`disclosures/${IDS[3]}`, `disclosures/${IDS[2]}`];
    const text = read(`${many}/projects/01.yaml`);
    const numbers = Array.from({ length: 410 }, (_, index) => String(100 + index));
    for (const number of numbers) {
      const own = text
        .replace('P001', `P${number}`)
        .replace(/name: .*/, `name: ${'办创道公'[Number(number) % 4]}${number}`);
      write(`${many}/projects/${number}.yaml`, own);
    }
    expect(await rebuilt()).toBe(1);
    edit(`${few}/projects/01.yaml`, (one) => one.replace(/name: .*/, 'name: 办会'));
    expect(await rebuilt()).toBe(1);
    edit(`${few}/projects/01.yaml`, (one) => one.replace(/name: .*/, 'name: 创建'));
    const { rendered } = await build(out);
    expect(rendered.filter((address) => address.startsWith('a-z/')).sort()).toEqual([
      'a-z/projects/B/',
      'a-z/projects/C/',
    ]);
    // A letter that there was not, and then one more on the list.
    edit(`${few}/projects/01.yaml`, (one) => one.replace(/name: .*/, 'name: 额外'));
    expect(await rebuilt()).toBe(1);
    write(`${few}/projects/02.yaml`, text.replace('P001', 'P002').replace(/name: .*/, 'name: 公务'));
    expect(await rebuilt()).toBe(1);
    for (const number of numbers) rmSync(path(`${many}/projects/${number}.yaml`));
    rmSync(path(`${few}/projects/02.yaml`));
    expect(await rebuilt()).toBe(2);
  });

  it('of so many that another thread helps', async () => {
    const others = Array.from({ length: 100 }, (_, index) => `110101/2022/${200 + index}`);
    for (const id of others) writeDisclosure(id, `乙区第${id.split('/')[2]}局`);
    expect(await rebuilt()).toBe(100);
    edit(`disclosures/${others[3]}/disclosure.yaml`, (text) => text.replace('第203局', '第二百零三局'));
    expect(await rebuilt()).toBe(1);
    edit(`disclosures/${others[3]}/tables/支出总表.csv`, (text) => text.replace('469.55', '469.58'));
    expect(await rebuilt()).toBeGreaterThan(0);
    rmSync(path(`disclosures/${others[4]}`), { recursive: true });
    expect(await rebuilt()).toBe(0);
    for (const id of others) rmSync(path(`disclosures/${id}`), { recursive: true, force: true });
    expect(await rebuilt()).toBe(0);
  });

  it(`after ${EDITS} random edits (seed ${SEED})`, { timeout: 60_000 + EDITS * 15_000 }, async () => {
    const random = randomFrom(SEED);
    let published = 0;
    for (let n = 1; n <= EDITS; n++) {
      const saved = join(root, 'saved');
      cpSync(content, saved, { recursive: true, preserveTimestamps: true });
      const what = editAnything(random);
      const whole = join(root, 'whole');
      rmSync(whole, { recursive: true, force: true });
      rmSync(join(root, '.whole.state'), { force: true });
      const [now, anew] = [await build(out), await build(whole)];
      expect(now.published, what).toBe(anew.published);
      if (now.published) {
        expect(filesOf(out), what).toEqual(filesOf(whole));
        published += 1;
      } else {
        // What cannot be read is not published, now or made anew.
        rmSync(content, { recursive: true });
        renameSync(saved, content);
      }
      rmSync(saved, { recursive: true, force: true });
    }
    expect(published).toBeGreaterThan(0);
  });
});
