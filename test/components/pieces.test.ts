import { expect, test } from 'vitest';
import { Pieces } from '../../src/components/pieces.ts';

test('all that was added comes out, in order, in texts that are no large objects', () => {
  const lines = Array.from({ length: 20_000 }, (_, line) => `<p>${line}</p>`);
  const pieces = new Pieces();
  for (const line of lines) pieces.add(line);
  const texts = pieces.texts();
  expect(texts.join('')).toBe(lines.join(''));
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) {
    expect(text.length).toBeLessThan(1 << 16);
    expect(text).toMatch(/^(?:<p>.*<\/p>)?$/);
  }
});
