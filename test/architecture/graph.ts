import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

/** Files by path from the project's root, `src/model/cell.ts` → its text. */
export type Files = ReadonlyMap<string, string>;

/** For each file what it imports: a path of the project where the import is relative, else as written. */
export type Graph = ReadonlyMap<string, readonly string[]>;

const isCode = (path: string) => /\.(ts|mjs|js|astro|mdx)$/.test(path);

export function importGraph(files: Files): Graph {
  const code = [...files].filter(([path]) => isCode(path));
  return new Map(code.map(([path, text]) => [path, importsOf(path, text)]));
}

/** Types count too: a type known from a layer above ties the two as firmly as a call. */
function importsOf(path: string, text: string): string[] {
  const found = scriptsIn(path, text).flatMap(
    (script) => ts.preProcessFile(script, true, true).importedFiles,
  );
  const names = found.map(({ fileName }) => fileName.replace(/\?.*$/, ''));
  return [
    ...new Set(names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name))),
  ];
}

/** The code in a file: an .astro file's frontmatter and scripts, an .mdx file's import lines. */
function scriptsIn(path: string, text: string): string[] {
  if (path.endsWith('.mdx'))
    return [
      text
        .split('\n')
        .filter((line) => /^(import|export) /.test(line))
        .join('\n'),
    ];
  if (!path.endsWith('.astro')) return [text];
  const front = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
  return [front, ...scripts];
}

/**
 * From the model outward; an import may only point to an earlier line, or stay in its own folder. Folders
 * that stand on one line do not know one another.
 */
export const layers: readonly (readonly string[])[] = [
  ['model', 'settings.ts'],
  ['schema'],
  ['load', 'check'],
  ['content.ts'],
  ['view'],
  ['export', 'pdf', 'diff', 'report', 'import', 'search'],
  ['digest.ts', 'links.ts'],
  ['site-data.ts', 'reader.ts'],
  ['site.ts', 'scripts', 'styles'],
  ['open-site.ts', 'components'],
  ['layouts'],
  ['pages', 'renderer.ts'],
];

/** `src/model/cell.ts` → `model`, `src/settings.ts` → `settings.ts`, `scripts/build.ts` → undefined. */
export function folderOf(path: string): string | undefined {
  const [root, folder] = path.split('/');
  return root === 'src' ? folder : undefined;
}

const rankOf = (folder: string | undefined) =>
  layers.findIndex((line) => folder !== undefined && line.includes(folder));

export function wrongWay(graph: Graph): string[] {
  const wrong: string[] = [];
  for (const [path, imports] of graph) {
    const from = folderOf(path);
    if (from === undefined) continue;
    if (rankOf(from) === -1) wrong.push(`${path}: src/${from} is not in the list of layers`);
    for (const target of imports.filter((name) => /^(src|scripts|test|content)\//.test(name))) {
      const to = folderOf(target);
      if (from !== to && !(rankOf(to) !== -1 && rankOf(to) < rankOf(from)))
        wrong.push(`${path} imports ${target}`);
    }
  }
  return wrong;
}

/** Node at the edge: everything else also has to run in a test, in memory, and in a browser. */
const nodeFolders = ['load', 'pdf', 'pages', 'layouts'];

export function nodeOutside(graph: Graph): string[] {
  const isNode = (name: string) => name.startsWith('node:') || builtinModules.includes(name);
  const isInside = (path: string) =>
    folderOf(path) !== undefined && !nodeFolders.includes(folderOf(path) ?? '');
  return [...graph]
    .filter(([path]) => isInside(path))
    .flatMap(([path, imports]) => imports.filter(isNode).map((name) => `${path} imports ${name}`));
}

/** Each circle once, as the files in it. */
export function circles(graph: Graph): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}

/** Forms are data: code that names a province would have to change for the next one. */
export function provinceNames(files: Files): string[] {
  return linesWith(files, /河北|河南|hebei|henan/i);
}

function linesWith(files: Files, pattern: RegExp): string[] {
  return [...files]
    .filter(([path]) => path.startsWith('src/'))
    .flatMap(([path, text]) => {
      const line = text.split('\n').findIndex((it) => pattern.test(it));
      return line === -1 && !pattern.test(path) ? [] : [`${path}:${line + 1}`];
    });
}

export function tooLong(files: Files, most = 400): string[] {
  const length = (text: string) => text.replace(/\n$/, '').split('\n').length;
  return [...files]
    .filter(([, text]) => length(text) > most)
    .map(([path, text]) => `${path}: ${length(text)} lines`);
}

/** Relative imports that lead to no file, by which the rest of this would be blind. */
export function dangling(graph: Graph, files: Files): string[] {
  return [...graph].flatMap(([path, imports]) =>
    imports
      .filter((name) => /^(src|scripts)\//.test(name) && !files.has(name))
      .map((name) => `${path} imports ${name}`),
  );
}
