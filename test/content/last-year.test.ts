import { expect, test } from 'vitest';
import { openContent } from '../../src/content.ts';
import { memorySource } from '../../src/load/source.ts';
import { createNarrativeRenderer } from '../../src/view/narrative.ts';
import { FILES, FOLDER, ID } from '../support/content.ts';

const LAST = '110101/2023/101';

/** The sample's disclosure, and the same office's of the year before with other figures. */
function twoYears(narrative: string) {
  const files: Record<string, string> = { ...FILES, [`${FOLDER}/narrative/职责.md`]: narrative };
  for (const [path, text] of Object.entries(FILES)) {
    if (!path.startsWith(`${FOLDER}/`)) continue;
    const old = path.replace(ID, LAST);
    files[old] = text.replace('year: 2024', 'year: 2023').replaceAll('469.55', '400.00');
  }
  const source = memorySource(files);
  return openContent(source, source);
}

test('words of change are taken from the year before, where the content has it', () => {
  const content = twoYears('基本支出比上年{{change expenditure.basic}}。\n');
  const { disclosure, lastYear, problems } = content.read(ID);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(lastYear?.id).toBe(LAST);
  if (!disclosure || !lastYear) throw new Error('both years are there');
  const html = createNarrativeRenderer().renderSection(disclosure, '职责', { headingLevel: 2, lastYear });
  expect(html?.replace(/<[^>]+>/g, '')).toContain('增加69.55万元');
});

test('without the year before, the same words are refused', () => {
  const source = memorySource({
    ...FILES,
    [`${FOLDER}/narrative/职责.md`]: '{{change expenditure.basic}}\n',
  });
  const { disclosure, problems } = openContent(source, source).read(ID);
  expect(disclosure).toBeUndefined();
  expect(problems.map(({ rule }) => rule)).toContain('load.binding');
});

test('the year before is read for its figures: its own narrative need not hold', () => {
  const content = twoYears('基本支出比上年{{change expenditure.basic}}。\n');
  expect(content.read(LAST).problems).toEqual([]);
  expect(content.read(ID).lastYear?.year).toBe(2023);
});
