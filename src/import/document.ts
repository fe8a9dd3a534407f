import type { Template } from '../model/template.ts';
import type { ReadDocument } from './blocks.ts';
import type { Context } from './context.ts';
import { Log } from './log.ts';
import { readNarrative } from './narrative.ts';
import { readProjects } from './projects/all-projects.ts';
import type { ReadProject, ReadProjectUnit } from './projects/project.ts';
import { readTables } from './recognise/all-tables.ts';
import { type Description, describe } from './recognise/describe.ts';
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

/** Recognises a document that a reader has cut into blocks. */
export function recognise(document: ReadDocument, template: Template, subject: Subject): Imported {
  const log = new Log();
  const context: Context = { subject, marks: template.marks, log };
  const { regions, listed } = cut(document.blocks, template, subject);
  const tables = readTables(regions, template, context);
  const { projects, units } = readProjects(regions, template.projects, context);
  const targets = readTargets(regions, template.targets, context);
  const narrative = readNarrative(regions, template, context);
  const description = describe({ regions, listed, tables, template, context });
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
