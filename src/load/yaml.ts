import { EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from 'js-yaml';
import type { Finding } from '../model/finding.ts';
import { HIDDEN_HINT, hiddenIn } from '../model/hidden.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile, YamlValue } from '../model/raw.ts';
import { lineFinder } from './lines.ts';
import { explainYaml } from './yaml-fault.ts';

/** Where a value stands, and what is in it: kept beside the data so that messages can say the place. */
type Node = number | Branch;

interface Branch {
  readonly start: number;
  readonly children: Node[];
  /** Of a mapping, parallel to `children`: the names, and where they stand. */
  readonly names?: string[];
  readonly keys?: number[];
}

const startOf = (node: Node): number => (typeof node === 'number' ? node : node.start);

class Refusal extends Error {
  readonly at: number;
  readonly rule: 'load.yaml' | 'load.duplicate-key' | 'load.hidden';
  readonly hint: string;
  constructor(at: number, message: string, hint: string, rule: Refusal['rule'] = 'load.yaml') {
    super(message);
    this.at = at;
    this.hint = hint;
    this.rule = rule;
  }
}

/** Deep enough for every file of the format; deeper is an attack on the stack. */
const MAX_DEPTH = 40;
/** What mappings inherit from. Without any prototype at all V8 would keep each of them as a table of hashes. */
const NOTHING: object = Object.freeze(Object.create(null));
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads YAML 1.2 with every scalar as the text that stands there (`0.40` stays
 * `0.40`). Anchors, aliases, tags and several documents in a file are refused:
 * content is data that anyone can read line by line.
 */
export function parseYaml(file: string, text: string): { yaml?: YamlFile; problems: Finding[] } {
  const find = lineFinder(text);
  const at = (offset: number): Place => ({ file, ...find(Math.max(0, offset)) });
  try {
    const { data, root, blanks } = build(text, parseEvents(text, {}), find);
    const locate: YamlFile['locate'] = (path, what) => at(offsetOf(root, path, what));
    return { yaml: { file, data, blanks, locate }, problems: [] };
  } catch (error) {
    if (error instanceof Refusal)
      return { problems: [problem(error.rule, at(error.at), error.message, error.hint)] };
    if (!(error instanceof YAMLException)) throw error;
    const fault = explainYaml(text, error.mark?.position ?? 0, error.reason);
    return { problems: [problem('load.yaml', at(fault.at), fault.message, fault.hint)] };
  }
}

function offsetOf(root: Node, path: readonly PropertyKey[], what: 'value' | 'key' = 'value'): number {
  let node = root;
  for (let depth = 0; depth < path.length && typeof node !== 'number'; depth++) {
    const step = path[depth];
    const { children, names, keys }: Branch = node;
    const index = names ? names.indexOf(String(step)) : typeof step === 'number' ? step : -1;
    const child = children[index];
    if (child === undefined) break;
    if (what === 'key' && depth === path.length - 1) return keys?.[index] ?? startOf(child);
    node = child;
  }
  return startOf(node);
}

function build(
  text: string,
  events: readonly Event[],
  find: (offset: number) => { line: number },
): { data: YamlValue; root: Node; blanks: boolean } {
  let next = 0;
  let blanks = false;
  /** Of the value that was read last. */
  let node: Node = 0;
  const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
  if (documents > 1)
    throw new Refusal(
      secondDocument(text, events),
      '一个文件里只能有一份内容，不能用“---”或“...”分成几份',
      '请删去这一行，或分成几个文件。',
    );
  while (events[next]?.type === EVENT_ID.DOCUMENT) next++;

  function read(depth: number, fallback: number): YamlValue {
    if (depth > MAX_DEPTH) throw new Refusal(fallback, `内容嵌套超过 ${MAX_DEPTH} 层`, '请核对缩进。');
    const event = events[next++];
    if (!event || event.type === EVENT_ID.POP) {
      if (event) next--;
      node = fallback;
      blanks = true;
      return '';
    }
    if (event.type === EVENT_ID.ALIAS || event.type === EVENT_ID.DOCUMENT || event.anchorStart >= 0) {
      const where = event.type === EVENT_ID.DOCUMENT ? fallback : event.anchorStart;
      throw new Refusal(
        where,
        '不能使用锚点和引用（& 和 *）',
        '请把内容写全；以 & 或 * 开头的文字要加引号。',
      );
    }
    if (event.tagStart >= 0)
      throw new Refusal(event.tagStart, '不能使用类型标记（!）', '请去掉标记；以 ! 开头的文字要加引号。');
    if (event.type === EVENT_ID.SCALAR) {
      const value = getScalarValue(text, event);
      if (value === '') blanks = true;
      // "\u202E" makes with an escape what may not stand in the file.
      const hidden = event.fast ? undefined : hiddenIn(value);
      if (hidden) throw new Refusal(event.valueStart, hidden.message, HIDDEN_HINT, 'load.hidden');
      node = event.valueStart >= 0 ? scalarStart(text, event.valueStart) : fallback;
      return value;
    }
    const children: Node[] = [];
    if (event.type === EVENT_ID.SEQUENCE) {
      const items: YamlValue[] = [];
      while (events[next]?.type !== EVENT_ID.POP) {
        items.push(read(depth + 1, event.start));
        children.push(node);
      }
      next++;
      node = { start: event.start, children };
      return items;
    }
    const fields: { [key: string]: YamlValue } = Object.create(NOTHING);
    const names: string[] = [];
    const keys: number[] = [];
    while (events[next]?.type !== EVENT_ID.POP) {
      const name = read(depth + 1, event.start);
      const key = startOf(node);
      if (typeof name !== 'string') throw new Refusal(key, '名称只能是一行文字', '请写成“名称: 值”。');
      if (name in fields) {
        const { line } = find(keys[names.indexOf(name)] as number);
        throw new Refusal(
          key,
          `“${name}”写了两遍（前一处在第 ${line} 行）`,
          '请只留一处。',
          'load.duplicate-key',
        );
      }
      if (FORBIDDEN_KEYS.has(name)) throw new Refusal(key, `不能用“${name}”作名称`, '请换一个名称。');
      fields[name] = read(depth + 1, key);
      names.push(name);
      keys.push(key);
      children.push(node);
    }
    next++;
    node = { start: event.start, children, names, keys };
    return fields;
  }

  const data = read(0, 0);
  return { data, root: node, blanks };
}

/** Of a quoted scalar the parser names the first character inside. */
function scalarStart(text: string, valueStart: number): number {
  const before = text[valueStart - 1];
  return before === '"' || before === "'" ? valueStart - 1 : valueStart;
}

/** The line that ends the first document. */
function secondDocument(text: string, events: readonly Event[]): number {
  const first = events.find((event) => event.type !== EVENT_ID.DOCUMENT);
  const from =
    first && 'start' in first ? first.start : first && 'valueStart' in first ? first.valueStart : 0;
  for (const match of text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm)) if (match.index >= from) return match.index;
  return 0;
}
