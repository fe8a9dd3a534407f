import { parseCsv } from '../../../load/csv.ts';
import type { Imported } from '../../document.ts';
import { tableCsv } from '../csv.ts';
import { contentFiles } from '../files.ts';
import type { Change, Merged } from './change.ts';
import { sameData, yamlData } from './data.ts';
import { mergeDescription } from './description.ts';
import { mergeProjects } from './projects.ts';
import { mergeTable } from './table.ts';

export type { Change, Merged } from './change.ts';

const DESCRIPTION = 'disclosure.yaml';

/**
 * Puts an import into the files of a disclosure that is there already. Only
 * what the input carries is replaced; everything else stays byte for byte.
 */
export function mergeContent(
  before: ReadonlyMap<string, string>,
  imported: Imported,
  schemas?: string,
): Merged {
  const fresh = contentFiles(imported, schemas);
  if (!before.has(DESCRIPTION) && before.size === 0) return { files: fresh, removed: [], changes: [] };
  const files = new Map<string, string>();
  const changes: Change[] = [];
  for (const table of imported.tables) {
    const path = `tables/${table.spec.id}.csv`;
    const made = fresh.get(path) ?? '';
    const old = before.get(path);
    const csv = old === undefined ? undefined : parseCsv(path, table.spec.id, old).csv;
    if (!csv) {
      files.set(path, made);
      changes.push({
        kind: 'table',
        id: table.spec.id,
        text: `表“${table.spec.id}”${old === undefined ? '是新的' : '原来的文件读不了，整张换掉'}（${table.rows.length} 行）`,
      });
      continue;
    }
    const merged = mergeTable(table, csv);
    changes.push(...merged.changes);
    if (merged.changes.length > 0)
      files.set(path, tableCsv(merged.table, imported.subject, imported.description.scope));
  }
  for (const section of imported.narrative.keys()) {
    const path = `narrative/${section}.md`;
    const made = fresh.get(path) ?? '';
    const old = before.get(path);
    if (old !== undefined && plain(old) === plain(made)) continue;
    files.set(path, made);
    const count = (text: string): number => text.split(/\n{2,}/).filter((part) => part.trim() !== '').length;
    changes.push({
      kind: 'narrative',
      id: section,
      text:
        old === undefined
          ? `说明“${section}”：原来用表样的草稿，换成输入里的文字（${count(made)} 段）`
          : `说明“${section}”：换成输入里的文字（${count(old)} 段 → ${count(made)} 段）`,
    });
  }
  const projects = mergeProjects(before, fresh);
  changes.push(...projects.changes);
  for (const [path, text] of projects.files) files.set(path, text);
  for (const [path, what] of [
    ['projects/units.yaml', '项目表中的单位行'],
    ['targets.yaml', '整体绩效目标'],
  ] as const) {
    const made = fresh.get(path);
    const old = before.get(path);
    if (made === undefined || (old !== undefined && sameData(yamlData(path, old), yamlData(path, made))))
      continue;
    files.set(path, made);
    changes.push({
      kind: 'targets',
      id: path,
      text: `${what}${old === undefined ? '是新的' : '换成输入里的'}`,
    });
  }
  const description = fresh.get(DESCRIPTION) ?? '';
  const old = before.get(DESCRIPTION);
  if (old === undefined) {
    files.set(DESCRIPTION, description);
    changes.push({ kind: 'description', id: DESCRIPTION, text: '原来没有 disclosure.yaml，新写一份' });
  } else {
    const merged = mergeDescription(DESCRIPTION, old, description, imported);
    if (merged.changes.length > 0) files.set(DESCRIPTION, merged.text);
    changes.push(...merged.changes);
  }
  return { files, removed: projects.removed, changes };
}

/** Line ends and spaces at their ends say nothing. */
const plain = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .replace(/[^\S\n]+$/gm, '')
    .trim();
