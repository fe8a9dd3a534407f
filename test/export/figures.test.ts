import { expect, it } from 'vitest';
import { exactYuan, keptByFigure, plainValue } from '../../src/export/figures.ts';
import { type Cell, readFigure } from '../../src/model/cell.ts';

it('what is written of a figure is kept by its value and unit, not by its text alone', () => {
  let written = 0;
  const write = keptByFigure((cell, unit) => {
    written++;
    return `${plainValue(cell)} ${unit} ${exactYuan(cell, unit)} ${cell.state}`;
  });
  const figure = readFigure('1,000.50', []) as Cell;
  const mark: Cell = { state: 'mark', text: '1,000.50' };
  const other: Cell = { state: 'figure', text: '1,000.50', value: { coefficient: 2n, scale: 0 } };
  for (let times = 0; times < 2; times++) {
    expect(write(figure, '万元')).toBe('1000.50 万元 10005000 figure');
    expect(write({ ...figure }, '万元')).toBe('1000.50 万元 10005000 figure');
    expect(write(figure, '元')).toBe('1000.50 元 1000.5 figure');
    expect(write(mark, '元')).toBe(' 元  mark');
    expect(write(other, '元')).toBe('2 元 2 figure');
  }
  expect(written).toBe(8);
});
