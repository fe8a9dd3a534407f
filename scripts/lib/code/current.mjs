import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toolRoot } from '../tool-root.mjs';

/**
 * Which version of the bundled code is that of the sources as they stand, told as git's index tells it: by what the
 * file system says of them. None of them is read; a few milliseconds are enough.
 * @typedef {object} Current
 * @property {string} version name of the folder
 * @property {string} state of its sources
 */
export const CURRENT = 'current.json';

/**
 * Written into a version last.
 * @typedef {object} Manifest
 * @property {readonly string[]} sources what it was made of, as paths within the tool
 * @property {readonly (readonly [name: string, bytes: number])[]} parts what it is made up of
 */
export const MANIFEST = 'manifest.json';

/**
 * What changes whenever one of the files does: nobody can set the time of the last change of whatever kind.
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
 * The sources of a version; undefined where a part of it is missing, or was not written to its end before the power
 * went: an empty module would do nothing, and say nothing.
 * @param {string} code its folder
 */
export function wholeSources(code) {
  try {
    /** @type {Manifest} */
    const { sources, parts } = JSON.parse(readFileSync(join(code, MANIFEST), 'utf8'));
    return parts.every(([name, bytes]) => statSync(join(code, name)).size === bytes) ? sources : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The folder of the bundled code; undefined where a source may have changed since it was made, or it is not whole.
 * @param {string} folder
 */
export function currentCode(folder) {
  try {
    /** @type {Current} */
    const { version, state } = JSON.parse(readFileSync(join(folder, CURRENT), 'utf8'));
    const code = join(folder, version);
    const sources = wholeSources(code);
    return sources && stateOf(sources).text === state ? code : undefined;
  } catch {
    return undefined;
  }
}
