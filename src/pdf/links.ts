import type { Block, Inline, PageRun } from './types.ts';

/** Takes the link off words whose place is not in the document after all: Typst refuses a link to nowhere. */
export function settleLinks(runs: readonly PageRun[]): readonly PageRun[] {
  const ids = new Set(runs.flatMap((run) => run.blocks.flatMap(idsOf)));
  return runs.map((run) => ({ ...run, blocks: run.blocks.map((block) => settle(block, ids)) }));
}

function idsOf(block: Block): string[] {
  switch (block.k) {
    case 'heading':
    case 'term':
      return block.id === undefined ? [] : [block.id];
    case 'table':
      return [
        ...(block.id === undefined ? [] : [block.id]),
        ...block.body.flatMap((row) =>
          [row.id, ...row.cells.map((cell) => cell.id)].filter((id) => id !== undefined),
        ),
      ];
    case 'list':
      return block.items.flat().flatMap(idsOf);
    case 'note':
      return block.blocks.flatMap(idsOf);
    default:
      return [];
  }
}

function settle(block: Block, ids: ReadonlySet<string>): Block {
  switch (block.k) {
    case 'p':
      return { ...block, runs: block.runs.map((run) => settleInline(run, ids)) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((one) => settle(one, ids))) };
    case 'note':
      return { ...block, blocks: block.blocks.map((one) => settle(one, ids)) };
    default:
      return block;
  }
}

function settleInline(run: Inline, ids: ReadonlySet<string>): Inline {
  if (typeof run === 'string' || run.k === 'br') return run;
  const runs = run.runs.map((one) => settleInline(one, ids));
  if (run.k !== 'a' || run.to === undefined || ids.has(run.to)) return { ...run, runs };
  return { k: 'a', runs };
}
