import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { toolRoot } from '../scripts/lib/build/publish.ts';
import {
  circles,
  dangling,
  type Files,
  type Graph,
  importGraph,
  nodeOutside,
  provinceNames,
  tooLong,
  wrongWay,
} from './architecture/graph.ts';

async function readFolder(folder: string): Promise<[string, string][]> {
  const entries = await readdir(join(toolRoot, folder), { recursive: true, withFileTypes: true });
  const texts = entries.filter((entry) => entry.isFile() && /\.(ts|mjs|js|astro|mdx|css)$/.test(entry.name));
  return Promise.all(
    texts.map(async (entry): Promise<[string, string]> => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(toolRoot.length).replaceAll('\\', '/'), await readFile(path, 'utf8')];
    }),
  );
}

describe('this project', () => {
  let files: Files;
  let graph: Graph;
  beforeAll(async () => {
    files = new Map([...(await readFolder('src')), ...(await readFolder('scripts'))]);
    graph = importGraph(files);
  });

  test('is seen by these tests', () => {
    expect(graph.size).toBeGreaterThan(20);
    expect([...graph.values()].flat().filter((name) => files.has(name)).length).toBeGreaterThan(20);
    expect(dangling(graph, files)).toEqual([]);
  });
  test('imports toward the model, outputs not one another', () => expect(wrongWay(graph)).toEqual([]));
  test('imports node: at its edges alone', () => expect(nodeOutside(graph)).toEqual([]));
  test('imports in no circle', () => expect(circles(graph)).toEqual([]));
  test('names no province in code', () => expect(provinceNames(files)).toEqual([]));
  test('has no file of more than 400 lines', () => expect(tooLong(files)).toEqual([]));
});

describe('the checks themselves', () => {
  const graphOf = (files: Record<string, string>) => importGraph(new Map(Object.entries(files)));

  test('imports are found in every kind of file and way of writing', () => {
    const graph = graphOf({
      'src/view/a.ts': [
        "import { x } from './b.ts';",
        "import type { Y } from '../model/y.ts';",
        "export * from '../model/z.ts';",
        "import '../styles/a.css';",
        "const later = await import('node:fs');",
        "// import './comment.ts'",
        'const text = \'from "./text.ts"\';',
      ].join('\n'),
      'src/pages/[year]/a.astro':
        "---\nimport A from '../../layouts/A.astro';\n---\n<script>\nimport '../../scripts/x.ts';\n</script>",
      'src/pages/guide.mdx': "import A from '../layouts/A.astro';\n\n说明 import './b.ts'\n",
    });
    expect([...graph.values()]).toEqual([
      ['src/view/b.ts', 'src/model/y.ts', 'src/model/z.ts', 'src/styles/a.css', 'node:fs'],
      ['src/layouts/A.astro', 'src/scripts/x.ts'],
      ['src/layouts/A.astro'],
    ]);
  });

  test.each([
    ['model toward view', 'src/model/a.ts', '../view/b.ts'],
    ['by a type alone', 'src/schema/a.ts', '../check/b.ts', 'import type'],
    ['load and check know one another', 'src/load/a.ts', '../check/b.ts'],
    ['an output imports another', 'src/pdf/a.ts', '../export/b.ts'],
    ['an output imports a component', 'src/export/a.ts', '../components/b.astro'],
    ['src imports a script', 'src/pages/a.ts', '../../scripts/lib/b.ts'],
    ['to a folder that is in no layer', 'src/pages/a.ts', '../utils/b.ts'],
    ['content.ts imports view', 'src/content.ts', './view/b.ts'],
  ])('wrong way: %s', (_, path, target, word = 'import') => {
    expect(wrongWay(graphOf({ [path]: `${word} { b } from '${target}';` }))).toHaveLength(1);
  });

  test('wrong way: a folder that is in no layer', () => {
    expect(wrongWay(graphOf({ 'src/utils/a.ts': '' }))).toHaveLength(1);
  });

  test('the right way passes', () => {
    const text = "import { b } from '../model/b.ts'; import { c } from './c.ts';";
    const paths = ['schema', 'load', 'check', 'view', 'export', 'pdf', 'components', 'pages'].map(
      (it) => `src/${it}/a.ts`,
    );
    expect(wrongWay(graphOf(Object.fromEntries(paths.map((path) => [path, text]))))).toEqual([]);
  });

  test('node: outside the edges, bare names too', () => {
    const text = "import a from 'node:fs'; import b from 'path'; import c from 'yaml';";
    expect(nodeOutside(graphOf({ 'src/view/a.ts': text }))).toHaveLength(2);
    expect(nodeOutside(graphOf({ 'src/components/a.astro': `---\n${text}\n---` }))).toHaveLength(2);
    expect(nodeOutside(graphOf({ 'src/settings.ts': text }))).toHaveLength(2);
    const edges = ['src/load/a.ts', 'src/pdf/a.ts', 'src/pages/a.ts', 'scripts/a.ts'];
    expect(nodeOutside(graphOf(Object.fromEntries(edges.map((path) => [path, text]))))).toEqual([]);
  });

  test('circles of one, two and three files', () => {
    const to = (...names: string[]) => names.map((name) => `import './${name}.ts';`).join('');
    expect(circles(graphOf({ 'src/a.ts': to('a') }))).toEqual(['src/a.ts → src/a.ts']);
    expect(circles(graphOf({ 'src/a.ts': to('b'), 'src/b.ts': to('a') }))).toHaveLength(1);
    expect(
      circles(
        graphOf({ 'src/0.ts': to('a'), 'src/a.ts': to('b'), 'src/b.ts': to('c'), 'src/c.ts': to('a') }),
      ),
    ).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
    expect(circles(graphOf({ 'src/a.ts': to('b', 'c'), 'src/b.ts': to('c'), 'src/c.ts': '' }))).toEqual([]);
  });

  test('province names, in Chinese, in pinyin, in a file name', () => {
    const files = (path: string, text: string) => new Map([[path, text]]);
    expect(provinceNames(files('src/view/a.ts', '\n// 河北的表'))).toEqual(['src/view/a.ts:2']);
    expect(provinceNames(files('src/view/a.ts', "form === 'Henan-2024'"))).toHaveLength(1);
    expect(provinceNames(files('src/view/hebei.ts', ''))).toHaveLength(1);
    expect(provinceNames(files('test/a.ts', '河南'))).toEqual([]);
  });

  test('length', () => {
    expect(tooLong(new Map([['src/a.ts', 'x\n'.repeat(401)]]))).toEqual(['src/a.ts: 401 lines']);
    expect(tooLong(new Map([['src/a.ts', 'x\n'.repeat(400)]]))).toEqual([]);
  });

  test('dangling imports', () => {
    const files = new Map([
      ['src/a.ts', "import './b.ts'; import './c';"],
      ['src/b.ts', ''],
    ]);
    expect(dangling(importGraph(files), files)).toEqual(['src/a.ts imports src/c']);
  });
});
