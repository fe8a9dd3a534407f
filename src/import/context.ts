import type { Log } from './log.ts';
import type { Subject } from './subject.ts';

/** What every stage of reading needs besides its own matter. */
export interface Context {
  readonly subject: Subject;
  /** Texts that stand for a figure in this form. */
  readonly marks: readonly string[];
  /** Unit of the form's amounts. */
  readonly unit: string;
  readonly log: Log;
}
