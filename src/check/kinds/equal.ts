import { cellValue } from '../../model/cell.ts';
import { equals, isZero, ZERO } from '../../model/decimal.ts';
import type { FactIndex, KnownFigure } from '../../model/facts.ts';
import type { Rule } from '../../model/rule.ts';
import { type CheckContext, type Kind, type KindResult, notPublished } from '../kind.ts';
import { knownOperand, type Operand } from '../operand.ts';
import { type Comparison, isIdle, type Relation } from '../relation.ts';
import { carries, type OperandName, operandList } from '../rule-operands.ts';

/**
 * Operands: `left` and `right`, sums of facts; `codes: each` compares them code
 * by code, otherwise their totals; `zero` names facts that must be nothing for
 * the rule to apply, and `same` pairs of them that must be equal. `equal` wants both sides the same, `at-most` the left not
 * more than the right; `leftCode`, `rightCode` take one code of a side.
 */
export const equal: Kind = {
  explain: '两处数字按算式应当相等。',
  rank: 4,
  run: (rule, context) => compareFacts(rule, context, 'equal'),
};

export const atMost: Kind = {
  explain: '前一个数字不应大于后一个数字。',
  rank: 5,
  run: (rule, context) => compareFacts(rule, context, 'atMost'),
};

function compareFacts(rule: Rule, context: CheckContext, comparison: Comparison): KindResult {
  const { disclosure, facts } = context;
  const left = operandList(rule.operands.left);
  const right = operandList(rule.operands.right);
  const each = rule.operands.codes === 'each';
  const codes = each ? codesOf(facts, left, right) : [undefined];
  const known = (names: readonly OperandName[], code?: unknown): boolean =>
    names.some((name) => figureOf(facts, name, typeof code === 'string' ? code : undefined) !== undefined);
  // Code by code, a table without a total line says as much as one with it.
  const comparable = each
    ? codes.length > 0
    : known(left, rule.operands.leftCode) && known(right, rule.operands.rightCode);
  if (!comparable) {
    return notPublished(disclosure, (spec) => [...left, ...right].some((name) => carries(spec, name)));
  }
  const condition = conditionOf(rule, context);
  if (condition) return condition;
  const operands = (names: readonly OperandName[], code: string | undefined): Operand[] => {
    const found: Operand[] = [];
    for (const name of names) {
      const figure = figureOf(facts, name, code);
      const operand = figure && knownOperand(figure, disclosure.template.unit);
      if (operand) found.push(operand);
    }
    return found;
  };
  const relations = codes.flatMap((code): Relation[] => {
    const relation: Relation = {
      rule,
      comparison,
      left: operands(left, (rule.operands.leftCode as string | undefined) ?? code),
      right: operands(right, (rule.operands.rightCode as string | undefined) ?? code),
    };
    return relation.left.length === 0 || relation.right.length === 0 || isIdle(relation) ? [] : [relation];
  });
  return { relations };
}

/**
 * Why a rule's condition keeps it from being held against this disclosure:
 * something is not nothing that must be (`zero`), or not the same (`same`); or
 * nobody can say, because the tables that would are not published. Undefined
 * where the rule applies.
 */
export function conditionOf(rule: Rule, { disclosure, facts }: CheckContext): KindResult | undefined {
  const zero = operandList(rule.operands.zero);
  const holds =
    zero.every((name) => isNothing(facts, name)) &&
    pairs(rule.operands.same).every(([a, b]) => areEqual(facts, a, b));
  if (!holds) return { outcome: 'notApplicable', because: rule.condition ?? '条件不成立' };
  if (zero.length === 0 || zero.some((name) => allFigures(facts, name).length > 0)) return undefined;
  const missing = notPublished(disclosure, (spec) => zero.some((name) => carries(spec, name)));
  return missing.outcome && { ...missing, because: `${missing.because}，无从判断条件是否成立` };
}

function allFigures(
  facts: FactIndex,
  { concept = '', fund = 'all' }: OperandName,
  code?: string,
): readonly KnownFigure[] {
  if (fund !== 'any') return facts.find(concept, fund, code);
  const choice = facts.fundOf(concept);
  const chosen = choice === undefined ? undefined : 'fund' in choice ? choice.fund : choice.funds[0];
  return chosen === undefined ? [] : facts.find(concept, chosen, code);
}

const isAmount = ({ at }: KnownFigure): boolean => !at || at.column.kind === 'amount';

/** The first amount of a fact, as the form orders its tables. */
function figureOf(facts: FactIndex, name: OperandName, code?: string): KnownFigure | undefined {
  return allFigures(facts, name, code).find(isAmount);
}

/** No cell of it says anything but nothing. */
function isNothing(facts: FactIndex, name: OperandName): boolean {
  return allFigures(facts, name).every((figure) => {
    const value = isAmount(figure) ? cellValue(figure.cell) : ZERO;
    return value !== undefined && isZero(value);
  });
}

function pairs(value: unknown): [OperandName, OperandName][] {
  return Array.isArray(value) ? value.map((pair) => operandList(pair) as [OperandName, OperandName]) : [];
}

/** Both known and the same, or both nothing. */
function areEqual(facts: FactIndex, a: OperandName, b: OperandName): boolean {
  const [left, right] = [a, b].map((name) => {
    const figure = figureOf(facts, name);
    return figure && cellValue(figure.cell);
  });
  return equals(left ?? ZERO, right ?? ZERO);
}

/** Codes that both sides have. */
function codesOf(facts: FactIndex, left: readonly OperandName[], right: readonly OperandName[]): string[] {
  const codes = (names: readonly OperandName[]): ReadonlySet<string>[] =>
    names.flatMap(({ concept = '', fund = 'all' }) => (fund === 'any' ? [] : [facts.codes(concept, fund)]));
  const others = codes(right);
  const own = new Set(codes(left).flatMap((side) => [...side]));
  return [...own].filter((code) => others.some((side) => side.has(code)));
}
