import { XML, xmlText } from './xml.ts';

export interface Style {
  readonly font?: 'heading' | 'body';
  readonly bold?: boolean;
  readonly size?: number;
  /** RRGGBB. */
  readonly color?: string;
  readonly underline?: boolean;
  /** RRGGBB. */
  readonly fill?: string;
  readonly border?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly top?: boolean;
  readonly wrap?: boolean;
  readonly indent?: number;
  /** Number format; `@` keeps a text a text while it is edited. */
  readonly format?: string;
  /** Shown as text whatever it begins with, also after it has been edited. */
  readonly quoted?: boolean;
}

/** Faces that every Chinese Windows and WPS has. */
const FACES = { heading: '黑体', body: '宋体' } as const;
const SIZE = 11;
/** Numbers below are Excel's own formats. */
const FIRST_FORMAT = 164;

/** Gives out numbers for styles, each look once, and writes styles.xml. */
export class StyleBook {
  readonly #numbers = new Map<Style, number>();
  readonly #byLook = new Map<string, number>();
  readonly #fonts = new Table(
    '<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
  );
  // Excel reserves the first two fills.
  readonly #fills = new Table(
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  );
  readonly #borders = new Table('<border><left/><right/><top/><bottom/><diagonal/></border>');
  readonly #formats = new Map<string, number>();
  readonly #cells: string[] = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];

  /** The number of a style; styles are few objects used often, so they are known by identity first. */
  number(style: Style): number {
    const known = this.#numbers.get(style);
    if (known !== undefined) return known;
    const look = this.#xf(style);
    let number = this.#byLook.get(look);
    if (number === undefined) {
      number = this.#cells.push(look) - 1;
      this.#byLook.set(look, number);
    }
    this.#numbers.set(style, number);
    return number;
  }

  #xf(style: Style): string {
    const { align = 'left', top, wrap, indent, format, quoted } = style;
    const ids = `numFmtId="${this.#format(format)}" fontId="${this.#font(style)}" fillId="${this.#fill(style)}" borderId="${this.#border(style)}"`;
    const alignment = `<alignment horizontal="${align}" vertical="${top ? 'top' : 'center'}"${wrap ? ' wrapText="1"' : ''}${indent ? ` indent="${indent}"` : ''}/>`;
    return `<xf ${ids} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}>${alignment}</xf>`;
  }

  #font({ font = 'body', bold, size = SIZE, color, underline }: Style): number {
    return this.#fonts.number(
      `<font>${bold ? '<b/>' : ''}${underline ? '<u/>' : ''}<sz val="${size}"/>${color ? `<color rgb="FF${color}"/>` : ''}<name val="${FACES[font]}"/><family val="3"/><charset val="134"/></font>`,
    );
  }

  #fill({ fill }: Style): number {
    if (!fill) return 0;
    return this.#fills.number(
      `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`,
    );
  }

  #border({ border }: Style): number {
    if (!border) return 0;
    const line = (side: string) => `<${side} style="thin"><color rgb="FF7F7F7F"/></${side}>`;
    return this.#borders.number(
      `<border>${['left', 'right', 'top', 'bottom'].map(line).join('')}<diagonal/></border>`,
    );
  }

  #format(format: string | undefined): number {
    if (format === undefined) return 0;
    if (format === '@') return 49;
    const known = this.#formats.get(format);
    if (known !== undefined) return known;
    const number = FIRST_FORMAT + this.#formats.size;
    this.#formats.set(format, number);
    return number;
  }

  xml(): string {
    const formats = [...this.#formats].map(
      ([format, id]) => `<numFmt numFmtId="${id}" formatCode="${xmlText(format)}"/>`,
    );
    return (
      `${XML}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
      (formats.length > 0 ? list('numFmts', formats) : '') +
      list('fonts', this.#fonts.items) +
      list('fills', this.#fills.items) +
      list('borders', this.#borders.items) +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      list('cellXfs', this.#cells) +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
      '</styleSheet>'
    );
  }
}

/** Items by number, each once. */
class Table {
  readonly items: string[];
  readonly #numbers: Map<string, number>;

  constructor(...first: string[]) {
    this.items = first;
    this.#numbers = new Map(first.map((item, index) => [item, index]));
  }

  number(item: string): number {
    const known = this.#numbers.get(item);
    if (known !== undefined) return known;
    const number = this.items.push(item) - 1;
    this.#numbers.set(item, number);
    return number;
  }
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
