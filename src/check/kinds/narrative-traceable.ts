import { isMoneyUnit, toFen } from '../../model/cell.ts';
import {
  addIntervals,
  exactInterval,
  intervalsMeet,
  isZero,
  negateInterval,
  ZERO,
} from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { TableSpec } from '../../model/template.ts';
import { type Kind, notPublished } from '../kind.ts';
import { factOperand } from '../operand.ts';
import { carries } from '../rule-operands.ts';
import { listsOf } from '../text/amount-lists.ts';
import { excerpt, relatedFigure, sayAt } from '../text/finding.ts';
import { agreementOf, type Narrative, narrativeOf, type Statement } from '../text/narrative.ts';
import { meantLabel } from '../text/scope.ts';
import { slipOf } from '../text/slip.ts';
import { repeats } from '../text/tracing.ts';

/** Words after which an amount is money of the budget. */
const BUDGET = /(?:支出|收入|经费|费|费用|资金|预算|拨款|补助|安排|专项|款|总计|合计|共计|为)$/u;

/**
 * Operand: `of`, `budget` (amounts that the text calls expenditure, income,
 * funds …) or `others` (changes, last year's amounts, any other).
 */
export const narrativeTraceable: Kind = {
  explain:
    '正文里自己填写的金额，应能在表里、说明里或项目里找到（位数可以少，单位可以不同）；找不到的列出来，请人核对。',
  rank: 7,
  run(rule, { disclosure, facts, lastYear }) {
    const narrative = narrativeOf(disclosure);
    const amounts = narrative.statements.filter((statement) =>
      isLookedFor(statement, rule.operands.of === 'budget'),
    );
    if (amounts.length === 0) return { because: '正文里没有自己填写的这类金额' };
    // Without the tables that budgets are told by, nothing can be traced.
    const told = TOTALS.some((concept) => facts.find(concept, 'all').some(({ at }) => at));
    if (!told && rule.operands.of === 'budget' && disclosure.notPublished.size > 0)
      return notPublished(disclosure, (spec) => TOTALS.some((concept) => carries(spec, { concept })));
    const listed = inBrokenLists(narrative, disclosure);
    const lost = amounts.filter(
      (statement) =>
        !listed.has(statement) &&
        !isInNoTable(statement, disclosure) &&
        !isTraced(statement, narrative, disclosure, lastYear) &&
        !slipOf(statement, narrative),
    );
    const findings = [...Map.groupBy(lost, ({ segment }) => segment).values()].map((group) =>
      tell(rule, group, narrative),
    );
    return { looked: amounts.length, findings };
  },
};

/** A list that does not add up is told of by the sum, with what of it is not in the tables. */
function inBrokenLists(narrative: Narrative, disclosure: Disclosure): ReadonlySet<Statement> {
  const broken = listsOf(narrative, disclosure).filter(({ holds }) => !holds);
  return new Set(
    broken.flatMap(({ lists }) =>
      lists.flatMap(({ whole, parts }) => [whole, ...parts].map(({ statement }) => statement)),
    ),
  );
}

/** “三公”经费 in a text whose table of them is not published: there is nothing to hold it against. */
function isInNoTable({ label }: Statement, { notPublished: lacking, template, tables }: Disclosure): boolean {
  if (label?.kind !== 'concept' || lacking.size === 0) return false;
  const shows = (spec: TableSpec | undefined): boolean =>
    spec !== undefined && label.concepts.some((concept) => carries(spec, { concept, fund: 'any' }));
  return (
    [...lacking.keys()].some((id) => shows(template.tables.get(id))) &&
    ![...tables.values()].some(({ spec }) => shows(spec))
  );
}

const TOTALS = ['expenditure.total', 'income.total'];

function isLookedFor({ role, bound, unit, value, label, words }: Statement, ofBudget: boolean): boolean {
  if (bound || !isMoneyUnit(unit) || role === 'limit' || isZero(value)) return false;
  return (role === 'value' && (label !== undefined || BUDGET.test(words))) === ofBudget;
}

/** More than a message should name. */
const MAX_NAMED = 8;

/** One a section: all that it says and nothing shows. */
function tell(rule: Rule, group: readonly Statement[], { body }: Narrative): Finding {
  const [first] = group as [Statement];
  const shown = group.slice(0, MAX_NAMED);
  const named = new Set(shown.map(({ lead, to }) => `“${excerpt(body, lead, to, 0).replaceAll('……', '')}”`));
  const more = group.length > shown.length ? `等 ${group.length} 个金额` : '';
  const compares = group.some(({ role }) => role !== 'value');
  return sayAt(rule, body, first.from, {
    message: `${[...named].join('、')}${more}在表和项目里找不到`,
    hint: compares
      ? '程序没有上年的数，无从核对。请对照上年的预算核实；也可以写进 disclosure.yaml 的 facts（period: change 或 previous）。'
      : '请核对这些数。表里有的，可以改成绑定；表里没有而要公开的，请写进 disclosure.yaml 的 facts，注明出处。',
    actual: first.text,
    related: shown.slice(1).map((item) => relatedFigure(item, item.words || item.text)),
  });
}

function isTraced(
  statement: Statement,
  narrative: Narrative,
  disclosure: Disclosure,
  lastYear: Disclosure | undefined,
): boolean {
  // A name that the tables know is another rule's to judge.
  if (statement.role === 'value' && statement.label) {
    const label = meantLabel(statement, statement.label, narrative, disclosure);
    if (agreementOf(statement, narrative, label)) return true;
  }
  // This year's figure under a year left over from the last: the year is what is wrong.
  if (statement.role === 'past' && statement.label && agreementOf(statement, narrative)?.agrees) return true;
  if (statement.role === 'value') {
    return narrative.tracing.find(statement) !== undefined || isSumOfOthers(statement, narrative);
  }
  // What this year's tables hold is neither last year's amount nor the change since.
  if (disclosure.facts.some((fact) => isMoneyUnit(fact.unit) && repeats(statement, factOperand(fact))))
    return true;
  if (lastYear && narrativeOf(lastYear).tracing.find(statement)) return true;
  return statement.role === 'change' && isDifference(statement, narrative, disclosure, lastYear);
}

/** A sum of what its own sentence lists, all of which is in the tables. */
function isSumOfOthers(statement: Statement, { statements, tracing }: Narrative): boolean {
  let total = exactInterval(ZERO);
  for (let at = statement.index + 1; at < Math.min(statements.length, statement.index + 30); at++) {
    const other = statements[at] as Statement;
    if (other.sentence !== statement.sentence) break;
    if (other.role !== 'value' || !isMoneyUnit(other.unit)) continue;
    if (!isZero(other.value) && !tracing.find(other)) return false;
    total = addIntervals(total, other.interval);
    if (intervalsMeet(total, statement.interval)) return true;
  }
  return false;
}

/** This year's figure of that name less last year's. */
function isDifference(
  { label, interval }: Statement,
  { labels }: Narrative,
  disclosure: Disclosure,
  lastYear: Disclosure | undefined,
): boolean {
  if (!label || !lastYear) return false;
  const before = narrativeOf(lastYear).labels;
  return (
    [...labels.figures(label)].some((now) =>
      [...before.figures(label)].some((then) => {
        if (now.cell.state !== 'figure' || then.cell.state !== 'figure') return false;
        const gap = addIntervals(
          exactInterval(toFen(now.cell.value, now.unit)),
          negateInterval(exactInterval(toFen(then.cell.value, then.unit))),
        );
        return intervalsMeet(gap, interval) || intervalsMeet(negateInterval(gap), interval);
      }),
    ) && disclosure.year === lastYear.year + 1
  );
}
