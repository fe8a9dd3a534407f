import type { Acknowledgement, CheckFinding } from '../model/disclosure.ts';
import { notice } from '../model/problem.ts';
import { normalized } from '../model/titles.ts';
import type { KindFinding } from './kind.ts';

const same = (wanted: string | undefined, actual: string | undefined): boolean =>
  wanted === undefined || (actual !== undefined && normalized(wanted) === normalized(actual));

/** Marks what disclosure.yaml explains, and tells which of its explanations explain nothing. */
export class Acknowledgements {
  readonly #items: readonly Acknowledgement[];
  readonly #used = new Set<Acknowledgement>();

  constructor(items: readonly Acknowledgement[]) {
    this.#items = items;
  }

  apply({ figures: _, accuses: __, explains: ___, witness: ____, ...finding }: KindFinding): CheckFinding {
    if (finding.acknowledgedBecause !== undefined) return { ...finding, outcome: 'acknowledged' };
    const { table, row, columnTitle } = finding.place;
    const match = this.#items.find(
      (item) =>
        item.rule === finding.rule &&
        same(item.table, table) &&
        same(item.row, row) &&
        same(item.column, columnTitle),
    );
    if (!match) return { ...finding, outcome: 'failed' };
    this.#used.add(match);
    return { ...finding, outcome: 'acknowledged', acknowledgedBecause: match.reason };
  }

  /** One that no longer matches anything hides nothing, and would hide the next mistake. */
  idle(): CheckFinding[] {
    return this.#items
      .filter((item) => !this.#used.has(item))
      .map((item) => {
        const words = [item.rule, item.table, item.row, item.column].filter(Boolean).join(' · ');
        const finding = notice(
          'load.idle-acknowledgement',
          item.place,
          `acknowledgements 里的“${words}”没有对应的问题`,
          '问题已经改正的，请删去这一条；写错的，请照 npm run check 的输出改正。',
        );
        return { ...finding, severity: 'warning', outcome: 'failed' };
      });
  }
}
