import { describe, expect, it } from 'vitest';
import { openFolder } from '../../../src/content.ts';
import { type Decimal, parseDecimal, sum } from '../../../src/model/decimal.ts';
import type { CheckedDisclosure } from '../../../src/model/disclosure.ts';
import { Anchors } from '../../../src/view/anchors.ts';
import { meaningsOf } from '../../../src/view/compare/comparable.ts';
import { viewPictures } from '../../../src/view/pictures/disclosure.ts';
import { pictureTable } from '../../../src/view/pictures/html.ts';
import type { PictureView } from '../../../src/view/pictures/types.ts';
import { textOf } from '../../../src/view/sentence.ts';

/** The pictures of the sample content, every sentence held against the figures by arithmetic of its own. */

const content = openFolder('content', 'content');
const drawn = content.ids.map((id) => {
  const disclosure = content.read(id).disclosure as CheckedDisclosure;
  const anchors = new Anchors();
  const pictures = viewPictures(disclosure, {
    now: meaningsOf(disclosure),
    anchorOf: () => undefined,
    projectAnchor: () => undefined,
    claim: (anchor) => anchors.claim(anchor),
  });
  return { id, pictures: new Map(pictures.map((picture) => [picture.anchor, picture])) };
});
const picture = (id: string, anchor: string) => drawn.find((item) => item.id === id)?.pictures.get(anchor);

/** In hundredths of the unit. */
const hundredths = (text: string): bigint => {
  const { coefficient, scale } = parseDecimal(text) as Decimal;
  expect(scale).toBeLessThanOrEqual(2);
  return coefficient * 10n ** BigInt(2 - scale);
};
/** Per mille, half away from zero, as a per cent with one decimal. */
const percent = (part: bigint, whole: bigint): string => {
  const perMille = (part * 2000n + whole) / (2n * whole);
  return `${perMille / 10n}.${perMille % 10n}%`;
};
const amountsIn = (text: string) =>
  [...text.matchAll(/(-?[\d,]+(?:\.\d+)?) 万元/g)].map(([, n]) => hundredths(n as string));
/** Those that are rounded, not 不足 0.1% and 99.9% 以上. */
const percentsIn = (text: string) => [...text.matchAll(/(?<!不足 )\d+\.\d%(?! 以上)/g)].map(([n]) => n);

describe('the sentences of the sample', () => {
  const wholes = drawn.flatMap(({ id, pictures }) =>
    [...pictures.values()]
      .filter(({ kind }) => kind === 'bars')
      .map((item) => [id, item.anchor, item] as const),
  );
  it('are there to be looked at', () => expect(wholes.length).toBeGreaterThanOrEqual(20));

  it.each(wholes)('%s %s', (_, __, picture: PictureView) => {
    const { rows } = picture;
    const [title, summary] = [textOf(picture.title), textOf(picture.summary)];
    const values = rows.map(({ values: [value] }) => hundredths(value?.value ?? ''));
    const [total = 0n, ...told] = amountsIn(summary);
    const whole = total;
    const all = values.reduce((a, b) => a + b, 0n);
    const top = [...values].sort((a, b) => (a < b ? 1 : -1));
    // The total, then the largest, and what is left over.
    expect(Math.abs(Number(whole - all))).toBeLessThanOrEqual(values.length + 1);
    const named = told.slice(0, Math.min(3, top.length));
    expect(named).toEqual(top.slice(0, named.length));
    if (told.length > named.length) expect(told[named.length]).toBe(all - named.reduce((a, b) => a + b, 0n));
    expect(percentsIn(summary)).toEqual(
      told.map((value) => percent(value, whole)).filter((text) => text !== '100.0%' && text !== '0.0%'),
    );
    const [first = 0n] = top;
    if (top.length === 1) expect(title).toContain('全部');
    else if (first * 2n > whole) expect(title).toMatch(/^.+的 (\d+\.\d% |99\.9% 以上)(用于|来自|是)/);
    else expect(title).toContain('最多');
    for (const text of percentsIn(title)) expect(text).toBe(percent(first, whole));
    // Shares of the table, one for each line.
    for (const [index, { rate }] of rows.entries()) {
      if (rate !== undefined && /^\d+\.\d%$/.test(rate))
        expect(rate).toBe(percent(values[index] as bigint, whole));
    }
  });

  const pairs = drawn.flatMap(({ id, pictures }) => {
    const found = pictures.get('图-与上年相比');
    return found ? [[id, found] as const] : [];
  });
  it.each(pairs)('%s against last year', (_, { title, rows }) => {
    const [before = 0n, now = 0n] = (rows[0]?.values ?? []).map(({ value }) => hundredths(value));
    const by = now - before;
    expect(textOf(title)).toBe(
      `支出总计比上年${by < 0n ? '减少' : '增加'} ${(Number(by < 0n ? -by : by) / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')} 万元，${by < 0n ? '下降' : '增长'} ${percent(by < 0n ? -by : by, before)}`,
    );
  });
});

