import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolRoot } from './tool-root.mjs';

/**
 * A folder for what can be made again: beside the tool; where that is installed for everybody and cannot be written
 * to, in the machine's own place. Code is kept there too, so that nobody else may have a hand in it.
 * @param {string} name
 */
export function cacheFolder(name, tool = toolRoot) {
  const folder = join(tool, '.cache', name);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    const other = join(tmpdir(), `mingzhang-${process.getuid?.() ?? 'user'}-${name}`);
    mkdirSync(other, { recursive: true, mode: 0o700 });
    return isOwn(other) ? other : mkdtempSync(`${other}-`);
  }
}

/** @param {string} folder */
function isOwn(folder) {
  const found = lstatSync(folder);
  // Windows has a temporary folder for each user.
  if (!process.getuid) return found.isDirectory();
  return found.isDirectory() && found.uid === process.getuid() && (found.mode & 0o077) === 0;
}
