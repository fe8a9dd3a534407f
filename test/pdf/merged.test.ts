import { beforeAll, expect, test } from 'vitest';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import type { BodyCell, RowView, TableView } from '../../src/view/types.ts';
import { column, disclosure, section, table } from './make.ts';
import { bare, type ReadPdf, readPdf } from './read.ts';

// Two cores may be shared with many.
let engine: Engine;
beforeAll(() => {
  engine = new Engine();
});

const ROWS = 90;
const PER_GROUP = 3;

/** One label over all rows, one over each three, a name in each. */
function grouped(): TableView {
  const columns = ['一级指标', '二级指标', '三级指标', '指标值'].map((title) => column(title, 'text', title));
  const cell = (text: string, at: number, rowspan: number): BodyCell => ({
    kind: 'text',
    text,
    state: 'text',
    colspan: 1,
    rowspan,
    column: at,
    ...(at < 3 ? { element: 'th' as const, scope: 'row' as const } : { element: 'td' as const }),
  });
  const body = Array.from(
    { length: ROWS },
    (_, r): RowView => ({
      anchor: `r${r}`,
      role: 'line',
      level: 0,
      cells: [
        ...(r === 0 ? [cell('产出指标', 0, ROWS)] : []),
        ...(r % PER_GROUP === 0 ? [cell(`第${r / PER_GROUP}组`, 1, PER_GROUP)] : []),
        cell(`指标${r}`, 2, 1),
        cell(`≥${r}`, 3, 1),
      ],
    }),
  );
  return { ...table({ title: '指标表', columns, rows: [] }), body };
}

let pdf: ReadPdf;
beforeAll(async () => {
  const view = disclosure([section('指标', [{ kind: 'table', table: grouped() }])]);
  pdf = await readPdf(renderPdf(view, engine, 'ua-1').pdf);
});

const pagesWith = (wanted: string): number[] =>
  pdf.pages.flatMap(({ items }, page) =>
    items.some(({ text, artifact }) => !artifact && bare(text) === wanted) ? [page] : [],
  );

test('a label merged over more than a page is said again on each, in its own column', () => {
  const [first = 0] = pagesWith('指标0');
  const last = pagesWith(`指标${ROWS - 1}`)[0] ?? 0;
  expect(last).toBeGreaterThan(first);
  for (let page = first + 1; page <= last; page++) {
    const { items } = pdf.pages[page] ?? { items: [] };
    const again = items.filter(({ text, artifact }) => artifact && bare(text).startsWith('产出指标'));
    expect(again.map(({ text }) => bare(text)).join('')).toContain('产出指标');
    expect(items.some(({ text, artifact }) => artifact && /（续）$/.test(bare(text)))).toBe(true);
    const second = Math.min(
      ...items.filter(({ text }) => /^第\d+组$/.test(bare(text))).map(({ left }) => left),
    );
    for (const item of again) expect(item.right).toBeLessThan(second);
  }
});

test('to assistive technology it is one head over all its rows, said once', () => {
  expect(pdf.text.split('产出指标')).toHaveLength(2);
  expect(pdf.text).not.toContain('（续）');
  const [head] = (pdf.tables[0]?.rows ?? []).flat().filter(({ text }) => text === '产出指标');
  expect(head).toMatchObject({ kind: 'TH', rowspan: ROWS });
});

test('a small group stands whole on one page, under its own label', () => {
  for (let r = 0; r < ROWS; r += PER_GROUP) {
    const pages = [`第${r / PER_GROUP}组`, `指标${r}`, `指标${r + 1}`, `指标${r + 2}`].map((text) =>
      pagesWith(text),
    );
    expect(new Set(pages.flat()).size).toBe(1);
  }
});
