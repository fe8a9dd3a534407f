import { describe, expect, test } from 'vitest';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { createNarrativeRenderer, type SectionOptions } from '../../src/view/narrative.ts';
import { type Changes, disclosureWith, edited, FOLDER, FORM } from '../support/content.ts';

/** The section 职责 in the department's own words: rendered without regard to faults, which loading refuses. */
function own(
  source: string,
  options: Partial<SectionOptions> & { base?: string; disclosure?: CheckedDisclosure } = {},
): string | undefined {
  const { base = '', disclosure = DISCLOSURE, ...rest } = options;
  const narrative = new Map([['职责', { section: '职责', source, file: 'x.md' }]]);
  return createNarrativeRenderer({ base }).renderSection({ ...disclosure, narrative }, '职责', {
    headingLevel: 3,
    ...rest,
  });
}

/** The same as the form's draft. */
function draft(source: string, disclosure = DISCLOSURE): string | undefined {
  const template = { ...disclosure.template, drafts: new Map([['职责', { source, file: 'x.md' }]]) };
  return createNarrativeRenderer().renderSection({ ...disclosure, template, narrative: new Map() }, '职责');
}

const GLOSSARY = `- { term: 基本支出, definition: 甲 }
- { term: 支出, definition: 乙 }
- { term: 支出总计, definition: 丁 }
- { term: “三公”经费, aliases: [三公经费], definition: 丙 }
`;

const FACTS = `template: example-form
region: 110101
year: 2024
code: 101
name: 甲<b>&"局
scope: 部门
facts:
  - { id: 编制, value: 17, unit: 人, source: 一 }
  - { id: 增减, concept: expenditure.total, period: change, value: -470.78, source: 二 }
  - { id: 平, concept: expenditure.basic, period: change, value: 0, source: 二 }
`;

const DISCLOSURE = disclosureWith();
const withGlossary = (changes: Changes = {}) =>
  disclosureWith({ [`${FORM}/glossary.yaml`]: GLOSSARY, ...changes });
const LISTED = edited(
  `${FORM}/template.yaml`,
  '  - part: 说明\n',
  '  - glossary: 名词解释\n    title: 名词解释\n    optional: true\n  - part: 说明\n',
);
const GLOSSED = withGlossary(LISTED);
const FULL = disclosureWith({ [`${FOLDER}/disclosure.yaml`]: FACTS });

/** Every tag with its attributes, in order. */
const tags = (html = '') => html.match(/<[^>]*>/g) ?? [];

