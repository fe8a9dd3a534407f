import { describe, expect, it } from 'vitest';
import { decode } from '../../src/load/decode.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (content: Uint8Array): string | undefined => decode('a.csv', content).text;
const rulesOf = (content: Uint8Array): string[] => decode('a.csv', content).problems.map((item) => item.rule);

describe('text from bytes', () => {
  it.each([
    ['UTF-8', bytes('合计,1\n'), '合计,1\n'],
    ['UTF-8 with a byte order mark', bytes('\ufeff合计,1\n'), '合计,1\n'],
    ['CRLF', bytes('a\r\nb\r\n'), 'a\nb\n'],
    ['CR', bytes('a\rb'), 'a\nb'],
    ['CR before CRLF', bytes('a\r\r\nb'), 'a\n\nb'],
    ['nothing', bytes(''), ''],
    ['a byte order mark alone', bytes('\ufeff'), ''],
    ['a rare character of four bytes', bytes('𠮷'), '𠮷'],
  ])('%s', (_, content, text) => {
    expect(decode('a.csv', content)).toEqual({ text, problems: [] });
  });

  it('GB18030, with a notice that stops nothing', () => {
    const { text, problems } = decode('a.csv', Uint8Array.of(0xba, 0xcf, 0xbc, 0xc6, 0x2c, 0x31));
    expect(text).toBe('合计,1');
    expect(problems.map((item) => [item.rule, item.severity])).toEqual([['load.gb18030', 'info']]);
  });

  it('GB18030 of four bytes, which GBK does not have', () => {
    expect(textOf(Uint8Array.of(0x95, 0x32, 0x82, 0x36))).toBe('𠀀');
  });

  it('the euro sign and a full-width space of GB18030', () => {
    expect(textOf(Uint8Array.of(0xa2, 0xe3, 0xa1, 0xa1))).toBe('€\u3000');
  });
});

describe('bytes that are no text', () => {
  it.each([
    ['neither encoding', Uint8Array.of(0x80, 0xff)],
    ['UTF-8 cut off in a character, and no GB18030', Uint8Array.of(0x61, 0xe5, 0x90, 0x88, 0xe8, 0xff)],
    ['a nought', bytes('a\0b')],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4)],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0)],
    ['UTF-16 the other way round', Uint8Array.of(0xfe, 0xff, 0, 0x61)],
    ['UTF-16 without its mark', Uint8Array.of(0x61, 0, 0x62, 0)],
    ['a PDF', bytes('%PDF-1.7\n')],
  ])('%s', (_, content) => {
    expect(textOf(content)).toBeUndefined();
    expect(rulesOf(content)).toEqual(['load.encoding']);
  });

  it('refuses a file only above 20 MB', () => {
    const size = 20 * 1024 * 1024;
    expect(rulesOf(new Uint8Array(size).fill(0x61))).toEqual([]);
    expect(rulesOf(new Uint8Array(size + 1).fill(0x61))).toEqual(['load.encoding']);
  });

  it('says how to save it, by what the file should be', () => {
    const hint = (file: string): string | undefined =>
      decode(file, Uint8Array.of(0x80, 0xff)).problems[0]?.hint;
    expect(hint('tables/a.csv')).toContain('CSV UTF-8');
    expect(hint('disclosure.yaml')).toBe('请用文本编辑器打开，另存为 UTF-8 编码。');
  });
});
