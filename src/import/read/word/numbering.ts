import type { Attributes } from '../xml.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  restart: number | undefined;
  arabic: boolean;
}

interface Use {
  abstract: string;
  readonly starts: Map<number, number>;
  readonly levels: Map<number, Level>;
}

const newLevel = (): Level => ({ start: 1, format: 'decimal', text: '', restart: undefined, arabic: false });
const on = (value: string | undefined): boolean => value !== '0' && value !== 'false';

/** Reads numbering.xml, then counts along with the document: what Word prints before a paragraph. */
export class Numbering {
  readonly #abstracts = new Map<string, Map<number, Level>>();
  readonly #uses = new Map<string, Use>();
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();
  #abstract: Map<number, Level> | undefined;
  #use: Use | undefined;
  #level: Level | undefined;
  #override = 0;

  open = (tag: string, attributes: Attributes): void => {
    const { val = '' } = attributes;
    switch (tag) {
      case 'abstractNum':
        this.#abstract = new Map();
        this.#abstracts.set(attributes.abstractNumId ?? '', this.#abstract);
        break;
      case 'num':
        this.#use = { abstract: '', starts: new Map(), levels: new Map() };
        this.#uses.set(attributes.numId ?? '', this.#use);
        break;
      case 'abstractNumId':
        if (this.#use) this.#use.abstract = val;
        break;
      case 'lvlOverride':
        this.#override = Number(attributes.ilvl ?? 0);
        break;
      case 'startOverride':
        this.#use?.starts.set(this.#override, Number(val));
        break;
      case 'lvl':
        this.#level = newLevel();
        (this.#abstract ?? this.#use?.levels)?.set(Number(attributes.ilvl ?? 0), this.#level);
        break;
      default:
        if (this.#level) this.#field(this.#level, tag, val);
    }
  };

  #field(level: Level, tag: string, val: string): void {
    if (tag === 'start') level.start = Number(val) || 0;
    else if (tag === 'numFmt') level.format = val;
    else if (tag === 'lvlText') level.text = val;
    else if (tag === 'lvlRestart') level.restart = Number(val);
    else if (tag === 'isLgl') level.arabic = on(val || '1');
  }

  close = (tag: string): void => {
    if (tag === 'abstractNum') this.#abstract = undefined;
    else if (tag === 'num') this.#use = undefined;
    else if (tag === 'lvl') this.#level = undefined;
  };

  text = (): void => {};

  /** The number before the next paragraph of this list; empty for a bullet or an unknown list. */
  next(id: string, depth: number): string {
    const use = this.#uses.get(id);
    if (!use || depth > 8) return '';
    const levelOf = (at: number): Level | undefined =>
      use.levels.get(at) ?? this.#abstracts.get(use.abstract)?.get(at);
    const level = levelOf(depth);
    if (!level) return '';
    const counts = this.#counts.get(use.abstract) ?? [];
    this.#counts.set(use.abstract, counts);
    if (!this.#begun.has(id)) {
      this.#begun.add(id);
      for (const [at, start] of use.starts) counts[at] = start - 1;
    }
    counts[depth] = (counts[depth] ?? level.start - 1) + 1;
    for (let at = depth + 1; at < counts.length; at++) {
      const restart = levelOf(at)?.restart;
      if (restart === undefined || (restart > 0 && depth < restart)) counts[at] = undefined;
    }
    if (level.format === 'bullet' || level.format === 'none') return '';
    return level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const own = levelOf(at);
      const count = counts[at] ?? own?.start ?? 1;
      return numeral(count, level.arabic ? 'decimal' : (own?.format ?? 'decimal'));
    });
  }
}

const DIGITS = [...'〇一二三四五六七八九'];
const LEGAL = [...'零壹贰叁肆伍陆柒捌玖'];
const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥'];

export function numeral(count: number, format: string): string {
  const plain = String(count);
  if (count < 1 || count > 99_999) return plain;
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return spoken(count, DIGITS, ['', '十', '百', '千', '万'], true);
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
    case 'japaneseLegal':
      return spoken(count, LEGAL, ['', '拾', '佰', '仟', '万'], false);
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...plain].map((digit) => DIGITS[Number(digit)]).join('');
    case 'ideographTraditional':
      return STEMS[count - 1] ?? plain;
    case 'ideographZodiac':
      return BRANCHES[count - 1] ?? plain;
    case 'decimalZero':
      return plain.padStart(2, '0');
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...plain].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count <= 20 ? String.fromCodePoint(0x245f + count) : plain;
    case 'lowerLetter':
      return letters(count).toLowerCase();
    case 'upperLetter':
      return letters(count);
    case 'lowerRoman':
      return roman(count).toLowerCase();
    case 'upperRoman':
      return roman(count);
    default:
      return plain;
  }
}

/** 二十一, 一百零五; 十 alone where it leads (`short`), else 壹拾. */
function spoken(count: number, digits: readonly string[], places: readonly string[], short: boolean): string {
  const text = String(count);
  const zero = short ? '零' : (digits[0] as string);
  let spokenText = '';
  let gap = false;
  [...text].forEach((digit, index) => {
    const place = places[text.length - 1 - index] ?? '';
    if (digit === '0') gap = true;
    else {
      if (gap && spokenText !== '') spokenText += zero;
      gap = false;
      const bare = short && digit === '1' && place === '十' && index === 0;
      spokenText += `${bare ? '' : digits[Number(digit)]}${place}`;
    }
  });
  return spokenText;
}

/** a … z, then aa, bb, as Word counts. */
function letters(count: number): string {
  return String.fromCharCode(65 + ((count - 1) % 26)).repeat(Math.min(Math.ceil(count / 26), 20));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(count: number): string {
  let rest = Math.min(count, 3999);
  let text = '';
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}
