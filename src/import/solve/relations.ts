import type { ColumnSpec } from '../../model/template.ts';

/** Column `total` is the sum of the columns `parts` (indexes into the form's columns). */
export interface SumRelation {
  readonly total: number;
  readonly parts: readonly number[];
}

interface Node {
  readonly title: string;
  /** Index of the column; undefined for a group. */
  readonly column?: number;
  readonly children: Node[];
}

const isSum = (node: Node): boolean =>
  node.column !== undefined && /(?:合计|小计|总计)$/.test(node.title.replace(/\s/g, ''));

/**
 * Which columns add up to which, read off the head itself: 合计, 小计 or 总计
 * stands for its sisters, and a group among them for its own 小计 or its leaves.
 */
export function sumRelations(columns: readonly ColumnSpec[]): SumRelation[] {
  const root: Node = { title: '', children: [] };
  columns.forEach((column, index) => {
    if (column.kind !== 'amount') return;
    let node = root;
    for (const group of column.groups) {
      const last = node.children.at(-1);
      if (last && last.column === undefined && last.title === group) node = last;
      else {
        const child: Node = { title: group, children: [] };
        node.children.push(child);
        node = child;
      }
    }
    node.children.push({ title: column.title, column: index, children: [] });
  });
  const relations: SumRelation[] = [];
  collect(root, relations);
  return relations;
}

function collect(node: Node, relations: SumRelation[]): void {
  const sum = node.children.find(isSum);
  if (sum?.column !== undefined) {
    const parts = node.children.filter((child) => child !== sum).flatMap(standsFor);
    if (parts.length > 0) relations.push({ total: sum.column, parts });
  }
  for (const child of node.children) collect(child, relations);
}

function standsFor(node: Node): number[] {
  if (node.column !== undefined) return [node.column];
  const sum = node.children.find(isSum);
  return sum?.column !== undefined ? [sum.column] : node.children.flatMap(standsFor);
}
