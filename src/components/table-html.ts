import type { BodyCell, HeadCell, RowView, TableView } from '../view/types.ts';
import { escapeHtml } from './html.ts';
import { type Layout, tableLayout } from './table-layout.ts';

/**
 * One `<table>` as a string: Astro renders each expression of a template on its
 * own, which for thousands of cells takes several times as long.
 */
export function tableHtml(table: TableView, options: TableOptions): string {
  const layout = options.layout ?? tableLayout(table);
  const labels = table.columns.map((column) => escapeHtml(column.path.join(' / ')));
  const rows = table.body.map((row) => rowHtml(row, table, layout, labels)).join('\n');
  return (
    `<table${table.body.length === 0 ? ' class="is-empty"' : ''}>` +
    `<caption${options.captionId ? ` id="${escapeHtml(options.captionId)}"` : ''}>${captionHtml(table, options)}</caption>` +
    colgroupHtml(layout) +
    `<thead>${headHtml(table, layout)}</thead>\n<tbody>${rows}</tbody></table>`
  );
}

export interface TableOptions {
  readonly captionId?: string;
  /** A heading with the same words stands right above: the title is for the ear alone. */
  readonly titleAbove?: boolean;
  readonly layout?: Layout;
}

function captionHtml(table: TableView, { titleAbove }: TableOptions): string {
  const title = `<span class="${titleAbove ? 'sr-only' : 'caption-title'}">${escapeHtml(table.title)}</span>`;
  if (table.headLine.length === 0) return title;
  const parts = table.headLine.map((part) => `<span>${escapeHtml(part)}</span>`).join(' ');
  return `${title} <span class="caption-line">${parts}</span>`;
}

function colgroupHtml(layout: Layout): string {
  const columns = layout.percent.map((n) => (n > 0 ? `<col class="w${n}">` : '<col>'));
  return `<colgroup>${columns.join('')}</colgroup>`;
}

function headHtml(table: TableView, layout: Layout): string {
  const grid = new Grid();
  const depth = table.head.length;
  const row = (cells: readonly HeadCell[], r: number) =>
    cells.map((cell) => headCellHtml(cell, grid.place(r, cell), r + cell.rowspan === depth, layout)).join('');
  return table.head.map((cells, r) => `<tr>${row(cells, r)}</tr>`).join('\n');
}

function headCellHtml(cell: HeadCell, column: number, isLast: boolean, layout: Layout): string {
  const isLeaf = cell.colspan === 1;
  const classes = [
    isLast ? 'e' : '',
    cell.element === 'td' ? 'colno' : '',
    isLeaf ? KIND_CLASS[cell.kind] : 'group',
    isLeaf && column === layout.frozen ? 'f' : '',
    isLeaf && cell.element === 'th' ? `m${layout.minimum[column]}` : '',
  ];
  const scope = cell.element === 'th' ? ` scope="${cell.scope}"` : '';
  return `<${cell.element}${scope}${attributes(cell, classes)}>${escapeHtml(cell.text)}</${cell.element}>`;
}

function rowHtml(row: RowView, table: TableView, layout: Layout, labels: readonly string[]): string {
  const classes = [row.role === 'line' ? '' : row.role, row.level > 0 ? `l${Math.min(row.level, 4)}` : ''];
  const head = row.cells.find((cell) => cell.column === layout.frozen || cell.scope === 'row');
  const linked = row.anchor === undefined ? -1 : row.cells.findIndex(({ kind }) => kind === 'serial');
  let html = `<tr${row.anchor === undefined ? '' : ` id="${escapeHtml(row.anchor)}"`}${classAttribute(classes)}>`;
  row.cells.forEach((cell, i) => {
    const own = linked < 0 ? cell === head : i === linked;
    const link =
      row.anchor !== undefined && own
        ? linkHtml(row.anchor, head?.text ?? '')
        : cell.anchor !== undefined
          ? linkHtml(cell.anchor, cell.text)
          : '';
    html += cellHtml(cell, link, table, layout, labels);
  });
  return `${html}</tr>`;
}

