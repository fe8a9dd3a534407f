import { expect, test } from 'vitest';
import type { Department } from '../../src/model/disclosure.ts';
import { relativesOf } from '../../src/view/relatives.ts';
import { viewTitleBlock } from '../../src/view/title-block.ts';
import { makeDisclosure } from './make.ts';

const department = (id: string, code: string, more: Partial<Department> = {}): Department => ({
  id,
  region: '130303',
  names: [
    { from: 2020, name: `旧${id}` },
    { from: 2024, name: id },
  ],
  codes: [{ from: 2020, code }],
  predecessors: [],
  ...more,
});
const JU = department('局', '350');
const UNITS = [
  department('中心', '350002', { parent: '局' }),
  department('学校', '350003', { parent: '局' }),
  department('站', '350004', { parent: '局' }),
];
const DEPARTMENTS = new Map([JU, ...UNITS].map((item) => [item.id, item]));
const published =
  (...codes: readonly string[]) =>
  (id: string) =>
    codes.some((code) => id === `130303/2024/${code}`);

const disclosure = (code: string, more: object) =>
  makeDisclosure({ id: `130303/2024/${code}`, code, year: 2024, ...more });

test('a unit names its department, with the way to it where it is published', () => {
  const unit = disclosure('350002', { scope: '单位', department: UNITS[0] });
  expect(relativesOf(unit, DEPARTMENTS, published('350')).parent).toEqual({
    text: '局',
    href: '/130303/2024/350/',
  });
  expect(relativesOf(unit, DEPARTMENTS, published()).parent).toEqual({ text: '局' });
  const earlier = { ...unit, id: '130303/2023/350002', year: 2023 };
  expect(relativesOf(earlier, DEPARTMENTS, published()).parent).toEqual({ text: '旧局' });
});

test('a department names its units, those that publish by themselves as links, listed or not', () => {
  const own = disclosure('350', {
    scope: '部门',
    department: JU,
    units: [{ code: '350', name: '局本级' }, { code: '350002', name: '中心' }, { name: '学校' }],
  });
  const relatives = relativesOf(own, DEPARTMENTS, published('350', '350002', '350003'));
  const block = viewTitleBlock(own, relatives);
  expect(block.find(({ label }) => label === '所含预算单位')).toEqual({
    label: '所含预算单位',
    text: '350 局本级；350002 中心；学校',
    parts: [{ text: '350 局本级' }, { text: '350002 中心', href: '/130303/2024/350002/' }, { text: '学校' }],
  });
  expect(block.find(({ label }) => label === '另行公开预算的单位')).toEqual({
    label: '另行公开预算的单位',
    text: '学校',
    parts: [{ text: '学校', href: '/130303/2024/350003/' }],
  });
});

test('final accounts lead to final accounts', () => {
  const unit = disclosure('350002', {
    id: '130303/2024/350002/final',
    scope: '单位',
    phase: '决算',
    department: UNITS[0],
  });
  const relatives = relativesOf(unit, DEPARTMENTS, published('350', '350/final'));
  expect(relatives.parent).toEqual({ text: '局', href: '/130303/2024/350/final/' });
  expect(relatives.other).toBeUndefined();
  expect(relativesOf(unit, DEPARTMENTS, published('350002')).other).toEqual({
    text: '2024年单位预算',
    href: '/130303/2024/350002/',
  });
});
