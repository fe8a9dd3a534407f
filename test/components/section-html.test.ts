import { fromHtml } from 'hast-util-from-html';
import { beforeAll, describe, expect, test } from 'vitest';
import { glossaryHtml, headingHtml, labelsHtml, tocHtml } from '../../src/components/parts-html.ts';
import { Pieces } from '../../src/components/pieces.ts';
import { addSection } from '../../src/components/section-html.ts';
import { type Shared, shareSite } from '../../src/site.ts';
import type { ContentView, SectionView } from '../../src/view/types.ts';
import { column, draw } from '../view/make.ts';

beforeAll(() => shareSite({ settings: { base: '/x/' } } as unknown as Shared));

const EVIL = '"><img src=x onerror=alert(1)>&\'';

function section(content: readonly ContentView[], more: Partial<SectionView> = {}): SectionView {
  return { id: 'a', anchor: '甲', level: 2, number: '一、', title: '甲', content, children: [], ...more };
}

/** Attributes and texts are as given: nothing of them became an element. */
function elements(html: string): readonly string[] {
  const names: string[] = [];
  const walk = (node: {
    readonly type: string;
    readonly tagName?: string;
    readonly children?: unknown[];
  }) => {
    if (node.tagName) names.push(node.tagName);
    for (const child of (node.children ?? []) as (typeof node)[]) walk(child);
  };
  walk(fromHtml(html, { fragment: true }) as never);
  return names;
}

function sectionHtml(view: SectionView): string {
  const pieces = new Pieces();
  addSection(pieces, view);
  return pieces.texts().join('');
}

describe('a section', () => {
  test('has its heading, its content and what stands below', () => {
    const child = section([{ kind: 'html', html: '<p>文字</p>' }], { anchor: '乙', level: 0, title: '' });
    expect(sectionHtml(section([], { children: [child] }))).toBe(
      '<section id="甲" class="level-2"><div class="head"><h2>一、甲</h2><a class="copy" href="#甲" aria-label="引用本节：甲"></a></div>' +
        '<section id="乙" class="level-2"><div class="prose"><p>文字</p></div></section></section>',
    );
  });

  test('says why there is nothing', () => {
    const html = sectionHtml(section([{ kind: 'notPublished', title: '甲', reason: '没有这项支出。' }]));
    expect(html).toContain('class="level-2 unpublished"');
    expect(html).toContain('<div class="absent"><p>未公开：没有这项支出。</p></div>');
  });

  test('holds a table that repeats neither its fragment nor its title', () => {
    const table = {
      ...draw({ columns: [column('名称', { kind: 'text' }), column('合计')], lines: [['甲', '1.00']] }),
      id: '甲',
      title: '甲',
    };
    const html = sectionHtml(section([{ kind: 'table', table }]));
    expect(html.match(/id="甲"/g)).toHaveLength(1);
    expect(html).toContain('<span class="sr-only">甲</span>');
  });

  test('takes every text for text', () => {
    const indicators = draw({ columns: [column('名称', { kind: 'text' })], lines: [[EVIL]] });
    const table = {
      ...indicators,
      title: EVIL,
      about: EVIL,
      notes: [EVIL],
      csv: EVIL,
      related: true as const,
    };
    const content: ContentView[] = [
      { kind: 'notPublished', title: EVIL, reason: EVIL },
      { kind: 'glossary', entries: [{ term: EVIL, aliases: [EVIL], anchor: EVIL, definition: EVIL }] },
      { kind: 'table', table },
      {
        kind: 'project',
        project: {
          ...{ number: 1, anchor: EVIL, name: EVIL, title: EVIL, purpose: EVIL, purposeTitle: EVIL },
          ...{ goals: [EVIL, EVIL], goalsTitle: EVIL, indicators: table },
          summary: [{ label: EVIL, text: EVIL, value: `2024-01-01${EVIL}` }],
          plan: { title: EVIL, points: [{ label: EVIL, text: EVIL, href: EVIL }] },
        },
      },
      {
        kind: 'targets',
        targets: {
          ...{
            title: EVIL,
            subtitle: EVIL,
            department: { label: EVIL, text: EVIL, parts: [{ text: EVIL, href: EVIL }] },
          },
          ...{ goalsTitle: EVIL, goals: [EVIL], tasksTitle: EVIL, taskNameTitle: EVIL, taskGoalTitle: EVIL },
          ...{ taskIndicatorsTitle: EVIL, tasks: [{ name: EVIL, goal: EVIL, indicators: EVIL }] },
          ...{ measuresTitle: EVIL, measures: [EVIL], budget: table, indicators: table },
        },
      },
    ];
    const html = sectionHtml(section(content, { anchor: EVIL, number: EVIL, title: EVIL }));
    expect(elements(html)).not.toContain('img');
    expect(html).not.toMatch(/<img|"">/);
    expect(elements(tocHtml([{ href: EVIL, number: EVIL, title: EVIL, children: [] }]))).toEqual([
      'ol',
      'li',
      'a',
    ]);
    expect(elements(headingHtml(9, EVIL, EVIL, EVIL))).toEqual(['div', 'h6', 'a']);
    expect(elements(labelsHtml([{ label: EVIL, text: EVIL, money: true }]))).not.toContain('img');
    expect(elements(glossaryHtml([]))).toEqual(['dl']);
  });
});