function cellHtml(
  cell: BodyCell,
  link: string,
  table: TableView,
  layout: Layout,
  labels: readonly string[],
): string {
  const column = table.columns[cell.column];
  const isHead = cell.element === 'th';
  const classes = [
    cell.state === 'blank' ? '' : KIND_CLASS[cell.kind],
    cell.kind === 'figure' && column ? decimalsClass(cell.text, column.decimals) : '',
    isHead && cell.column === layout.frozen ? 'f' : '',
    cell.role ? `r-${cell.role}` : '',
    cell.level ? `l${Math.min(cell.level, 4)}` : '',
    cell.findings?.length ? 'wrong' : '',
  ];
  let extra = cell.scope ? ` scope="${cell.scope}"` : '';
  // A link inside a head would be read out with it before each of its cells.
  if (isHead && link) extra += ` aria-label="${escapeHtml(cell.text)}"`;
  if (cell.findings?.length) extra += ` title="${escapeHtml(cell.findings.join('；'))}"`;
  if (!isHead && cell.state !== 'blank' && cell.kind !== 'serial')
    extra += ` data-label="${labels[cell.column]}"`;
  const id = cell.id ?? cell.anchor;
  // An element has one id; where the association needs it, the fragment stands inside.
  const mark =
    cell.id !== undefined && cell.anchor !== undefined ? `<span id="${escapeHtml(cell.anchor)}"></span>` : '';
  return `<${cell.element}${attributes({ ...cell, ...(id === undefined ? {} : { id }) }, classes)}${extra}>${mark}${escapeHtml(cell.text)}${link}</${cell.element}>`;
}

/** An empty link: its mark is drawn by the style sheet, so that the cell's text stays the form's own. */
function linkHtml(anchor: string, name: string): string {
  const words = escapeHtml(name || anchor);
  return `<a href="#${escapeHtml(anchor)}" aria-label="复制本行链接：${words}"></a>`;
}

function attributes(
  cell: Pick<BodyCell, 'colspan' | 'rowspan' | 'id' | 'headers'>,
  classes: readonly string[],
): string {
  let out = classAttribute(classes);
  if (cell.id !== undefined) out += ` id="${escapeHtml(cell.id)}"`;
  if (cell.headers && cell.headers.length > 0) out += ` headers="${escapeHtml(cell.headers.join(' '))}"`;
  if (cell.colspan > 1) out += ` colspan="${cell.colspan}"`;
  if (cell.rowspan > 1) out += ` rowspan="${cell.rowspan}"`;
  return out;
}

function classAttribute(classes: readonly string[]): string {
  const names = classes.filter(Boolean).join(' ');
  return names ? ` class="${names}"` : '';
}

const KIND_CLASS = { serial: 's', code: 'c', text: '', figure: 'n' } as const;

/**
 * Figures of one column stand point under point: one with fewer decimals leaves
 * their room free. `d1`: a digit less; `i2`: a whole number among two decimals.
 */
function decimalsClass(text: string, decimals: number): string {
  if (decimals === 0) return '';
  const match = /^[-−]?[\d,]+(?:\.(\d+))?$/.exec(text);
  if (!match) return '';
  const own = match[1]?.length ?? 0;
  if (own >= decimals) return '';
  return `${own === 0 ? 'i' : 'd'}${Math.min(decimals - own, 4)}`;
}

/** Finds in which column a cell begins, over the cells that reach down from above. */
class Grid {
  readonly #taken: boolean[][] = [];

  place(row: number, cell: { colspan: number; rowspan: number }): number {
    let column = 0;
    while (this.#taken[row]?.[column]) column++;
    for (let r = row; r < row + cell.rowspan; r++) {
      this.#taken[r] ??= [];
      for (let c = column; c < column + cell.colspan; c++) (this.#taken[r] as boolean[])[c] = true;
    }
    return column;
  }
}
