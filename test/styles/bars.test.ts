import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';

/** Colours of bars, by day and at night: seen on their paper, and told apart by every eye. */

type Rgb = readonly [number, number, number];

const read = (name: string) => readFile(join(toolRoot, 'src/styles', name), 'utf8');
const [tokens, bars] = [await read('tokens.css'), await read('bars.css')];

/** The first value of a variable is that of the day; the one under the media query that of the night. */
function colour(css: string, name: string, night: boolean): Rgb {
  const at = css.indexOf('@media (prefers-color-scheme: dark)');
  const part = night ? css.slice(at) : css.slice(0, at);
  const hex = new RegExp(`--${name}: (#[0-9a-f]{3,6});`).exec(part)?.[1]?.slice(1);
  if (!hex) throw new Error(`no colour --${name}`);
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  return [0, 2, 4].map((start) => Number.parseInt(full.slice(start, start + 2), 16) / 255) as unknown as Rgb;
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const linearOf = (rgb: Rgb) => rgb.map(linear) as unknown as Rgb;
const times = (rows: readonly Rgb[], [r, g, b]: Rgb) =>
  rows.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(linearOf(a)), luminance(linearOf(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** What an eye without red, green or blue cones sees, of linear light (Machado, Oliveira and Fernandes 2009). */
const EYES: Readonly<Record<string, readonly Rgb[]>> = {
  any: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const XYZ: readonly Rgb[] = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];

/** Distance in CIELAB: below 10 two patches look alike. */
function distance(a: Rgb, b: Rgb, eye: readonly Rgb[]): number {
  const lab = (rgb: Rgb) => {
    const [x, y, z] = times(
      XYZ,
      times(eye, linearOf(rgb)).map((value) => Math.max(0, value)) as unknown as Rgb,
    );
    const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
    const [fx, fy, fz] = [f(x / 0.9505), f(y), f(z / 1.089)];
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)] as const;
  };
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe.each([
  ['by day', false],
  ['at night', true],
] as const)('bars %s', (_, night) => {
  const names = ['bar-1', 'bar-2', 'bar-3', 'bar-4'];
  const paper = colour(tokens, 'paper', night);

  test.each([...names, 'bar-rest'])('%s is seen on paper', (name) =>
    expect(contrast(colour(bars, name, night), paper)).toBeGreaterThanOrEqual(3),
  );
  test.each(Object.keys(EYES))('are told apart by an eye with %s', (eye) => {
    for (const [at, a] of names.entries()) {
      for (const b of names.slice(at + 1)) {
        const apart = distance(colour(bars, a, night), colour(bars, b, night), EYES[eye] ?? []);
        expect(apart, `${a} and ${b}`).toBeGreaterThan(20);
      }
    }
  });
});