describe('the sample', () => {
  it.each([
    ['130300/2023/471', '图-支出功能', '支出的 61.7% 用于城乡社区'],
    ['130303/2024/350001', '图-收入来源', '收入的 56.1% 来自一般公共预算拨款'],
    ['130303/2024/350001', '图-三公经费', '“三公”经费全部是公务用车运行维护费'],
    ['130609/2025/304', '图-支出性质', '支出的 81.8% 是基本支出'],
    ['130609/2025/304', '图-与上年相比', '支出总计比上年减少 468.30 万元，下降 28.0%'],
    // A form that prints 项 alone.
    ['410802/2024/566', '图-支出功能', '支出的 87.6% 用于科学技术'],
    // Only the text states figures: there are no tables.
    ['130871/2024/105', '图-支出性质', '支出的 89.9% 是项目支出'],
  ])('%s %s', (id, anchor, title) => expect(textOf(picture(id, anchor)?.title ?? [])).toBe(title));

  it('has no picture of what is not published', () =>
    expect(picture('130871/2024/105', '图-支出功能')).toBeUndefined());
  it('says where classes are summed', () =>
    expect(picture('410802/2024/566', '图-支出功能')?.notes[0]).toBe(
      '类没有单独印出，或者印在几行，这里是各行相加',
    ));
  it('draws nothing where there is one line', () =>
    expect(picture('130303/2024/350001', '图-三公经费')?.drawn).toBe(false));
  it('puts many projects together at the end', () => {
    const rows = picture('130303/2024/350001', '图-项目金额')?.rows ?? [];
    const last = rows[rows.length - 1];
    expect(rows).toHaveLength(11);
    expect([last?.label, last?.values[0]?.text, last?.rest]).toEqual(['其余 4 个项目', '17.90', true]);
    const all = sum(rows.map(({ values: [value] }) => parseDecimal(value?.value ?? '') as Decimal));
    expect(all).toEqual(parseDecimal('1196.84'));
  });
});

it('the table of a picture holds its figures, and its bars by attributes alone', () => {
  const html = pictureTable(picture('130303/2024/350001', '图-支出功能') as PictureView, (href) => href);
  expect(html).toContain('<data value="742.42">742.42</data></td><td class="n rate">50.5%</td>');
  expect(html.match(/<svg/g)).toHaveLength(5);
  expect(html).not.toMatch(/style=|<script|on\w+=/);
});

it('a hostile name is text', () => {
  const view = picture('130303/2024/350001', '图-支出功能') as PictureView;
  const [row] = view.rows;
  const html = pictureTable(
    {
      ...view,
      rows: [{ ...(row as PictureView['rows'][number]), label: '<img src=x onerror=a()>"' }],
    },
    (href) => href,
  );
  expect(html).toContain('&lt;img src=x onerror=a()&gt;&quot;');
});
