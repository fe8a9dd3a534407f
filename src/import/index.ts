import type { Template } from '../model/template.ts';
import { type Imported, recognise } from './document.ts';
import { type InputFile, readFile } from './read/file.ts';
import { readText } from './read/index.ts';
import { oneDocument } from './read/several.ts';
import type { Subject } from './subject.ts';

export { emptyTables } from './content/empty.ts';
export { contentFiles } from './content/files.ts';
export { type Change, type Merged, mergeContent } from './content/merge/index.ts';
export { isClean, type Report, reportJson, reportMarkdown, reportOf } from './content/report.ts';
export type { Imported } from './document.ts';
export type { InputFile } from './read/file.ts';
export { ImportRefusal } from './refusal.ts';
export { idOf, type Subject } from './subject.ts';

/** Text of a published disclosure → what stands in it, by the form. */
export function importText(text: string, template: Template, subject: Subject): Imported {
  return recognise(readText(text), template, subject);
}

/** Workbooks, documents and texts, together one disclosure. Throws ImportRefusal for a file that is not read. */
export function importFiles(files: readonly InputFile[], template: Template, subject: Subject): Imported {
  const documents = files.map((file) => ({ name: file.name, document: readFile(file) }));
  return recognise(oneDocument(documents), template, subject);
}
