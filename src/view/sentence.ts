import { escapeHtml } from './escape.ts';

/** A piece of a sentence of the site's own: words, an amount, a link. */
export interface SentencePart {
  readonly text: string;
  readonly href?: string;
  /** An amount and its unit, `1,469.55 万元`: readers may want it in another. */
  readonly money?: true;
  /** Tells the amount before it once more, in a unit that is easier to grasp. */
  readonly rough?: true;
}

export type Sentence = readonly SentencePart[];
export type Words = string | number | SentencePart | Sentence;

/** A sentence in parts. Nothing of a name is taken for an amount: only what is put in as one is one. */
export function say(strings: readonly string[], ...words: readonly Words[]): Sentence {
  return joined(strings.flatMap((text, i): Words[] => [text, words[i] ?? '']));
}

export function joined(words: readonly Words[], between = ''): Sentence {
  const out: SentencePart[] = [];
  const put = (part: SentencePart) => {
    const last = out.at(-1);
    if (part.text === '') return;
    if (last && isPlain(last) && isPlain(part)) out[out.length - 1] = { text: last.text + part.text };
    else out.push(part);
  };
  words.forEach((word, i) => {
    if (i > 0) put({ text: between });
    if (typeof word !== 'object') put({ text: `${word}` });
    else if ('text' in word) put(word);
    else word.forEach(put);
  });
  return out;
}

function isPlain({ href, money, rough }: SentencePart): boolean {
  return href === undefined && !money && !rough;
}

export function textOf(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join('');
}

export function sentenceHtml(sentence: Sentence): string {
  return sentence
    .map(({ text, href, money, rough }) => {
      const kind = money ? 'money' : rough ? 'rough' : '';
      const words = kind ? `<span class="${kind}">${escapeHtml(text)}</span>` : escapeHtml(text);
      return href === undefined ? words : `<a href="${escapeHtml(href)}">${words}</a>`;
    })
    .join('');
}
