import { printed, printedDifference } from '../check/relation.ts';
import type { ComparedFigure } from '../model/comparison.ts';
import { equals } from '../model/decimal.ts';
import type { Check, CheckedComparison, CheckFinding } from '../model/disclosure.ts';
import { kept } from '../model/kept.ts';
import { rowName, type Table } from '../model/table.ts';
import { normalized } from '../model/titles.ts';
import type {
  FigureView,
  FormulaView,
  LinkView,
  RelationBlock,
  RelationLine,
  VerdictView,
} from './checks-types.ts';

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
/** More figures than that, of several tables, make no line of one. */
const MOST_COLUMNS = 7;

/**
 * Puts relations of one shape together: sums within a row (合计 = 基本支出 +
 * 项目支出), sums down the columns of a table, pairs of the same two columns;
 * what remains stands as formulas.
 */
export function relationBlocks(
  relations: readonly CheckedComparison[],
  context: RelationContext,
): readonly RelationBlock[] {
  const place = (relation: CheckedComparison): number => {
    const table = firstOf(relation)?.at?.table;
    return table ? context.order(table) : Number.MAX_SAFE_INTEGER;
  };
  const inOrder = relations.toSorted((a, b) => place(a) - place(b));
  const shapes = Map.groupBy(inOrder, shapeOf);
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

/*
 * Hundreds of relations, of up to dozens of figures, are looked at several times
 * each: the two sides are gone through in place rather than copied into one list.
 */

/** The tables of which a rule compared figures. */
export const tablesIn = kept(({ relations }: Check): ReadonlySet<Table> => {
  const tables = new Set<Table>();
  for (const { left, right } of relations) {
    for (const { at } of left) if (at) tables.add(at.table);
    for (const { at } of right) if (at) tables.add(at.table);
  }
  return tables;
});

function sizeOf({ left, right }: CheckedComparison): number {
  return left.length + right.length;
}

/** The left figures, then the right ones. */
function figureOf({ left, right }: CheckedComparison, index: number): ComparedFigure | undefined {
  return index < left.length ? left[index] : right[index - left.length];
}

function firstOf(relation: CheckedComparison): ComparedFigure | undefined {
  return figureOf(relation, 0);
}

/** Relations with the same shape stand in one table; '' for one that fits none. */
function shapeOf(relation: CheckedComparison): string {
  const { comparison, left, right } = relation;
  const first = firstOf(relation)?.at;
  const size = sizeOf(relation);
  if (!first) return '';
  const table = first.table.spec.id;
  let [oneSide, oneColumn, oneRow] = [true, size > 1, true];
  for (let index = 1; index < size; index++) {
    const at = figureOf(relation, index)?.at;
    if (!at) return '';
    oneRow &&= at.row === first.row;
    oneSide &&= at.table === first.table && at.row.side === first.row.side;
    oneColumn &&= at.column === first.column;
  }
  // One whole, on the one side or on the other.
  if (oneSide && oneColumn && (comparison === 'equal' ? left : right).length === 1)
    return `column ${table} ${first.row.side}`;
  if (!oneRow && size > MOST_COLUMNS) return '';
  let key = `${oneRow ? 'row' : 'across'} ${comparison}`;
  for (let index = 0; index < size; index++) {
    const at = figureOf(relation, index)?.at;
    key += `${index === left.length ? '=' : '+'}${oneRow ? '' : at?.table.spec.id} ${at?.column}`;
  }
  return oneRow ? `${key} ${table}` : key;
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
    ...(unit !== undefined && { unit }),
    ...(used.length < terms.length && { omits: true }),
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
  const shown = (index: number) => figureOf(relation, index) as ComparedFigure;
  const hrefs = new Set<string>();
  for (const index of used) {
    const href = isSaid(shown(index), relation) ? context.hrefOf(shown(index)) : undefined;
    if (href !== undefined) hrefs.add(href);
  }
  const [href] = hrefs;
  const once = hrefs.size === 1;
  const anchor = once ? context.anchorFor(href) : undefined;
  return {
    ...(anchor !== undefined && { anchor }),
    name: linked(namesOf(relation), once ? href : undefined),
    cells: used.map((index) => viewFigure(shown(index), relation, unit, once ? undefined : context)),
    verdict: verdictOf(relation, context),
  };
}

/** 合计 / 本年支出合计, where the tables call it by different names; numbers and codes before a name do not count. */
function namesOf(relation: CheckedComparison): string {
  const names = new Set<string>();
  const size = sizeOf(relation);
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

const NUMBER = /^(?:[一二三四五六七八九十]+、|[\d/]+[、.\s]\s*)/u;

/** A line for each whole, with its parts in words; a column for each of the table's. */
function sumsDown(relations: readonly CheckedComparison[], context: RelationContext): RelationBlock[] {
  const columns = [...new Set(relations.map((relation) => columnOf(relation)))].sort((a, b) => a - b);
  const first = relations[0] as CheckedComparison;
  const table = firstOf(first)?.at?.table;
  if (!table) return [];
  const unit = commonUnit(relations);
  const lines = Map.groupBy(relations, (relation) => {
    const { whole, parts } = wholeAndParts(relation);
    return `${relation.comparison} ${whole?.at?.row.line} ${parts.map(({ at }) => at?.row.line).join('+')}`;
  });
  return [
    {
      kind: 'table',
      caption: table.spec.id,
      ...(unit !== undefined && { unit }),
      corner: '上级 = 各下级之和',
      heads: columns.map((column) => table.headings[column] ?? ''),
      lines: [...lines.values()].map((own) => sumLine(own, columns, unit, context)),
    },
  ];
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
    ...(anchor !== undefined && { anchor }),
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
      const view = viewFigure(figure, relation, unit, undefined);
      const { leftSum, rightSum, verdict, comparison } = relation;
      if (verdict === 'unknown' || equals(leftSum, rightSum)) return view;
      return { ...view, sum: printed(comparison === 'equal' ? rightSum : leftSum) };
    }),
    verdict: joinedVerdict(own, context),
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
        figure: { ...viewFigure(figure, relation, undefined, context), ...blankAsWords(figure) },
      })),
    verdict: verdictOf(relation, context),
  };
}

