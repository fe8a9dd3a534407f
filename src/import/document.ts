import type { OutlineItem, Template } from '../model/template.ts';
import type { Paragraph, ReadDocument } from './blocks.ts';
import { Log } from './log.ts';
import { joinPages, paragraphsOf } from './printed/paragraphs.ts';
import { readPrintedProjects } from './printed/projects.ts';
import { readPrintedTables } from './printed/tables.ts';
import { readProjectGrid } from './projects/grid.ts';
import type { ReadProject, ReadProjectUnit } from './projects/project.ts';
import { gridTitle } from './projects/titles.ts';
import { readWideProjects } from './projects/wide.ts';
import { describe, type Description } from './recognise/describe.ts';
import { cut, type Region } from './recognise/regions.ts';
import { type ReadTable, readTable } from './recognise/table.ts';
import type { Subject } from './subject.ts';
import { readTargetGrid } from './targets/grid.ts';
import { readTargetSections } from './targets/sections.ts';
import type { ReadTargets } from './targets/targets.ts';
import { squeeze } from './text.ts';

/** A disclosure as read from a document, and what must be told about the reading. */
export interface Imported {
  readonly subject: Subject;
  readonly template: Template;
  readonly tables: readonly ReadTable[];
  readonly projects: readonly ReadProject[];
  readonly projectUnits: readonly ReadProjectUnit[];
  readonly targets: ReadTargets | undefined;
  /** Paragraphs by section id. */
  readonly narrative: ReadonlyMap<string, readonly string[]>;
  readonly description: Description;
  readonly document: ReadDocument;
  readonly log: Log;
}

/** Recognises a document that a reader has cut into blocks. */
export function recognise(document: ReadDocument, template: Template, subject: Subject): Imported {
  const log = new Log();
  const { regions, listed } = cut(document.blocks, template, subject);
  const tables = readTables(regions, template, subject, log);
  const { projects, units } = readProjects(regions, template, subject, log);
  const targets = readTargets(regions, template, log);
  const narrative = readNarrative(regions, template, log);
  const description = describe({ regions, listed, tables, template, subject, log });
  return { subject, template, tables, projects, projectUnits: units, targets, narrative, description, document, log };
}

const isPrinted = (region: Region): boolean => region.printed.length > 0;

function readTables(regions: readonly Region[], template: Template, subject: Subject, log: Log): ReadTable[] {
  const printed = regions.flatMap((region) => (region.target?.kind === 'table' && isPrinted(region) ? [{ spec: region.target.table, lines: region.printed }] : []));
  const grids = regions.flatMap((region) => {
    if (region.grids.length === 0) return [];
    if (region.target?.kind === 'table') return [readTable(region.target.table, region.grids, template.marks, subject, log)];
    if (region.target?.kind === 'projects' || region.target?.kind === 'targets') return [];
    for (const grid of region.grids) for (const row of grid.rows) log.lost(row, region.heading?.text ?? '', '这里的表格不属于表样的任何一张表');
    return [];
  });
  const tables = [...readPrintedTables(printed, template.marks, subject, log), ...grids];
  return tables.filter((table, index) => {
    const first = tables.findIndex((other) => other.spec.id === table.spec.id);
    if (first < index) log.warn(table.rows[0]?.line, `表“${table.spec.id}”出现了两次，只取第一次`);
    return first === index;
  });
}

function readProjects(regions: readonly Region[], template: Template, subject: Subject, log: Log): { projects: ReadProject[]; units: ReadProjectUnit[] } {
  const projects: ReadProject[] = [];
  const units: ReadProjectUnit[] = [];
  const form = template.projects;
  for (const region of regions) {
    if (!form || region.target?.kind !== 'projects') continue;
    if (isPrinted(region)) projects.push(...readPrintedProjects(region.printed, form, log));
    else if (form.layout === 'table') {
      if (region.grids.length === 0) continue;
      const wide = readWideProjects(region.grids, form, subject, log);
      projects.push(...wide.projects);
      units.push(...wide.units);
    } else {
      const titles = region.paragraphs.flatMap((paragraph) => {
        const title = gridTitle(paragraph.text, form);
        return title ? [{ ...title, line: paragraph.line }] : [];
      });
      for (const [index, title] of titles.entries()) {
        const end = titles[index + 1]?.line ?? Number.POSITIVE_INFINITY;
        const grids = region.grids.filter((grid) => grid.line > title.line && grid.line < end);
        projects.push(readProjectGrid(squeeze(title.project), title.line, grids, form, log));
      }
    }
  }
  return { projects, units };
}

function readTargets(regions: readonly Region[], template: Template, log: Log): ReadTargets | undefined {
  const form = template.targets;
  const region = regions.findLast((item) => item.target?.kind === 'targets' && (item.grids.length > 0 || item.paragraphs.length > 0 || isPrinted(item)));
  if (!form || !region) return undefined;
  if (form.layout === 'grid') return readTargetGrid(region.grids, form, template.marks, log);
  return readTargetSections(isPrinted(region) ? paragraphsOf(region.printed) : joinPages(region.paragraphs), form);
}

/** Every paragraph that no table, project or target took goes to the section it stands in. */
function readNarrative(regions: readonly Region[], template: Template, log: Log): Map<string, string[]> {
  const narrative = new Map<string, string[]>();
  const form = template.projects;
  let section: string | undefined;
  for (const region of regions) {
    const { target } = region;
    if (target?.kind === 'table') {
      keepIn(region.paragraphs.filter((paragraph) => !isNote(paragraph)), section, narrative, log);
      continue;
    }
    if (target) section = target.kind === 'part' ? firstUntitled(target.item) : target.item.id;
    if (target?.kind === 'targets') continue;
    if (target?.kind === 'projects') {
      keepIn(region.paragraphs.filter((paragraph) => !form || !gridTitle(paragraph.text, form)), section, narrative, log);
    } else keepIn(isPrinted(region) ? paragraphsOf(region.printed) : region.paragraphs, section, narrative, log);
  }
  return narrative;
}

export const isNote = (paragraph: Paragraph): boolean => /^注[：:]/.test(paragraph.text);

function keepIn(paragraphs: readonly Paragraph[], section: string | undefined, narrative: Map<string, string[]>, log: Log): void {
  if (paragraphs.length === 0) return;
  if (section === undefined) {
    log.lost(paragraphs, '文首', '这些文字不在任何一节之内');
    return;
  }
  const texts = joinPages(paragraphs).map((paragraph) => squeeze(paragraph.text));
  narrative.set(section, [...(narrative.get(section) ?? []), ...texts]);
}

/** The section without a heading at the head of a part: 引言. */
function firstUntitled(part: OutlineItem): string {
  return part.children.find((child) => child.kind === 'section' && child.title === undefined)?.id ?? part.id;
}
