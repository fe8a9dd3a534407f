import { isMoneyUnit } from '../../model/cell.ts';
import type { Disclosure, Project } from '../../model/disclosure.ts';
import { kept, keptByText } from '../../model/kept.ts';
import type { Row, Table } from '../../model/table.ts';
import type { ColumnSpec, Fund, Template } from '../../model/template.ts';
import { bareLabel } from '../../model/titles.ts';
import { cellOperand, factOperand, type Operand } from '../operand.ts';
import { operandName } from '../rule-operands.ts';

/**
 * What the words before a figure mean: the concepts that rules.yaml and the
 * form's titles give them, the lines of the tables, the projects.
 */
export interface Label {
  /** concept: one of the document's own totals. line: a code's line. project: a project's name. */
  readonly kind: 'concept' | 'line' | 'project';
  /** The words as the dictionary has them. */
  readonly words: string;
  readonly concepts: readonly string[];
}

interface Meaning {
  readonly concepts: Set<string>;
  readonly words: string;
}

/** Words of a label without what is written now so, now so: spaces, brackets, quotation marks. */
export function labelKey(text: string): string {
  return text.replace(/[\s\u3000（）()[\]【】“”"'‘’《》·:：]/gu, '');
}

/** Titles that mean another thing in each table. */
const TOO_COMMON: ReadonlySet<string> = new Set([
  '合计',
  '小计',
  '总计',
  '金额',
  '预算数',
  '项目',
  '数量',
  '单价',
  '价值',
  '类',
  '款',
  '项',
]);

/** Words that the rules and the form give to concepts. The same for all disclosures of a form. */
const formLabels = kept((template: Template): ReadonlyMap<string, Meaning> => {
  const labels = new Map<string, Meaning>();
  const give = (words: string, concept: string): void => {
    const key = labelKey(words);
    if (key.length < 2 || TOO_COMMON.has(key) || words.includes('{{')) return;
    const meaning = labels.get(key);
    if (meaning) meaning.concepts.add(concept);
    else labels.set(key, { concepts: new Set([concept]), words });
  };
  for (const rule of template.rules) {
    const { labels: own } = rule.operands;
    if (own === null || typeof own !== 'object') continue;
    for (const [concept, words] of Object.entries(own))
      for (const word of Array.isArray(words) ? words : []) give(String(word), concept);
  }
  for (const table of template.tables.values()) {
    for (const column of table.columns) {
      if (column.concept === undefined || column.kind !== 'amount') continue;
      for (const title of [column.title, ...column.aliases]) give(bareLabel(title), column.concept);
    }
    for (const side of table.sides) {
      for (const row of side.rows.fixed) {
        if (row.concept === undefined) continue;
        for (const title of [row.label, ...row.aliases]) give(bareLabel(title), row.concept);
      }
    }
  }
  return labels;
});

/** The words of one disclosure, and the figures behind them. */
export class Labels {
  readonly #disclosure: Disclosure;
  readonly #form: ReadonlyMap<string, Meaning>;
  #lines: Map<string, { table: Table; row: Row }[]> | undefined;
  #projects: Map<string, readonly Project[]> | undefined;
  #cells: ReadonlyMap<string, readonly TotalCell[]> | undefined;
  readonly #totals = new Map<string, readonly Operand[]>();

  constructor(disclosure: Disclosure) {
    this.#disclosure = disclosure;
    this.#form = formLabels(disclosure.template);
  }

  find(words: string): Label | undefined {
    const key = labelKey(words);
    if (key.length < 2) return undefined;
    const meaning = this.#form.get(key);
    if (meaning) return { kind: 'concept', words: meaning.words, concepts: [...meaning.concepts] };
    const line = this.#line(key);
    if (line) return line;
    const project = this.#projectsOf(key)[0];
    return project && { kind: 'project', words: project.name, concepts: [] };
  }

  /** The tables' line of that name; some forms print 类 without 支出. */
  line(words: string): Label | undefined {
    return this.#line(labelKey(words));
  }

  #line(key: string): Label | undefined {
    const line =
      this.#linesOf(key)[0] ?? (key.endsWith('支出') ? this.#linesOf(key.slice(0, -2))[0] : undefined);
    return line && { kind: 'line', words: bareLabel(line.row.label), concepts: [] };
  }

  /** Every figure that a label may mean, likeliest first: for a concept its totals, then any line of its columns. */
  *figures(label: Label): Iterable<Operand> {
    if (label.kind === 'concept') {
      for (const concept of label.concepts) yield* this.totals(concept);
      for (const concept of label.concepts) yield* this.#linesUnder(concept);
    } else if (label.kind === 'line') {
      const { unit } = this.#disclosure.template;
      for (const { table, row } of this.#linesOf(labelKey(label.words))) {
        for (const [index, column] of table.columns.entries()) {
          if (column.kind === 'amount' && isOfSide(column, row))
            yield* usable(cellOperand(table, row, index, unit));
        }
      }
    } else {
      const { template } = this.#disclosure;
      const title = template.projects?.amountTitle ?? '预算数';
      for (const project of this.#projectsOf(labelKey(label.words))) {
        yield {
          key: `project\0${project.number}\0amount`,
          label: `第 ${project.number} 个项目的“${title}”`,
          cell: project.amount,
          unit: template.projects?.unit ?? template.unit,
          decimals: 0,
          place: () => ({ ...project.place('amount'), row: project.name }),
        };
      }
    }
  }

  /** The figures of a concept (`expenditure.total@governmentFund` for one fund's) that stand for the whole. */
  totals(name: string): readonly Operand[] {
    const known = this.#totals.get(name);
    if (known) return known;
    const { concept = '', fund } = operandName(name);
    const { tables, facts, template } = this.#disclosure;
    // 支出总表 before the tables of one fund.
    const found: Operand[] = [];
    const ofOneFund: Operand[] = [];
    this.#cells ??= totalCells(tables);
    for (const { table, row, index, fund: own } of this.#cells.get(concept) ?? []) {
      if (fund === undefined || fund === own)
        (own === 'all' ? found : ofOneFund).push(...usable(cellOperand(table, row, index, template.unit)));
    }
    found.push(...ofOneFund);
    for (const fact of facts) {
      if (fact.concept !== concept || fact.period !== 'current' || !isMoneyUnit(fact.unit)) continue;
      if (fund === undefined || fund === fact.fund) found.push(factOperand(fact));
    }
    this.#totals.set(name, found);
    return found;
  }

  *#linesUnder(name: string): Iterable<Operand> {
    const { concept, fund } = operandName(name);
    const { tables, template } = this.#disclosure;
    for (const table of tables.values()) {
      for (const [index, column] of table.columns.entries()) {
        if (column.kind !== 'amount' || column.period !== 'current' || column.concept !== concept) continue;
        if (fund !== undefined && fund !== (column.fund ?? table.spec.fund)) continue;
        for (const row of table.rows) {
          const filled = table.lines[row.line]?.cells[index]?.state === 'figure';
          if (filled && row.role !== 'total' && row.spec?.concept === undefined && isOfSide(column, row))
            yield* usable(cellOperand(table, row, index, template.unit));
        }
      }
    }
  }

  #projectsOf(key: string): readonly Project[] {
    this.#projects ??= Map.groupBy(this.#disclosure.projects, (project) => labelKey(project.name));
    return this.#projects.get(key) ?? [];
  }

  #linesOf(key: string): readonly { table: Table; row: Row }[] {
    if (!this.#lines) {
      this.#lines = new Map();
      for (const table of this.#disclosure.tables.values()) {
        for (const row of table.rows) {
          const named = row.code !== undefined || row.spec?.code !== undefined;
          if (!named || row.role === 'unit' || row.role === 'total') continue;
          const label = keyOfRow(row.label);
          const lines = this.#lines.get(label);
          if (lines) lines.push({ table, row });
          else this.#lines.set(label, [{ table, row }]);
        }
      }
    }
    return this.#lines.get(key) ?? [];
  }
}

