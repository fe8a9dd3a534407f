import { describe, expect, it } from 'vitest';
import { utf8 } from '../../scripts/lib/build/utf8.ts';

describe('text as bytes', () => {
  const halves = '半个字 \ud842 之后，\udfb7';
  const long = '预算a𠮷'.repeat(100_000);
  it.each(['', 'a', '预算', '𠮷', halves, long, long + halves, 'a'.repeat(100_000)])(
    'are those of UTF-8: %#',
    (text) => {
      expect(Buffer.compare(utf8(text), Buffer.from(text))).toBe(0);
    },
  );

  it('are written over by the next: for what is used at once', () => {
    const first = utf8('一');
    utf8('二');
    expect(Buffer.from(first).toString()).toBe('二');
  });

  it('are those of the whole, where it comes in pieces', () => {
    const pieces = [[], ['一', 'b', ''], ['<p>一</p>'.repeat(900), 'é', '😀'.repeat(900)], [halves, long]];
    for (const texts of pieces) expect(Buffer.compare(utf8(texts), Buffer.from(texts.join('')))).toBe(0);
  });
});
