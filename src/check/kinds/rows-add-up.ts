import type { Rule } from '../../model/rule.ts';
import type { Row, Table } from '../../model/table.ts';
import type { RowsSpec } from '../../model/template.ts';
import { type CheckContext, type Kind, notPublished } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import type { Relation } from '../relation.ts';

/**
 * Operands: `rows`, which kind of tables: `coded` (类 = Σ款, 款 = Σ项, the total
 * row and the units' rows), `fixed` (a form's own sums, 其中 lists) or `listed`
 * (total, and subtotals of what follows them).
 */
export const rowsAddUp: Kind = {
  explain: '同一列里，上级一行等于它的各个下级之和；“其中”各行之和不大于上级。',
  rank: 2,
  run(rule, context) {
    const relations: Relation[] = [];
    for (const table of context.disclosure.tables.values()) {
      for (const side of table.spec.sides) {
        if (side.rows.kind !== rule.operands.rows) continue;
        const rows = table.rows.filter((row) => row.side === side.id);
        addRelations(relations, rule, context, table, side.id, sumsOf(rows, side.rows));
      }
    }
    if (relations.length > 0) return { relations };
    return notPublished(context.disclosure, (spec) =>
      spec.sides.some((side) => side.rows.kind === rule.operands.rows),
    );
  },
};

interface RowSum {
  readonly whole: Row;
  readonly parts: readonly Row[];
  /** 其中： the parts need not make up the whole. */
  readonly partial: boolean;
}

function addRelations(
  relations: Relation[],
  rule: Rule,
  { disclosure }: CheckContext,
  table: Table,
  side: string,
  sums: readonly RowSum[],
): void {
  const { unit } = disclosure.template;
  const operands = (rows: readonly Row[], column: number): Operand[] => {
    const made: Operand[] = [];
    for (const row of rows) {
      const operand = cellOperand(table, row, column, unit);
      if (operand && operand.cell.state !== 'text') made.push(operand);
    }
    return made;
  };
  const isBlank = (row: Row, column: number): boolean =>
    table.lines[row.line]?.cells[column]?.state === 'blank';
  for (const [index, column] of table.columns.entries()) {
    if (column.side !== side || column.kind !== 'amount' || !column.adds) continue;
    for (const { whole, parts, partial } of sums) {
      if (isBlank(whole, index) && parts.every((row) => isBlank(row, index))) continue;
      const one = operands([whole], index);
      const all = operands(parts, index);
      relations.push(
        partial
          ? { rule, comparison: 'atMost', left: all, right: one }
          : { rule, comparison: 'equal', left: one, right: all },
      );
    }
  }
}

function sumsOf(rows: readonly Row[], spec: RowsSpec): RowSum[] {
  if (spec.kind === 'fixed') return byParent(rows);
  return spec.kind === 'coded'
    ? [...(spec.hierarchical ? byParent(rows) : []), ...totalSums(rows, spec)]
    : listSums(rows);
}

/** Each row that others name as their parent. */
function byParent(rows: readonly Row[]): RowSum[] {
  const children = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.parent === undefined) continue;
    const list = children.get(row.parent);
    if (list) list.push(row);
    else children.set(row.parent, [row]);
  }
  const sums: RowSum[] = [];
  for (const whole of rows) {
    const parts = children.get(whole.id);
    if (!parts) continue;
    const full = parts.filter((row) => !row.spec?.partial);
    const some = parts.filter((row) => row.spec?.partial);
    if (full.length > 0) sums.push({ whole, parts: full, partial: false });
    if (some.length > 0) sums.push({ whole, parts: some, partial: true });
  }
  return sums;
}

/** The total row against the outermost rows, and each unit's line against what stands under it. */
function totalSums(rows: readonly Row[], spec: RowsSpec): RowSum[] {
  const units = rows.filter((row) => row.role === 'unit');
  const coded = rows.filter(
    (row) =>
      row.role !== 'total' && row.role !== 'subtotal' && row.role !== 'unit' && row.parent === undefined,
  );
  const outer = units.length > 0 ? outermost(units) : coded;
  const total = rows.find((row) => row.role === 'total');
  const sums: RowSum[] = total && outer.length > 0 ? [{ whole: total, parts: outer, partial: false }] : [];
  // A unit whose rows stand below it, up to the next unit; a form may also print the units alone.
  for (const [index, unit] of units.entries()) {
    const next = units[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    const parts = coded.filter((row) => row.line > unit.line && row.line < next);
    if (parts.length > 0 && spec.totalPosition !== 'last') sums.push({ whole: unit, parts, partial: false });
  }
  return sums;
}

/** 566 above 566001: the part's code begins with the whole's. */
function outermost(units: readonly Row[]): Row[] {
  return units.filter(
    (unit) =>
      !units.some(
        (other) =>
          other !== unit &&
          other.code !== undefined &&
          unit.code?.startsWith(other.code) &&
          unit.code !== other.code,
      ),
  );
}

/** A list's total against its subtotals, or its lines; each subtotal against the lines that follow it. */
function listSums(rows: readonly Row[]): RowSum[] {
  const total = rows.find((row) => row.role === 'total');
  const heads = rows.filter((row) => row.role === 'subtotal' || row.role === 'unit');
  const lines = rows.filter((row) => row.role === 'line');
  const sums: RowSum[] = [];
  const outer = heads.length > 0 ? outermost(heads) : lines;
  if (total && outer.length > 0) sums.push({ whole: total, parts: outer, partial: false });
  for (const [index, head] of heads.entries()) {
    const next = heads[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    const parts = lines.filter((row) => row.line > head.line && row.line < next);
    if (parts.length > 0) sums.push({ whole: head, parts, partial: false });
  }
  return sums;
}