const keyOfRow = keptByText((label) => labelKey(bareLabel(label)));

/** A cell that stands for the whole of a concept. */
interface TotalCell {
  readonly table: Table;
  readonly row: Row;
  readonly index: number;
  readonly fund: Fund;
}

function totalCells(tables: Disclosure['tables']): Map<string, TotalCell[]> {
  const cells = new Map<string, TotalCell[]>();
  for (const table of tables.values()) {
    for (const row of table.rows) {
      if (row.role !== 'total' && row.spec?.concept === undefined) continue;
      for (const [index, column] of table.columns.entries()) {
        const concept = row.spec?.concept ?? column.concept;
        if (concept === undefined || column.kind !== 'amount') continue;
        if (column.period !== 'current' || !isOfSide(column, row)) continue;
        const cell = { table, row, index, fund: column.fund ?? table.spec.fund };
        const own = cells.get(concept);
        if (own) own.push(cell);
        else cells.set(concept, [cell]);
      }
    }
  }
  return cells;
}

function isOfSide(column: ColumnSpec, row: Row): boolean {
  return column.side === undefined || column.side === row.side;
}

/** Money, blank or not. */
function usable(operand: Operand | undefined): readonly Operand[] {
  return operand &&
    isMoneyUnit(operand.unit) &&
    operand.cell.state !== 'text' &&
    operand.cell.state !== 'mark'
    ? [operand]
    : [];
}