const blankAsWords = ({ cell }: ComparedFigure): { text?: string } =>
  cell.state === 'blank' ? { text: '空白' } : {};

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

const BLANK: FigureView = { text: '' };

/** As printed; without `context` it is no link. */
function viewFigure(
  figure: ComparedFigure,
  relation: CheckedComparison,
  unit: string | undefined,
  context: RelationContext | undefined,
): FigureView {
  if (!isSaid(figure, relation)) return BLANK;
  const { cell } = figure;
  const printed = unit === undefined && figure.unit !== '' ? `${cell.text} ${figure.unit}` : cell.text;
  const view = linked(cell.state === 'blank' ? '空白' : printed, context?.hrefOf(figure));
  return relation.verdict === 'apart' ? { ...view, wrong: true } : view;
}

function linked(text: string, href: string | undefined): LinkView {
  return href === undefined ? { text } : { text, href };
}

function verdictOf(relation: CheckedComparison, context: RelationContext): VerdictView {
  const { verdict, finding } = relation;
  const text = verdictWords(relation);
  const href = verdict === 'apart' && finding ? context.hrefOfFinding(finding) : undefined;
  return href === undefined ? { verdict, text } : { verdict, text, href };
}

/** How the two sides came out, in words: 相等; 不符，差 0.05（已说明）. */
export function verdictWords({ verdict, comparison, difference, finding }: CheckedComparison): string {
  switch (verdict) {
    case 'exact':
      return comparison === 'equal' ? '相等' : '符合';
    case 'rounded':
      return `相符，四舍五入差 ${printedDifference(difference)}`;
    case 'unknown':
      return '有记号，无法比较';
    case 'apart': {
      const explained = finding?.outcome === 'acknowledged' ? '（已说明）' : '';
      return `${comparison === 'equal' ? '不符，差' : '不符，多'} ${printedDifference(difference)}${explained}`;
    }
  }
}

/** Of several columns: the worst, and how many. */
function joinedVerdict(relations: readonly CheckedComparison[], context: RelationContext): VerdictView {
  const own = (verdict: VerdictView['verdict']) =>
    relations.filter((relation) => relation.verdict === verdict);
  const apart = own('apart');
  const rounded = own('rounded');
  const unknown = own('unknown');
  const worst = apart[0] ?? rounded[0] ?? unknown[0] ?? relations[0];
  const one = verdictOf(worst as CheckedComparison, context);
  if (apart.length > 1) return { ...one, text: `${apart.length} 列不符` };
  if (apart.length === 0 && rounded.length > 1)
    return { ...one, text: `相符，${rounded.length} 列有四舍五入差` };
  return one;
}
