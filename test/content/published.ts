import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openFolder } from '../../src/content.ts';
import { normalized } from '../../src/model/titles.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import type { ContentView, SectionView } from '../../src/view/types.ts';

/** The published texts of the sample are no part of this project: tests skip them where they are not beside it. */

const SEEDS = fileURLToPath(new URL('../../../shared/seeds', import.meta.url));
const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));
const OF: Readonly<Record<string, string>> = {
  '130303/2024/350001': '000',
  '130609/2025/304': '001',
  '410802/2024/566': '002',
  '130871/2024/105': '003',
  '130300/2023/471': '004',
};

export const seedsPresent = existsSync(SEEDS);
export const PUBLISHED = Object.keys(OF);

/** Without spaces and line ends: the texts break lines anywhere. */
export const bare = (text: string): string => normalized(text).replace(/\s/gu, '');

/** Formulas, as one of the texts writes its signs. */
const plainSigns = (text: string): string =>
  text.replaceAll('\\geq', '≥').replaceAll('\\leq', '≤').replace(/[$\\]/g, '');

/** The text as published, bare. */
export function publishedText(id: string): string {
  const name = readdirSync(SEEDS).find((file) => file.startsWith(OF[id] as string)) as string;
  return bare(plainSigns(readFileSync(`${SEEDS}/${name}`, 'utf8')));
}

const content = openFolder(CONTENT, CONTENT);
const inOrder = (sections: readonly SectionView[]): ContentView[] =>
  sections.flatMap((section) => [...section.content, ...inOrder(section.children)]);

/** What the page of a disclosure shows, in its order. */
export function shown(id: string): readonly ContentView[] {
  const { disclosure } = content.read(id);
  if (!disclosure) throw new Error('not read');
  return inOrder(
    viewDisclosure(disclosure, {
      base: '/',
      siteUrl: '',
      renderNarrative: () => undefined,
      hash: '',
      draft: false,
    }).sections,
  );
}
