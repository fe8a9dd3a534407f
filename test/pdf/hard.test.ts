import { beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import type { DisclosureView } from '../../src/view/types.ts';
import { column, disclosure, figure, section, table } from './make.ts';
import { bare, type ReadPdf, readPdf } from './read.ts';
import { textsOf } from './sample.ts';

// Two cores may be shared with many.
let engine: Engine;
beforeAll(() => {
  engine = new Engine();
});

async function print(view: DisclosureView): Promise<ReadPdf> {
  return readPdf(renderPdf(view, engine, 'ua-1').pdf);
}

function expectWhole(pdf: ReadPdf, view: DisclosureView): void {
  const texts = [...new Set(textsOf(view).map(bare))];
  expect(texts.filter((text) => !pdf.text.includes(text))).toEqual([]);
  for (const { width, items } of pdf.pages) {
    const shown = items.filter(({ text, artifact }) => !artifact && text.trim() !== '');
    expect(shown.filter(({ left, right, bottom }) => left < 50 || right > width - 50 || bottom < 50)).toEqual(
      [],
    );
  }
}

const CODED = [
  column('n', 'serial', '序号'),
  column('code', 'code', '科目', '科目编码'),
  column('name', 'text', '科目', '科目名称'),
  column('total', 'figure', '合计'),
  column('basic', 'figure', '基本支出'),
];

test('a long name above a table leaves room for the year and the unit', async () => {
  const line = [`001${'很长的名称'.repeat(20)}`, '预算年度：2024', '单位：万元'];
  const columns = [column('name', 'text', '名称'), column('total', 'figure', '合计')];
  const made = { ...table({ title: '小表', columns, rows: [['甲', figure(1)]] }), headLine: line };
  const view = disclosure([section('小表', [{ kind: 'table', table: made }])]);
  const pdf = await print(view);
  const items = pdf.pages.flatMap((page) => page.items).map(({ text }) => bare(text));
  expect(items).toContain('预算年度：2024');
  expect(items).toContain('单位：万元');
});

test('3,000 rows: all there, heads and the line above them again on each page', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => [
    String(i + 1),
    String(2_010_001 + i),
    `第${i + 1}项支出`,
    figure(i),
    figure(3 * i),
  ]);
  const view = disclosure([
    section('大表', [{ kind: 'table', table: table({ title: '大表', columns: CODED, rows }) }]),
  ]);
  const pdf = await print(view);
  expectWhole(pdf, view);
  const pages = pdf.pages.slice(3, -1);
  expect(pages.length).toBeGreaterThan(40);
  for (const page of pages) {
    const said = page.items.filter(({ artifact }) => artifact).map(({ text }) => bare(text));
    for (const words of ['大表（续）', '001试验部门', '预算年度：2024', '单位：万元', '科目编码', '合计']) {
      expect(said).toContain(words);
    }
  }
  // No row is torn: what stands in one line of the form stands on one page.
  const pageOf = (text: string) =>
    pdf.pages.findIndex(({ items }) => items.some((item) => item.text === text));
  for (const row of rows.filter((_, i) => i % 97 === 0))
    expect(pageOf(row[1] as string)).toBe(pageOf(row[2] as string));
  expect(pdf.tables[0]?.rows).toHaveLength(3002);
});

test('an indicator of 2,000 characters is torn over pages, and all there', async () => {
  const long = Array.from({ length: 400 }, (_, i) => `第${i}号指标；`)
    .join('')
    .slice(0, 2000);
  const columns = ['一级指标', '二级指标', '指标值', '依据'].map((title) => column(title, 'text', title));
  const rows = [
    ['合计', '数量', '', '依据'],
    ['产出', '数量', long, '依据'],
    ['产出', '质量', '≥90%', long.slice(0, 700)],
  ];
  const view = disclosure([
    section('长', [{ kind: 'table', table: table({ title: '指标', columns, rows }) }]),
  ]);
  const pdf = await print(view);
  const cells = pdf.tables[0]?.rows.map((row) => row.map(({ text }) => text));
  expect(cells?.slice(1)).toEqual(rows.map((row) => row.map(bare)));
  for (const { items } of pdf.pages)
    expect(items.filter(({ text, bottom }) => text.trim() !== '' && bottom < 50)).toEqual([]);
});

