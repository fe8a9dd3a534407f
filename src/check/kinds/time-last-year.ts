import type { Disclosure, Fact } from '../../model/disclosure.ts';
import { factsOf } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Fund } from '../../model/template.ts';
import { type CodeEntry, codeEntries, entryPlace } from '../codes/entries.ts';
import { nameKey } from '../codes/index.ts';
import type { Kind, KindResult } from '../kind.ts';
import { factOperand, knownOperand, type Operand } from '../operand.ts';
import type { Relation } from '../relation.ts';
import { found } from './form-place.ts';

const NO_LAST_YEAR: KindResult = { outcome: 'couldNotRun', because: '内容里没有同一部门上年的公开文本' };

/** A figure of last year's disclosure. */
function lastYearOperand(
  { facts, tables, template, year }: Disclosure,
  { concept, fund }: Fact,
): Operand | undefined {
  if (concept === undefined) return undefined;
  const figure = factsOf({ facts, tables, template }).total(concept, fund);
  const operand = figure && knownOperand(figure, template.unit);
  return operand && ofYear(operand, year);
}

/** The operand named by its year, so that it is not taken for this year's. */
export function ofYear(operand: Operand, year: number): Operand {
  const { key, label, cell, unit, decimals } = operand;
  return {
    key: `${year}\0${key}`,
    label: `${year} 年${label}`,
    cell,
    unit,
    decimals,
    place: () => operand.place(),
  };
}

/** What the text states of the change is this year's figure less last year's. */
export const statedChange: Kind = {
  explain: '正文所述的比上年增减，等于本年数减去上年公开文本里的数。',
  rank: 6,
  run(rule, { disclosure, facts, lastYear }) {
    const stated = disclosure.facts.filter((fact) => fact.period === 'change' && fact.concept !== undefined);
    if (stated.length === 0) return { because: '正文没有列出比上年的增减' };
    if (!lastYear) return NO_LAST_YEAR;
    const relations = stated.flatMap((fact): Relation[] => {
      const now = facts.total(fact.concept as string, fact.fund);
      const left = now && knownOperand(now, disclosure.template.unit);
      const before = lastYearOperand(lastYear, fact);
      if (!left || !before) return [];
      return [{ rule, comparison: 'equal', left: [left], right: [before, factOperand(fact)] }];
    });
    return relations.length > 0
      ? { relations }
      : { outcome: 'couldNotRun', because: '上年的公开文本没有这些数' };
  },
};

/** What is printed of last year, in the text or in a column of its own, is what last year's disclosure has. */
export const statedPrevious: Kind = {
  explain: '正文所述、表中所列的上年数，与上年公开文本一致。',
  rank: 6,
  run(rule, { disclosure, facts, lastYear }) {
    const inText = disclosure.facts.some((fact) => fact.period === 'previous' && fact.concept !== undefined);
    const inTables = [...disclosure.tables.values()].some(({ columns }) =>
      columns.some((column) => column.period === 'previous'),
    );
    if (!inText && !inTables) return { because: '没有列出上年的数' };
    if (!lastYear) return NO_LAST_YEAR;
    const before = factsOf({ facts: lastYear.facts, tables: lastYear.tables, template: lastYear.template });
    const relations = [...before.concepts()].flatMap((concept) =>
      FUNDS.flatMap((fund): Relation[] => {
        const fact = facts.stated(concept, fund, 'previous');
        const right = fact && lastYearOperand(lastYear, fact);
        return fact && right
          ? [{ rule, comparison: 'equal', left: [factOperand(fact)], right: [right] }]
          : [];
      }),
    );
    return relations.length > 0
      ? { relations }
      : { outcome: 'couldNotRun', because: '上年的公开文本没有这些数' };
  },
};

const FUNDS: readonly Fund[] = ['all', 'fiscal', 'generalPublicBudget', 'governmentFund', 'stateCapital'];

/** Codes that bear another name than last year, and names that have moved to another code. */
export const codesChanged: Kind = {
  explain: '与上年公开文本相比，改了名称或编码的科目。',
  rank: 9,
  run(rule, { disclosure, lastYear }) {
    if (!lastYear) return NO_LAST_YEAR;
    const now = firstOfEach(disclosure);
    const before = firstOfEach(lastYear);
    const namesBefore = byName(before);
    const findings: Finding[] = [];
    let looked = 0;
    for (const [key, entry] of now) {
      const old = before.get(key);
      if (old) looked++;
      if (old && nameKey(old.name) !== nameKey(entry.name)) {
        findings.push({
          ...found(
            rule,
            entryPlace(entry, 'name'),
            `科目 ${entry.code} 上年名称是“${old.name}”，本年是“${entry.name}”`,
            '科目当年改名的，不必改动；没有改名的，请核对。',
          ),
          actual: entry.name,
          expected: old.name,
        });
      }
      const moved = old ? undefined : namesBefore.get(placeKey(entry));
      if (moved && !now.has(`${moved.classification} ${moved.code}`)) {
        findings.push({
          ...found(
            rule,
            entryPlace(entry, 'code'),
            `“${entry.name}”上年的科目编码是 ${moved.code}，本年是 ${entry.code}`,
            '科目当年改了编码的，不必改动；没有改的，请核对。',
          ),
          actual: entry.code,
          expected: moved.code,
        });
      }
    }
    return { looked, findings, because: '两年没有相同的科目' };
  },
};

function firstOfEach(disclosure: Disclosure): Map<string, CodeEntry> {
  const first = new Map<string, CodeEntry>();
  for (const entry of codeEntries(disclosure)) {
    const key = `${entry.classification} ${entry.code}`;
    if (!first.has(key)) first.set(key, entry);
  }
  return first;
}

/** 行政运行 stands under many 款: a name is known together with the length of its code and its 类. */
const placeKey = ({ classification, code, name }: CodeEntry): string =>
  `${classification} ${code.slice(0, 3)} ${code.length} ${nameKey(name)}`;

function byName(entries: ReadonlyMap<string, CodeEntry>): Map<string, CodeEntry> {
  return new Map([...entries.values()].map((entry) => [placeKey(entry), entry]));
}
