import { describe, expect, it } from 'vitest';
import { openContent } from '../../src/content.ts';
import type { Department, Disclosure } from '../../src/model/disclosure.ts';
import { idsOfYearBefore, isSameOffice } from '../../src/schema/identity.ts';
import { ID, sourceWith } from '../support/content.ts';
import { toldBy } from '../support/told.ts';

const told = toldBy('hebei-2024');

describe('publication', () => {
  const dates = (approvedOn?: string, publishedOn?: string) =>
    told('time.publication', {
      disclosure: { ...(approvedOn && { approvedOn }), ...(publishedOn && { publishedOn }) },
    });

  it.each([
    ['2024-02-01', '2024-02-01'],
    ['2024-02-10', '2024-03-01'],
  ])('%s, published %s: in time', (a, b) => expect(dates(a, b).check.outcome).toBe('passed'));

  it('late, by how much and what the last day was', () => {
    expect(dates('2024-02-10', '2024-03-02').findings).toMatchObject([
      {
        severity: 'error',
        expected: '≤ 2024-03-01',
        message: expect.stringContaining('相隔 21 日，超过 20 日'),
      },
    ]);
  });
  it('before it was approved', () => {
    expect(dates('2024-02-10', '2024-02-09').messages).toEqual([
      '公开日期 2024-02-09 在批复日期 2024-02-10 之前',
    ]);
  });
  it('not known', () => {
    expect(dates('2024-02-10').check).toMatchObject({ outcome: 'couldNotRun', because: '没有写明公开日期' });
  });
});

describe('last year', () => {
  const total = (amount: string) => ({ 支出总表: `科目编码,科目名称,合计\n,合计,${amount}\n` });
  const fact = (period: string, value: string) => ({
    facts: [{ id: '所述', concept: 'expenditure.total', period, value, source: '正文' }],
  });

  it('a stated change is held against both years', () => {
    const change = (value: string) =>
      told('time.change', {
        tables: total('5.00'),
        lastYear: total('3.00'),
        disclosure: fact('change', value),
      }).messages;
    expect(change('2.00')).toEqual([]);
    expect(change('-2.00')).toEqual([
      expect.stringContaining('支出总表“合计”的“合计”实为 5.00，应为 1.00（差 4.00）'),
    ]);
  });

  it('without last year it could not run', () => {
    expect(
      told('time.change', { tables: total('5.00'), disclosure: fact('change', '2.00') }).check,
    ).toMatchObject({
      outcome: 'couldNotRun',
      because: '内容里没有同一部门上年的公开文本',
    });
  });

  it('a name that moved to another code is mentioned', () => {
    const codes = (line: string) => ({ 支出总表: `科目编码,科目名称,合计\n${line},1.00\n` });
    expect(
      told('time.codes', {
        tables: codes('2060502,技术创新服务体系'),
        lastYear: codes('2060503,技术创新服务体系'),
      }).findings,
    ).toMatchObject([{ severity: 'info', actual: '2060502', expected: '2060503' }]);
  });
});

describe('the office of the year before', () => {
  const department = (id: string, more: Partial<Department> = {}): Department => ({
    id,
    region: '110101',
    names: [],
    codes: [{ from: 2020, code: '101' }],
    predecessors: [],
    ...more,
  });
  const now = (own: Department | undefined, more: Partial<Disclosure> = {}): Disclosure =>
    ({
      year: 2024,
      code: '201',
      name: '甲局',
      phase: '预算',
      scope: '部门',
      region: { code: '110101' },
      ...(own && { department: own }),
      ...more,
    }) as Disclosure;
  const known = (...list: Department[]) => new Map(list.map((item) => [item.id, item]));

  it('stands under the code of that year', () => {
    const own = department('a', {
      codes: [
        { from: 2024, code: '201' },
        { from: 2020, code: '101' },
      ],
    });
    expect(idsOfYearBefore(now(own), known(own))[0]).toBe('110101/2023/101');
  });
  it('or under its only predecessor’s', () => {
    const old = department('old', { codes: [{ from: 2019, code: '099' }] });
    const own = department('a', { codes: [{ from: 2024, code: '201' }], predecessors: ['old'] });
    expect(idsOfYearBefore(now(own), known(own, old))).toEqual(['110101/2023/201', '110101/2023/099']);
    expect(isSameOffice(now(own), now(old), known(own, old))).toBe(true);
  });
  it('but of several none had what the new one has', () => {
    const own = department('a', { predecessors: ['b', 'c'] });
    const all = known(own, department('b'), department('c'));
    expect(isSameOffice(now(own), now(department('b')), all)).toBe(false);
  });
  it('a code alone may have passed to another', () => {
    expect(isSameOffice(now(undefined), now(undefined, { name: '乙局' }), new Map())).toBe(false);
    expect(isSameOffice(now(undefined), now(undefined), new Map())).toBe(true);
    expect(isSameOffice(now(undefined), now(undefined, { phase: '决算' }), new Map())).toBe(false);
  });

  it('is found in the content, and not read without end', () => {
    const before = ID.replace('2024', '2023');
    const files = Object.fromEntries(
      Object.entries(sourceFiles()).map(([path, text]) => [
        path.replace(ID, before),
        text.replace('year: 2024', 'year: 2023'),
      ]),
    );
    const source = sourceWith({ ...files, [`disclosures/${before}/tables/采购表.csv`]: null });
    const content = openContent(source, source);
    expect(content.ids).toEqual([before, ID]);
    expect(content.read(ID).problems.filter((item) => item.severity === 'error')).toEqual([]);
  });
});

/** The smallest disclosure's own files. */
function sourceFiles(): Record<string, string> {
  const source = sourceWith();
  const folder = `disclosures/${ID}`;
  const decoder = new TextDecoder();
  return Object.fromEntries(
    ['disclosure.yaml', 'tables/支出总表.csv', 'tables/收支总表.csv'].flatMap((name) => {
      const bytes = source.read(`${folder}/${name}`);
      return bytes ? [[`${folder}/${name}`, decoder.decode(bytes)]] : [];
    }),
  );
}
