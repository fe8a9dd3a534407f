import { expect, test } from 'vitest';
import { createNarrativeRenderer } from '../../src/view/narrative.ts';
import { paragraphsOf, withAnchors } from '../../src/view/paragraphs.ts';
import { makeDisclosure } from './make.ts';

const anchored = (html: string) => withAnchors(html, (number) => `职责-段${number}`);

test('paragraphs, headings, items and lines of tables have ids; what stands within them has none', () => {
  expect(anchored('<h3>一</h3>\n<p class="note-title">甲<a href="/a">乙</a></p>')).toBe(
    '<h3 id="职责-段1">一</h3>\n<p id="职责-段2" class="note-title">甲<a href="/a">乙</a></p>',
  );
  expect(anchored('<ol start="3"><li><p>甲</p><ul><li>乙</li></ul></li></ol><p>丙</p>')).toBe(
    '<ol start="3"><li id="职责-段1"><p>甲</p><ul><li id="职责-段2">乙</li></ul></li></ol><p id="职责-段3">丙</p>',
  );
  expect(anchored('<div class="note"><p>甲</p></div>')).toBe(
    '<div class="note"><p id="职责-段1">甲</p></div>',
  );
});

test('an attribute that looks like a tag is none', () => {
  const html = '<p><a href="x<p>">甲</a></p>';
  expect(anchored(html)).toBe('<p id="职责-段1"><a href="x<p>">甲</a></p>');
  expect(paragraphsOf(anchored(html))).toEqual([{ anchor: '职责-段1', text: '甲' }]);
});

test('texts are as they are read: without marks, entities resolved, cells apart, empty ones left out', () => {
  const html =
    '<p>共 <a class="figure" href="#收支总表-合计"><data value="1">1.00</data></a>万元 &#x3C;b>&amp;&#39;</p><p> </p>' +
    '<table><tbody><tr><td>甲</td><td class="right">1</td></tr></tbody></table><ul><li><p>乙</p><ul><li>丙</li></ul>丁</li></ul>';
  expect(paragraphsOf(anchored(html)).map(({ text }) => text)).toEqual([
    "共 1.00万元 <b>&'",
    '甲 1',
    '乙 丁',
    '丙',
  ]);
});

test('what is not ours to number stays out', () => expect(paragraphsOf('<p>甲</p>')).toEqual([]));

test('of a rendered narrative every word belongs to one paragraph', () => {
  const source = '# 一\n\n甲 < 乙 & “丙”\n\n- 丁\n\n  戊\n- 己\n\n| 庚 | 辛 |\n|-|-:|\n| 壬 | 1 |\n';
  const disclosure = makeDisclosure({
    narrative: new Map([['主要职责', { section: '主要职责', file: 'n.md', source }]]),
  });
  const html = createNarrativeRenderer().renderSection(disclosure, '主要职责') ?? '';
  expect(paragraphsOf(anchored(html)).map(({ text }) => text)).toEqual([
    '一',
    '甲 < 乙 & “丙”',
    '丁 戊',
    '己',
    '庚 辛',
    '壬 1',
  ]);
});
