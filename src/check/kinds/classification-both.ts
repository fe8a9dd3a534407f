import { compare } from '../../model/decimal.ts';
import type { FactIndex, KnownFigure } from '../../model/facts.ts';
import type { Rule } from '../../model/rule.ts';
import type { Fund } from '../../model/template.ts';
import { nameKey } from '../codes/index.ts';
import { type Kind, type KindFinding, notPublished } from '../kind.ts';
import { knownOperand } from '../operand.ts';
import { carries, type OperandName, operandName } from '../rule-operands.ts';
import { codeKey, lackKey, rowKey, underKey } from '../things.ts';
import { conditionOf } from './equal.ts';
import { relatedPlaces, several } from './form-place.ts';

/**
 * Operands: `left` and `right`, a concept with its fund each; `zero` and `same`
 * as `equal` has them. A code that carries money on one side stands on the
 * other too; what is printed of it is compared by `equal`.
 */
export const codesInBoth: Kind = {
  explain: '两张按科目列示、内容相同的表，科目也相同，不多不少。',
  rank: 8,
  run(rule, context) {
    const { disclosure, facts } = context;
    const left = operandName(rule.operands.left);
    const right = operandName(rule.operands.right);
    const [first, second] = [left, right].map(({ concept = '', fund = 'all' }) =>
      facts.codes(concept, fund as Fund),
    ) as [ReadonlySet<string>, ReadonlySet<string>];
    if (first.size === 0 || second.size === 0)
      return notPublished(disclosure, (spec) => carries(spec, left) || carries(spec, right));
    const condition = conditionOf(rule, context);
    if (condition) return condition;
    const looked = first.size + second.size;
    if (first.size === second.size && [...first].every((code) => second.has(code))) return { looked };
    const [a, b] = [leavesOf(facts, left), leavesOf(facts, right)];
    if (a.size === 0 || b.size === 0) return { because: '两张表里没有带数字的科目' };
    const onlyLeft = without(a, facts, right);
    const onlyRight = without(b, facts, left);
    const findings: KindFinding[] = [];
    for (const figure of onlyLeft) {
      const same = onlyRight.find((other) => isSame(figure, other));
      if (same) onlyRight.splice(onlyRight.indexOf(same), 1);
      findings.push(told(rule, figure, b, same, disclosure.template.unit));
    }
    for (const figure of onlyRight) findings.push(told(rule, figure, a, undefined, disclosure.template.unit));
    return { looked, findings };
  },
};

type Placed = KnownFigure & { readonly at: NonNullable<KnownFigure['at']>; readonly code: string };

/** Codes with money that no other is part of, by code. */
function leavesOf(facts: FactIndex, { concept = '', fund = 'all' }: OperandName): Map<string, Placed> {
  const codes = facts.codes(concept, fund as Fund);
  const above = new Set<string>();
  for (const code of codes)
    for (let length = code.length - 2; length >= 3; length -= 2) above.add(code.slice(0, length));
  const leaves = new Map<string, Placed>();
  for (const code of codes) {
    if (above.has(code)) continue;
    // A summary's own rows stand for a 类 each, whatever tables by code print.
    const figure = facts.find(concept, fund as Fund, code).find(({ at }) => at && at.row.spec === undefined);
    if (figure?.at && figure.cell.state === 'figure' && figure.at.column.kind === 'amount')
      leaves.set(code, { ...figure, at: figure.at, code });
  }
  return leaves;
}

/** Those that the other side has not got, though it prints codes as long. */
function without(
  leaves: ReadonlyMap<string, Placed>,
  facts: FactIndex,
  { concept = '', fund = 'all' }: OperandName,
): Placed[] {
  const others = facts.codes(concept, fund as Fund);
  const lengths = new Set([...others].map((code) => code.length));
  return [...leaves.values()].filter(({ code }) => !others.has(code) && lengths.has(code.length));
}

/** The same line under another code: same name, same amount. */
function isSame(a: Placed, b: Placed): boolean {
  if (nameKey(a.at.row.label) !== nameKey(b.at.row.label)) return false;
  return a.cell.state === 'figure' && b.cell.state === 'figure' && compare(a.cell.value, b.cell.value) === 0;
}

const tableOf = (leaves: ReadonlyMap<string, Placed>): string => {
  const names = [...leaves.values()].map(({ at }) => at.table.spec.id);
  return [...new Set(names)].join('、');
};

/** Rows of other tables that bear the name, under whatever stands in place of a code. */
function namesakes(leaves: ReadonlyMap<string, Placed>, name: string): string[] {
  const tables = new Set([...leaves.values()].map(({ at }) => at.table));
  return [...tables].flatMap((table) =>
    table.rows.flatMap((row) => (nameKey(row.label) === nameKey(name) ? [rowKey(table, row)] : [])),
  );
}

function told(
  rule: Rule,
  figure: Placed,
  others: ReadonlyMap<string, Placed>,
  same: Placed | undefined,
  unit: string,
): KindFinding {
  const other = tableOf(others);
  const { at, code, cell } = figure;
  const { label } = at.row;
  const operand = knownOperand(figure, unit);
  const place = operand?.place() ?? { file: at.table.file };
  const own = at.table.spec.id;
  return {
    rule: rule.id,
    severity: rule.severity,
    place,
    message: same
      ? `${own}的“${code} ${label}”（${cell.text}）在${other}里编码是 ${same.code}`
      : `${own}有${several([`${code} ${label}`])}（${cell.text}），${other}里没有`,
    hint: same
      ? '请核对两处的科目编码，改成一致。'
      : `请核对：${other}漏列了这个科目的，请补上；编码写错的，请改正。`,
    actual: same ? code : cell.text,
    accuses: same
      ? [codeKey(at.table, code), codeKey(same.at.table, same.code)]
      : [lackKey(other, code), underKey(other, code.slice(0, -2))],
    figures: same ? [] : [codeKey(at.table, code), ...namesakes(others, label)],
    ...(same && { expected: same.code }),
    ...relatedPlaces(
      same
        ? [
            {
              place: knownOperand(same, unit)?.place() ?? { file: same.at.table.file },
              label: same.at.row.label,
              value: same.code,
            },
          ]
        : [],
    ),
  };
}
