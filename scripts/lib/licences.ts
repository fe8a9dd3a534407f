import satisfies from 'spdx-satisfies';

/**
 * Licences under which an office may use, copy and change the tool without a duty of its own beyond a notice.
 * MPL (lightningcss) and LGPL (libvips behind sharp) cover parts of Astro that run while building, unchanged,
 * and nothing of them is in what is published. CC-BY is on the lists of licences by which this file judges.
 */
export const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Zlib',
] as const;

export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
}

export interface Licensed {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; `未说明` where the package says none. */
  readonly licence: string;
}

/** Judges the packages of a lockfile; `installed` reads the licence of a folder where it is installed. */
export function judgeLicences(
  locked: Readonly<Record<string, LockedPackage>>,
  installed: (folder: string) => unknown,
): { readonly packages: readonly Licensed[]; readonly refused: readonly Licensed[] } {
  const packages = Object.entries(locked)
    .filter(([folder]) => folder !== '')
    .map(([folder, { version = '', license }]) => {
      const said = installed(folder) ?? license;
      return {
        name: folder.replace(/^.*node_modules\//, ''),
        version,
        licence: typeof said === 'string' ? said : '未说明',
      };
    })
    .sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
  return { packages, refused: packages.filter(({ licence }) => !isAllowed(licence)) };
}

function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, [...ALLOWED]);
  } catch {
    return false;
  }
}
