import type { RawCell } from './blocks.ts';

/** Something that could not be placed: where, what, and the nearest known thing. */
export interface Unplaced {
  readonly line: number | undefined;
  readonly place: string;
  readonly text: string;
  readonly nearest: string;
}

export interface Note {
  readonly line: number | undefined;
  readonly text: string;
}

/** A figure that arithmetic could not give a column. */
export interface Undecided {
  readonly table: string;
  readonly row: string;
  readonly text: string;
  readonly reason: string;
}

/** Keeps what an importer must tell: nothing that was read is dropped in silence. */
export class Log {
  readonly unplaced: Unplaced[] = [];
  readonly notes: Note[] = [];
  readonly warnings: Note[] = [];
  readonly undecided: Undecided[] = [];

  lost(cells: readonly RawCell[], place: string, why: string, near = ''): void {
    const text = cells
      .map((cell) => cell.text.trim())
      .filter((item) => item !== '')
      .join(' │ ');
    if (text !== '')
      this.unplaced.push({ line: cells[0]?.line, place: `${place}：${why}`, text, nearest: near });
  }

  note(line: number | undefined, text: string): void {
    this.notes.push({ line, text });
  }

  warn(line: number | undefined, text: string): void {
    this.warnings.push({ line, text });
  }

  undecide(item: Undecided): void {
    this.undecided.push(item);
  }
}
