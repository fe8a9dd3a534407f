import type { YamlValue } from '../../../model/raw.ts';
import { normalized } from '../../../model/titles.ts';
import { type Change, fromTo } from './change.ts';
import { type Mapping, mapping, sameData, sequence, textOf, yamlData } from './data.ts';

interface ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly data: Mapping;
}

const FIELDS: Readonly<Record<string, string>> = {
  code: '项目编码',
  name: '项目名称',
  amount: '金额',
  funding: '资金来源',
  purpose: '资金用途',
  plan: '支出计划',
  goals: '绩效目标',
};

/** Projects of the input in the place of those of the same code or name; the others stay. */
export function mergeProjects(
  before: ReadonlyMap<string, string>,
  fresh: ReadonlyMap<string, string>,
): { files: Map<string, string>; removed: string[]; changes: Change[] } {
  const olds = projectFiles(before);
  const news = projectFiles(fresh);
  const files = new Map<string, string>();
  const changes: Change[] = [];
  if (news.length === 0) return { files, removed: [], changes };
  const tell = (id: string, text: string): void => {
    changes.push({ kind: 'project', id, text });
  };
  const left = new Set(olds);
  const matched = news.map((item) => {
    const old = [...left].find((other) => isSame(other.data, item.data));
    if (old) left.delete(old);
    return { item, old };
  });
  const written = matched.map(({ item, old }) => {
    const name = textOf(item.data.name);
    if (!old) tell(name, `多了项目“${name}”`);
    else if (sameData(old.data, item.data)) return { old, text: old.text };
    else for (const text of differences(old.data, item.data)) tell(name, `项目“${name}”的${text}`);
    return { old, text: item.text };
  });
  // Where the input holds all of them, it gives their order too.
  const inOrder = written.every(
    ({ old }, index) =>
      old === undefined || index === 0 || numberOf(old.path) > numberOf(written[index - 1]?.old?.path ?? ''),
  );
  if (left.size > 0 || inOrder) {
    let last = Math.max(0, ...olds.map((old) => numberOf(old.path)));
    for (const { old, text } of written) files.set(old?.path ?? pathOf(++last), text);
    return { files: changed(files, before), removed: [], changes };
  }
  if (olds.length > 0) tell('', '项目的次序变了');
  written.forEach(({ text }, index) => {
    files.set(pathOf(index + 1), text);
  });
  return {
    files: changed(files, before),
    removed: olds.map((old) => old.path).filter((path) => !files.has(path)),
    changes,
  };
}

const changed = (
  files: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): Map<string, string> => new Map([...files].filter(([path, text]) => before.get(path) !== text));

const pathOf = (number: number): string => `projects/${String(number).padStart(2, '0')}.yaml`;
const numberOf = (path: string): number => Number(/(\d+)\.yaml$/.exec(path)?.[1] ?? 0);

function projectFiles(files: ReadonlyMap<string, string>): ProjectFile[] {
  return [...files]
    .filter(([path]) => /^projects\/\d+\.yaml$/.test(path))
    .map(([path, text]) => ({ path, text, data: mapping(yamlData(path, text)) }))
    .sort((a, b) => numberOf(a.path) - numberOf(b.path));
}

function isSame(a: Mapping, b: Mapping): boolean {
  const [one, other] = [textOf(a.code), textOf(b.code)];
  return one !== '' && other !== ''
    ? one === other
    : normalized(textOf(a.name)) === normalized(textOf(b.name));
}

function differences(before: Mapping, after: Mapping): string[] {
  const told = Object.entries(FIELDS).flatMap(([key, title]) =>
    sameData(before[key], after[key]) ? [] : [`“${title}”：${fromTo(shown(before[key]), shown(after[key]))}`],
  );
  const olds = sequence(before.indicators);
  const news = sequence(after.indicators);
  if (olds.length !== news.length) return [...told, `指标：${olds.length} 条 → ${news.length} 条`];
  const rows = news.flatMap((item, index) => {
    const [was, is] = [mapping(olds[index]), mapping(item)];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (key) => !sameData(was[key], is[key]),
    );
    return keys.map((key) => `第 ${index + 1} 条指标：${fromTo(textOf(was[key]), textOf(is[key]))}`);
  });
  return [...told, ...rows];
}

function shown(value: YamlValue | undefined): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  const parts: readonly YamlValue[] = Array.isArray(value) ? value : Object.values(value);
  return parts
    .map(shown)
    .filter((text) => text !== '')
    .join('；');
}