describe('figures', () => {
  test('lead to their row, with the exact amount for machines', () => {
    expect(own('共{{支出总表/合计/基本支出}}。')).toBe(
      '<p>共<a class="figure" href="#支出总表-合计"><data value="4695500">469.55万元</data></a>。</p>',
    );
  });

  test('that no table holds are marked, and lead nowhere', () => {
    expect(own('{{事实/编制}}', { disclosure: FULL })).toBe(
      '<p><data class="figure" value="17">17人</data></p>',
    );
  });

  test('lead to their project', () => {
    expect(own('{{项目/财政监督}}')).toContain(
      '<a class="figure" href="#项目-11010124P001"><data value="10000000">',
    );
  });

  test('lead nowhere inside a link, which may not hold another', () => {
    expect(own('[见{{支出总表/合计/合计}}](#支出总表)')).toBe(
      '<p><a href="#%E6%94%AF%E5%87%BA%E6%80%BB%E8%A1%A8">见<data class="figure" value="14695500">1469.55万元</data></a></p>',
    );
  });

  test('lead nowhere where the page does not have their table', () => {
    const away = { ...DISCLOSURE, omitted: new Set(['支出总表']) };
    expect(own('{{支出总表/合计/合计}}', { disclosure: away })).toBe(
      '<p><data class="figure" value="14695500">1469.55万元</data></p>',
    );
  });

  test('a table’s title leads to it', () => {
    expect(own('见{{支出总表}}')).toBe('<p>见<a class="figure" href="#支出总表">部门支出总表</a></p>');
  });

  test('a change is worded, with its size for machines', () => {
    expect(
      own('支出{{change expenditure.total}}，基本支出{{change expenditure.basic}}。', { disclosure: FULL }),
    ).toBe('<p>支出减少<data class="figure" value="4707800">470.78万元</data>，基本支出与上年持平。</p>');
  });

  test('a change from last year’s disclosure', () => {
    const lastYear = disclosureWith(
      edited(`${FOLDER}/tables/支出总表.csv`, ',合计,1469.55,469.55', ',合计,1469.55,400.00'),
    );
    expect(own('{{change 支出总表/合计/基本支出}}', { lastYear })).toContain(
      '增加<data class="figure" value="695500">69.55万元</data>',
    );
  });

  test('stand beside emphasis', () => {
    expect(own('**{{支出总表/合计/合计}}**元')).toMatch(/^<p><strong><a .*<\/a><\/strong>元<\/p>$/);
  });

  test('names with Markdown’s own characters are names', () => {
    const disclosure = disclosureWith(
      edited(`${FOLDER}/tables/支出总表.csv`, '行政运行', '行_政_*运*[行](甲)`乙`'),
    );
    expect(own('_{{支出总表/行_政_*运*[行](甲)`乙`/合计}}_', { disclosure })).toContain('469.55万元');
  });

  test('in code they stay as written', () => {
    expect(own('`{{支出总表/合计/合计}}`')).toBe('<p><code>{{支出总表/合计/合计}}</code></p>');
  });

  test('that cannot be found are shown as written, where loading did not refuse them', () => {
    expect(own('{{支出总表/合计/<b>}}')).toBe(
      '<p><mark class="unresolved">{{支出总表/合计/&lt;b&gt;}}</mark></p>',
    );
    expect(own('甲{{if name}}')).toContain('<mark class="unresolved">{{if name}}</mark>');
    expect(own('{{name')).toBe('<p>{{name</p>');
  });

  test('a value is text, whatever it holds', () => {
    expect(own('{{name}}', { disclosure: FULL })).toBe('<p>甲&lt;b&gt;&amp;&quot;局</p>');
    const markdown = disclosureWith(
      edited(`${FOLDER}/tables/支出总表.csv`, '行政运行', '[甲](http://e.org)<i>**乙**</i>'),
    );
    expect(own('{{支出总表/2010601/科目名称}}', { disclosure: markdown })).toContain(
      '>[甲](http://e.org)&lt;i&gt;**乙**&lt;/i&gt;</a>',
    );
  });
});

describe('conditions', () => {
  test('a paragraph or list item goes with what it speaks of', () => {
    expect(own('{{if 支出总表/2010601/项目支出}}没有。\n\n{{unless 支出总表/2010601/项目支出}}有。')).toBe(
      '<p>有。</p>',
    );
    expect(own('- 甲\n- {{if no.such}}乙\n\n  丙\n- {{if expenditure.basic}}丁')).not.toMatch(/乙|丙/);
    expect(own('- 甲\n- {{if no.such}}乙\n- {{if expenditure.basic}}丁')).toBe(
      '<ul>\n<li>甲</li>\n<li>丁</li>\n</ul>',
    );
  });

  test('all of several must hold', () => {
    expect(own('{{if expenditure.basic}}{{unless no.such}}甲')).toBe('<p>甲</p>');
    expect(own('{{if expenditure.basic}}{{if no.such}}甲')).toBeUndefined();
  });

  test('a list of nothing is no list, a section of nothing no section', () => {
    expect(own('前\n\n- {{if no.such}}甲\n- {{if no.such}}乙')).toBe('<p>前</p>');
    expect(own('- {{if no.such}}甲\n  - 乙')).toBeUndefined();
    expect(own(':::note\n{{if no.such}}甲\n:::')).toBeUndefined();
    expect(own('| 甲 |\n|--|\n| {{if no.such}}乙 |')).toBeUndefined();
    expect(own('')).toBeUndefined();
  });

  test('an item with parts keeps those that hold', () => {
    expect(own('- 甲\n  - {{if no.such}}乙\n  - 丙')).toBe(
      '<ul>\n<li>甲\n<ul>\n<li>丙</li>\n</ul>\n</li>\n</ul>',
    );
    expect(own('- 甲\n  - {{if no.such}}乙')).toMatch(/^<ul>\n<li>甲\s*<\/li>\n<\/ul>$/);
  });

  test('a draft leaves out the paragraph that speaks of what is not there', () => {
    expect(draft('甲{{事实/没有}}。\n\n乙{{expenditure.basic}}。\n\n- 丙{{no.such}}\n- 丁')).toMatch(
      /^<p>乙<a .*<\/a>。<\/p>\n<ul>\n<li>丁<\/li>\n<\/ul>$/,
    );
    expect(draft('甲{{change expenditure.total}}')).toBeUndefined();
  });
});

