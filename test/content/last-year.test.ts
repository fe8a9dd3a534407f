import { expect, test } from 'vitest';
import { openContent } from '../../src/content.ts';
import { memorySource, type Source } from '../../src/load/source.ts';
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
  const reads: string[] = [];
  const counted: Source = {
    list: source.list,
    read(file) {
      reads.push(file);
      return source.read(file);
    },
  };
  return { ...openContent(counted, source), reads };
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

test('read after the year before, it finds that one read already; what nothing follows is not kept', () => {
  const { read, reads } = twoYears('无。\n');
  const timesRead = (id: string): number =>
    reads.filter((file) => file === `disclosures/${id}/disclosure.yaml`).length;
  expect(read(LAST).lastYear).toBeUndefined();
  const before = read(LAST).disclosure;
  expect(timesRead(LAST)).toBe(2);
  expect(read(ID).lastYear?.tables).toBe(before?.tables);
  expect([timesRead(LAST), timesRead(ID)]).toEqual([2, 1]);
  // It has served: the next that asks reads it anew.
  expect(read(ID).lastYear?.id).toBe(LAST);
  expect([timesRead(LAST), timesRead(ID)]).toEqual([3, 2]);
});
