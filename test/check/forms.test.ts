import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/engine.ts';
import { loadContent } from '../../src/load/content.ts';
import { loadDisclosure } from '../../src/load/disclosure.ts';
import { folderSource, memorySource } from '../../src/load/source.ts';
import { readDisclosure } from '../../src/schema/disclosure.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';
import { type Base, IDS, RIGHT, TYPED, WRONG } from './forms-cases.ts';
import type { Edit } from './whole.ts';

const tool = folderSource('content');
const { around } = readSurroundings(loadContent(tool, tool));

function filesUnder(folder: string, prefix = ''): [string, string][] {
  return readdirSync(folder).flatMap((name): [string, string][] => {
    const path = `${folder}/${name}`;
    return statSync(path).isDirectory()
      ? filesUnder(path, `${prefix}${name}/`)
      : [[prefix + name, readFileSync(path, 'utf8')]];
  });
}

const whole = (base: Base): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(filesUnder(`content/disclosures/${IDS[base]}`)),
  ...TYPED[base],
});
const FILES: Readonly<Record<Base, Readonly<Record<string, string>>>> = {
  henan: whole('henan'),
  xushui: whole('xushui'),
  qinhuangdao: whole('qinhuangdao'),
};

/** Everything told of a sample with some places changed. An edit from nothing writes the whole file. */
function toldOf(base: Base, edits: readonly Edit[]): string[] {
  const files: Record<string, string> = { ...FILES[base] };
  for (const [file, from, to] of edits) {
    const text = files[file] ?? '';
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    files[file] = from === '' ? to : text.replace(from, () => to);
  }
  const written = Object.entries(files).flatMap(([name, text]) =>
    text === '' ? [] : [[`disclosures/${IDS[base]}/${name}`, text] as const],
  );
  const { disclosure, problems } = readDisclosure(
    loadDisclosure(memorySource(Object.fromEntries(written)), IDS[base]),
    around,
  );
  if (!disclosure) throw new Error(problems.map(({ message }) => message).join('\n'));
  return check(disclosure).findings.flatMap(({ severity, rule, message, outcome }) =>
    severity === 'info' || outcome === 'acknowledged' ? [] : [`${severity} ${rule}: ${message}`],
  );
}

/** What the sample itself is told of. */
const before: Readonly<Record<Base, ReadonlySet<string>>> = {
  henan: new Set(toldOf('henan', [])),
  xushui: new Set(toldOf('xushui', [])),
  qinhuangdao: new Set(toldOf('qinhuangdao', [])),
};
const added = (base: Base, edits: readonly Edit[]): string[] =>
  toldOf(base, edits).filter((line) => !before[base].has(line));

test('the samples, their text typed by hand, have no errors', () => {
  for (const lines of Object.values(before))
    expect([...lines].filter((line) => line.startsWith('error'))).toEqual([]);
});

describe('one slip, one finding', () => {
  test.each(WRONG)('%s (%s)', (_, base, edits, told) => {
    const found = added(base, edits);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(told);
  });
});

describe('no slip, no finding', () => {
  test.each(RIGHT)('%s (%s)', (_, base, edits) => expect(added(base, edits)).toEqual([]));
});
