import type { ComparedFigure } from '../model/comparison.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { pageAnchors } from './checks-links.ts';
import { verdictWords } from './checks-relations.ts';
import type { CellRelations } from './relations-types.ts';
import type { DisclosureView } from './types.ts';

/** More than that no reader looks through, and no page should load: the checks page has them all. */
const MOST_RELATIONS = 5000;

/** Where each figure of a disclosure's tables comes from and stands again, as the checks compared it; for its page. */
export function cellRelations(disclosure: CheckedDisclosure, view: DisclosureView): CellRelations {
  const anchors = pageAnchors(disclosure, view);
  const numbers = new Map<string, number>();
  const figures: CellRelations['figures'][number][] = [];
  const relations: CellRelations['relations'][number][] = [];
  const rules: string[] = [];
  const cells: Record<string, Record<string, number[]>> = {};

  const numberOf = (figure: ComparedFigure): number => {
    const found = numbers.get(figure.key);
    if (found !== undefined) return found;
    const { at, label, cell, unit } = figure;
    const anchor = at ? anchors.row(at.table, at.row) : anchors.place(figure.place());
    const text = cell.state === 'blank' ? '空白' : `${cell.text}${unit === '' ? '' : ` ${unit}`}`;
    const number = figures.push(anchor === undefined ? [label, text] : [label, text, anchor]) - 1;
    numbers.set(figure.key, number);
    return number;
  };
  const note = (figure: ComparedFigure, relation: number): void => {
    const place = figure.cell.state !== 'blank' && figure.at ? anchors.cell(figure.at) : undefined;
    if (!place) return;
    const own = Object.hasOwn(cells, place.table) ? cells[place.table] : undefined;
    const table = own ?? {};
    cells[place.table] = table;
    table[place.cell] ??= [numberOf(figure)];
    table[place.cell]?.push(relation);
  };

  for (const { rule, relations: own } of disclosure.checks) {
    if (relations.length + own.length > MOST_RELATIONS) continue;
    const title = own.length > 0 ? rules.push(rule.title) - 1 : 0;
    for (const relation of own) {
      const { left, right, comparison } = relation;
      const sides = [printedOf(left), printedOf(right)] as const;
      const index = relations.length;
      relations.push([
        title,
        comparison === 'equal' ? '=' : '≤',
        sides[0].map(numberOf),
        sides[1].map(numberOf),
        verdictWords(relation),
      ]);
      for (const figure of [...sides[0], ...sides[1]]) note(figure, index);
    }
  }
  return { rules, figures, relations, cells };
}

/** Without the blanks among several: they add nothing. One alone stays, and is said to be blank. */
function printedOf(side: readonly ComparedFigure[]): readonly ComparedFigure[] {
  const some = side.filter(({ cell }) => cell.state !== 'blank');
  return some.length > 0 ? some : side.slice(0, 1);
}
