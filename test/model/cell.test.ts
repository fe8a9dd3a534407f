import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLANK,
  cellInterval,
  cellValue,
  fromFen,
  isMoneyUnit,
  readFigure,
  readQuantity,
  toFen,
} from '../../src/model/cell.ts';
import { type Decimal, equals, formatDecimal, parseDecimal } from '../../src/model/decimal.ts';

const MARKS = ['不适用', '--'];

describe('the four states of a figure', () => {
  it.each([
    ['1469.55', 'figure'],
    ['1,469.55', 'figure'],
    ['-0.40', 'figure'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['-0', 'zero'],
    ['', 'blank'],
    ['不适用', 'mark'],
    ['--', 'mark'],
  ])('%j is a %s', (text, state) => {
    expect(readFigure(text, MARKS)).toMatchObject({ state, text });
  });

  it.each(['—', '-', '无', '不 适用', '涉密不公开', ' ', 'abc', '6.5次'])('%j is none of them', (text) => {
    expect(readFigure(text, MARKS)).toBeUndefined();
  });

  it('keeps what was printed, whatever its value', () => {
    expect(readFigure('1,469.50', MARKS)).toEqual({
      state: 'figure',
      text: '1,469.50',
      value: { coefficient: 146950n, scale: 2 },
    });
  });

  it('counts a blank as zero; a mark and a text have no value', () => {
    expect(cellValue(BLANK)).toEqual({ coefficient: 0n, scale: 0 });
    expect(cellValue({ state: 'mark', text: '--' })).toBeUndefined();
    expect(cellValue({ state: 'text', text: '办公费' })).toBeUndefined();
  });
});

describe('quantities', () => {
  it.each([
    ['6.5', '6.5', undefined],
    ['6.5次', '6.5', '次'],
    ['6.5 次', '6.5', '次'],
    ['405平方米', '405', '平方米'],
    ['405㎡', '405', '㎡'],
    ['1,405 m²', '1405', 'm²'],
    ['50%', '50', '%'],
    ['1,000台', '1000', '台'],
    ['2 台/套', undefined, undefined],
    ['三台', undefined, undefined],
    ['3.2.1台', undefined, undefined],
    ['12,34台', undefined, undefined],
    ['台', undefined, undefined],
  ])('%j', (text, value, unit) => {
    const cell = readQuantity(text, MARKS);
    if (value === undefined) return expect(cell).toBeUndefined();
    expect(cell && 'value' in cell && formatDecimal(cell.value)).toBe(value);
    expect(cell && 'unit' in cell ? cell.unit : undefined).toBe(unit);
    expect(cell?.text).toBe(text);
  });

  it('knows a quantity of nothing', () => {
    expect(readQuantity('0台', MARKS)).toMatchObject({ state: 'zero', unit: '台' });
    expect(readQuantity('', MARKS)).toBe(BLANK);
    expect(readQuantity('不适用', MARKS)).toMatchObject({ state: 'mark' });
  });
});

describe('what a cell stands for', () => {
  const ends = (text: string, decimals: number): string | undefined => {
    const cell = readFigure(text, MARKS);
    const interval = cell && cellInterval(cell, decimals);
    return interval && `${formatDecimal(interval.low)}…${formatDecimal(interval.high)}`;
  };

  it.each([
    ['1469.55', 2, '1469.545…1469.555'],
    ['1469.5', 2, '1469.495…1469.505'],
    ['1469.555', 2, '1469.5545…1469.5555'],
    ['5', 0, '4.5…5.5'],
    ['0.00', 2, '-0.005…0.005'],
    ['0.00', 0, '-0.005…0.005'],
    ['0', 2, '0…0'],
    ['', 2, '0…0'],
    ['--', 2, undefined],
  ])('%j in a column of %i decimals: %s', (text, decimals, expected) => {
    expect(ends(text, decimals)).toBe(expected);
  });
});

describe('money', () => {
  const parsed = (text: string): Decimal => {
    const value = parseDecimal(text);
    if (!value) throw new Error(text);
    return value;
  };

  it.each([
    ['1', '分', '1'],
    ['1', '角', '10'],
    ['0.01', '元', '1'],
    ['1', '千元', '100000'],
    ['0.01', '万元', '10000'],
    ['1469.55', '万元', '1469550000'],
    ['1', '百万元', '100000000'],
    ['1', '亿元', '10000000000'],
    ['0.000001', '万元', '1'],
    ['0.0000005', '万元', '0.5'],
  ])('%s%s is %s分', (value, unit, fen) => {
    expect(equals(toFen(parsed(value), unit), parsed(fen))).toBe(true);
  });

  it('comes back exactly from 分, through any unit', () => {
    const value = fc.record({
      coefficient: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      scale: fc.nat(6),
    });
    const units = fc.constantFrom('分', '角', '元', '千元', '万元', '百万元', '亿元');
    fc.assert(
      fc.property(value, units, units, (amount, unit, other) => {
        const through = fromFen(toFen(fromFen(toFen(amount, unit), other), other), unit);
        return equals(through, amount);
      }),
    );
  });

  it('is not confused with other units', () => {
    expect(['元', '万元'].every(isMoneyUnit)).toBe(true);
    expect(['平方米', '%', '', 'constructor', '__proto__', 'toString'].some(isMoneyUnit)).toBe(false);
    expect(() => toFen(parsed('1'), '平方米')).toThrow('not a unit of money: 平方米');
    expect(() => fromFen(parsed('1'), 'constructor')).toThrow('not a unit of money: constructor');
  });
});