describe('drafts', () => {
  test('the department’s own words win over the draft; neither gives nothing', () => {
    const drafted = disclosureWith({ [`${FORM}/narrative/职责.md`]: '草稿' });
    const renderer = createNarrativeRenderer();
    expect(renderer.renderSection(drafted, '职责')).toBe('<p>贯彻执行财政方针政策。</p>');
    expect(renderer.renderSection({ ...drafted, narrative: new Map() }, '职责')).toBe('<p>草稿</p>');
    expect(renderer.renderSection(drafted, '没有')).toBeUndefined();
  });

  test('one draft, read once, tells each disclosure’s own figures', () => {
    const source = '{{name}}：{{支出总表/合计/合计}}';
    const other = disclosureWith(edited(`${FOLDER}/tables/支出总表.csv`, ',合计,1469.55', ',合计,7.00'));
    const renderer = createNarrativeRenderer();
    const template = { ...DISCLOSURE.template, drafts: new Map([['职责', { source, file: 'x.md' }]]) };
    const told = [DISCLOSURE, FULL, other, DISCLOSURE].map(
      (disclosure) => renderer.renderSection({ ...disclosure, template, narrative: new Map() }, '职责') ?? '',
    );
    expect(told.map((html) => html.replace(/<[^>]*>/g, ''))).toEqual([
      '乙区财政局：1469.55万元',
      '甲&lt;b&gt;&amp;&quot;局：1469.55万元',
      '乙区财政局：7.00万元',
      '乙区财政局：1469.55万元',
    ]);
  });
});

describe('Markdown', () => {
  test('paragraphs, lists, tables, emphasis', () => {
    expect(own('甲\n\n1. 乙\n2. 丙\n\n> 丁\n\n~~戊~~ *己*')).toBe(
      '<p>甲</p>\n<ol>\n<li>乙</li>\n<li>丙</li>\n</ol>\n<blockquote>\n<p>丁</p>\n</blockquote>\n<p><del>戊</del> <em>己</em></p>',
    );
    expect(own('| 甲 | 乙 |\n|--|--:|\n| 一 | 1 |')).toContain('<th scope="col" class="right">乙</th>');
  });

  test('headings begin below the section’s own, whatever their level, and end at six', () => {
    expect(tags(own('# 甲\n\n### 乙\n\n# 丙', { headingLevel: 3 })).filter((tag) => /^<h/.test(tag))).toEqual(
      ['<h4>', '<h5>', '<h4>'],
    );
    expect(own('## 甲\n\n### 乙', { headingLevel: 6 })).toBe('<h6>甲</h6>\n<h6>乙</h6>');
  });

  test('without a level given, the outline’s', () => {
    expect(
      createNarrativeRenderer().renderSection(
        { ...DISCLOSURE, narrative: new Map([['职责', { section: '职责', source: '# 甲', file: '' }]]) },
        '职责',
      ),
    ).toBe('<h4>甲</h4>');
  });

  test('a line’s end between Chinese characters is no space; between words it is', () => {
    expect(own('甲\n乙\n**丙**\n{{year}}\na\nb')).toBe('<p>甲乙<strong>丙</strong>2024a\nb</p>');
  });

  test('lines indented as Chinese paragraphs are', () => {
    expect(own('　　甲\n\n    乙')).toBe('<p>甲</p>\n<p>乙</p>');
  });

  test('a rule under a paragraph makes no heading of it', () => {
    expect(own('甲\n---')).toBe('<p>甲</p>\n<hr>');
  });
});

