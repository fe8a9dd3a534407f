import type {
  BodyCell,
  DisclosureView,
  LeafColumn,
  RowView,
  SectionView,
  TableView,
} from '../../src/view/types.ts';

/** Views made by hand, for what no sample disclosure has. */

export function column(id: string, kind: LeafColumn['kind'], ...path: string[]): LeafColumn {
  return { id, kind, path, width: kind === 'text' ? 3 : 1.4, decimals: kind === 'figure' ? 2 : 0 };
}

export interface TableInput {
  readonly id?: string;
  readonly title?: string;
  readonly columns: readonly LeafColumn[];
  /** Texts by row and column; the first text column heads its row. */
  readonly rows: readonly (readonly string[])[];
  readonly landscape?: boolean;
  readonly notes?: readonly string[];
}

/** One line of heads, or two where columns have groups of neighbours. */
export function table({
  id = '表',
  title = '试验表',
  columns,
  rows,
  landscape = false,
  notes = [],
}: TableInput): TableView {
  const name = columns.findIndex(({ kind }) => kind === 'text');
  return {
    id,
    title,
    headLine: ['001 试验部门', '预算年度：2024', '单位：万元'],
    columns,
    head: heads(columns),
    body: rows.map(
      (texts, r): RowView => ({
        anchor: `${id}-${r + 1}`,
        role: r === 0 ? 'total' : 'line',
        level: 0,
        cells: texts.map((text, c): BodyCell => {
          const kind = columns[c]?.kind ?? 'text';
          const state = text === '' ? 'blank' : kind === 'figure' ? 'figure' : 'text';
          const base = { kind, text, state, colspan: 1, rowspan: 1, column: c } as const;
          return c === name ? { element: 'th', scope: 'row', ...base } : { element: 'td', ...base };
        }),
      }),
    ),
    notes,
    associated: false,
    landscape,
  };
}

function heads(columns: readonly LeafColumn[]): TableView['head'] {
  const deep = columns.some(({ path }) => path.length > 1);
  const leaf = (one: LeafColumn, rowspan: number) =>
    ({
      text: one.path.at(-1) ?? '',
      colspan: 1,
      rowspan,
      scope: 'col',
      kind: one.kind,
      element: 'th',
    }) as const;
  if (!deep) return [columns.map((one) => leaf(one, 1))];
  const top: TableView['head'][number][number][] = [];
  const groups: LeafColumn[] = [];
  columns.forEach((one, i) => {
    if (one.path.length === 1) top.push(leaf(one, 2));
    else {
      groups.push(one);
      const group = one.path[0] as string;
      if (columns[i - 1]?.path[0] !== group) {
        const colspan = columns.filter(({ path }) => path.length > 1 && path[0] === group).length;
        top.push({ text: group, colspan, rowspan: 1, scope: 'colgroup', kind: 'text', element: 'th' });
      }
    }
  });
  return [top, groups.map((one) => leaf(one, 1))];
}

export function section(
  anchor: string,
  content: SectionView['content'],
  more: Partial<SectionView> = {},
): SectionView {
  return { id: anchor, anchor, level: 2, number: '一、', title: anchor, content, children: [], ...more };
}

export function disclosure(
  sections: readonly SectionView[],
  more: Partial<DisclosureView> = {},
): DisclosureView {
  return {
    id: '990101/2024/001',
    page: {
      path: '/990101/2024/001/',
      title: '试验部门2024年部门预算',
      description: '',
      meta: [{ name: 'Url', content: 'https://czj.example.cn/990101/2024/001/' }],
      breadcrumbs: [],
    },
    name: '试验部门',
    heading: '2024年部门预算',
    titleBlock: [{ label: '部门名称', text: '试验部门' }],
    keyFigures: [],
    sentences: [],
    toc: [],
    sections,
    checks: {
      text: '共校验 3 项，全部通过',
      ok: true,
      href: 'checks/',
      counts: { compared: 3, failed: 0, acknowledged: 0, notices: 0, notApplicable: 0, couldNotRun: 0 },
    },
    downloads: [],
    draft: false,
    hash: '0123456789abcdef'.repeat(4),
    ...more,
  };
}

/** Figures that look like figures, the same in every run. */
export function figure(seed: number): string {
  const cents = (seed * 7919 + 13) % 10_000_000;
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
