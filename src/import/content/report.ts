import { fill } from '../../model/fill.ts';
import { likely } from '../../model/nearest.ts';
import { isPublished } from '../blocks.ts';
import type { Imported } from '../document.ts';
import type { Note } from '../log.ts';
import { printable } from '../refusal.ts';
import { idOf } from '../subject.ts';

/** What was read, what was not placed, what was changed on the way: for the clerk who checks the import. */
export interface Report {
  readonly disclosure: string;
  readonly template: string;
  readonly source: string;
  readonly placed: readonly Placed[];
  readonly unplaced: readonly UnplacedItem[];
  readonly converted: readonly Told[];
  readonly warnings: readonly Told[];
  /** Figures that were left blank because nothing tells where they belong. */
  readonly undecided: readonly {
    readonly table: string;
    readonly row: string;
    readonly text: string;
    readonly reason: string;
  }[];
  /** Tables of the form that the input does not hold. */
  readonly notPublished: readonly { readonly table: string; readonly reason: string }[];
}

export interface Placed {
  readonly kind: 'table' | 'projects' | 'units' | 'targets' | 'narrative';
  readonly id: string;
  readonly text: string;
}

export interface UnplacedItem {
  readonly place: string;
  readonly text: string;
  readonly nearest: string;
  /** Belongs to the sheet of paper (制表人), not to the disclosure: nobody need act on it. */
  readonly minor?: boolean;
}

export interface Told {
  readonly place: string;
  readonly text: string;
  readonly from?: string;
  readonly to?: string;
}

export function reportOf(imported: Imported, source: string): Report {
  const { description, document, log, subject, template } = imported;
  const known = new Map(
    [...template.tables.values()].map((table) => [
      fill(table.title, { ...subject, scope: description.scope }),
      table.id,
    ]),
  );
  const near = (text: string): string => {
    const title = likely(text, known.keys());
    return title === undefined ? '' : `最接近的是“${known.get(title)}”`;
  };
  const placeOf = (line: number | undefined, at?: string): string =>
    line === undefined || line === 0 ? '' : document.placeOf(line, at);
  const told = ({ line, at, text }: Note): Told => ({ place: placeOf(line, at), text });
  return {
    disclosure: idOf(subject),
    template: template.id,
    source,
    placed: placedOf(imported),
    unplaced: log.unplaced.map(({ line, at, place, text, nearest, minor }) => ({
      place: [placeOf(line, at), place].filter((item) => item !== '').join('：'),
      text,
      nearest: nearest || (minor ? '' : near(text)),
      ...(minor && { minor }),
    })),
    converted: [
      ...log.notes.map(told),
      ...[...log.converted, ...document.converted].map(({ line, at, from, to }) => ({
        place: placeOf(line, at),
        text: `“${short(from)}”读作“${short(to)}”`,
        from,
        to,
      })),
    ],
    warnings: log.warnings.map(told),
    undecided: log.undecided,
    notPublished: description.notPublished,
  };
}

/** The report for programs: nothing but what was placed, what was not, what was changed on the way, what to look at. */
export function reportJson(report: Report): {
  readonly placed: readonly Placed[];
  readonly unplaced: readonly Pick<UnplacedItem, 'place' | 'text' | 'nearest'>[];
  readonly converted: readonly Told[];
  readonly warnings: readonly Told[];
} {
  const { placed, unplaced, undecided, converted, warnings } = report;
  return {
    placed,
    unplaced: [
      ...unplaced.map(({ place, text, nearest }) => ({ place, text, nearest })),
      ...undecided.map(({ table, row, text, reason }) => ({
        place: `表“${table}”的“${row}”：${reason}`,
        text,
        nearest: '',
      })),
    ],
    converted,
    warnings,
  };
}

/** Is there anything that a person must look at? */
export function isClean({ unplaced, undecided, warnings }: Report): boolean {
  return unplaced.every((item) => item.minor) && undecided.length === 0 && warnings.length === 0;
}

function placedOf({ tables, projects, projectUnits, targets, narrative }: Imported): Placed[] {
  const placed: Placed[] = tables.map(({ spec, rows, columns }) => ({
    kind: 'table',
    id: spec.id,
    text: `表“${spec.id}”：${rows.length} 行，${columns.length} 列`,
  }));
  const indicators = projects.reduce((sum, project) => sum + project.indicators.length, 0);
  if (projects.length > 0)
    placed.push({
      kind: 'projects',
      id: 'projects',
      text: `项目：${projects.length} 个，指标 ${indicators} 条`,
    });
  if (projectUnits.length > 0)
    placed.push({ kind: 'units', id: 'units', text: `项目表中的单位行：${projectUnits.length} 行` });
  if (targets)
    placed.push({
      kind: 'targets',
      id: 'targets',
      text: `整体绩效目标：目标 ${targets.goals.length} 条，任务 ${targets.tasks.length} 项，措施 ${targets.measures.length} 条，指标 ${targets.indicators.length} 条`,
    });
  for (const [section, paragraphs] of narrative)
    placed.push({ kind: 'narrative', id: section, text: `说明“${section}”：${paragraphs.length} 段` });
  return placed;
}

const list = (items: readonly string[]): string =>
  items.length === 0 ? '（无）\n' : `${items.map((item) => `- ${line(item)}`).join('\n')}\n`;
const line = (text: string): string =>
  text
    .split('\n')
    .map((part) => printable(part, 100_000))
    .join(' ');
const sentence = ({ place, text }: Told): string => (place === '' ? text : `${place}：${text}`);

/** The report as the clerk reads it. */
export function reportMarkdown(imported: Imported, source: string): string {
  const { subject, template } = imported;
  const report = reportOf(imported, source);
  const left = ({ place, text, nearest }: UnplacedItem): string => `${place}：“${text}”${nearest}`;
  const minor = report.unplaced.filter((item) => item.minor);
  return [
    `# 导入报告：${subject.name} ${subject.year} 年\n`,
    `来源：${source}；表样：${template.id}\n`,
    '## 已放入\n',
    list(report.placed.map((item) => item.text)),
    '## 没有放入\n',
    list(report.unplaced.filter((item) => !item.minor).map(left)),
    ...(minor.length > 0 ? ['## 没有放入、也不必放入\n', list(minor.map(left))] : []),
    '## 拿不准的数字（留空，写在 disclosure.yaml 的 undecided 里）\n',
    list(report.undecided.map((item) => `表“${item.table}”的“${item.row}”：${item.text}（${item.reason}）`)),
    '## 请核对\n',
    list(report.warnings.map(sentence)),
    '## 没有的表\n',
    list(report.notPublished.map((item) => `${item.table}：${item.reason}`)),
    ...(isPublished(imported.document) || report.notPublished.length === 0
      ? []
      : [toDeclare(report.notPublished.map((item) => item.table))]),
    '## 读的时候作的改动\n',
    list(report.converted.map(sentence)),
  ].join('\n');
}

/** What a clerk copies where tables are not to be published: the reason is hers to give, and is printed. */
const toDeclare = (tables: readonly string[]): string =>
  `请补上这些表。确实不公开的，把下面相应的行抄进 disclosure.yaml，写上要公布的理由：

    notPublished:
${tables.map((table) => `      - { table: ${table}, reason:  }`).join('\n')}
`;

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}……` : text);
