import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Pinned by package-lock.json: the same files, so the same bytes, everywhere. */
const FILES = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  serifBold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  sansBold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const;

export type Face = keyof typeof FILES;

const require = createRequire(import.meta.url);

export function fontPath(face: Face): string {
  return require.resolve(FILES[face]);
}

/** Folders that hold one face each. */
export function fontFolders(): string[] {
  return (Object.keys(FILES) as Face[]).map((face) => dirname(fontPath(face)));
}

/** What of the packages decides the output's bytes. */
export function fontVersions(): string {
  return ['@expo-google-fonts/noto-serif-sc', '@expo-google-fonts/noto-sans-sc']
    .map((name) => `${name}@${packageVersion(name)}`)
    .join(' ');
}

function packageVersion(name: string): string {
  const path = join(dirname(require.resolve(`${name}/package.json`)), 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** A face's characters and how wide each is. */
export class FontMetrics {
  readonly #advances: ReadonlyMap<number, number>;

  constructor(font: Buffer) {
    this.#advances = readAdvances(font);
  }

  has(codePoint: number): boolean {
    return this.#advances.has(codePoint);
  }

  /** Width in em; a character that the face has not counts as a square. */
  width(text: string): number {
    let width = 0;
    for (const character of text) width += this.#advances.get(character.codePointAt(0) as number) ?? 1;
    return width;
  }
}

const known = new Map<Face, FontMetrics>();

export function metrics(face: Face): FontMetrics {
  let found = known.get(face);
  if (!found) {
    found = new FontMetrics(readFileSync(fontPath(face)));
    known.set(face, found);
  }
  return found;
}

/** Reads `cmap` (format 12: all of Unicode in ranges) and `hmtx`. */
function readAdvances(font: Buffer): ReadonlyMap<number, number> {
  const tables = new Map<string, number>();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + i * 16;
    tables.set(font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8));
  }
  const table = (name: string): number => {
    const at = tables.get(name);
    if (at === undefined) throw new Error(`font without ${name}`);
    return at;
  };
  const em = font.readUInt16BE(table('head') + 18);
  const metricsCount = font.readUInt16BE(table('hhea') + 34);
  const hmtx = table('hmtx');
  const advances = new Map<number, number>();
  const ranges = format12(font, table('cmap'));
  for (let i = 0; i < font.readUInt32BE(ranges + 12); i++) {
    const at = ranges + 16 + i * 12;
    const [first, last, glyph] = [0, 4, 8].map((offset) => font.readUInt32BE(at + offset)) as [
      number,
      number,
      number,
    ];
    for (let code = first; code <= last; code++) {
      const index = Math.min(glyph + code - first, metricsCount - 1);
      advances.set(code, font.readUInt16BE(hmtx + 4 * index) / em);
    }
  }
  return advances;
}

function format12(font: Buffer, cmap: number): number {
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 8 + i * 8);
    if (font.readUInt16BE(at) === 12) return at;
  }
  throw new Error('font without a cmap of format 12');
}
