/**
 * Writes YAML for people: short mappings on one line, long ones below each
 * other. Every scalar is a string (the failsafe schema), so only what YAML
 * itself would misread is quoted.
 */
export type Value = string | readonly Value[] | { readonly [key: string]: Value };

const PLAIN = /^[^\s\-?:,[\]{}#&*!|>'"%@`=][^,[\]{}]*$/u;

function scalar(text: string): string {
  if (text === '') return '""';
  const safe = PLAIN.test(text) && !/: |:$| #|\s$|\n/.test(text);
  // A sign before digits reads well and is no list.
  return safe || /^-\d[\d.,]*$/.test(text) ? text : JSON.stringify(text);
}

function inline(value: Value): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  const pairs = Object.entries(value as Record<string, Value>).map(([key, item]) =>
    item === '' ? `${scalar(key)}: ` : `${scalar(key)}: ${inline(item)}`,
  );
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ').trimEnd()} }`;
}

const isFlat = (value: Value): boolean =>
  typeof value === 'string' || Object.values(value).every((item) => typeof item === 'string');

/** A block of `key: value` lines; lists of flat items one an item a line. */
export function toYaml(value: { readonly [key: string]: Value }): string {
  return Object.entries(value)
    .map(([key, item]) => entry(scalar(key), item, ''))
    .join('');
}

/** A list at the top of a file. */
export function listYaml(items: readonly Value[]): string {
  return items.map((item) => `- ${inline(item)}\n`).join('');
}

function entry(key: string, value: Value, indent: string): string {
  if (typeof value === 'string')
    return `${indent}${key}: ${value === '' ? '' : scalar(value)}`.trimEnd().concat('\n');
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}${key}: []\n`;
    if (
      value.every((item) => typeof item === 'string' && !/[，。；]/.test(item)) &&
      inline(value).length < 60
    )
      return `${indent}${key}: ${inline(value)}\n`;
    return `${indent}${key}:\n${value.map((item) => `${indent}  - ${inline(item)}\n`).join('')}`;
  }
  if (isFlat(value)) return `${indent}${key}: ${inline(value)}\n`;
  return `${indent}${key}:\n${Object.entries(value as Record<string, Value>)
    .map(([name, item]) => entry(scalar(name), item, `${indent}  `))
    .join('')}`;
}