test('30 columns are set in parts, each with the names of the rows', async () => {
  const columns = [
    column('name', 'text', '单位'),
    ...Array.from({ length: 29 }, (_, i) =>
      column(`f${i}`, 'figure', `第${Math.floor(i / 5) + 1}组`, `第${i + 1}项预算数`),
    ),
  ];
  const rows = Array.from({ length: 30 }, (_, r) => [
    `第${r + 1}号单位`,
    ...Array.from({ length: 29 }, (_, i) => `1,${100 + r},${100 + i}.89`),
  ]);
  const view = disclosure([
    section('宽', [{ kind: 'table', table: table({ title: '宽表', columns, rows }) }]),
  ]);
  const pdf = await print(view);
  expectWhole(pdf, view);
  const said = new Set(pdf.pages.flatMap(({ items }) => items.map(({ text }) => text)));
  expect(rows.flatMap((row) => row.slice(1)).filter((text) => !said.has(text))).toEqual([]);
  const parts = pdf.tables.filter(({ rows: [head] }) => head?.[0]?.text === '单位');
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts)
    expect(part.rows.slice(2).map(([name]) => name?.text)).toEqual(rows.map(([name]) => name));
  expect(pdf.text).toContain(`（之1，共${parts.length}）`);
});

describe('what content may hold', () => {
  const rows = [
    ['合计', 'A'.repeat(400), '1234567890123456789.00', '1'.repeat(60)],
    ['=#[*a*] $x$ \\ @b `c` <d> "e" //f /*g*/ ~h --- ...', 'x', '9'.repeat(90), '3'],
    ['#import "a": *', '&lt;', '不适用', '--'],
  ];
  const columns = [
    column('name', 'text', '名称'),
    column('number', 'text', '文号'),
    column('amount', 'figure', '金额'),
    column('code', 'code', '编码'),
  ];

  test('words too long for a line or a column; what would be markup elsewhere', async () => {
    const url = `https://example.cn/${'a'.repeat(300)}`;
    const html = `<h3>#heading</h3><p>看 <a href="${url}">${url}</a>，*不*是 $标记$ #set。</p><ul><li>一<ul><li>二</li></ul></li></ul>`;
    const view = disclosure([
      section('长词', [
        { kind: 'html', html },
        { kind: 'table', table: table({ columns, rows }) },
      ]),
    ]);
    expectWhole(await print(view), view);
  });

  test('a character without a glyph, and one that turns the direction of writing, are marked and told with their place', () => {
    const { pdf, missing } = renderPdf(
      disclosure([
        section('字', [
          { kind: 'html', html: '<p>𠮷林</p>' },
          {
            kind: 'table',
            table: table({
              columns,
              rows: [
                ['合计', '☑', '1.00', ''],
                ['甲', '\u202e12', '2.00', ''],
              ],
            }),
          },
        ]),
      ]),
      engine,
      'ua-1',
    );
    expect(missing).toEqual([
      { character: '𠮷', place: '一、字' },
      { character: '☑', place: '试验表：“合计”的“文号”' },
      { character: '\u202e', place: '试验表：“甲”的“文号”' },
    ]);
    return readPdf(pdf).then((read) => {
      for (const mark of ['〔U+20BB7〕林', '〔U+2611〕', '〔U+202E〕12']) expect(read.text).toContain(mark);
    });
  });

  test('names with rare characters and marks of direction: printed, or marked and told, never dropped', async () => {
    const names = ['𬭼中心', '䶮局', '㙍村', '\u200f甲\u200e', '乙\u2067丙\u2069', '己\u0000庚'];
    const view = disclosure([
      section('名', [
        {
          kind: 'table',
          table: table({ columns, rows: names.map((text, i) => [text, '1', figure(i), '']) }),
        },
      ]),
    ]);
    const { pdf, missing } = renderPdf(view, engine, 'ua-1');
    const read = await readPdf(pdf);
    for (const text of names) {
      for (const character of text) {
        const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
        const told = missing.some(
          (one) => one.character === character && one.place.includes(`“${text}”的“名称”`),
        );
        expect(read.text.includes(character) !== told, `U+${code}`).toBe(true);
        if (told) expect(read.text).toContain(`〔U+${code}〕`);
      }
    }
  });

  // The reader of these tests passes over what Typst writes with its own wording (ActualText), so it is
  // not asked for the text here: that the file is made at all is what PDF/UA's forbidden U+FEFF put at risk.
  test.each(['\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\ufe00', '\u{e0100}'])(
    'what has no shape by its nature (%j) is set without a mark, and stops nothing',
    (sign) => {
      const view = disclosure([section('名', [{ kind: 'html', html: `<p>丁${sign}戊己${sign}</p>` }])]);
      expect(renderPdf(view, engine, 'ua-1').missing).toEqual([]);
      expect(renderPdf(view, engine, 'a-2a').missing).toEqual([]);
    },
  );

  test('links within the document lead to its rows; links to nowhere are words', async () => {
    const html = '<p><a href="#表-2">1.00</a><a href="#没有">2.00</a><a href="/glossary/#x">词</a></p>';
    const view = disclosure([
      section('链接', [{ kind: 'html', html }]),
      section('表', [{ kind: 'table', table: table({ columns, rows }) }]),
    ]);
    const { pdf } = renderPdf(view, engine, 'ua-1');
    const text = pdf.toString('latin1');
    expect(text).toContain('/URI (https://czj.example.cn/glossary/#x)');
    expect((await readPdf(pdf)).text).toContain('1.002.00词');
  });
});

