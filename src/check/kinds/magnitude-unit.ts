import { type Cell, fromFen, isMoneyUnit, toFen, type Unit } from '../../model/cell.ts';
import {
  absolute,
  compare,
  type Decimal,
  divide,
  formatDecimal,
  isZero,
  multiply,
  shift,
  withScale,
} from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import { type FactIndex, type KnownFigure, quotable } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Place } from '../../model/place.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { holdsIf } from '../mended.ts';
import { knownOperand, type Operand } from '../operand.ts';
import { type Evaluated, printed } from '../relation.ts';
import { yuanKey } from '../things.ts';
import { found, relatedPlaces } from './form-place.ts';
import { amountOperand } from './project-operands.ts';

const times = (n: number): Decimal => ({ coefficient: BigInt(n), scale: 0 });

/**
 * How many times all expenditure of a year a figure may be before 元 was
 * meant by 万元: a part of the budget is never more than the whole of it;
 * buildings and equipment can be worth many years' budgets.
 */
const PART = times(50);
const ASSETS = times(200);

/** A cell is looked at alone only where nothing else of its column is as large: else a sum tells of it. */
const PEERS = times(1000);

export const magnitudeUnit: Kind = {
  explain: '金额与全部支出相比在合理的量级；大得出奇的，可能是把元填成了万元。',
  rank: 9,
  run(rule, { disclosure, facts }) {
    const whole = facts.total('expenditure.total') ?? facts.total('income.total');
    const total = whole && fenOf(whole.cell, whole.unit);
    if (!whole || !total || isZero(total))
      return { outcome: 'couldNotRun', because: '没有列出全部支出，无从比较' };
    const wholeText = `${printed(fromFen(total, '万元'))} 万元`;
    const findings: KindFinding[] = [];
    const said = new Map<string, { readonly finding: Finding; readonly operand: Operand }[]>();
    let looked = 0;
    const ceilings = { part: multiply(total, PART), assets: multiply(total, ASSETS) };
    for (const { cell, unit, of, figure, operandOf } of candidates(disclosure, facts)) {
      const value = fenOf(cell, unit);
      // What is given in 元 has not been taken for 万元.
      if (!value || unit === '元') continue;
      looked++;
      if (compare(absolute(value), ceilings[of]) <= 0 || (figure && !isWhole(figure))) continue;
      const operand = operandOf();
      if (!operand) continue;
      const place = operand.place();
      const group = place.table ?? place.file;
      const meant = withScale(shift(fromFen(value, operand.unit), -4), 2);
      const ratio = divide(value, total, 0);
      const finding: Finding = {
        ...found(
          rule,
          place,
          `${operand.label}是 ${operand.cell.text}${operand.unit}，是全部支出 ${wholeText}的 ${ratio ? formatDecimal(ratio) : ''} 倍，像是把元填成了${operand.unit}`,
          `单位是元的，请改为 ${formatDecimal(meant)}；数字无误的，请在 acknowledgements 里说明。`,
        ),
        actual: operand.cell.text,
        expected: formatDecimal(meant),
      };
      const earlier = said.get(group);
      if (earlier) earlier.push({ finding, operand });
      else said.set(group, [{ finding, operand }]);
    }
    for (const group of said.values()) {
      const [first, ...others] = group.map(({ finding }) => finding) as [Finding, ...Finding[]];
      const operands = group.map(({ operand }) => operand);
      findings.push({
        ...first,
        ...relatedPlaces(
          others.map(({ place, actual = '' }) => ({
            place: place as Place,
            label: place.row ?? '',
            value: actual,
          })),
        ),
        accuses: operands.flatMap(({ key, at }) => (at ? [key, yuanKey(at.table)] : [key])),
        explains: (relation) => isMendedInWan(relation, operands),
      });
    }
    return { looked, findings };
  },
};

/** Would it hold with every one of the figures taken for 元? */
function isMendedInWan(relation: Evaluated, operands: readonly Operand[]): boolean {
  const keys = new Set(operands.map(({ key }) => key));
  if (![...relation.left, ...relation.right].some(({ key }) => keys.has(key))) return false;
  return holdsIf(relation, ({ key, cell }) =>
    keys.has(key) && cell.state === 'figure' ? { ...cell, value: shift(cell.value, -4) } : undefined,
  );
}

function fenOf(cell: Cell, unit: Unit): Decimal | undefined {
  return cell.state === 'figure' && isMoneyUnit(unit) ? toFen(cell.value, unit) : undefined;
}

interface Candidate {
  readonly cell: Cell;
  readonly unit: Unit;
  readonly of: 'part' | 'assets';
  /** Set for a figure that is known by concept. */
  readonly figure?: KnownFigure;
  /** Made only for what is told. */
  readonly operandOf: () => Operand | undefined;
}

/** Totals of every concept, and the projects' amounts, with what each may be at most. */
function* candidates(disclosure: Disclosure, facts: FactIndex): Generator<Candidate> {
  for (const concept of facts.concepts()) {
    const choice = facts.fundOf(concept);
    for (const fund of choice && 'fund' in choice ? [choice.fund] : (choice?.funds ?? [])) {
      const figures = facts.find(concept, fund);
      const figure = quotable(figures);
      // What stands in several places is compared there.
      if (figure?.cell.state !== 'figure' || (figure.fact && figures.length > 1)) continue;
      yield {
        cell: figure.cell,
        unit: figure.unit,
        of: concept.startsWith('assets.') ? 'assets' : 'part',
        figure,
        operandOf: () => knownOperand(figure, disclosure.template.unit),
      };
    }
  }
  const form = disclosure.template.projects;
  if (!form) return;
  for (const project of disclosure.projects) {
    if (project.amount.state !== 'figure') continue;
    yield {
      cell: project.amount,
      unit: form.unit,
      of: 'part',
      operandOf: () => amountOperand(project, form),
    };
  }
}

/** Money, and of the magnitude of what stands beside it: a single wrong cell breaks a sum, and is told there. */
function isWhole({ at, cell }: KnownFigure): boolean {
  if (!at) return true;
  if (at.column.kind !== 'amount' || cell.state !== 'figure') return false;
  const column = at.table.columns.indexOf(at.column);
  const own = absolute(cell.value);
  const peers = at.table.lines.flatMap(({ cells }, line) => {
    const other = cells[column];
    return other?.state === 'figure' && line !== at.row.line ? [absolute(other.value)] : [];
  });
  return peers.length === 0 || peers.some((peer) => compare(multiply(peer, PEERS), own) >= 0);
}
