import { beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { contentWith, FILES, FOLDER, ID } from '../support/content.ts';
import { bare, type ReadPdf, readPdf } from './read.ts';

// Two cores may be shared with many.
/** What a disclosure is, stands on its cover, in its heads and in its properties, in the view's own words. */

const context = {
  base: '/',
  siteUrl: 'https://a.cn',
  renderNarrative: () => undefined,
  hash: '0'.repeat(64),
  draft: false,
};

async function printed(more: string): Promise<ReadPdf> {
  const description = FILES[`${FOLDER}/disclosure.yaml`] ?? '';
  const kept = description.replace(/^(?:phase|scope):.*\n/gm, '');
  const folder = more.includes('决算') ? `${FOLDER}/final` : FOLDER;
  const own = Object.entries(FILES).filter(([path]) => path.startsWith(`${FOLDER}/`));
  const content = contentWith({
    ...Object.fromEntries(own.map(([path, text]) => [`${folder}${path.slice(FOLDER.length)}`, text])),
    [`${folder}/disclosure.yaml`]: `${kept}${more}`,
  });
  const { disclosure, problems } = content.read(folder === FOLDER ? ID : `${ID}/final`);
  if (!disclosure) throw new Error(JSON.stringify(problems));
  return readPdf(renderPdf(viewDisclosure(disclosure, context), new Engine(), 'ua-1').pdf);
}

describe.each([
  ['a budget of a department', 'scope: 部门\n', '2024年部门预算', /2024年(?:单位|部门决算)/],
  ['a budget of a unit', 'scope: 单位\n', '2024年单位预算', /2024年(?:部门|单位决算)/],
  [
    'a final account of a department',
    'phase: 决算\nscope: 部门\n',
    '2024年部门决算',
    /2024年(?:单位|部门预算(?!公开例表))/,
  ],
  ['a final account of a unit', 'phase: 决算\nscope: 单位\n', '2024年单位决算', /2024年(?:部门|单位预算)/],
])('%s', (_, more, words, wrong) => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await printed(more);
  });

  test('says so on its cover, in its title and at its end', () => {
    const [cover] = pdf.pages;
    expect(bare(cover?.items.map(({ text }) => text).join('') ?? '')).toContain(words);
    expect(pdf.info.Title).toContain(words);
    expect(pdf.text).toContain(more.includes('决算') ? '决算年度' : '预算年度');
  });

  test('and nowhere that it is another', () => {
    expect(pdf.text).not.toMatch(wrong);
    expect(String(pdf.info.Title)).not.toMatch(wrong);
  });
});
