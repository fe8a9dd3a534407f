import type { TableSpec } from '../../../model/template.ts';
import type { RawCell } from '../../blocks.ts';
import type { Subject } from '../../subject.ts';
import { solid } from '../../text.ts';
import { type Row, titleKey } from './head.ts';

export interface Columns {
  readonly paths: readonly (readonly string[])[];
  readonly body: readonly Row[];
  /** What was done, for the report. */
  readonly note?: string;
}

const LEVELS = ['类', '款', '项', '目'];
const CODE_AND_NAME = /^[[（(【]?(\d{3,7})[\]）)】]?[-－—_\s、.:：]*(\D.*)$/su;

/**
 * Code columns as the form has them: 类, 款, 项 in columns of their own become
 * the form's one code, and 「2060101 行政运行」 in one column the form's two.
 */
export function formCodes({ paths, body }: Columns, spec: TableSpec, subject: Subject): Columns {
  const side = spec.sides[0];
  const [codeId, another] = side?.rows.code ?? [];
  const code = spec.columns.find((column) => column.id === codeId);
  const label = spec.columns.find((column) => column.id === side?.rows.label);
  if (!code || another !== undefined || spec.sides.length !== 1) return { paths, body };
  const codePath = [...code.groups, code.title];
  const levels = paths.flatMap((path, index) => (LEVELS.includes(path.at(-1) ?? '') ? [index] : []));
  const [first] = levels;
  if (first !== undefined && levels.length >= 2) {
    const drop = new Set(levels.slice(1));
    const keep = <T>(items: readonly T[]): T[] => items.filter((_, index) => !drop.has(index));
    return {
      paths: keep(paths).map((path, index) => (index === first ? codePath : path)),
      body: body.map((row) =>
        keep(row.map((cell, index) => (index === first ? { ...cell, text: joined(row, levels) } : cell))),
      ),
      note: '类、款、项各列合成一列科目编码',
    };
  }
  const key = (title: string): string => titleKey(title, subject);
  const has = (titles: readonly string[]): boolean =>
    paths.some((path) => titles.map(key).includes(key(path.at(-1) ?? '')));
  if (!label || has([code.title, ...code.aliases])) return { paths, body };
  const at = paths.findIndex((_, index) => isCodeAndName(body, index));
  if (at < 0) return { paths, body };
  return {
    paths: paths.flatMap((path, index) =>
      index === at ? [codePath, [...label.groups, label.title]] : [path],
    ),
    body: body.map((row) => row.flatMap((cell, index) => (index === at ? split(cell) : [cell]))),
    note: `“${paths[at]?.at(-1) ?? ''}”一列里的科目编码和科目名称分成两列`,
  };
}

/** 206, 01, 01 → 2060101; columns that each hold the whole code so far give the longest. */
function joined(row: Row, levels: readonly number[]): string {
  return levels
    .map((index) => solid(row[index]?.text ?? ''))
    .reduce((code, part) => (code !== '' && part.startsWith(code) ? part : code + part), '');
}

function isCodeAndName(body: readonly Row[], index: number): boolean {
  const texts = body.map((row) => row[index]?.text.trim() ?? '').filter((text) => text !== '');
  const good = texts.filter((text) => CODE_AND_NAME.test(text)).length;
  return good > 0 && good * 10 >= (texts.length - 1) * 8;
}

function split(cell: RawCell): RawCell[] {
  const match = CODE_AND_NAME.exec(cell.text.trim());
  return [
    { ...cell, text: match?.[1] ?? '' },
    { ...cell, text: match ? (match[2] as string) : cell.text },
  ];
}
