import { describe, expect, it } from 'vitest';
import {
  deadLinks,
  linkFaultsText,
  orphans,
  pageLinks,
  type Written,
} from '../../scripts/lib/build/links.ts';

describe('links of a page', () => {
  const links = (html: string, path = 'a/', base = '/', siteUrl?: string) =>
    [...pageLinks([html], path, base, siteUrl).links].flatMap(([address, fragments]) =>
      [...fragments].map((fragment) => (fragment === '' ? address : `${address}#${fragment}`)),
    );

  it('leaves out what holds within the page, and other hosts', () => {
    expect(
      links(
        '<p id="三公"><a href="#三公">1</a><a href="#%E4%B8%89%E5%85%AC">2</a><a href="#">3</a><a href="/a/">4</a><a href="/a/#三公">5</a><a href="https://example.com/">6</a><a href="mailto:a@b.c">7</a></p>',
      ),
    ).toEqual([]);
  });

  it('keeps what leads on, from the root and under a base', () => {
    const html =
      '<a href="/x/y/b/">1</a> <a href="../c/?q=1#d">2</a><img src="/x/y/_astro/a.png"><a href="#gone">3</a><a href="/elsewhere/">4</a>';
    expect(links(html, 'a/', '/x/y/').sort()).toEqual([
      '/elsewhere/',
      '_astro/a.png',
      'a/#gone',
      'b/',
      'c/#d',
    ]);
  });

  it('knows its own address written whole', () => {
    expect(links('<a href="https://gov.cn/b/">', 'a/', '/', 'https://gov.cn')).toEqual(['b/']);
  });

  it('takes text for text, and escapes for what they stand for', () => {
    expect(
      links('<p>写法是 href="/nothing/"，或 src="x"</p><a href="/b/?x=1&amp;y=2#a&#x26;b">z</a>'),
    ).toEqual(['b/#a&b']);
  });

  it('finds a link right after text that looks like the beginning of one', () => {
    expect(links('<p>写 href="<a href="/b/">乙</a></p>')).toEqual(['b/']);
  });
});

describe('a site', () => {
  const files: Record<string, string> = {
    'index.html': '<a id="top" href="/a/">',
    'a/index.html': '<a href="/#top"></a><b id="表-1"></b><a href="/a/t.csv">',
    'a/t.csv': '',
    '404.html': '',
  };
  const written: Written = {
    has: (file) => file in files,
    ids: (file) => pageLinks([files[file] ?? ''], '', '/').ids,
  };
  const dead = (...links: string[]) =>
    deadLinks('p/', links, written).map(({ link, why }) => `${link} ${why}`);

  it('has no dead link where all stand', () => {
    expect(dead('', 'a/', 'a/#%E8%A1%A8-1', '#top', 'a/t.csv', 'a/t.csv#row=2')).toEqual([]);
  });

  it('has dead ones named with the reason', () => {
    expect(dead('b/', 'a/x.csv', 'a/#gone', '#gone', '/out/', 'a/%E8', 'a')).toEqual([
      'b/ missing',
      'a/x.csv missing',
      'a/#gone fragment',
      '#gone fragment',
      '/out/ outside',
      'a/%E8 malformed',
      'a missing',
    ]);
  });

  it('has orphans where no way leads from the home page', () => {
    const pages = new Map(
      Object.entries({
        'index.html': ['a/'],
        'a/index.html': ['b/#x'],
        'b/index.html': [''],
        'lost/index.html': ['lost2/'],
        'lost2/index.html': ['lost/'],
        '404.html': [''],
      }).map(([page, links]) => [page, () => links]),
    );
    expect(orphans(pages)).toEqual(['lost/index.html', 'lost2/index.html']);
  });

  it('tells them in Chinese, not without end', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      page: 'a/',
      link: `%E8%A1%A8${index}/`,
      why: 'missing' as const,
    }));
    const text = linkFaultsText(many, ['lost/index.html']);
    expect(text.split('\n')).toHaveLength(51);
    expect(text).toContain('  a/ → 表0/：没有这个页面或文件');
    expect(text).toContain('其余 11 处从略');
  });
});
