import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BuildState, readState, stateFile, writeState } from '../../scripts/lib/build/build-state.ts';
import { PackedOutput, pack } from '../../scripts/lib/build/output.ts';
import type { Remembered } from '../../scripts/lib/build/state-lines.ts';

let dir: string;
let file: string;
let changes: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingzhang-state-'));
  file = stateFile(join(dir, 'dist'));
  changes = join(dir, '.dist.changes');
});
afterEach(() => rmSync(dir, { recursive: true }));

function item(id: string, key: string): [string, Remembered] {
  const report = { id, problems: [] };
  return [id, { key, output: new PackedOutput(pack({ digest: { id, report }, files: [] })) }];
}

function stateOf(day: string, items: readonly (readonly [string, Remembered])[]): BuildState {
  return { all: 'all', day, remembered: new Map(items), figures: {}, holds: {} };
}

function read(): BuildState {
  return readState(file) as BuildState;
}

/** What it says, by id. */
const keysOf = ({ day, remembered }: BuildState) => [
  day,
  Object.fromEntries([...remembered].map(([id, { key }]) => [id, key])),
];

/** With some put for others, and some gone. */
function next(
  day: string,
  before: BuildState,
  put: Readonly<Record<string, string | undefined>>,
): BuildState {
  const remembered = new Map(before.remembered);
  for (const [id, key] of Object.entries(put)) {
    if (key === undefined) remembered.delete(id);
    else remembered.set(...item(id, key));
  }
  return stateOf(day, [...remembered]);
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function writeAll(key: string): void {
  const items = IDS.map((id) => item(id, key));
  writeState(file, stateOf(key, items));
}

test('what has changed since stands beside it, one build after the other', () => {
  writeAll('1');
  const { ino } = statSync(file);
  const first = read();
  writeState(file, next('2', first, { b: '2', c: undefined }), first);
  const second = read();
  expect(keysOf(second)).toEqual(['2', { a: '1', b: '2', d: '1', e: '1', f: '1', g: '1', h: '1' }]);
  writeState(file, next('3', second, { i: '3' }), second);
  // Three of eight are many.
  const third = read();
  expect(keysOf(third)).toEqual(['3', { a: '1', b: '2', d: '1', e: '1', f: '1', g: '1', h: '1', i: '3' }]);
  expect([statSync(file).ino === ino, existsSync(changes)]).toEqual([false, false]);
});

test('changes of a state that stood there before are not taken', () => {
  writeAll('1');
  const first = read();
  writeState(file, next('2', first, { b: '2' }), first);
  const stale = readFileSync(changes);
  writeAll('3');
  writeFileSync(changes, stale);
  expect(keysOf(read())).toEqual(['3', Object.fromEntries(IDS.map((id) => [id, '3']))]);
});

test('where another build has written the state since, all is written', () => {
  writeAll('1');
  const first = read();
  writeState(file, stateOf('2', [item('z', '2')]));
  writeState(file, next('3', first, { b: '3' }), first);
  expect(existsSync(changes)).toBe(false);
  expect(keysOf(read())).toEqual(['3', { ...Object.fromEntries(IDS.map((id) => [id, '1'])), b: '3' }]);
});

test.each(['state', 'changes'])('one byte of its %s altered, and there is none', (kind) => {
  writeAll('1');
  const first = read();
  writeState(file, next('2', first, { b: '2' }), first);
  const altered = join(dir, `.dist.${kind}`);
  const bytes = readFileSync(altered);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  writeFileSync(altered, bytes);
  expect(readState(file)).toBeUndefined();
});
