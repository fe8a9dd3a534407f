import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolRoot } from '../files.ts';

/** What pages are compiled of. */
export const PAGE_SOURCES = ['src', 'public', 'astro.config.mjs', 'package-lock.json'] as const;
/** What a build's result depends on besides these, content and settings. */
export const BUILD_SOURCES = ['scripts'] as const;

/** SHA-256 over files of the tool, by name and content, and over the version of Node that runs them. Hex. */
export function toolHash(names: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of names) {
    const path = join(toolRoot, name);
    const files = name.includes('.') ? [name] : filesIn(path).map((file) => `${name}/${file}`);
    for (const file of files) {
      const bytes = readFileSync(join(toolRoot, file));
      hash.update(`${file}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
