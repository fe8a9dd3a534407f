const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const SPECIAL = /[&<>"]/g;
/** What XML cannot hold, and what Excel would read as such an escape of its own. */
const UNSAFE = /(?![\t\n])[\p{Cc}\p{Surrogate}\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;

/** Text as an attribute or content of SpreadsheetML. */
export function xmlText(text: string): string {
  return text.replace(UNSAFE, escapeOf).replace(SPECIAL, (character) => ENTITIES[character] as string);
}

function escapeOf(character: string): string {
  if (/\p{Surrogate}/u.test(character)) return '\ufffd';
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const LETTERS: string[] = [];

/** 0 → A, 26 → AA. */
export function columnName(index: number): string {
  const known = LETTERS[index];
  if (known !== undefined) return known;
  const last = String.fromCharCode(65 + (index % 26));
  const name = index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
  LETTERS[index] = name;
  return name;
}

/** Row and column from 0. */
export function cellRef(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}