describe('terms', () => {
  const terms = (source: string, disclosure = GLOSSED, base = '') =>
    (own(source, { disclosure, base }) ?? '').match(/<a class="term".*?<\/a>/g);

  test('the first mention in a section leads to the definition, the longest term first', () => {
    expect(own('基本支出与支出，又是基本支出和支出。', { disclosure: GLOSSED })).toBe(
      '<p><a class="term" href="#名词-基本支出">基本支出</a>与<a class="term" href="#名词-支出">支出</a>，又是基本支出和支出。</p>',
    );
  });

  test('of two that begin alike, the longer', () => {
    expect(terms('支出总计')).toEqual(['<a class="term" href="#名词-支出总计">支出总计</a>']);
  });

  test('an alias leads to its term, once for both', () => {
    expect(terms('三公经费，“三公”经费')).toEqual(['<a class="term" href="#名词-“三公”经费">三公经费</a>']);
  });

  test('not in headings, links and code, nor inside a longer name', () => {
    expect(terms('# 支出\n\n[支出](#a) `支出` 其他支出')).toBeNull();
  });

  test('a dropped paragraph does not use up the mention', () => {
    const source = '{{if no.such}}支出\n\n支出{{no.such}}\n\n支出';
    const template = { ...GLOSSED.template, drafts: new Map([['职责', { source, file: '' }]]) };
    expect(
      createNarrativeRenderer().renderSection({ ...GLOSSED, template, narrative: new Map() }, '职责'),
    ).toMatch(/^<p><a class="term"/);
  });

  test('on the site’s glossary where the page has none', () => {
    const elsewhere = '<a class="term" href="/budget/glossary/#名词-支出">支出</a>';
    expect(terms('支出', withGlossary(), '/budget')).toEqual([elsewhere]);
    expect(terms('支出', { ...GLOSSED, omitted: new Set(['名词解释']) }, '/budget')).toEqual([elsewhere]);
    expect(terms('支出', GLOSSED, '/budget')).toEqual(['<a class="term" href="#名词-支出">支出</a>']);
  });
});

