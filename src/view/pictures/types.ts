import type { Sentence } from '../sentence.ts';

/** A picture of some figures: what it says in words, and the table that it is drawn from. */
export interface PictureView {
  /** Its fragment. */
  readonly anchor: string;
  /** bars: one amount a line. pairs: an earlier and a later amount a line. */
  readonly kind: 'bars' | 'pairs';
  /** The finding: 支出的 50.5% 用于科学技术. */
  readonly title: Sentence;
  /** What is shown, of which year, in what unit: 2024年支出，按功能分类；单位：万元. */
  readonly subject: string;
  /** The figures behind the finding, in sentences. */
  readonly summary: Sentence;
  readonly unit: string;
  /** Heads of the amounts, one for each bar of a line. */
  readonly series: readonly string[];
  /** Head of the names: 科目, 来源, 项目. */
  readonly head: string;
  /** Is a share, or a change, given for each line? Its head. */
  readonly rateHead?: string;
  readonly rows: readonly PictureRow[];
  /** What a reader must know to read it right. */
  readonly notes: readonly string[];
  /** One line says nothing more as a drawing. */
  readonly drawn: boolean;
}

export interface PicturesView {
  /** Fragment of the section, and its heading. */
  readonly anchor: string;
  readonly title: string;
  readonly pictures: readonly PictureView[];
}

export interface PictureRow {
  readonly label: string;
  readonly href?: string;
  readonly values: readonly PictureValue[];
  readonly rate?: string;
  /** 其余 N 项: the small ones together. */
  readonly rest?: true;
}

export interface PictureValue {
  /** Grouped, as printed. */
  readonly text: string;
  /** Plain digits, in the picture's unit, exact. */
  readonly value: string;
  readonly bar: Bar;
}

/** A bar in hundredths of the room, from the left: where it begins and how long it is, each with two decimals. */
export interface Bar {
  readonly x: string;
  readonly width: string;
}
