import { intervalsMeet } from '../../model/decimal.ts';
import type { TableSpec } from '../../model/template.ts';
import type { RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import { sumRelations } from '../solve/relations.ts';
import { sumOf } from '../solve/rows.ts';
import { intervalOf } from '../solve/slot.ts';
import { solid } from '../text.ts';
import { realign } from './align.ts';
import { cellText } from './cell.ts';
import { type ColumnMap, mapByOrder, mapByTitle, suits } from './head.ts';

type Row = readonly RawCell[];

/**
 * Which of the form's columns stand in a grid: by their titles; by the form's
 * order where the head is broken but as wide as the form, and the sums hold.
 */
export function mapColumns(
  head: readonly Row[],
  body: readonly Row[],
  width: number,
  spec: TableSpec,
  context: Context,
): ColumnMap | undefined {
  if (head.length === 0) return undefined;
  const { marks, subject, log } = context;
  const line = head[0]?.[0]?.line;
  const byTitle = mapByTitle(head, width, spec, subject);
  if (isComplete(byTitle, spec) && bodySuits(body, byTitle, spec, marks)) return byTitle;
  const byOrder = mapByOrder(width, spec);
  if (byOrder && bodySuits(body, byOrder, spec, marks)) {
    log.note(line, `表“${spec.id}”的表头展开后错了位，各列按表样的次序认定`);
    if (!sumsHold(body, byOrder))
      log.warn(line, `表“${spec.id}”的表头错了位，按表样的次序读，各列又对不上合计`);
    return byOrder;
  }
  const missing = spec.columns.filter((column) => !byTitle.includes(column) && !column.optional);
  if (missing.length > 0) {
    log.warn(line, `表“${spec.id}”的表头里没有找到：${missing.map((column) => column.title).join('、')}`);
  }
  return byTitle;
}

/** Does every column stand in it that the form asks for? */
export function isComplete(map: ColumnMap, spec: TableSpec): boolean {
  return spec.columns.every((column) => column.optional || map.includes(column));
}

const textsOf = (row: Row, map: ColumnMap): string[] =>
  map.map((column, index) => {
    const text = row[index]?.text ?? '';
    return column ? cellText(text, column) : solid(text);
  });

/** Most rows must suit; a few may have lost a merged cell. */
function bodySuits(body: readonly Row[], map: ColumnMap, spec: TableSpec, marks: readonly string[]): boolean {
  const good = body.filter((row) => {
    const cells = textsOf(row, map);
    const suited = cells.every((text, index) => {
      const column = map[index];
      return column === undefined || suits(text, column, marks);
    });
    return suited || realign(cells, map, spec, marks) !== undefined;
  });
  return good.length * 10 >= body.length * 9;
}

/** Do the sums that the head tells of hold in most rows? */
function sumsHold(body: readonly Row[], map: ColumnMap): boolean {
  const columns = map.filter((column) => column !== undefined);
  const relations = sumRelations(columns);
  const good = body.filter((row) => {
    const cells = textsOf(row, map).filter((_, index) => map[index] !== undefined);
    return relations.every(({ total, parts }) =>
      intervalsMeet(intervalOf(cells[total] ?? ''), sumOf(parts.map((at) => cells[at] ?? ''))),
    );
  });
  return good.length * 2 >= body.length;
}
