import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from './browser.ts';

/**
 * A page as it is heard: the accessibility tree of a disclosure from end to end.
 * Not as a picture of the whole, which every new word would change, but by what
 * a listener goes by: landmarks, headings, names of tables, regions and links.
 */
const PATH = '130303/2024/350001/';
afterAll(closeBrowser);

interface Node {
  readonly role: string;
  readonly name: string;
  readonly level: number;
  readonly depth: number;
}

/** `- heading "图解" [level=2]`, by lines of Playwright's snapshot; names with a colon stand in quotes as a whole. */
function nodesOf(snapshot: string): readonly Node[] {
  return snapshot.split('\n').flatMap((line) => {
    const plain = line.replace(
      /^( *- )'(.*)'(:?)$/,
      (_, dash, key: string) => dash + key.replaceAll("''", "'"),
    );
    const match = /^( *)- ([a-z]+)(?: ("(?:[^"\\]|\\.)*"))?(?: \[level=(\d)\])?/.exec(plain);
    if (!match) return [];
    const [, indent = '', role = '', name, level = '0'] = match;
    return [
      { role, name: name ? (JSON.parse(name) as string) : '', level: Number(level), depth: indent.length },
    ];
  });
}

const { page, close } = await openPage(PATH);
const nodes = nodesOf(await page.locator('body').ariaSnapshot());
await close();
const named = (role: string) => nodes.filter((node) => node.role === role).map(({ name }) => name);
const repeated = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i);

test('the way past the head comes first, then landmarks, each of its kind told apart', () => {
  expect(nodes[0]).toMatchObject({ role: 'link', name: '跳到正文' });
  const landmarks = ['complementary', 'banner', 'navigation', 'search', 'main', 'contentinfo'];
  expect(
    nodes.filter(({ role }) => landmarks.includes(role)).map(({ role, name }) => `${role} ${name}`.trim()),
  ).toEqual([
    'complementary 提示',
    'banner',
    'navigation 网站',
    'search 全站检索',
    'navigation 当前位置',
    'main',
    'navigation 目录',
    'contentinfo',
    'navigation 页脚',
  ]);
});

test('headings begin with one of the first level, leave out no level, and none is empty', () => {
  const headings = nodes.filter(({ role }) => role === 'heading');
  expect(headings[0]).toMatchObject({ level: 1, name: '科技和工信部门 2024年部门预算' });
  expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
  expect(headings.filter(({ name }) => name.trim() === '')).toEqual([]);
  const jumps = headings.filter(({ level }, i) => level > (headings[i - 1]?.level ?? 0) + 1);
  expect(jumps).toEqual([]);
  expect(headings.filter(({ level }) => level === 2).map(({ name }) => name)).toEqual([
    '主要数字',
    '几句话看懂',
    '图解',
    '一、科技和工信部门收支预算',
    '科技和工信部门2024年部门预算信息公开情况说明',
    '科目释义',
  ]);
});

test('every table is named by its title, and by what it is of; no two alike', () => {
  const tables = named('table');
  expect(tables.length).toBeGreaterThan(25);
  expect(tables.filter((name) => name.length < 4)).toEqual([]);
  expect(repeated(tables)).toEqual([]);
  expect(tables).toContain('部门预算收支总表 350001 科技和工信部门 预算年度：2024 单位：万元');
});

test('a region says the title of its table, once, and not all that the table says after it', () => {
  const regions = nodes.flatMap((node, at) =>
    node.role === 'region' ? [{ region: node.name, table: nodes[at + 1] }] : [],
  );
  expect(regions.length).toBeGreaterThan(20);
  for (const { region, table } of regions) {
    expect(table?.role).toBe('table');
    expect(table?.name.split(' ')[0]).toBe(region.split(' ')[0]);
    expect(region).not.toContain('单位：');
  }
});

test('links, buttons and fields have names, and those of files and checks say of which table', () => {
  const controls = ['link', 'button', 'checkbox', 'searchbox', 'radio', 'combobox', 'textbox'];
  expect(nodes.filter(({ role, name }) => controls.includes(role) && name.trim() === '')).toEqual([]);
  const links = named('link').filter((name) => /^(下载本表|这些数怎么来的)/u.test(name));
  expect(links).toContain('下载本表 CSV ：部门预算收支总表');
  expect(repeated(links)).toEqual([]);
  expect(repeated(named('button'))).toEqual([]);
});

test('pictures are named by what they say; what is drawn is not heard', () => {
  const figures = named('figure');
  expect(figures.length).toBeGreaterThan(4);
  for (const name of figures) expect(named('heading')).toContain(name);
  expect(nodes.filter(({ role }) => role === 'img' || role === 'canvas')).toEqual([]);
});
