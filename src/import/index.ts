import type { Template } from '../model/template.ts';
import { contentFiles } from './content/files.ts';
import { type Imported, recognise } from './document.ts';
import { readText } from './read/index.ts';
import type { Subject } from './subject.ts';

export { reportMarkdown } from './content/report.ts';
export type { Imported } from './document.ts';
export type { Subject } from './subject.ts';

/** Text of a published disclosure → what stands in it, by the form. */
export function importText(text: string, template: Template, subject: Subject): Imported {
  return recognise(readText(text), template, subject);
}

export { contentFiles };
