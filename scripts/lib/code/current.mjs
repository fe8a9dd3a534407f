import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toolRoot } from '../tool-root.mjs';

/**
 * Which version of the bundled code is that of the sources as they stand, told as git's index tells it: by what the
 * file system says of them. None of them is read, and two milliseconds are enough.
 * @typedef {object} Current
 * @property {string} version name of the folder
 * @property {readonly string[]} sources what it was made of, as paths within the tool
 * @property {string} state
 */

export const CURRENT = 'current.json';

/**
 * What changes whenever one of the files does: the time of the last change of whatever kind cannot be set by anybody.
 * Throws where a file is missing.
 * @param {readonly string[]} sources
 */
export function stateOf(sources) {
  let newest = 0;
  const lines = sources.map((name) => {
    const { size, mtimeMs, ctimeMs, ino } = statSync(join(toolRoot, name));
    newest = Math.max(newest, mtimeMs, ctimeMs);
    return `${name} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  });
  return { text: [process.version, toolRoot, ...lines].join('\n'), newest };
}

/**
 * The folder of the bundled code; undefined where a source may have changed since it was made.
 * @param {string} folder
 */
export function currentCode(folder) {
  try {
    /** @type {Current} */
    const { version, sources, state } = JSON.parse(readFileSync(join(folder, CURRENT), 'utf8'));
    return stateOf(sources).text === state ? join(folder, version) : undefined;
  } catch {
    return undefined;
  }
}
