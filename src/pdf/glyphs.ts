import { metrics } from './fonts.ts';

/** A character that no font of the PDF has. */
export interface MissingGlyph {
  /** 支出总表“行政运行”的“合计”. */
  readonly place: string;
  readonly character: string;
}

/** Says what is being drawn, asked only where something is wrong. */
export type Place = () => string;

/**
 * Makes text fit to be set: a character that no font has is printed as its
 * code, 〔U+20BB7〕, and remembered with its place. Nothing is dropped.
 */
export class Glyphs {
  readonly missing: MissingGlyph[] = [];

  clean(text: string, place: Place): string {
    if (PLAIN.test(text)) return text;
    let out = '';
    // U+FEFF amid a text is the old name of the word joiner, and PDF/UA forbids it.
    for (const character of text.replace(/\r\n?/g, '\n').replaceAll('\ufeff', '\u2060')) {
      const code = character.codePointAt(0) as number;
      if (isShown(code)) out += character;
      else {
        out += codeMark(code);
        this.missing.push({ place: place(), character });
      }
    }
    return out;
  }
}

/** Nearly every text: printable ASCII, and the characters of GB 2312, all of which the fonts have. */
const PLAIN = /^[ -~\u4e00-\u9fa5，。、；：？！“”‘’（）《》【】·—…％]*$/;

export function codeMark(code: number): string {
  return `〔U+${code.toString(16).toUpperCase().padStart(4, '0')}〕`;
}

/** Both families have nearly the same characters; a text's second family stands in for its first. */
function isShown(code: number): boolean {
  if (code === 0x0a || code === 0x09 || INVISIBLE.test(String.fromCodePoint(code))) return true;
  return FACES.every(([first, second]) => metrics(first).has(code) || metrics(second).has(code));
}

const FACES = [
  ['serif', 'sans'],
  ['serifBold', 'sansBold'],
] as const;

/**
 * Without a shape by their nature: joiners, variation selectors, soft hyphen. Marks that turn the direction of
 * writing are not among them: they would print 123 as 321, so they are shown as what they are.
 */
const INVISIBLE = /^(?:[\u00ad\u2060]|\u200b|\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;
