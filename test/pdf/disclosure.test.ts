import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenSite } from '../../src/open-site.ts';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import type { DisclosureView, SectionView, TableView } from '../../src/view/types.ts';
import { bare, type ReadCell, type ReadPdf, type ReadTable, readPdf } from './read.ts';
import { sampleSite, tablesOf, textsOf } from './sample.ts';

// Two cores may be shared with many.
let site: OpenSite;
let engine: Engine;
beforeAll(() => {
  site = sampleSite();
  engine = new Engine();
});

describe.each([
  '410802/2024/566',
  '130609/2025/304',
  '130303/2024/350001',
  '130871/2024/105',
  '130300/2023/471',
])('%s', (id) => {
  let view: DisclosureView;
  let pdf: ReadPdf;
  let size: number;
  beforeAll(async () => {
    view = site.disclosure(id);
    const { pdf: bytes, missing } = renderPdf(view, engine, 'ua-1');
    expect(missing).toEqual([]);
    size = bytes.length;
    pdf = await readPdf(bytes);
  });

  test('every text and figure of the view is in its text', () => {
    const texts = [...new Set(textsOf(view).map(bare))].filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((text) => !pdf.text.includes(text))).toEqual([]);
  });

  test('every table is tagged: its cells, and for each the heads that the view gives it', () => {
    const views = tablesOf(view);
    const heads = new Map(
      pdf.tables.flatMap(({ rows }) => rows.flat().map((cell) => [cell.id, cell] as const)),
    );
    let at = 0;
    for (const one of views) {
      const wanted = expectedRows(one);
      // Grids of projects, narrative tables and the last page's stand between.
      while (at < pdf.tables.length && !isSame(pdf.tables[at] as ReadTable, wanted)) at++;
      expect(pdf.tables[at], `${one.title} is not in the PDF`).toBeDefined();
      const told = (pdf.tables[at] as ReadTable).rows.slice(one.head.length).map((row) =>
        row.map((cell) => ({
          kind: cell.kind,
          text: cell.text,
          heads: cell.headers.map((head) => heads.get(head)?.text),
        })),
      );
      expect(told).toEqual(wanted);
      at++;
    }
  });

  test('heads say of what they are heads; every id that a cell names is there', () => {
    const cells = pdf.tables.flatMap(({ rows }) => rows.flat());
    const ids = new Set(cells.flatMap(({ id }) => id ?? []));
    expect(cells.flatMap(({ headers }) => headers).filter((head) => !ids.has(head))).toEqual([]);
    const isWhole = ({ kind, scope, id }: ReadCell): boolean =>
      kind === 'TD'
        ? id === undefined && scope === undefined
        : id !== undefined && /^(Row|Column)$/.test(scope ?? '');
    expect(cells.filter((cell) => !isWhole(cell))).toEqual([]);
    // 栏次 is no head of anything.
    expect(cells.filter(({ kind, text }) => kind === 'TH' && text === '栏次')).toEqual([]);
  });

  test('the outline names every section, table and project, with its true page', () => {
    const titles = headings(view.sections).map(bare);
    const told = pdf.outline.map(({ title }) => bare(title));
    let from = 0;
    for (const title of titles) {
      const found = told.indexOf(title, from);
      expect(found, `${title} is not in the outline`).toBeGreaterThanOrEqual(from);
      from = found + 1;
    }
    for (const { title, page } of pdf.outline) {
      const text = bare(
        pdf.pages[page - 1]?.items
          .filter(({ artifact }) => !artifact)
          .map((item) => item.text)
          .join('') ?? '',
      );
      expect(text).toContain(bare(title));
      expect(bare(contentsText(pdf))).toMatch(new RegExp(`${escaped(bare(title))}\\.*${page}`));
    }
  });

  test('no text is untagged; page numbers, marks and repeated heads are artifacts', () => {
    const items = pdf.pages.flatMap((page, n) => page.items.map((item) => ({ ...item, page: n + 1 })));
    expect(items.filter(({ artifact, mark, text }) => !artifact && !mark && text.trim() !== '')).toEqual([]);
    const artifacts = items.filter(({ artifact }) => artifact);
    pdf.pages.slice(1).forEach((_, i) => {
      const said = artifacts.filter(({ page }) => page === i + 2).map(({ text }) => bare(text));
      expect(said).toContain(`—${i + 2}—`);
      expect(said).toContain(bare(view.draft ? '样例，非官方发布 · 草稿，未通过校验' : '样例，非官方发布'));
    });
    expect(items.filter(({ text, artifact }) => text.endsWith('（续）') && !artifact)).toEqual([]);
  });

  test('nothing stands beyond the margins, and no figure is broken', () => {
    for (const { width, items } of pdf.pages) {
      const outside = items.filter(
        ({ text, left, right }) => text.trim() !== '' && (left < 50 || right > width - 50),
      );
      expect(outside).toEqual([]);
    }
    const said = new Set(pdf.pages.flatMap(({ items }) => items.map(({ text }) => text.trim())));
    const figures = tablesOf(view).flatMap(({ body }) =>
      body.flatMap((row) =>
        row.cells
          .filter(({ kind, state }) => kind === 'figure' && state === 'figure')
          .map(({ text }) => text),
      ),
    );
    expect(figures.filter((figure) => !said.has(figure))).toEqual([]);
  });

  test('says what it is: title, language, standard, content and address', () => {
    const address = `https://czj.example.cn/${id}/`;
    expect(pdf.info.Title).toBe(view.page.title);
    expect(pdf.language).toBe('zh-CN');
    expect(pdf.xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    for (const where of [pdf.info.Keywords, pdf.xmp]) {
      expect(where).toContain(view.hash);
      expect(where).toContain(address);
    }
    const last = bare(
      pdf.pages
        .at(-1)
        ?.items.map(({ text }) => text)
        .join('') ?? '',
    );
    expect(last).toContain(view.hash);
    expect(last).toContain(address);
    expect(pdf.info.CreationDate).toBe(`D:${id.split('/')[1]}0101000000Z`);
    expect(size).toBeLessThan(1_500_000);
  });
});

