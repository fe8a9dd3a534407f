import type { Block, RawCell, ReadDocument } from '../blocks.ts';
import { printable } from '../refusal.ts';

export interface NamedDocument {
  readonly name: string;
  readonly document: ReadDocument;
}

/** Several files as one document; a place then names its file. */
export function oneDocument(files: readonly NamedDocument[]): ReadDocument {
  const [only] = files;
  if (only && files.length === 1) return only.document;
  const blocks: Block[] = [];
  const starts: number[] = [];
  let lines = 0;
  const moved = files.map(({ name, document }) => {
    const by = lines;
    starts.push(by);
    blocks.push({ kind: 'file', name: printable(name), line: by + 1 });
    for (const block of document.blocks) blocks.push(shifted(block, by));
    lines += document.lines;
    const move = <T extends { readonly line: number | undefined }>(item: T): T =>
      item.line === undefined ? item : { ...item, line: item.line + by };
    return {
      converted: document.converted.map(move),
      notices: document.notices.map((item) =>
        item.line === undefined ? { ...item, text: `${printable(name)}：${item.text}` } : move(item),
      ),
      aside: document.aside.map((item) => ({ ...item, place: `${printable(name)}的${item.place}` })),
    };
  });
  return {
    form: 'several',
    blocks,
    converted: moved.flatMap((item) => item.converted),
    notices: moved.flatMap((item) => item.notices),
    aside: moved.flatMap((item) => item.aside),
    lines,
    placeOf(line, at) {
      const index = starts.findLastIndex((start) => line > start);
      const file = files[index];
      if (!file) return `第 ${line} 行`;
      return `${printable(file.name)}的${file.document.placeOf(line - (starts[index] ?? 0), at)}`;
    },
  };
}

function shifted(block: Block, by: number): Block {
  const line = block.line + by;
  const move = (cell: RawCell): RawCell => ({ ...cell, line: cell.line + by });
  switch (block.kind) {
    case 'grid':
    case 'sheet':
      return { ...block, line, rows: block.rows.map((row) => row.map(move)) };
    case 'printed':
      return { ...block, line, lines: block.lines.map(move) };
    default:
      return { ...block, line };
  }
}