describe('hostile narrative', () => {
  const ALLOWED =
    /^<\/?(?:p|br|strong|em|del|code|pre|blockquote|ul|ol|li|hr|h[2-6]|table|thead|tbody|tr)>$|^<\/(?:a|div|th|td|data|mark)>$|^<ol start="\d+">$|^<p class="note-title">$|^<div class="note">$|^<t[hd](?: scope="col")?(?: class="(?:right|center)")?>$|^<a(?: class="(?:figure|term)")? href="(?:https?:\/\/|mailto:|#|\/|\.\.?\/|[^":]*")[^"<>]*"?>$|^<data(?: class="figure")? value="-?[\d.]+">$|^<mark class="unresolved">$/;

  test.each([
    '<script>alert(1)</script>',
    '甲<script src=//e.org></script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)" onclick="alert(1)">甲</a>',
    '<style>p { display: none }</style>',
    '<p style="color:red">甲</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form action="//e.org"><input></form>',
    '<!-- <script>alert(1)</script> -->',
    '<?php x ?>',
    '<!DOCTYPE html>',
    '<![CDATA[ <b> ]]>',
    '<math><mtext></mtext></math>',
    '[甲](javascript:alert(1))',
    '[甲](JaVaScRiPt:alert(1))',
    '[甲](java&#115;cript:alert(1))',
    '[甲](java&Tab;script:alert(1))',
    '[甲](&#1;javascript:alert(1))',
    '[甲](data:text/html;base64,PHNjcmlwdD4=)',
    '[甲](vbscript:msgbox)',
    '[甲](file:///etc/passwd)',
    '<javascript:alert(1)>',
    '[甲]\n\n[甲]: javascript:alert(1)',
    '[甲](https://e.org "onmouseover=alert(1)")',
    '[甲](https://e.org/"onmouseover="alert(1))',
    '![甲](https://e.org/x.png)',
    '![甲][乙]\n\n[乙]: https://e.org/x.png',
    '[![甲](javascript:alert(1))](javascript:alert(1))',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '\\<script>alert(1)\\</script>',
    '`<script>alert(1)</script>`',
    '```html\n<script>alert(1)</script>\n```',
    ':::script\nalert(1)\n:::',
    ':::note{onclick="alert(1)" style="x" #id .c}\n甲\n:::',
    '::::note\n:::iframe{src=//e.org}\n甲\n:::\n::::',
    '::video[甲]{src=//e.org}',
    ':abbr[甲]{onclick=alert(1)}',
    '{{<script>alert(1)</script>}}',
    '{{支出总表/合计/"><script>alert(1)</script>}}',
    '[甲]({{name}})',
    '[甲](javascript:{{name}})',
    '- [ ] 甲',
    '[^1]\n\n[^1]: 乙',
    '# 甲 {#id onclick=alert(1)}',
    '<details open ontoggle=alert(1)>',
    '甲\u0000<b>',
  ])('%j leaves nothing but what is allowed', (source) => {
    const html = own(source, { disclosure: FULL }) ?? '';
    for (const tag of tags(html)) expect(tag).toMatch(ALLOWED);
    expect(tags(html).join()).not.toMatch(/javascript|vbscript|data:|file:/i);
  });

  test('the pattern above can fail', () => {
    for (const tag of [
      '<script>',
      '<a href="javascript:x">',
      '<p onclick="x">',
      '<img src="x">',
      '<a href="https://e.org" onclick="x">',
      '<div>',
      '<a>',
    ]) {
      expect(tag).not.toMatch(ALLOWED);
    }
  });

  test('HTML is shown as the text it is', () => {
    expect(own('<b>甲</b> <!-- 乙 -->')).toBe('<p>&#x3C;b>甲&#x3C;/b> &#x3C;!-- 乙 --></p>');
    expect(own('<div>\n**甲**\n</div>')).toContain('<strong>甲</strong>');
  });

  test('links: http, https, mailto, relative and fragment; any other is its text', () => {
    expect(own('[甲](http://e.org) [乙](mailto:a@e.org) [丙](../2023/) [丁](#a) [戊](ftp://e.org)')).toBe(
      '<p><a href="http://e.org">甲</a> <a href="mailto:a@e.org">乙</a> <a href="../2023/">丙</a> <a href="#a">丁</a> 戊</p>',
    );
    expect(own('[甲](/guide/) [乙](//e.org)', { base: '/budget' })).toBe(
      '<p><a href="/budget/guide/">甲</a> <a href="//e.org">乙</a></p>',
    );
  });

  test('a footnote has no place of its own on the page: its mark is a link or words, never an id', () => {
    const html = own('甲[^1]\n\n[^1]: https://e.org') ?? '';
    expect(html).not.toMatch(/ id=|Footnotes|<section|<sup/);
    expect(own('甲[^1]乙\n\n[^1]：丙')).toBe('<p>甲[^1]乙</p>\n<p>[^1]：丙</p>');
  });

  test('an image is its description', () => {
    expect(own('![机构图](x.png)')).toBe('<p>机构图</p>');
  });

  test('a note is a box; any other directive is words', () => {
    expect(own(':::note[提示]\n甲 **乙**\n:::')).toBe(
      '<div class="note"><p class="note-title">提示</p><p>甲 <strong>乙</strong></p></div>',
    );
    expect(own(':::warning[提示]\n甲 **乙**\n:::')).toBe(
      '<p>:::warning[提示]</p>\n<p>甲 <strong>乙</strong></p>\n<p>:::</p>',
    );
    expect(own('附件:名单，时间9:30，:a[甲]{b=c}')).toBe('<p>附件:名单，时间9:30，:a[甲]{b=c}</p>');
    expect(own('::leaf[甲]')).toBe('<p>::leaf[甲]</p>');
  });

  test('the renderer’s own marks cannot be written by an author', () => {
    for (const source of [
      '甲\uE0000\uE005',
      '甲&#xE000;0&#xE005;乙',
      '&#57344;99&#57349;',
      '\uE003\uE004\uE006',
      '&#xe001;0&#XE005;&#xE002;甲&#xE006;',
    ]) {
      const html = own(`${source}{{year}}`, { disclosure: GLOSSED }) ?? '';
      expect(html).toContain('2024');
      expect(html).not.toMatch(/[\uE000-\uE006]|class="term"/);
      expect(html.match(/2024/g)).toHaveLength(1);
    }
  });

  test('nesting beyond all sense is told as text', () => {
    for (const mark of ['> ', '- ', '1. ', '>']) expect(own(`${mark.repeat(10_000)}甲`)).toContain('甲');
    for (const source of [
      '*'.repeat(20_000),
      '['.repeat(20_000),
      '`'.repeat(20_000),
      '{{'.repeat(20_000),
      '{{if '.repeat(20_000),
      '~'.repeat(20_000),
      '|'.repeat(20_000),
    ]) {
      expect(own(`${source}甲`)).toBeTypeOf('string');
    }
  });
});
