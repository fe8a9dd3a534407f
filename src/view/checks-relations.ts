import { printed } from '../check/relation.ts';
import type { ComparedFigure } from '../model/comparison.ts';
import { equals } from '../model/decimal.ts';
import type { CheckedComparison, CheckFinding } from '../model/disclosure.ts';
import { rowName, type Table } from '../model/table.ts';
import { normalized } from '../model/titles.ts';
import { byShape, figureOf, firstOf, sizeOf } from './checks-shapes.ts';
import type { FigureView, FormulaView, LinkView, RelationBlock, RelationLine } from './checks-types.ts';
import { joinedVerdict, verdictOf } from './checks-verdicts.ts';

export interface RelationContext {
  /** Where a figure is printed, as an href from the checks page. */
  readonly hrefOf: (figure: ComparedFigure) => string | undefined;
  /** Of a table on the page: blocks come in the order of the tables. */
  readonly order: (table: Table) => number;
  readonly hrefOfFinding: (finding: CheckFinding) => string | undefined;
  /** Fragment for a line that is about what stands at an href; undefined where another line has it. */
  readonly anchorFor: (href: string | undefined) => string | undefined;
}

/** Relations across tables are drawn as a table from that many on: one alone reads better as a formula. */
const FEWEST_LINES = 3;
/**
 * Puts relations of one shape together: sums within a row (合计 = 基本支出 +
 * 项目支出), sums down the columns of a table, pairs of the same two columns;
 * what remains stands as formulas.
 */
export function relationBlocks(
  relations: readonly CheckedComparison[],
  context: RelationContext,
): readonly RelationBlock[] {
  const shapes = byShape(relations, context.order);
  const blocks: RelationBlock[] = [];
  const single: CheckedComparison[] = [];
  for (const [shape, own] of shapes) {
    if (shape.startsWith('column')) blocks.push(...sumsDown(own, context));
    else if (shape.startsWith('row') || (shape !== '' && own.length >= FEWEST_LINES)) {
      blocks.push(alongLines(own, context));
    } else single.push(...own);
  }
  if (single.length > 0) {
    blocks.push({ kind: 'formulas', formulas: single.map((relation) => formula(relation, context)) });
  }
  return blocks;
}

/** A line for each relation, a column for each of its figures; a part that is blank in all of them is left out. */
function alongLines(relations: readonly CheckedComparison[], context: RelationContext): RelationBlock {
  const first = relations[0] as CheckedComparison;
  const unit = commonUnit(relations);
  const terms = termsOf(first);
  const tables = [...new Set(terms.flatMap(({ figure: { at } }) => (at ? [at.table.spec.id] : [])))];
  const used = terms.flatMap(({ sign }, index) => {
    const says = sign !== '+' || relations.some((own) => figureOf(own, index)?.cell.state !== 'blank');
    return says ? [index] : [];
  });
  const heads = used.map((index) => {
    const { sign, figure } = terms[index] as Term;
    const title = figure.at?.table.headings[figure.at.column] ?? '';
    const words = tables.length > 1 ? `${figure.at?.table.spec.id} ${title}` : title;
    return sign === '' ? words : `${sign} ${words}`;
  });
  return {
    kind: 'table',
    caption: tables.join('、'),
    unit,
    omits: used.length < terms.length,
    corner: '行',
    heads,
    lines: relations.map((relation) => lineOf(relation, used, unit, context)),
  };
}

/** Figures that all stand in one row are linked once, at its name. */
function lineOf(
  relation: CheckedComparison,
  used: readonly number[],
  unit: string | undefined,
  context: RelationContext,
): RelationLine {
  let href: string | undefined;
  let several = false;
  for (const index of used) {
    const figure = figureOf(relation, index) as ComparedFigure;
    const own = isSaid(figure, relation) ? context.hrefOf(figure) : undefined;
    if (own === undefined || own === href) continue;
    several ||= href !== undefined;
    href ??= own;
  }
  if (several) href = undefined;
  const apart = several ? context : undefined;
  const anchor = context.anchorFor(href);
  return {
    anchor,
    name: linked(namesOf(relation), href),
    formula: undefined,
    cells: used.map((index) =>
      viewFigure(figureOf(relation, index) as ComparedFigure, relation, unit, apart),
    ),
    verdict: verdictOf(relation, context.hrefOfFinding),
  };
}