test('an empty table: its head, an empty line and its note', async () => {
  const view = disclosure([
    section('空表', [
      { kind: 'table', table: table({ title: '空表', columns: CODED, rows: [], notes: ['注：空表列示。'] }) },
    ]),
  ]);
  const pdf = await print(view);
  expectWhole(pdf, view);
  expect(pdf.tables[0]?.rows.at(-1)?.map(({ kind, text }) => `${kind}${text}`)).toEqual([
    'TD',
    'TD',
    'TD',
    'TD',
    'TD',
  ]);
});

test('a heading without words is none: PDF/UA forbids it, and the page has nothing to show', async () => {
  const view = disclosure([
    section('空', [{ kind: 'html', html: '<h3></h3><h3>　</h3><h3>\u200b</h3><p>有字。</p>' }], {
      number: '',
      title: '',
    }),
  ]);
  const pdf = await print(view);
  expect(pdf.text).toContain('有字。');
  expect(pdf.elements.filter(({ kind, text }) => /^H\d$/.test(kind) && text === '')).toEqual([]);
});

test('PDF/A-2a says so, and has the same heads', async () => {
  const rows = [['1', '201', '合计', '1.00', '2.00']];
  const view = disclosure([section('表', [{ kind: 'table', table: table({ columns: CODED, rows }) }])]);
  const archive = await readPdf(renderPdf(view, engine, 'a-2a').pdf);
  const accessible = await print(view);
  expect(archive.xmp).toContain('<pdfaid:part>2</pdfaid:part>');
  expect(archive.xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
  expect(archive.tables).toEqual(accessible.tables);
});

test('without sections: a cover, an empty 目录 and the last page', async () => {
  const pdf = await print(disclosure([], { publishedOn: '2024-10-08' }));
  expect(pdf.info.CreationDate).toBe('D:20241008000000Z');
  expect(pdf.text).toContain('二〇二四年十月');
});
