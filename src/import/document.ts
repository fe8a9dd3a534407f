import type { Template } from '../model/template.ts';
import { isPublished, type Paragraph, type ReadDocument } from './blocks.ts';
import type { Context } from './context.ts';
import { Log } from './log.ts';
import { readNarrative } from './narrative.ts';
import { readProjects } from './projects/all-projects.ts';
import type { ReadProject, ReadProjectUnit } from './projects/project.ts';
import { readTables } from './recognise/all-tables.ts';
import { type Description, describe } from './recognise/describe.ts';
import { ofOthers, standingOf } from './recognise/owners.ts';
import type { Region } from './recognise/region.ts';
import { cut } from './recognise/regions.ts';
import type { ReadTable } from './recognise/table.ts';
import type { Subject } from './subject.ts';
import { readTargets } from './targets/all-targets.ts';
import type { ReadTargets } from './targets/targets.ts';

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

/** What belongs to no part of a form, and what the reader itself has to say. */
function tellAround(
  document: ReadDocument,
  regions: readonly Region[],
  strange: readonly Paragraph[],
  { log }: Context,
): void {
  for (const { line, at, text } of document.notices)
    log.warnings.push({ line, ...(at !== undefined && { at }), text });
  for (const { place, text, minor } of document.aside)
    log.unplaced.push({ line: undefined, place: `${place}：公开文本里没有地方放`, text, nearest: '', minor });
  for (const { stray, minor } of regions) {
    for (const cell of stray) log.lost([cell], '表外', '这里的文字不属于表样的任何一部分');
    for (const cell of minor) log.lost([cell], '表外', '制表、审核、编号等，公开文本不用', '', true);
  }
  for (const { line, text } of strange)
    log.warn(line, `标题“${text}”不在表样里，它和下面的文字放进了前一节，请核对`);
}

/** Recognises a document that a reader has cut into blocks. */
export function recognise(document: ReadDocument, template: Template, subject: Subject): Imported {
  const log = new Log();
  const context: Context = { subject, marks: template.marks, unit: template.unit, log };
  const { regions: all, listed, strange } = cut(document.blocks, template, subject);
  const standing = standingOf(all, context);
  const others = ofOthers(all, standing, context);
  const regions = all.filter((region) => !others.has(region));
  tellAround(document, regions, strange, context);
  const tables = readTables(regions, standing, template, context);
  const { projects, units } = readProjects(regions, standing, template.projects, context);
  const targets = readTargets(regions, template.targets, context);
  const narrative = readNarrative(regions, template, context);
  const published = isPublished(document);
  const description = describe({ regions, listed, tables, template, published, context });
  return {
    subject,
    template,
    tables,
    projects,
    projectUnits: units,
    targets,
    narrative,
    description,
    document,
    log,
  };
}