/** 合计 / 本年支出合计, where the tables call it by different names; numbers and codes before a name do not count. */
function namesOf(relation: CheckedComparison): string {
  const size = sizeOf(relation);
  const first = firstOf(relation);
  if (first && isOneRow(relation)) return nameOf(first);
  const names = new Set<string>();
  for (let index = 0; index < size; index++) {
    const figure = figureOf(relation, index) as ComparedFigure;
    const row = figure.at?.row;
    if (index === 0 || !row || row !== figureOf(relation, index - 1)?.at?.row) names.add(nameOf(figure));
  }
  if (names.size === 1) return names.values().next().value as string;
  const byBareName = new Map<string, string>();
  for (const name of names) {
    const bare = normalized(name.replace(NUMBER, ''));
    if (!byBareName.has(bare)) byBareName.set(bare, name);
  }
  return [...byBareName.values()].join(' / ');
}

function isOneRow(relation: CheckedComparison): boolean {
  const row = firstOf(relation)?.at?.row;
  const size = sizeOf(relation);
  for (let index = 1; index < size; index++) if (figureOf(relation, index)?.at?.row !== row) return false;
  return row !== undefined;
}

const NUMBER = /^(?:[一二三四五六七八九十]+、|[\d/]+[、.\s]\s*)/u;

/** A line for each whole, with its parts in words; a column for each of the table's. */
function sumsDown(relations: readonly CheckedComparison[], context: RelationContext): RelationBlock[] {
  const columns = [...new Set(relations.map((relation) => columnOf(relation)))].sort((a, b) => a - b);
  const first = relations[0] as CheckedComparison;
  const table = firstOf(first)?.at?.table;
  if (!table) return [];
  const unit = commonUnit(relations);
  const lines = new Map<string, CheckedComparison[]>();
  let last: CheckedComparison | undefined;
  let own: CheckedComparison[] = [];
  for (const relation of relations) {
    // Column by column of one whole, as a rule goes through them.
    if (!last || !isSameLine(relation, last)) {
      const { whole, parts } = wholeAndParts(relation);
      const key = `${relation.comparison} ${whole?.at?.row.line} ${parts.map(({ at }) => at?.row.line).join('+')}`;
      own = lines.get(key) ?? [];
      lines.set(key, own);
    }
    own.push(relation);
    last = relation;
  }
  return [
    {
      kind: 'table',
      caption: table.spec.id,
      unit,
      omits: false,
      corner: '上级 = 各下级之和',
      heads: columns.map((column) => table.headings[column] ?? ''),
      lines: [...lines.values()].map((own) => sumLine(own, columns, unit, context)),
    },
  ];
}

function isSameLine(relation: CheckedComparison, other: CheckedComparison): boolean {
  const { comparison, left, right } = relation;
  if (comparison !== other.comparison || left.length !== other.left.length) return false;
  if (right.length !== other.right.length) return false;
  const size = sizeOf(relation);
  for (let index = 0; index < size; index++)
    if (figureOf(relation, index)?.at?.row !== figureOf(other, index)?.at?.row) return false;
  return true;
}

function sumLine(
  own: readonly CheckedComparison[],
  columns: readonly number[],
  unit: string | undefined,
  context: RelationContext,
): RelationLine {
  const first = own[0] as CheckedComparison;
  const { whole, parts } = wholeAndParts(first);
  const filled = new Set<number | undefined>();
  for (const relation of own)
    for (const { at, cell } of wholeAndParts(relation).parts)
      if (cell.state !== 'blank') filled.add(at?.row.line);
  const shown = parts.filter(({ at }) => filled.has(at?.row.line));
  const byColumn = new Map(own.map((relation) => [columnOf(relation), relation]));
  const href = whole && context.hrefOf(whole);
  const anchor = context.anchorFor(href);
  return {
    anchor,
    name: linked(whole ? nameOf(whole) : '', href),
    formula: {
      sign: first.comparison === 'equal' ? '=' : '≥',
      parts:
        shown.length > 0 ? shown.map((part) => linked(nameOf(part), context.hrefOf(part))) : [{ text: '0' }],
    },
    cells: columns.map((column) => {
      const relation = byColumn.get(column);
      const figure = relation && wholeAndParts(relation).whole;
      if (!relation || !figure) return undefined;
      return viewFigure(figure, relation, unit, undefined, otherSum(relation));
    }),
    verdict: joinedVerdict(own, context.hrefOfFinding),
  };
}

