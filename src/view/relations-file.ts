import type { ComparedFigure } from '../model/comparison.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { type PageAnchors, pageAnchors } from './checks-links.ts';
import { verdictWords } from './checks-verdicts.ts';
import type { CellRelations } from './relations-types.ts';
import type { DisclosureView } from './types.ts';

/** More than that no reader looks through, and no page should load: the checks page has them all. */
const MOST_RELATIONS = 5000;

/** Where each figure of a disclosure's tables comes from and stands again, as the checks compared it; for its page. */
export function cellRelations(disclosure: CheckedDisclosure, view: DisclosureView): CellRelations {
  const listed = new ListedFigures(pageAnchors(view, disclosure));
  const relations: CellRelations['relations'][number][] = [];
  const rules: string[] = [];
  for (const { rule, relations: own } of disclosure.checks) {
    if (own.length === 0 || relations.length + own.length > MOST_RELATIONS) continue;
    const title = rules.push(rule.title) - 1;
    for (const relation of own) {
      const sign = relation.comparison === 'equal' ? '=' : '≤';
      const left = listed.numbersOf(relation.left);
      const right = listed.numbersOf(relation.right);
      relations.push([title, sign, left, right, verdictWords(relation)]);
    }
  }
  return { rules, figures: listed.figures, relations, cells: listed.cells };
}

/** The figures that take part in relations, each once. */
class ListedFigures {
  readonly figures: CellRelations['figures'][number][] = [];
  readonly cells: Record<string, Record<string, number>> = {};
  readonly #anchors: PageAnchors;
  readonly #known = new Map<ComparedFigure, number>();
  readonly #byKey = new Map<string, number>();

  constructor(anchors: PageAnchors) {
    this.#anchors = anchors;
  }

  /** Without the blanks among several: they add nothing. One alone stays, and is said to be blank. */
  numbersOf(side: readonly ComparedFigure[]): readonly number[] {
    const [first] = side;
    if (!first) return [];
    if (side.length === 1) return [this.#numberOf(first)];
    const numbers: number[] = [];
    for (const figure of side) if (figure.cell.state !== 'blank') numbers.push(this.#numberOf(figure));
    return numbers.length > 0 ? numbers : [this.#numberOf(first)];
  }

  #numberOf(figure: ComparedFigure): number {
    const known = this.#known.get(figure);
    if (known !== undefined) return known;
    const { key } = figure;
    const number = this.#byKey.get(key) ?? this.#list(figure);
    this.#known.set(figure, number);
    this.#byKey.set(key, number);
    return number;
  }

  #list(figure: ComparedFigure): number {
    const { at, label, cell, unit } = figure;
    const anchor = at ? this.#anchors.row(at.table, at.row) : this.#anchors.place(figure.place());
    const text = cell.state === 'blank' ? '空白' : `${cell.text}${unit === '' ? '' : ` ${unit}`}`;
    const number = this.figures.push(anchor === undefined ? [label, text] : [label, text, anchor]) - 1;
    const place = cell.state !== 'blank' && at ? this.#anchors.cell(at) : undefined;
    if (!place) return number;
    if (!Object.hasOwn(this.cells, place.table)) this.cells[place.table] = {};
    (this.cells[place.table] as Record<string, number>)[place.cell] = number;
    return number;
  }
}
