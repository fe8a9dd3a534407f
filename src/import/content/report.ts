import { nearestText } from '../../model/nearest.ts';
import type { Imported } from '../document.ts';
import type { Note } from '../log.ts';

const where = (line: number | undefined): string => (line === undefined ? '' : `第 ${line} 行：`);
const list = (items: readonly string[]): string =>
  items.length === 0 ? '（无）\n' : `${items.map((item) => `- ${item}`).join('\n')}\n`;
const notes = (items: readonly Note[]): string =>
  list(items.map((item) => `${where(item.line)}${item.text}`));

/** What was read, what was not placed, what was changed on the way: for the clerk who checks the import. */
export function reportMarkdown(imported: Imported, source: string): string {
  const {
    tables,
    projects,
    projectUnits,
    targets,
    narrative,
    description,
    document,
    log,
    subject,
    template,
  } = imported;
  const known = [...template.tables.values()].map((table) => table.title);
  const placed = [
    ...tables.map((table) => `表“${table.spec.id}”：${table.rows.length} 行，${table.columns.length} 列`),
    ...(projects.length > 0
      ? [
          `项目：${projects.length} 个，指标 ${projects.reduce((sum, project) => sum + project.indicators.length, 0)} 条`,
        ]
      : []),
    ...(projectUnits.length > 0 ? [`项目表中的单位行：${projectUnits.length} 行`] : []),
    ...(targets
      ? [
          `整体绩效目标：目标 ${targets.goals.length} 条，任务 ${targets.tasks.length} 项，措施 ${targets.measures.length} 条，指标 ${targets.indicators.length} 条`,
        ]
      : []),
    ...[...narrative].map(([section, paragraphs]) => `说明“${section}”：${paragraphs.length} 段`),
  ];
  return [
    `# 导入报告：${subject.name} ${subject.year} 年\n`,
    `来源：${source}；表样：${template.id}\n`,
    '## 已放入\n',
    list(placed),
    '## 没有放入\n',
    list(
      log.unplaced.map(
        (item) =>
          `${where(item.line)}${item.place}：“${item.text}”${item.nearest || nearestText(item.text, known, 1)}`,
      ),
    ),
    '## 拿不准的数字（留空，写在 disclosure.yaml 的 undecided 里）\n',
    list(log.undecided.map((item) => `表“${item.table}”的“${item.row}”：${item.text}（${item.reason}）`)),
    '## 请核对\n',
    notes(log.warnings),
    '## 原文没有的表\n',
    list(description.notPublished.map((item) => `${item.table}：${item.reason}`)),
    '## 读的时候作的改动\n',
    notes([
      ...log.notes,
      ...document.converted.map((item) => ({
        line: item.line,
        text: `“${short(item.from)}”读作“${short(item.to)}”`,
      })),
    ]),
  ].join('\n');
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}……` : text);
