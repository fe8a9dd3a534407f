import { existsSync, utimesSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './lib/cache-folder.mjs';
import { currentCode } from './lib/code/current.mjs';
import { toolRoot } from './lib/tool-root.mjs';

/**
 * `node scripts/start.mjs build …` runs scripts/build.ts, out of the tool's code as rolldown has put it together: some
 * twenty modules load in a quarter of the time that eight hundred take. Where that cannot be, the source is run.
 * JavaScript, and little of it: what takes types off takes longer to load than Node itself.
 */
const [, , command = '', ...args] = process.argv;
const source = join(toolRoot, 'scripts', `${command}.ts`);
if (!/^[a-z-]+$/.test(command) || !existsSync(source)) {
  console.error(`没有“${command}”这个命令。用法：node scripts/start.mjs 命令 …`);
  process.exit(2);
}
// As if it had been called itself.
process.argv.splice(1, 2, source);

const debug = args.includes('--debug');
if (debug) {
  // Errors name the sources, those of processes that a command starts too.
  process.setSourceMapsEnabled(true);
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`.trim();
}

/** @type {string | undefined} */
let bundled;
try {
  bundled = await findBundled();
  keepCompiled(join(dirname(bundled), 'compiled'));
  await import(pathToFileURL(bundled).href);
} catch (error) {
  // A command says itself what is wrong and never throws: its code could not be made, or not be loaded.
  if (debug) console.error('The command runs from its source:', error);
  await runSource();
}

/** The module of the command in the bundled code, which is made where it is not there. Throws where it cannot be. */
async function findBundled() {
  const folder = cacheFolder('code');
  const current = currentCode(folder);
  if (current !== undefined && existsSync(moduleIn(current))) {
    const now = new Date();
    utimesSync(current, now, now);
    return moduleIn(current);
  }
  const { prepareCode } = await import('./lib/code/prepare.ts');
  const prepared = moduleIn(await prepareCode(folder));
  if (!existsSync(prepared)) throw new Error(`${prepared} is missing`);
  return prepared;
}

/** @param {string} code */
function moduleIn(code) {
  return join(code, `${command}.mjs`);
}

async function runSource() {
  try {
    if (bundled !== undefined) {
      // Somebody has had a hand in it: the next command makes it anew.
      const { discard } = await import('./lib/kept-version.ts');
      discard(dirname(bundled));
    }
    keepCompiled(cacheFolder('node'));
  } catch (error) {
    if (debug) console.error(error);
  }
  await import(pathToFileURL(source).href);
}

/**
 * What Node has compiled once is found by the next start, and by the processes and threads that a command starts.
 * @param {string} folder
 */
function keepCompiled(folder) {
  process.env.NODE_COMPILE_CACHE ||= folder;
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
}
