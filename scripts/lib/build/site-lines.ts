import { catalogEntry, dcatDataset } from '../../../src/export/catalog.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { Site } from '../../../src/model/disclosure.ts';
import type { Hosting } from '../../../src/view/page.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';

/** What long files about the whole site say of one disclosure: made with it, so that they are put together of bytes. */
export interface SiteLines {
  /** In catalog.json. */
  readonly catalog: string;
  /** In the DCAT catalogue; empty of one that is withdrawn. */
  readonly dataset: string;
  /** In SHA256SUMS, a line for each file, sorted by path. */
  readonly sums: string;
}

/** `files` are those beside its page: none of a version that is kept from an earlier build. */
export function siteLines(
  entry: DisclosureEntry,
  files: readonly WrittenFile[],
  whole: { readonly site: Site; readonly hosting: Hosting },
): SiteLines {
  const listed = { entry, files };
  return {
    catalog: JSON.stringify(catalogEntry(listed, whole.hosting)),
    dataset: entry.withdrawn ? '' : JSON.stringify(dcatDataset(listed, whole)),
    sums: sumLines(files.map(({ path, sha256 }) => [`${entry.id}/${path}`, sha256])),
  };
}

/** As `sha256sum -c` reads them. */
export function sumLines(sums: readonly (readonly [path: string, sha256: string])[]): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sha256]) => `${sha256}  ${path}\n`)
    .join('');
}