function nameOf({ at, label }: ComparedFigure): string {
  return at ? rowName(at.row) : label;
}

function wholeAndParts({ comparison, left, right }: CheckedComparison): {
  whole: ComparedFigure | undefined;
  parts: readonly ComparedFigure[];
} {
  return comparison === 'equal' ? { whole: left[0], parts: right } : { whole: right[0], parts: left };
}

function columnOf(relation: CheckedComparison): number {
  return firstOf(relation)?.at?.column ?? 0;
}

/** In the unit of the first figure, as the sums are; undefined where the figures have several. */
function commonUnit(relations: readonly CheckedComparison[]): string | undefined {
  const unit = relations[0] && firstOf(relations[0])?.unit;
  const isCommon = (figure: ComparedFigure): boolean => figure.unit === unit;
  return relations.every(({ left, right }) => left.every(isCommon) && right.every(isCommon))
    ? unit
    : undefined;
}

function formula(relation: CheckedComparison, context: RelationContext): FormulaView {
  return {
    terms: termsOf(relation)
      .filter(({ figure, sign }) => figure.cell.state !== 'blank' || sign !== '+')
      .map(({ sign, figure }) => ({
        sign,
        label: figure.label,
        figure: isSaid(figure, relation) ? viewFigure(figure, relation, undefined, context) : NOTHING,
      })),
    verdict: verdictOf(relation, context.hrefOfFinding),
  };
}

interface Term {
  readonly sign: '' | '=' | '≤' | '+';
  readonly figure: ComparedFigure;
}

function termsOf({ comparison, left, right }: CheckedComparison): Term[] {
  const between = comparison === 'equal' ? '=' : '≤';
  return [
    ...left.map((figure, index): Term => ({ sign: index === 0 ? '' : '+', figure })),
    ...right.map((figure, index): Term => ({ sign: index === 0 ? between : '+', figure })),
  ];
}

/** A blank figure is only where something is wrong with it. */
function isSaid({ cell }: ComparedFigure, { verdict }: CheckedComparison): boolean {
  return cell.state !== 'blank' || verdict === 'apart';
}

const BLANK = figureView('', undefined, false);
/** The same in a formula, where each figure is named. */
const NOTHING = figureView('空白', undefined, false);

/** As printed; without `context` it is no link. */
function viewFigure(
  figure: ComparedFigure,
  relation: CheckedComparison,
  unit: string | undefined,
  context: RelationContext | undefined,
  sum?: string,
): FigureView {
  if (!isSaid(figure, relation)) return sum === undefined ? BLANK : figureView('', undefined, false, sum);
  const { cell } = figure;
  const inUnit = unit === undefined && figure.unit !== '' ? `${cell.text} ${figure.unit}` : cell.text;
  const text = cell.state === 'blank' ? '空白' : inUnit;
  return figureView(text, context?.hrefOf(figure), relation.verdict === 'apart', sum);
}

function figureView(text: string, href: string | undefined, wrong: boolean, sum?: string): FigureView {
  return { text, href, sum, wrong };
}

/** The sum of the other side, where it is not what the whole is printed as. */
function otherSum({ leftSum, rightSum, verdict, comparison }: CheckedComparison): string | undefined {
  if (verdict === 'unknown' || equals(leftSum, rightSum)) return undefined;
  return printed(comparison === 'equal' ? rightSum : leftSum);
}

function linked(text: string, href: string | undefined): LinkView {
  return { text, href };
}
