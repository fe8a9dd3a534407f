import { describe, expect, test } from 'vitest';
import { openFolder } from '../../src/content.ts';
import { bindingProblems } from '../../src/model/binding.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import type { OutlineItem } from '../../src/model/template.ts';
import { createNarrativeRenderer } from '../../src/view/narrative.ts';

/** The forms' drafts and the samples' own words, as published with this tool. */

const folder = `${import.meta.dirname}/../../content`;
const content = openFolder(folder, folder);
const disclosures = content.ids.flatMap((id) => content.read(id).disclosure ?? []);
const renderer = createNarrativeRenderer();

function items(list: readonly OutlineItem[]): OutlineItem[] {
  return list.flatMap((item) => [item, ...items(item.children)]);
}

const sectionsOf = (disclosure: CheckedDisclosure): OutlineItem[] =>
  items(disclosure.template.outline).filter(
    (item) => item.kind !== 'table' && !disclosure.omitted.has(item.id),
  );

/** The same department of the same form, with less to tell. */
const variants: readonly [string, (disclosure: CheckedDisclosure) => CheckedDisclosure][] = [
  ['as it is', (disclosure) => disclosure],
  ['in the form’s words alone', (disclosure) => ({ ...disclosure, narrative: new Map() })],
  ['without facts', (disclosure) => ({ ...disclosure, narrative: new Map(), facts: [] })],
  [
    'without tables',
    (disclosure) => ({ ...disclosure, narrative: new Map(), tables: new Map(), projects: [], units: [] }),
  ],
  [
    'with empty tables',
    (disclosure) => ({
      ...disclosure,
      narrative: new Map(),
      facts: [],
      tables: new Map([...disclosure.tables].map(([id, table]) => [id, { ...table, lines: [], rows: [] }])),
    }),
  ],
  [
    'of a single unit',
    (disclosure) => ({ ...disclosure, scope: '单位', name: '甲乙中心', narrative: new Map(), facts: [] }),
  ],
];

test('the samples are there', () => {
  expect(disclosures.map((disclosure) => disclosure.id)).toEqual([
    '130300/2023/471',
    '130303/2024/350001',
    '130609/2025/304',
    '130871/2024/105',
    '410802/2024/566',
  ]);
});

describe.each(disclosures.map((disclosure) => [disclosure.id, disclosure] as const))(
  '%s',
  (_, disclosure) => {
    test('every section has words', () => {
      const silent = sectionsOf(disclosure)
        .filter((item) => item.kind === 'section' && item.children.length === 0)
        .filter((item) => renderer.renderSection(disclosure, item.id) === undefined);
      expect(silent.map((item) => item.id)).toEqual([]);
    });

    test('no amount and no rate is typed in its own words', () => {
      for (const { source, file } of disclosure.narrative.values()) {
        const typed = source
          .replace(/\{\{[^{}]*\}\}/g, '')
          .match(/\d[\d,.]*\s*(?:[十百千万亿]*元|%|％)|[\d.]{4,}/g);
        expect(typed, file).toBeNull();
      }
    });

    test.each(variants)('%s: every binding is found, and nothing leaves a hole', (_, change) => {
      const changed = change(disclosure);
      for (const item of sectionsOf(changed)) {
        const text = changed.narrative.get(item.id) ?? changed.template.drafts.get(item.id);
        if (!text) continue;
        const draft = !changed.narrative.has(item.id);
        expect(bindingProblems(text.source, changed, { draft }), text.file).toEqual([]);
        const html = renderer.renderSection(changed, item.id) ?? '';
        expect(html, text.file).not.toMatch(/：<\/p>(?!\s*<[uo]l>)/);
        const words = html.replace(/<[^>]*>/g, '');
        expect(words, text.file).not.toMatch(
          /\{\{|\}\}|undefined|NaN|，，|，。|。。|为。|为，|（）|共，|万元万元|比上年与|比\d{4}年预?算?与/,
        );
      }
    });

    test('where nothing is known, nothing is denied', () => {
      const unknown = { ...disclosure, narrative: new Map(), tables: new Map(), facts: [] };
      for (const item of sectionsOf(unknown)) {
        expect(renderer.renderSection(unknown, item.id) ?? '', item.id).not.toMatch(/没有(?!列|其他)|持平/);
      }
    });

    test('every figure leads to a row of a table that is on the page', () => {
      for (const item of sectionsOf(disclosure)) {
        const html = renderer.renderSection(disclosure, item.id) ?? '';
        for (const [, target] of html.matchAll(/<a class="figure" href="#([^"]+)"/g)) {
          const known = [...disclosure.tables.values()].some((table) =>
            table.rows.some((row) => `${table.spec.id}-${row.id.replaceAll('/', '-')}` === target),
          );
          const project = disclosure.projects.some((one) => target === `项目-${one.code ?? one.number}`);
          const title = disclosure.tables.has(target as string);
          expect(known || project || title, target).toBe(true);
        }
      }
    });
  },
);

describe('what is worded from last year', () => {
  const read = (id: string, section: string): string => {
    const disclosure = disclosures.find((one) => one.id === id) as CheckedDisclosure;
    return (renderer.renderSection(disclosure, section) ?? '').replace(/<[^>]*>/g, '');
  };

  test('as the documents state it', () => {
    expect(read('130303/2024/350001', '增减情况')).toContain(
      '2024年预算支出1469.55万元，比2023年预算增加470.78万元',
    );
    expect(read('130609/2025/304', '增减情况')).toContain('基本支出减少38.23万元');
    expect(read('130609/2025/304', '三公经费')).toContain('7.35万元，与上年持平');
    expect(read('410802/2024/566', '三公经费')).toContain('0.20万元，比上年减少0.02万元，下降9.09%');
    expect(read('410802/2024/566', '收支总体')).toContain('增长62.12%');
    expect(read('130871/2024/105', '增减情况')).toContain('比2023年预算增加119.79万元');
    expect(read('130300/2023/471', '支出说明')).toContain('城乡社区支出2600.00万元');
  });
});
