import { describe, expect, it } from 'vitest';
import { siteAddress } from '../../src/schema/fields.ts';
import { edited } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** The site on which a region publishes by itself. */

const site = (value: string) =>
  edited('regions.yaml', 'parent: 110000 }', `parent: 110000, site: "${value}" }`);

describe('only addresses of the web', () => {
  says('a program in place of an address', site('javascript:alert(1)'), {
    rule: 'load.invalid-field',
    at: 'regions.yaml:2:51',
    message:
      '“第2项 › 公开网站的网址”（site）应为 https:// 或 http:// 开头的网址，如 https://yusuan.example.gov.cn/，实为“javascript:alert(1)”',
    hint: '请照这个写法改正。',
  });

  it.each([
    'ftp://a.example/',
    '//a.example/',
    'a.example',
    'data:text/html,x',
    'https://',
    'https:///a',
    'https://user:secret@a.example/',
    'https://a.example/?x=1',
    'https://a.example/#x',
    'https://a.example/" onclick="x',
    'https://a.example/<b>',
    'https://a.example:99999/',
    'https://a.example\\@b.example/',
    ' https://a.example/',
    'https://a.example/\n',
    `https://a.example/${'x'.repeat(600)}`,
    'https://a.example/\u202Egpj',
  ])('%j is refused', (value) => expect(siteAddress.safeParse(value).success).toBe(false));

  it.each([
    'https://yusuan.example.gov.cn',
    'http://10.1.2.3:8080/yusuan/',
    'https://a.example/zwgk/yjs',
    'https://预算.政务/甲区/',
    'https://a.example/%E4%B8%80%zz',
  ])('%s is taken', (value) => expect(siteAddress.safeParse(value).success).toBe(true));
});
