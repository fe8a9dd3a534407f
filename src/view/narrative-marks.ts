/**
 * Marks that stand in a narrative's HTML until it is filled for one disclosure:
 * characters of the private use area, which no author's text keeps.
 */
export const Mark = {
  /** A binding, `<n>`; `<n>!` where no link may stand. */
  binding: '\uE000',
  /** A glossary term's mention: `<n>`, `text`, the words as written, then `end`. */
  term: '\uE001',
  text: '\uE002',
  /** A paragraph or list item, with the conditions `<n>,<n>` it stands under; up to `end`. */
  block: '\uE003',
  /** A list, table or note that is worth nothing without its blocks; up to `end`. */
  container: '\uE004',
  /** After a mark's own digits. */
  stop: '\uE005',
  end: '\uE006',
  any: /[\uE000-\uE006]/g,
} as const;

export type Op =
  | string
  | { readonly kind: 'binding'; readonly index: number; readonly linked: boolean }
  | { readonly kind: 'term'; readonly index: number; readonly html: string }
  | { readonly kind: 'block'; readonly conditions: readonly number[]; readonly ops: readonly Op[] }
  | { readonly kind: 'container'; readonly ops: readonly Op[] };

export function token(mark: string, words: string | number): string {
  return `${mark}${words}${Mark.stop}`;
}

/** Reads marked HTML into what is left to do for each disclosure. */
export function readMarks(html: string): readonly Op[] {
  const stack: { ops: Op[]; close: (ops: Op[]) => Op }[] = [];
  const root: Op[] = [];
  let ops = root;
  let from = 0;
  const digits = (at: number): [string, number] => {
    const stop = html.indexOf(Mark.stop, at);
    return [html.slice(at + 1, stop), stop + 1];
  };
  for (const match of html.matchAll(Mark.any)) {
    const at = match.index;
    if (at < from) continue;
    if (at > from) ops.push(html.slice(from, at));
    const open = (close: (ops: Op[]) => Op): void => {
      stack.push({ ops, close });
      ops = [];
    };
    switch (match[0]) {
      case Mark.binding: {
        const [words, next] = digits(at);
        ops.push({ kind: 'binding', index: Number.parseInt(words, 10), linked: !words.endsWith('!') });
        from = next;
        break;
      }
      case Mark.term: {
        const [words, next] = digits(at);
        const end = html.indexOf(Mark.end, next);
        ops.push({ kind: 'term', index: Number(words), html: html.slice(next + 1, end) });
        from = end + 1;
        break;
      }
      case Mark.block: {
        const [words, next] = digits(at);
        const conditions = words === '' ? [] : words.split(',').map(Number);
        open((inner) => ({ kind: 'block', conditions, ops: inner }));
        from = next;
        break;
      }
      case Mark.container:
        open((inner) => ({ kind: 'container', ops: inner }));
        from = at + 1;
        break;
      case Mark.end: {
        const top = stack.pop();
        if (top) {
          top.ops.push(top.close(ops));
          ops = top.ops;
        }
        from = at + 1;
        break;
      }
      default:
        from = at + 1;
    }
  }
  if (from < html.length) ops.push(html.slice(from));
  return root;
}
