import { describe, expect, test } from 'vitest';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { viewEntry } from '../../src/view/index-pages.ts';
import { type Changes, contentWith, edited, FILES, FOLDER, faultsOf, ID } from '../support/content.ts';

/** The final account stands in `final/` under the budget, in the content as on the site. */

const OWN = Object.entries(FILES).filter(([path]) => path.startsWith(`${FOLDER}/`));
const moved = (to: string, change: (text: string) => string = (text) => text): Changes =>
  Object.fromEntries(
    OWN.map(([path, text]) => [
      `${to}${path.slice(FOLDER.length)}`,
      path.endsWith('/disclosure.yaml') ? change(text) : text,
    ]),
  );
const settled = (text: string): string => `${text}phase: 决算\n`;
const FINAL = moved(`${FOLDER}/final`, settled);
const context = {
  base: '/',
  siteUrl: 'https://a.cn',
  renderNarrative: () => undefined,
  hash: '',
  draft: false,
};

describe('a final account', () => {
  const content = contentWith(FINAL);

  test('is a disclosure of its own beside the budget', () => {
    expect(content.ids).toEqual([ID, `${ID}/final`]);
    const [budget, final] = content.ids.map((id) => content.read(id).disclosure);
    expect([budget?.phase, final?.phase]).toEqual(['预算', '决算']);
    expect(final?.tables.size).toBe(budget?.tables.size);
  });

  test('is no part of the budget’s hash', () => {
    expect(content.read(ID).disclosure?.hash).toBe(contentWith().read(ID).disclosure?.hash);
  });

  test('says 决算 wherever the budget says 预算', () => {
    const { disclosure } = content.read(`${ID}/final`);
    if (!disclosure) throw new Error('not read');
    const { page, heading, titleBlock } = viewDisclosure(disclosure, context);
    expect(page.path).toBe(`/${ID}/final/`);
    expect(page.title).toBe('乙区财政局2024年部门决算');
    expect(heading).toBe('2024年部门决算');
    const said = JSON.stringify([page.meta, page.jsonLd, page.breadcrumbs, titleBlock]);
    expect(said).toContain('2024年部门决算');
    expect(said).toContain('乙区2024年部门决算公开');
    expect(said.replaceAll(/部门预算公开例表|财政预决算公开/g, '')).not.toContain('预算');
    expect(titleBlock).toContainEqual({ label: '决算年度', text: '2024年' });
    expect(page.breadcrumbs.at(-1)).toEqual({ title: '乙区财政局（决算）', href: `/${ID}/final/` });
    expect(viewEntry(disclosure)).toMatchObject({ phase: '决算', title: '乙区财政局2024年部门决算' });
  });

  test('and its budget lead to each other, where both are published', () => {
    const [budget, final] = content.ids.flatMap((id) => content.read(id).disclosure ?? []);
    if (!budget || !final) throw new Error('not read');
    const shown = viewDisclosure(final, { ...context, isPublished: content.has });
    expect(shown.page.breadcrumbs.slice(-2)).toEqual([
      { title: '乙区财政局', href: `/${ID}/` },
      { title: '决算', href: `/${ID}/final/` },
    ]);
    expect(shown.titleBlock).toContainEqual({ label: '同年预算', text: '2024年部门预算', href: `/${ID}/` });
    expect(viewDisclosure(budget, { ...context, isPublished: content.has }).titleBlock).toContainEqual({
      label: '同年决算',
      text: '2024年部门决算',
      href: `/${ID}/final/`,
    });
    expect(viewDisclosure(budget, context).titleBlock.map(({ label }) => label)).not.toContain('同年决算');
  });

  test('looks back at the final account of the year before', () => {
    const before = moved('disclosures/110101/2023/101/final', (text) =>
      settled(text.replace('year: 2024', 'year: 2023')),
    );
    const read = contentWith({ ...FINAL, ...before }).read(`${ID}/final`);
    expect(read.lastYear?.id).toBe('110101/2023/101/final');
  });

  test('may stand there alone', () => {
    const alone = Object.fromEntries(OWN.map(([path]) => [path, null]));
    expect(contentWith({ ...FINAL, ...alone }).ids).toEqual([`${ID}/final`]);
  });
});

describe('the folder and the phase agree', () => {
  test('a final account in the budget’s folder', () => {
    expect(
      faultsOf(edited(`${FOLDER}/disclosure.yaml`, 'scope: 部门\n', 'scope: 部门\nphase: 决算\n')),
    ).toEqual([
      {
        rule: 'load.folder-mismatch',
        at: `${FOLDER}/disclosure.yaml:8:8`,
        message: '写的是决算，却放在预算的文件夹里',
        hint: '预算放在 110101/2024/101/，决算放在它下面的 final/：请移到 final 文件夹里，或把 phase 改为 预算。',
      },
    ]);
  });

  test('a budget in the final account’s folder', () => {
    expect(faultsOf(moved(`${FOLDER}/final`))).toEqual([
      {
        rule: 'load.folder-mismatch',
        at: `${FOLDER}/final/disclosure.yaml:1:1`,
        message: '写的是预算，却放在决算的文件夹里',
        hint: '预算放在 110101/2024/101/，决算放在它下面的 final/：请移出 final 文件夹，或把 phase 改为 决算。',
      },
    ]);
  });

  test('a final account under a final account', () => {
    expect(faultsOf({ ...FINAL, ...moved(`${FOLDER}/final/final`, settled) })).toMatchObject([
      { rule: 'load.unknown-file', at: `${FOLDER}/final/final`, message: '不认识的文件夹“final”' },
    ]);
  });
});
