import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openFolder } from '../../src/content.ts';
import { normalized } from '../../src/model/titles.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import type { SectionView, TableView } from '../../src/view/types.ts';

/** Against the published texts, which are no part of this project: skipped where they are not beside it. */

const SEEDS = fileURLToPath(new URL('../../../shared/seeds', import.meta.url));
const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));
const OF: Readonly<Record<string, string>> = {
  '130303/2024/350001': '000',
  '130609/2025/304': '001',
  '410802/2024/566': '002',
  '130871/2024/105': '003',
  '130300/2023/471': '004',
};

/** A bracket opened twice in one text; the form has it once. */
const MISPRINTS = new Map([['价值（金额单位：万元）', '价值（金额单位：（万元）']]);

function tablesOf(sections: readonly SectionView[]): TableView[] {
  return sections.flatMap(({ content, children }) => [
    ...content.flatMap((item) => (item.kind === 'table' ? [item.table] : [])),
    ...tablesOf(children),
  ]);
}

/** Without spaces and line ends: the texts break lines anywhere. */
const bare = (text: string): string => normalized(text).replace(/\s/gu, '');

describe.skipIf(!existsSync(SEEDS))('as published', () => {
  const content = openFolder(CONTENT, CONTENT);

  test.each(Object.entries(OF))(
    '%s: titles, heads and notes of tables stand in the text, in their order',
    (id, number) => {
      const name = readdirSync(SEEDS).find((file) => file.startsWith(number)) as string;
      const text = bare(readFileSync(`${SEEDS}/${name}`, 'utf8'));
      const { disclosure } = content.read(id);
      if (!disclosure) throw new Error('not read');
      const view = viewDisclosure(disclosure, {
        base: '/',
        siteUrl: '',
        renderNarrative: () => undefined,
        hash: '',
        draft: false,
      });
      const missing: string[] = [];
      let from = 0;
      for (const table of tablesOf(view.sections)) {
        const at = text.indexOf(bare(table.title), from);
        if (at < 0) missing.push(`${table.id}: ${table.title}`);
        else from = at;
        const words = [...table.head.flatMap((row) => row.map(({ text: word }) => word)), ...table.notes];
        for (const word of words)
          if (!text.includes(bare(word)) && !text.includes(bare(MISPRINTS.get(word) ?? word)))
            missing.push(`${table.id}: ${word}`);
      }
      expect(missing).toEqual([]);
    },
  );
});
