/** A figure as a spreadsheet's number that shows exactly what was printed. */
export interface TypedNumber {
  readonly number: string;
  readonly format: string;
}

/** Sign, whole, decimals, and what stands behind a quantity (6.5次). */
const FIGURE = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([^\d.,"\s]*)$/u;
/** Spreadsheets hold numbers in floating point: more digits would not come back. */
const EXACT_DIGITS = 15;

/** Undefined where a number would not show as printed, or not be exact: it stays a text. */
export function typedNumber(text: string): TypedNumber | undefined {
  const match = FIGURE.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', decimals = '', suffix = ''] = match;
  const digits = whole.replaceAll(',', '');
  if ((digits + decimals.slice(1)).replace(/^0+/, '').length > EXACT_DIGITS) return undefined;
  const isZero = /^[0.]*$/.test(digits + decimals);
  // A spreadsheet has no negative zero.
  if (sign !== '' && isZero) return undefined;
  const shape = shapeOf(whole) + (decimals === '' ? '' : `.${'0'.repeat(decimals.length - 1)}`);
  return { number: sign + digits + decimals, format: shape + (suffix === '' ? '' : `"${suffix}"`) };
}

function shapeOf(whole: string): string {
  if (whole.includes(',')) return '#,##0';
  return whole.startsWith('0') ? '0'.repeat(whole.length) : '0';
}
