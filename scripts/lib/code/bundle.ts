import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'rolldown';
import { toolRoot } from '../files.ts';
import { MANIFEST, type Manifest } from './current.mjs';
import { LOCKFILES } from './prepare.ts';

/** Run by prepare.ts, with the folder to write to: all commands and what they start, as modules that share chunks. */
const COMMANDS = [
  'amend',
  'assemble',
  'build',
  'check',
  'comment',
  'diff',
  'export',
  'hooks',
  'import',
  'new',
  'pdf',
  'pre-commit',
  'review',
  'schemas',
  'serve',
  'verify',
].map((name) => `scripts/${name}.ts`);
const WORKERS = [
  'scripts/lib/build/maker-worker.ts',
  'scripts/lib/build/pdf-worker.ts',
  'scripts/lib/build/side-worker.ts',
  'scripts/lib/git/diff-worker.ts',
];
/** All entries and chunks lie in one folder: each finds the others beside it. */
const names = new Map([...COMMANDS, ...WORKERS].map((path) => [join(toolRoot, path), basename(path, '.ts')]));

/** All that was read, if nothing of it was kept: what a module passes on may be another's tomorrow. */
const read = new Set([fileURLToPath(import.meta.url)]);

const ADDRESS = /new URL\('([^']+)', import\.meta\.url\)|import\.meta\.url/g;

/** A module's address stays that of its source, but for workers: their code is beside that which starts them. */
const ownModules: Plugin = {
  name: 'mingzhang-own-modules',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      if (!isOwn(id)) return;
      const source = pathToFileURL(id);
      const replaced = code.replace(ADDRESS, (_, path?: string) => {
        const worker = path && names.get(fileURLToPath(new URL(path, source)));
        if (worker) return `new URL('${worker}.mjs', import.meta.url)`;
        const own = JSON.stringify(source.href);
        return path ? `new URL('${path}', ${own})` : own;
      });
      // Lines stay what they were.
      return { code: replaced, map: null };
    },
  },
  buildEnd() {
    for (const id of this.getModuleIds()) if (isOwn(id)) read.add(id);
  },
};

function isOwn(id: string): boolean {
  return id.startsWith(toolRoot) && !id.startsWith(join(toolRoot, 'node_modules'));
}

const target = process.argv[2] as string;
await build({
  cwd: toolRoot,
  input: Object.fromEntries([...names].map(([path, name]) => [name, path])),
  platform: 'node',
  tsconfig: false,
  plugins: [ownModules],
  onLog: (level, log) => {
    // It would be looked for from where the code lies.
    if (level === 'warn' && log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
  },
  output: {
    dir: target,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    comments: false,
    sourcemap: true,
  },
});
const manifest: Manifest = {
  sources: [...[...read].map((path) => relative(toolRoot, path)).sort(), ...LOCKFILES],
  parts: readdirSync(target)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => [name, statSync(join(target, name)).size]),
};
writeFileSync(join(target, MANIFEST), JSON.stringify(manifest));
