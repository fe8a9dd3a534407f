import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { likely, nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile, YamlValue } from '../model/raw.ts';
import { at, childOf, recordValue, type Schema, shapeOf, titleOf } from './walk.ts';

/**
 * The one door of validation for YAML: only here zod runs. Every issue becomes
 * one Chinese message with its place: what is wrong, what it should be, how to
 * mend it. An empty value (`name:`) counts as not written. `faulty` names the
 * fields of the file that have faults, '' for the file as a whole.
 */
export function parseYamlFile<T extends z.ZodType>(
  schema: T,
  yaml: YamlFile,
): { value?: z.output<T>; problems: Finding[]; faulty: ReadonlySet<string> } {
  const data = yaml.blanks ? pruned(yaml.data, schema) : yaml.data;
  const result = schema.safeParse(data ?? Object.create(null), { reportInput: true });
  if (result.success) return { value: result.data, problems: [], faulty: new Set() };
  const issues = result.error.issues.flatMap(flattened);
  const faulty = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys
      : [String(issue.path[0] ?? '')],
  );
  // More of one file than anybody mends before looking again.
  const told = issues.slice(0, MOST_TOLD);
  return {
    problems: told.flatMap((issue) => explain(schema, yaml, issue, told)),
    faulty: new Set(faulty),
  };
}

const MOST_TOLD = 100;

/** Without what is written but empty. A name that the schema does not know stays, to be refused by name. */
function pruned(value: YamlValue, schema: Schema): YamlValue | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value)) {
    const element = childOf(schema, 0);
    return value.map((item) => pruned(item, element) ?? '');
  }
  const shape = shapeOf(schema);
  const ofText = recordValue(schema)?._zod.def.type === 'string';
  const result: { [key: string]: YamlValue } = {};
  for (const key of Object.keys(value)) {
    const own = value[key] as YamlValue;
    // What most are: a text that stays, whatever it is for.
    if (typeof own === 'string' && own !== '') {
      result[key] = own;
      continue;
    }
    const known = !shape || Object.hasOwn(shape, key);
    const item = known ? pruned(own, childOf(schema, key)) : own;
    if (item !== undefined) result[key] = item;
    else if (ofText) result[key] = '';
  }
  return result;
}

type Issue = z.core.$ZodIssue;

/** Of a choice between shapes, the complaint that went deepest is the one meant. */
function flattened(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const deepest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  return deepest ? flattened({ ...deepest, path: [...issue.path, ...deepest.path] } as Issue) : [issue];
}

const isMissing = (issue: Issue): boolean => issue.code !== 'unrecognized_keys' && issue.input === undefined;
const pathKey = (path: readonly PropertyKey[]): string => path.map(String).join('\0');
const missingUnder = (issues: readonly Issue[], path: readonly PropertyKey[]): string[] =>
  issues.flatMap((item) =>
    isMissing(item) &&
    item.path.length === path.length + 1 &&
    pathKey(item.path.slice(0, -1)) === pathKey(path)
      ? [String(item.path.at(-1))]
      : [],
  );

function explain(schema: Schema, yaml: YamlFile, issue: Issue, all: readonly Issue[]): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    const missing = missingUnder(all, issue.path);
    return issue.keys.map((key) => unknownKey(schema, yaml, issue.path, key, missing));
  }
  const field = fieldName(schema, issue.path);
  const expected = spaced(expectation(issue));
  if (isMissing(issue)) {
    const name = String(issue.path.at(-1) ?? '');
    const parent = issue.path.slice(0, -1);
    const misspelt = all.some(
      (other) =>
        other.code === 'unrecognized_keys' &&
        pathKey(other.path) === pathKey(parent) &&
        other.keys.some((key) => likely(key, [name])),
    );
    if (misspelt) return [];
    return [
      problem(
        'load.missing-field',
        yaml.locate(parent),
        `缺少${field}，应为${expected}`,
        `请补上“${name}: ……”。`,
      ),
    ];
  }
  const actual =
    typeof issue.input === 'string'
      ? issue.input === ''
        ? '实为空白'
        : `实为“${short(issue.input)}”`
      : Array.isArray(issue.input)
        ? `实为一个${issue.input.length > 0 ? '' : '空的'}列表`
        : '实为一组字段';
  return [
    problem(
      'load.invalid-field',
      yaml.locate(issue.path),
      `${field}应为${expected}，${actual}`,
      remedy(issue),
    ),
  ];
}

function unknownKey(
  schema: Schema,
  yaml: YamlFile,
  path: readonly PropertyKey[],
  key: string,
  missing: readonly string[],
): Finding {
  const place = yaml.locate([...path, key], 'key');
  const broken = brokenNumber(place, key);
  if (broken) return broken;
  const known = Object.keys(shapeOf(at(schema, path)) ?? {});
  const meant = likely(key, missing);
  const near = meant === undefined ? nearestText(key, known, 1) : `应为“${meant}”`;
  return problem(
    'load.unknown-field',
    place,
    `不认识的字段“${key}”${near && `，${near}`}`,
    `请改名或删去。${known.length > 0 ? `这里可以写：${known.join('、')}。` : ''}`,
  );
}

/** In curly brackets the comma of `1,469.55` ends the field, and leaves a name made of digits. */
export function brokenNumber(place: Place, key: string): Finding | undefined {
  if (!/^\d+(?:\.\d+)?$/.test(key)) return undefined;
  return problem(
    'load.unknown-field',
    place,
    `不认识的字段“${key}”，像是被千分位逗号断开的数字`,
    '花括号里带千分位逗号的数字要加引号，如 "1,469.55"，或去掉逗号。',
  );
}

/** zod's own words for a wrong type are English. */
function expectation(issue: Issue): string {
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return issue.message;
  return issue.expected === 'array'
    ? '一个列表'
    : issue.expected === 'object' || issue.expected === 'record'
      ? '“名称: 值”的若干行'
      : '一段文字';
}

function remedy(issue: Issue): string {
  if (issue.code === 'invalid_value') return '请从中选一个。';
  if (issue.code === 'custom') return '请核对后改正。';
  if (issue.code !== 'invalid_type') return '请照这个写法改正。';
  if (issue.expected === 'array') return '请改成每项一行，以“- ”开头；只有一项时也这样写。';
  return issue.expected === 'string'
    ? '这里只写一段文字，不分项，也不分字段。'
    : '请改成“名称: 值”的若干行，冒号后面有空格。';
}

/**
 * A field as messages name it: the way to it in Chinese words, then the names in
 * the file. 「“预算构成 › 第1项 › 金额”（budget › amount）」
 */
export function fieldName(schema: Schema, path: readonly PropertyKey[]): string {
  if (path.length === 0) return '整个文件';
  const keys = path.filter((step) => typeof step !== 'number').map(String);
  const words = path.map((step, index) => {
    if (typeof step === 'number') return `第${step + 1}项`;
    // 「更正理由，对外公开」: what follows the comma is for editors.
    return titleOf(at(schema, path.slice(0, index + 1)))?.split('，', 1)[0] ?? String(step);
  });
  const named = keys.every((key) => words.includes(key));
  return `“${words.join(' › ')}”${named ? '' : `（${keys.join(' › ')}）`}`;
}

const spaced = (text: string): string => (/^[!-~]/u.test(text) ? ` ${text}` : text);
const short = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}……` : value);
