import { parseYaml } from '../load/yaml.ts';
import type { YamlValue } from '../model/raw.ts';
import type { AmendmentEntry, AmendmentItem } from './amendment.ts';

/** Writes an entry into the text of disclosure.yaml: every other byte stays as it is. */

/** The text with the entry at the end of `amendments`; undefined where the file is written in a way that leaves no place for it. */
export function withAmendment(text: string, entry: AmendmentEntry): string | undefined {
  const before = dataOf(text);
  if (!before) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  // What was written is read again: the entry has come in, and nothing else has changed.
  const expected = { ...before, amendments: [...listOf(before.amendments), plain(entry)] };
  for (const edited of inserted(text.endsWith('\n') || text === '' ? text : text + eol, entry, eol)) {
    const after = dataOf(edited);
    if (after && same(after, expected)) return edited;
  }
  return undefined;
}

/** As it stands under `amendments:`. */
export function amendmentYaml(entry: AmendmentEntry, indent = '  ', eol = '\n'): string {
  const { date, reason, changes } = entry;
  const lines = [`- date: ${date}`, `  reason: ${scalar(reason)}`];
  if (changes.length > 0)
    lines.push('  changes:', ...changes.map((change) => `    - { ${itemText(change)} }`));
  return lines.map((line) => indent + line + eol).join('');
}

/** As it stands in a list in brackets. */
function flowYaml({ date, reason, changes }: AmendmentEntry, eol: string): string {
  const places = changes.map((change) => `${eol}      { ${itemText(change)} }`);
  const list = places.length > 0 ? `, changes: [${places.join(',')}]` : '';
  return `{ date: ${date}, reason: ${scalar(reason)}${list} }`;
}

function itemText(item: AmendmentItem): string {
  return Object.entries(item)
    .map(([key, value]) => `${key}: ${scalar(value as string)}`)
    .join(', ');
}

/** Only what YAML reads as the same text everywhere, and an editor as no date or other type, stands without quotation marks. */
function scalar(text: string): string {
  const plain =
    /^(?:-?\d+(?:\.\d+)?|true|[\p{L}\p{N}](?:[\p{L}\p{N}（）()“”、，。；《》·.—_%/ -]*[\p{L}\p{N}（）“”。》%])?)$/u;
  return plain.test(text) && !/ #|: /.test(text) ? text : JSON.stringify(text);
}

/** Brackets that may close a list; each asks for the file to be read again. */
const MOST_TRIES = 500;

/** Texts with the entry where it may belong: the first that reads as it should is the one. */
function* inserted(text: string, entry: AmendmentEntry, eol: string): Generator<string> {
  const key = /^(?:amendments|"amendments"|'amendments')[ \t]*:(.*)(?:\r?\n|$)/m.exec(text);
  if (!key) {
    yield `${text}amendments:${eol}${amendmentYaml(entry, '  ', eol)}`;
    return;
  }
  const from = key.index + key[0].length;
  const value = (key[1] as string).replace(/(?:^|\s)#.*$/, '').trim();
  if (/^\[\s*\]$/.test(value)) {
    const line = key[0].replace(/[ \t]*\[\s*\]/, '');
    yield text.slice(0, key.index) + line + amendmentYaml(entry, '  ', eol) + text.slice(from);
    return;
  }
  if (value.startsWith('[')) {
    // Which bracket closes the list, reading the whole again says.
    let tries = 0;
    for (let end = text.indexOf(']', key.index); end >= 0; end = text.indexOf(']', end + 1)) {
      if (++tries > MOST_TRIES) return;
      let last = end;
      while (/[,\s]/.test(text[last - 1] ?? '')) last--;
      yield `${text.slice(0, last)},${eol}  ${flowYaml(entry, eol)}${text.slice(end)}`;
    }
    return;
  }
  if (value !== '') return;
  const lines = text.slice(from).split(/(?<=\n)/);
  let end = 0;
  let indent: string | undefined;
  for (const [index, line] of lines.entries()) {
    const item = /^([ \t]*)- /.exec(line);
    if (item && indent === undefined) indent = item[1] as string;
    if (/^[^\s#]/.test(line) && !(indent === '' && item)) break;
    if (/^\s*[^\s#]/.test(line)) end = index + 1;
  }
  const at = from + lines.slice(0, end).join('').length;
  yield text.slice(0, at) + amendmentYaml(entry, indent ?? '  ', eol) + text.slice(at);
}

function dataOf(text: string): Record<string, YamlValue> | undefined {
  const data = parseYaml('disclosure.yaml', text.replace(/^\uFEFF/, '')).yaml?.data;
  return typeof data === 'object' && !Array.isArray(data) ? data : undefined;
}

const listOf = (value: YamlValue | undefined): YamlValue[] => (Array.isArray(value) ? value : []);

function plain({ date, reason, changes }: AmendmentEntry): YamlValue {
  return {
    date,
    reason,
    ...(changes.length > 0 && { changes: changes.map((change) => ({ ...change })) }),
  };
}

function same(a: YamlValue | undefined, b: YamlValue | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const [one, other] = [a, b] as [Record<string, YamlValue>, Record<string, YamlValue>];
  return Array.isArray(a) === Array.isArray(b) && [...keys].every((key) => same(one[key], other[key]));
}
