import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import { likely } from '../../model/nearest.ts';
import type { Table } from '../../model/table.ts';
import { normalized } from '../../model/titles.ts';
import type { Kind } from '../kind.ts';
import { fillFor, found, tablePlace } from './form-place.ts';

/** A note says in so many words that the table is empty. */
const EMPTY_TABLE = /空表/u;
/** … or that there is nothing of what it would list. */
const NOTHING =
  /^注?:?(?:本|我)?(?:部门|单位|局|委|办|中心)?(?:\d{4}年)?度?(?:无|没有|未安排|不涉及)[^,。;]{2,40}(?:预算|支出|拨款|收入|采购|资产|经费|资金|情况|数据|内容)[^,。;]{0,10}(?:[,。;]|$)/u;
/** Any of the many ways to say so: enough under a table that is empty. */
const SOMEHOW = /空表|无|没有|未安排|未发生|不涉及/u;

const saysEmpty = (note: string): boolean => EMPTY_TABLE.test(note) || NOTHING.test(normalized(note));

/** Tables that hold figures: a list of names alone has no such note. */
const figured = (table: Table): boolean =>
  table.columns.some((column) => column.kind === 'amount' || column.kind === 'quantity');

const filledCells = (table: Table): number => {
  let count = 0;
  for (const { cells } of table.lines) for (const cell of cells) if (cell.state === 'figure') count++;
  return count;
};

/** Printed whether the table is empty or not. */
const isAlways = (note: string, { spec }: Table): boolean => spec.notes.always.includes(note);

export const emptyNote: Kind = {
  explain: '没有数据的表列空表，并注明。',
  rank: 9,
  run(rule, { disclosure }) {
    const fill = fillFor(disclosure);
    const empty = [...disclosure.tables.values()].filter(
      (table) => figured(table) && table.lines.length === 0,
    );
    const findings = empty
      .filter((table) => !table.notes.some((note) => !isAlways(note, table) && SOMEHOW.test(note)))
      .map((table) => {
        const example = table.spec.notes.whenEmpty[0] ?? `注：无${table.spec.id}数据，空表列示。`;
        return found(
          rule,
          tablePlace(table),
          `${table.spec.id}是空表，却没有注明`,
          `请在 disclosure.yaml 的 tables › ${table.spec.id} › notes 里加上说明，如“${fill(example)}”；漏填了数据的，请补上。`,
        );
      });
    return { looked: empty.length, findings, because: '没有空表' };
  },
};

export const filledNote: Kind = {
  explain: '有数据的表下面，没有“空表列示”的注。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const table of disclosure.tables.values()) {
      if (!figured(table) || table.lines.length === 0) continue;
      looked++;
      const note = table.notes.find((item) => !isAlways(item, table) && saysEmpty(item));
      const count = note === undefined ? 0 : filledCells(table);
      if (note === undefined || count === 0) continue;
      findings.push({
        ...found(
          rule,
          tablePlace(table),
          `${table.spec.id}有 ${count} 个数字，下面却注着“${note}”`,
          `数字无误的，请删去 disclosure.yaml 中 tables › ${table.spec.id} › notes 的这条注；确实没有数据的，请清空 ${table.file}。`,
        ),
        actual: note,
        // It may speak of a part only, where it does not call the table empty.
        ...(!EMPTY_TABLE.test(note) && { severity: 'warning' as const }),
      });
    }
    return { looked, findings };
  },
};

export const otherNote: Kind = {
  explain: '空表下面的注说的是这张表，不是别的表。',
  rank: 9,
  run(rule, { disclosure }) {
    const notes = notesOfForm(disclosure);
    const findings: Finding[] = [];
    let looked = 0;
    for (const table of disclosure.tables.values()) {
      for (const note of table.notes) {
        if (isAlways(note, table) || !saysEmpty(note)) continue;
        looked++;
        const other = otherOwner(normalized(note), table.spec.id, notes);
        if (other === undefined) continue;
        findings.push({
          ...found(
            rule,
            tablePlace(table),
            `${table.spec.id}下面的注“${note}”说的是${other}`,
            `请在 disclosure.yaml 的 tables › ${table.spec.id} › notes 里改正。`,
          ),
          actual: note,
        });
      }
    }
    return { looked, findings, because: '没有空表的注' };
  },
};

/** The form's notes for empty tables: whose each one is. */
function notesOfForm(disclosure: Disclosure): Map<string, string[]> {
  const fill = fillFor(disclosure);
  const owners = new Map<string, string[]>();
  for (const [id, spec] of disclosure.template.tables) {
    for (const text of spec.notes.whenEmpty) {
      const note = normalized(fill(text));
      const known = owners.get(note);
      if (known) known.push(id);
      else owners.set(note, [id]);
    }
  }
  return owners;
}

/** The table whose note this is, where it is another's: word for word, or nearer to it than to its own. */
function otherOwner(
  note: string,
  own: string,
  owners: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const known = [...owners.values()].some((ids) => ids.includes(own));
  const nearest = owners.has(note) ? note : known ? likely(note, owners.keys()) : undefined;
  const ids = nearest === undefined ? undefined : owners.get(nearest);
  return ids && !ids.includes(own) ? ids[0] : undefined;
}
