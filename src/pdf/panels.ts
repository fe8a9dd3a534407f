import type { BodyCell, HeadCell, TableView } from '../view/types.ts';

/** The same table with some of its columns alone; heads and cells that reach beyond are cut. */
export function selectColumns(table: TableView, columns: readonly number[]): TableView {
  if (columns.length === table.columns.length) return table;
  const kept = new Map(columns.map((at, i) => [at, i]));
  const cut = (at: number, span: number): { column: number; colspan: number } | undefined => {
    const inside = Array.from({ length: span }, (_, i) => kept.get(at + i)).filter((i) => i !== undefined);
    return inside.length === 0 ? undefined : { column: Math.min(...inside), colspan: inside.length };
  };
  const starts = headStarts(table.head);
  return {
    ...table,
    columns: columns.map((at) => table.columns[at] as TableView['columns'][number]),
    head: table.head.map((row, r) =>
      row.flatMap((cell, i): HeadCell[] => {
        const place = cut(starts[r]?.[i] as number, cell.colspan);
        return place ? [{ ...cell, colspan: place.colspan }] : [];
      }),
    ),
    body: table.body.map((row) => ({
      ...row,
      cells: row.cells.flatMap((cell): BodyCell[] => {
        const place = cut(cell.column, cell.colspan);
        return place ? [{ ...cell, ...place }] : [];
      }),
    })),
  };
}

/** For each head cell the column it begins in, over the cells that reach down from above. */
function headStarts(head: TableView['head']): number[][] {
  const taken: boolean[][] = [];
  return head.map((row, r) =>
    row.map((cell) => {
      let column = 0;
      while (taken[r]?.[column]) column++;
      for (let y = r; y < r + cell.rowspan; y++) {
        taken[y] ??= [];
        for (let x = column; x < column + cell.colspan; x++) (taken[y] as boolean[])[x] = true;
      }
      return column;
    }),
  );
}
