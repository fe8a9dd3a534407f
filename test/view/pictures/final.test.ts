import { describe, expect, it } from 'vitest';
import { openFolder } from '../../../src/content.ts';
import type { CheckedDisclosure } from '../../../src/model/disclosure.ts';
import { viewDisclosure } from '../../../src/view/disclosure.ts';
import { textOf } from '../../../src/view/sentence.ts';
import { column, makeDisclosure, makeTable } from '../make.ts';

/** A final account tells of what was spent, in its pictures as in its sentences. */

const context = {
  base: '/',
  siteUrl: '',
  renderNarrative: () => undefined,
  hash: '',
  draft: false,
};
const content = openFolder('content', 'content');

/** The sample's figures, as if they had been settled. */
function settled(id: string, phase: '预算' | '决算' = '决算') {
  const disclosure = content.read(id).disclosure as CheckedDisclosure;
  return viewDisclosure(phase === '决算' ? { ...disclosure, id: `${id}/final`, phase } : disclosure, context);
}

/** Kinds of money are called 预算 in a final account too, and so may a project be. */
const NAMES = /一般公共预算|政府性基金预算|国有资本经营预算|“[^”]*”/gu;

describe.each(content.ids)('%s as a final account', (id) => {
  const view = settled(id);
  const pictures = view.pictures?.pictures ?? [];
  const said = [
    ...view.sentences.map(textOf),
    ...view.keyFigures.map(({ explain }) => explain),
    ...pictures.flatMap(({ title, subject, summary, notes }) => [
      textOf(title),
      subject,
      textOf(summary),
      ...notes,
    ]),
  ];

  it('has the same pictures of the same figures', () => {
    const budget = settled(id, '预算');
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.map(({ anchor, title, rows }) => [anchor, title, rows])).toEqual(
      budget.pictures?.pictures.map(({ anchor, title, rows }) => [anchor, title, rows]),
    );
  });

  it('plans nothing any more', () => {
    expect(said.filter((text) => /预算|打算|安排|预计|计划/u.test(text.replace(NAMES, '')))).toEqual([]);
    expect(view.pictures?.title).toBe('图解');
  });

  it('says of each picture of income and expenditure that it is settled', () => {
    const ofPhase = pictures.filter(({ anchor }) => anchor !== '图-项目金额');
    for (const { subject } of ofPhase) expect(subject).toMatch(/^\d{4}年.*决算(，|；单位：)/u);
  });
});

it('of columns 预算数 and 决算数 the pictures show what was spent', () => {
  const table = makeTable({
    columns: [
      column('名称', { kind: 'text' }),
      column('预算数', { concept: 'expenditure.total', period: 'budgeted' }),
      column('决算数', { concept: 'expenditure.total' }),
      column('基本支出', { concept: 'expenditure.basic' }),
      column('项目支出', { concept: 'expenditure.project' }),
    ],
    lines: [['合计', '10.00', '12.00', '3.00', '9.00']],
  });
  const { keyFigures, pictures, sentences } = viewDisclosure(
    makeDisclosure({ tables: [table], phase: '决算' }),
    context,
  );
  expect(keyFigures.find(({ concept }) => concept === 'expenditure.total')?.text).toBe('12.00');
  expect(textOf(sentences[0] ?? [])).toMatch(/^2024年全年实际花了 12\.00 万元/);
  const kinds = pictures?.pictures.find(({ anchor }) => anchor === '图-支出性质');
  expect(textOf(kinds?.title ?? [])).toBe('支出的 75.0% 是项目支出');
  expect(kinds?.subject).toBe('2024年支出决算，按性质；单位：万元');
});
