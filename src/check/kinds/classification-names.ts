import type { Finding } from '../../model/finding.ts';
import { type CodeEntry, distinctCodes, entryPlace, hasCodes } from '../codes/entries.ts';
import { type CodeIndex, codeIndex, nameKey } from '../codes/index.ts';
import { type Kind, type KindFinding, notPublished } from '../kind.ts';
import { codeKey } from '../things.ts';
import { found, relatedPlaces } from './form-place.ts';

const isKnown = (index: CodeIndex, { classification, code, name }: CodeEntry): boolean =>
  index.names(classification, code).some((known) => nameKey(known) === nameKey(name));

/** One code bears one name throughout a document. */
export const codeOneName: Kind = {
  explain: '同一个科目编码在各表里名称相同。',
  rank: 8,
  run(rule, { disclosure }) {
    const codes = distinctCodes(disclosure);
    if (codes.length === 0) return notPublished(disclosure, hasCodes);
    const index = codeIndex(disclosure.template.codes);
    const findings: Finding[] = [];
    for (const { names } of codes) {
      if (names.size < 2) continue;
      // The odd name: one that is not known before one that is, then the rarer, then the later.
      const sorted = [...names.values()].sort(
        ([a], [b]) => Number(isKnown(index, a as CodeEntry)) - Number(isKnown(index, b as CodeEntry)),
      );
      const unknown = sorted.filter(([entry]) => !isKnown(index, entry as CodeEntry));
      const pool = unknown.length > 0 && unknown.length < sorted.length ? unknown : sorted;
      const odd = pool.reduce((least, list) => (list.length <= least.length ? list : least));
      const [first] = odd as [CodeEntry];
      const others = [...names.values()].filter((list) => list !== odd).map(([entry]) => entry as CodeEntry);
      const words = others.map((entry) => `${entry.table.spec.id}里是“${entry.name}”`).join('，');
      findings.push({
        ...found(
          rule,
          entryPlace(first, 'name'),
          `科目 ${first.code} 在${first.table.spec.id}里名称是“${first.name}”，在${words}`,
          '同一个科目只有一个名称：请照当年的科目改成一致。',
        ),
        actual: first.name,
        ...relatedPlaces(
          [...odd.slice(1), ...others].map((entry) => ({
            place: entryPlace(entry, 'name'),
            label: `${entry.table.spec.id} ${entry.code}`,
            value: entry.name,
          })),
        ),
      });
    }
    return { looked: codes.length, findings };
  },
};

/**
 * The name that the list gives. A code with two names in the document is left
 * to the rule above; a code that is not known is looked at only where another
 * under the same parent bears its name.
 */
export const codeName: Kind = {
  explain: '科目名称与科目表一致（名称逐年有变，不同的只作提醒）。',
  rank: 8,
  run(rule, { disclosure }) {
    const index = codeIndex(disclosure.template.codes);
    const codes = distinctCodes(disclosure).filter(({ wellFormed }) => wellFormed);
    if (codes.length === 0) return notPublished(disclosure, hasCodes);
    if (index.isEmpty) return { outcome: 'couldNotRun', because: '表样没有科目表' };
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const { names } of codes) {
      if (names.size !== 1) continue;
      const [list] = names.values();
      const [first, ...others] = list as [CodeEntry, ...CodeEntry[]];
      const known = index.names(first.classification, first.code);
      const sibling =
        known.length === 0 ? index.sibling(first.classification, first.code, first.name) : undefined;
      if (known.length === 0 && sibling === undefined) continue;
      looked++;
      if (known.some((name) => nameKey(name) === nameKey(first.name))) continue;
      const expected = sibling ?? known.join('、');
      findings.push({
        ...found(
          rule,
          entryPlace(first, sibling === undefined ? 'name' : 'code'),
          sibling === undefined
            ? `${first.table.spec.id}里科目 ${first.code} 的名称是“${first.name}”，科目表里是${known.map((name) => `“${name}”`).join('或')}`
            : `${first.table.spec.id}里“${first.name}”的科目编码是 ${first.code}，科目表里是 ${sibling}`,
          '请核对编码和名称；当年科目已经改名的，不必改动，可以在表样的 codes.csv 里补上。',
        ),
        actual: sibling === undefined ? first.name : first.code,
        ...(sibling !== undefined && {
          accuses: [...new Set([first, ...others].map((entry) => codeKey(entry.table, entry.code)))],
        }),
        expected,
        ...relatedPlaces(
          others.map((entry) => ({
            place: entryPlace(entry, 'name'),
            label: `${entry.table.spec.id} ${entry.code}`,
            value: entry.name,
          })),
        ),
      });
    }
    return { looked, findings };
  },
};
