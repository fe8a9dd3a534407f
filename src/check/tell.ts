import type { Decimal } from '../model/decimal.ts';
import type { Finding, Related } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { rowName } from '../model/table.ts';
import type { Blame } from './blame.ts';
import { type Operand, operandValue } from './operand.ts';
import { type Evaluated, isTenThousandfold, printed, printedDifference } from './relation.ts';
import type { Shift } from './shifted.ts';

/** One blame in words: 「<表>“<行>”的“<列>”实为 X，应为 Y（差 Z）」, then where to mend it. */
export function tell(blame: Blame): Finding {
  const [relation] = blame.relations as [Evaluated];
  if (blame.shift) return tellShift(blame.shift, relation, blame.relations);
  return blame.culprit ? tellCulprit(blame, relation) : tellSides(relation, blame.relations.slice(1));
}

function tellShift({ operand, to }: Shift, { rule }: Evaluated, relations: readonly Evaluated[]): Finding {
  const { columnTitle: _, column: __, ...place } = operand.place();
  const name = operand.at ? `${operand.at.table.spec.id}“${rowName(operand.at.row)}”` : operand.label;
  const [off, back] = to === 'left' ? ['右', '左'] : ['左', '右'];
  return {
    rule: rule.id,
    severity: worst(relations),
    place,
    message: `${name}一行的数字像是都错到了${off}边一列：${back}移一列，${relations.length} 项不成立的关系就都成立`,
    hint: `请对照原表核对 ${where(place)}，把各数填回自己的列。`,
    related: relatedOf(relations, operand),
  };
}

function tellCulprit({ culprit, also, relations }: Blame, relation: Evaluated): Finding {
  const { operand, expected } = culprit as NonNullable<Blame['culprit']>;
  const place = operand.place();
  const actual = operand.cell.text === '' ? '空白' : operand.cell.text;
  const difference = relations[0] ? relation.difference : expected;
  const others = relations.length > 1 && !also ? `；${relations.length} 项关系都指向这一格` : '';
  const same = also?.map(
    (item) => `“${item.operand.place().columnTitle ?? ''}”应为 ${printed(item.expected)}`,
  );
  return {
    rule: relation.rule.id,
    severity: worst(relations),
    place,
    message: `${operand.label}实为 ${actual}，应为 ${printed(expected)}（差 ${printedDifference(difference)}）${slipOf(operandValue(operand) ?? expected, expected)}${same ? `；同一行${same.join('，')}` : ''}${others}`,
    hint: `请把 ${where(place)}的“${place.columnTitle ?? place.row ?? ''}”改为 ${printed(expected).replaceAll(',', '')}；如果这一格无误，请核对：${formulas(relations)}。`,
    actual,
    expected: printed(expected),
    difference: printed(difference),
    related: relatedOf(relations, operand),
  };
}

/** Nothing decides which side is wrong: both are named. */
function tellSides(relation: Evaluated, others: readonly Evaluated[]): Finding {
  const { left, right, leftSum, rightSum, difference, comparison } = relation;
  const first = left[0] as Operand;
  const place = first.place();
  const shown = printed(leftSum);
  const wanted = printed(rightSum);
  const single = left.length === 1;
  const subject = single ? first.label : left.map((operand) => operand.label).join(' + ');
  const relationWords =
    comparison === 'atMost'
      ? `实为 ${shown}，不应大于 ${wanted}（多 ${printedDifference(difference)}）`
      : `实为 ${shown}，应为 ${wanted}（差 ${printedDifference(difference)}）${slipOf(leftSum, rightSum)}`;
  const more = others.length > 0 ? `；另有 ${others.length} 项关系出于同一处` : '';
  return {
    rule: relation.rule.id,
    severity: relation.rule.severity,
    place,
    message: `${subject}${relationWords}${more}`,
    hint: `${relation.rule.title}：${formula(relation)}。请核对 ${[...new Set([...left, ...right].filter((operand) => operand.cell.state !== 'blank').map((operand) => where(operand.place())))].join('、')}，改正有误的一处。`,
    actual: shown,
    expected: comparison === 'atMost' ? `≤ ${wanted}` : wanted,
    difference: printed(difference),
    related: relatedOf([relation, ...others], first),
    ...relation.words?.(relation),
  };
}

/** 支出总表“合计”的“合计” 3.10 = “基本支出” 1.00 + “项目支出” 2.00. */
export function formula({ left, right, comparison }: Evaluated): string {
  const side = (operands: readonly Operand[]): string => {
    const used = operands.filter((operand) => operand.cell.state !== 'blank');
    return used.length === 0
      ? '0'
      : used.map((operand) => `${operand.label} ${operand.cell.text}`).join(' + ');
  };
  return `${side(left)} ${comparison === 'atMost' ? '≤' : '='} ${side(right)}`;
}

/** More formulas than a clerk reads. */
const MOST_FORMULAS = 3;

function formulas(relations: readonly Evaluated[]): string {
  const rest = relations.length - MOST_FORMULAS;
  const shown = relations.slice(0, MOST_FORMULAS).map(formula).join('；');
  return rest > 0 ? `${shown}；等 ${relations.length} 项` : shown;
}

/** The other figures, each once. */
function relatedOf(relations: readonly Evaluated[], except: Operand): Related[] {
  const others = new Map<string, Operand>();
  for (const operand of relations.flatMap(({ left, right }) => [...left, ...right])) {
    if (operand.key !== except.key && operand.cell.state !== 'blank') others.set(operand.key, operand);
  }
  return [...others.values()].map((operand) => ({
    ...operand.place(),
    label: operand.label,
    value: operand.cell.text,
  }));
}

/** Said where 元 stands for 万元. */
function slipOf(actual: Decimal, expected: Decimal): string {
  return isTenThousandfold(actual, expected) ? '，相差一万倍，像是有一处把元填成了万元' : '';
}

function where({ file, line }: Place): string {
  return line === undefined ? file : `${file} 第 ${line} 行`;
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function worst(relations: readonly Evaluated[]): Finding['severity'] {
  return relations.map((relation) => relation.rule.severity).sort((a, b) => RANK[a] - RANK[b])[0] ?? 'error';
}
