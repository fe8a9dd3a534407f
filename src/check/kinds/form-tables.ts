import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import type { OutlineItem } from '../../model/template.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { fillFor, found } from './form-place.ts';

/** Every table of the form's outline is there, or disclosure.yaml says publicly why it is not. */
export const tablesPublished: Kind = {
  explain: '表样目录里的表都已公开；没有公开的，写明理由。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: KindFinding[] = [];
    const fill = fillFor(disclosure);
    const tables = outlineItems(disclosure).filter(
      (item) => item.kind === 'table' && !isOptional(item, disclosure),
    );
    for (const { id, title = id } of tables) {
      const declared = disclosure.notPublished.get(id);
      if (disclosure.tables.has(id)) continue;
      findings.push({
        ...found(
          rule,
          { file: disclosure.file, table: id },
          `表“${fill(title)}”没有公开${declared ? `：${declared.reason}` : '，也没有说明理由'}`,
          `补上 tables/${id}.csv 后，请删去 disclosure.yaml 中 notPublished 的这一条。`,
        ),
        ...(declared ? { acknowledgedBecause: declared.reason } : { severity: 'warning' as const }),
      });
    }
    return { looked: tables.length, findings };
  },
};

/** Every heading of the form has something under it. */
export const sectionsFilled: Kind = {
  explain: '表样目录里的每个标题下面都有内容。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    const fill = fillFor(disclosure);
    let looked = 0;
    for (const item of outlineItems(disclosure)) {
      const title = disclosure.headings.get(item.id) ?? item.title;
      if (title === undefined || item.kind === 'part' || item.kind === 'table') continue;
      looked++;
      if (hasContent(item, disclosure)) continue;
      const own = disclosure.narrative.get(item.id);
      findings.push(
        found(
          rule,
          { file: own?.file ?? disclosure.file, ...(own && { line: 1 }) },
          `标题“${fill(title)}”下面没有内容`,
          item.optional
            ? `请补上内容；没有这一部分的，写进 disclosure.yaml 的 omitted：${item.id}。`
            : `请在 narrative/${item.id}.md 补上内容；没有这项内容的，写一句“无”的说明。`,
        ),
      );
    }
    return { looked, findings };
  },
};

/** Figures that are printed but not placed are told to the reader, not hidden. */
export const undecidedFigures: Kind = {
  explain: '原文印出、但看不出属于哪一列的数字。',
  rank: 9,
  run: (rule, { disclosure }) => {
    const findings = disclosure.undecided.map(({ table, row, text, reason }) => ({
      ...found(
        rule,
        { file: disclosure.tables.get(table)?.file ?? disclosure.file, table, row },
        `${table}“${row}”印有“${text}”，不能确定属于哪一列：${reason}`,
        '查明后请把它填进表里，并删去 disclosure.yaml 中 undecided 的这一条。',
      ),
      acknowledgedBecause: reason,
    }));
    return { looked: disclosure.tables.size, findings, because: '没有公开的表' };
  },
};

/** Items that the disclosure does not leave out, from the outside in. */
function outlineItems(disclosure: Disclosure): OutlineItem[] {
  const all: OutlineItem[] = [];
  const walk = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      if (disclosure.omitted.has(item.id)) continue;
      all.push(item);
      walk(item.children);
    }
  };
  walk(disclosure.template.outline);
  return all;
}

function isOptional(item: OutlineItem, { template }: Disclosure): boolean {
  return item.optional || (template.tables.get(item.id)?.optional ?? false);
}

/** Is there anything but comments? One that does not end hides all that follows. */
function hasText(source: string): boolean {
  let from = 0;
  for (;;) {
    const comment = source.indexOf('<!--', from);
    const before = source.slice(from, comment < 0 ? source.length : comment);
    if (before.trim() !== '') return true;
    const end = comment < 0 ? -1 : source.indexOf('-->', comment + 4);
    if (end < 0) return false;
    from = end + 3;
  }
}

function hasContent(item: OutlineItem, disclosure: Disclosure): boolean {
  if (item.children.some((child) => !disclosure.omitted.has(child.id))) return true;
  if (item.kind === 'glossary') return disclosure.template.glossary.length > 0;
  if (item.kind === 'projects' && disclosure.projects.length > 0) return true;
  if (item.kind === 'targets' && disclosure.targets) return true;
  const own = disclosure.narrative.get(item.id);
  if (own) return hasText(own.source);
  return disclosure.template.drafts.has(item.id);
}
