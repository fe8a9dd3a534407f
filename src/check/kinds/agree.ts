import type { FactIndex, KnownFigure } from '../../model/facts.ts';
import { kept } from '../../model/kept.ts';
import type { Rule } from '../../model/rule.ts';
import type { Fund } from '../../model/template.ts';
import { type Kind, notPublished } from '../kind.ts';
import { knownOperand } from '../operand.ts';
import { isIdle, type Relation } from '../relation.ts';
import { carries, operandName } from '../rule-operands.ts';

/**
 * Operand: `concept`, one name with its fund; a name that ends in `.*` takes all
 * under it. The same fact — concept, fund, code — must be the same wherever it
 * stands, and as the text states it. `with`: other funds, the first of which
 * that is known must give the same totals.
 */
export const agree: Kind = {
  explain: '同一个数字在几张表里（以及正文里）出现时，处处一致。',
  rank: 3,
  run(rule, { disclosure, facts }) {
    const { concept = '', fund = 'all' } = operandName(rule.operands.concept);
    const matches = concept.endsWith('.*')
      ? (name: string) => name.startsWith(concept.slice(0, -1))
      : (name: string) => name === concept;
    const relations: Relation[] = [];
    const others = Array.isArray(rule.operands.with);
    for (const group of others ? [] : (repeatedFacts(facts).get(fund) ?? [])) {
      if (!matches(group[0]?.concept ?? '')) continue;
      const [base, ...more] = group;
      const left = base && knownOperand(base, disclosure.template.unit);
      if (!left) continue;
      for (const other of more) {
        const right = knownOperand(other, disclosure.template.unit);
        if (!right) continue;
        const relation: Relation = { rule, comparison: 'equal', left: [left], right: [right] };
        if (!isIdle(relation)) relations.push(relation);
      }
    }
    for (const name of others ? facts.concepts() : []) {
      const left = matches(name) ? amountOf(facts, name, fund as Fund) : undefined;
      const right = left && otherFund(rule, facts, name);
      const operands = [left, right].flatMap((figure) =>
        figure ? (knownOperand(figure, disclosure.template.unit) ?? []) : [],
      );
      const [a, b] = operands;
      if (!a || !b) continue;
      const relation: Relation = { rule, comparison: 'equal', left: [a], right: [b] };
      if (!isIdle(relation)) relations.push(relation);
    }
    return relations.length > 0
      ? { relations }
      : notPublished(disclosure, (spec) => carries(spec, { concept, fund }));
  },
};

function amountOf(facts: FactIndex, concept: string, fund: Fund): KnownFigure | undefined {
  return facts.find(concept, fund).find(({ at }) => !at || at.column.kind === 'amount');
}

function otherFund(rule: Rule, facts: FactIndex, concept: string): KnownFigure | undefined {
  for (const fund of rule.operands.with as Fund[]) {
    const figure = amountOf(facts, concept, fund);
    if (figure) return figure;
  }
  return undefined;
}

/** Facts that stand in several places, by fund. */
const repeatedFacts = kept((facts: FactIndex): ReadonlyMap<string, readonly (readonly KnownFigure[])[]> => {
  const byFund = new Map<string, (readonly KnownFigure[])[]>();
  for (const group of facts.repeated()) {
    const figures = onePerTable(group);
    const [first] = figures;
    if (!first || figures.length < 2) continue;
    const list = byFund.get(first.fund);
    if (list) list.push(figures);
    else byFund.set(first.fund, [figures]);
  }
  return byFund;
});

/** A code printed twice in one table is another rule's matter; counts of things are no money. */
function onePerTable(group: readonly KnownFigure[]): KnownFigure[] {
  const seen = new Set<unknown>();
  return group.filter((figure) => {
    if (figure.at && figure.at.column.kind !== 'amount') return false;
    const where = figure.at?.table ?? figure.fact;
    if (seen.has(where)) return false;
    seen.add(where);
    return true;
  });
}
