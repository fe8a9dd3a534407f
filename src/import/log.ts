import type { Conversion, RawCell } from './blocks.ts';

/** Something that could not be placed: where, what, and the nearest known thing. */
export interface Unplaced {
  readonly line: number | undefined;
  /** Address in a sheet, where it is one cell. */
  readonly at?: string;
  readonly place: string;
  readonly text: string;
  readonly nearest: string;
  /** Belongs to no disclosure (制表人): told, but nobody need act on it. */
  readonly minor?: boolean;
}

export interface Note {
  readonly line: number | undefined;
  readonly at?: string;
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
  /** Figures that were put into the form's unit. */
  readonly converted: Conversion[] = [];

  lost(cells: readonly RawCell[], place: string, why: string, near = '', minor = false): void {
    const filled = cells.filter((cell) => cell.text.trim() !== '');
    const [first] = filled;
    if (!first) return;
    this.unplaced.push({
      line: first.line,
      ...(filled.length === 1 && first.at !== undefined && { at: first.at }),
      place: `${place}：${why}`,
      text: filled.map((cell) => cell.text.trim()).join(' │ '),
      nearest: near,
      ...(minor && { minor }),
    });
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
