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
      const left = listed.numbersOf(relation.left, relations.length);
      const right = listed.numbersOf(relation.right, relations.length);
      relations.push([title, sign, left, right, verdictWords(relation)]);
    }
  }
  return { rules, figures: listed.figures, relations, cells: listed.cells };
}

interface ListedFigure {
  readonly number: number;
  /** What the file says of its cell: its own number, then those of its relations. */
  readonly cell: number[] | undefined;
}

/** The figures that take part in relations, each once. */
class ListedFigures {
  readonly figures: CellRelations['figures'][number][] = [];
  readonly cells: Record<string, Record<string, number[]>> = {};
  readonly #anchors: PageAnchors;
  readonly #known = new Map<ComparedFigure, ListedFigure>();
  readonly #byKey = new Map<string, ListedFigure>();

  constructor(anchors: PageAnchors) {
    this.#anchors = anchors;
  }

  /** Of the printed figures of one side, of which each notes the relation. */
  numbersOf(side: readonly ComparedFigure[], relation: number): number[] {
    return printedOf(side).map((figure) => {
      const { number, cell } = this.#listed(figure);
      cell?.push(relation);
      return number;
    });
  }

  #listed(figure: ComparedFigure): ListedFigure {
    const known = this.#known.get(figure);
    if (known) return known;
    const { key } = figure;
    const listed = this.#byKey.get(key) ?? this.#list(figure);
    this.#known.set(figure, listed);
    this.#byKey.set(key, listed);
    return listed;
  }

  #list(figure: ComparedFigure): ListedFigure {
    const { at, label, cell, unit } = figure;
    const anchor = at ? this.#anchors.row(at.table, at.row) : this.#anchors.place(figure.place());
    const text = cell.state === 'blank' ? '空白' : `${cell.text}${unit === '' ? '' : ` ${unit}`}`;
    const number = this.figures.push(anchor === undefined ? [label, text] : [label, text, anchor]) - 1;
    const place = cell.state !== 'blank' && at ? this.#anchors.cell(at) : undefined;
    if (!place) return { number, cell: undefined };
    if (!Object.hasOwn(this.cells, place.table)) this.cells[place.table] = {};
    const own = [number];
    (this.cells[place.table] as Record<string, number[]>)[place.cell] = own;
    return { number, cell: own };
  }
}

/** Without the blanks among several: they add nothing. One alone stays, and is said to be blank. */
function printedOf(side: readonly ComparedFigure[]): readonly ComparedFigure[] {
  if (!side.some(({ cell }) => cell.state === 'blank')) return side;
  const some = side.filter(({ cell }) => cell.state !== 'blank');
  return some.length > 0 ? some : side.slice(0, 1);
}
