import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile, YamlValue } from '../model/raw.ts';

/**
 * The one door of validation for YAML: only here zod runs. Every issue becomes
 * one Chinese message with its place: what is wrong, what it should be, how to
 * mend it. An empty value (`name:`) counts as not written.
 */
export function parseYamlFile<T extends z.ZodType>(
  schema: T,
  yaml: YamlFile,
): { value?: z.output<T>; problems: Finding[] } {
  const result = schema.safeParse(pruned(yaml.data) ?? Object.create(null), { reportInput: true });
  if (result.success) return { value: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => explain(schema, yaml, issue)) };
}

function pruned(value: YamlValue): YamlValue | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value)) return value.map((item) => pruned(item) ?? '');
  const result: { [key: string]: YamlValue } = {};
  for (const key of Object.keys(value)) {
    const item = pruned(value[key] as YamlValue);
    if (item !== undefined) result[key] = item;
  }
  return result;
}

type Issue = z.core.$ZodIssue;

function explain(schema: z.ZodType, yaml: YamlFile, issue: Issue): Finding[] {
  const field = fieldName(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearestText(key, known, 1);
      const all = known.length > 0 ? `这里可以写：${known.join('、')}。` : '';
      return problem('load.unknown-field', yaml.locate([...issue.path, key], 'key'), `不认识的字段“${key}”${near && `，${near}`}`, `请改名或删去。${all}`);
    });
  }
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest) return explain(schema, yaml, { ...deepest, path: [...issue.path, ...deepest.path] } as Issue);
  }
  const place: Place = yaml.locate(issue.path);
  if (issue.input === undefined) {
    const where = yaml.locate(issue.path.slice(0, -1));
    return [problem('load.missing-field', where, `缺少${field}，应为${issue.message}`, `请补上一行“${String(issue.path.at(-1) ?? '')}: ……”。`)];
  }
  const actual = typeof issue.input === 'string' ? `实为“${short(issue.input)}”` : Array.isArray(issue.input) ? '实为一个列表' : '实为一组字段';
  return [problem('load.invalid-field', place, `${field}应为${issue.message}，${actual}`, '请改正这一处。')];
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '整个文件';
  const words = path.map((step) => (typeof step === 'number' ? `第${step + 1}项` : String(step)));
  return `“${words.join(' › ')}”`;
}

function short(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}……` : value;
}

/** Keys that the object at a path may have: walks the schema beside the path. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    current = unwrapped(current);
    if (!current) return [];
    const def = current._zod.def as z.core.$ZodTypeDef & { shape?: Record<string, z.core.$ZodType>; element?: z.core.$ZodType; valueType?: z.core.$ZodType };
    current = def.shape ? def.shape[String(step)] : (def.element ?? def.valueType);
  }
  const def = unwrapped(current)?._zod.def as { shape?: Record<string, unknown> } | undefined;
  return def?.shape ? Object.keys(def.shape) : [];
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let current = schema;
  for (;;) {
    const def = current?._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType; getter?: () => z.core.$ZodType } | undefined;
    const inner: z.core.$ZodType | undefined = def?.innerType ?? def?.in ?? def?.getter?.();
    if (!inner) return current;
    current = inner;
  }
}