interface ExpectedCell {
  readonly kind: 'TH' | 'TD';
  readonly text: string;
  readonly heads: readonly string[];
}

/** What the body's cells are and resolve to, from the view: its ids where it gives them, else path and row head. */
function expectedRows(table: TableView): ExpectedCell[][] {
  if (table.body.length === 0) {
    return [table.columns.map(({ path }) => ({ kind: 'TD', text: '', heads: path.map(bare) }))];
  }
  const texts = new Map<string, string>();
  for (const cell of [...table.head.flat(), ...table.body.flatMap((row) => row.cells)]) {
    if (cell.id) texts.set(cell.id, bare(cell.text));
  }
  return table.body.map((row) => {
    const heads = row.cells.filter(({ scope }) => scope === 'row');
    return row.cells.map((cell): ExpectedCell => {
      const above = (table.columns[cell.column]?.path ?? []).map(bare);
      const before = heads.filter((head) => head.column < cell.column).slice(-1);
      const own = cell.scope === 'row' ? [] : before.map(({ text }) => bare(text));
      return {
        kind: cell.scope === 'row' ? 'TH' : 'TD',
        text: bare(cell.text),
        heads: cell.headers
          ? cell.headers.split(' ').map((id) => texts.get(id) as string)
          : [...above, ...own],
      };
    });
  });
}

function isSame(table: ReadTable, wanted: readonly (readonly ExpectedCell[])[]): boolean {
  const body = table.rows.slice(table.rows.length - wanted.length);
  return (
    table.rows.length > wanted.length &&
    body.every(
      (row, r) => row.map(({ text }) => text).join('|') === wanted[r]?.map(({ text }) => text).join('|'),
    )
  );
}

function headings(sections: readonly SectionView[]): string[] {
  return sections.flatMap((section) => [
    ...(section.level > 0 ? [section.number + section.title] : []),
    ...section.content.flatMap((content) =>
      content.kind === 'project' ? [content.project.title ?? ''] : [],
    ),
    ...headings(section.children),
  ]);
}

/** The pages of 目录. */
function contentsText(pdf: ReadPdf): string {
  const first = pdf.outline[0]?.page ?? 3;
  return pdf.pages
    .slice(1, first - 1)
    .flatMap(({ items }) => items.map(({ text }) => text))
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
