import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackedOutput, pack } from '../../scripts/lib/build/output.ts';
import { Spool, spoolFile } from '../../scripts/lib/build/spool.ts';

let root: string;
let spool: Spool;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-spool-'));
  spool = new Spool(spoolFile(join(root, 'dist')));
});
afterEach(() => {
  spool.close();
  rmSync(root, { recursive: true, force: true });
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('a spool', () => {
  it('gives back parts of what was added, in whatever order', () => {
    const [one, none, other] = ['甲乙丙', '', '丁戊'].map((word) => spool.add(Buffer.from(word)));
    expect(text(other?.subarray(3, 6) ?? Buffer.of())).toBe('戊');
    expect(text(one?.subarray(0, 9) ?? Buffer.of())).toBe('甲乙丙');
    expect(text(none?.subarray(0, 0) ?? Buffer.of(1))).toBe('');
    const late = spool.add(Buffer.from('己'));
    expect([one?.subarray(3, 6), late.subarray(0, 3)].map((bytes) => text(bytes ?? Buffer.of()))).toEqual([
      '乙',
      '己',
    ]);
  });

  it('has a file only once there is something in it, and that has no name', () => {
    expect(readdirSync(root)).toEqual([]);
    const kept = spool.add(Buffer.from('甲'));
    expect(readdirSync(root)).toEqual([]);
    expect(text(kept.subarray(0, 3))).toBe('甲');
  });

  it('is not read beyond what is in it, nor once it is closed', () => {
    const kept = spool.add(Buffer.from('甲'));
    expect(() => kept.subarray(0, 4)).toThrow('shorter');
    spool.close();
    expect(() => kept.subarray(0, 3)).toThrow('closed');
    spool.close();
  });

  it('says where the disk refuses', () => {
    const nowhere = join(root, 'gone', 'dist');
    expect(existsSync(join(root, 'gone'))).toBe(false);
    expect(() => new Spool(spoolFile(nowhere)).add(Buffer.of(1))).toThrow(/ENOENT.*gone.\.dist\.parts-\d+/);
  });
});

it('an output says the same in a spool as in memory, and is kept as it is', () => {
  const report = {
    id: 'a',
    problems: [{ rule: 'x', severity: 'warning', message: '甲', place: { file: 'x' } }],
  };
  const files = [{ path: 'index.html', bytes: 1, sha256: 'aa' }];
  const lines = { catalog: '{"甲":1}', dataset: '', sums: 'aa  a/index.html\n' };
  const packed = pack({ digest: { id: 'a', report } as never, files, lines });
  spool.add(Buffer.from('before it'));
  const [output, spooled] = [new PackedOutput(packed), new PackedOutput(packed).spooledIn(spool)];
  for (const one of [output, spooled]) {
    expect(one.isMade).toBe(true);
    expect(one.files).toEqual(files);
    expect(one.links).toBeUndefined();
    expect(one.report).toEqual(report);
    expect(text(one.part('catalog'))).toBe(lines.catalog);
    expect(one.part('dataset')).toHaveLength(0);
  }
  const both = [output, spooled].map((one) => one.toKeep());
  expect(both[1]).toEqual({ ...both[0], parts: Buffer.from(both[0]?.parts ?? []) });
  const more = [...files, { path: 'a.pdf', bytes: 2, sha256: 'bb' }];
  const later = spooled.with({ files: more, lines: { ...lines, sums: 'bb  a/a.pdf\n' }, stamp: 's' });
  expect([later.files, text(later.part('sums')), later.report]).toEqual([more, 'bb  a/a.pdf\n', report]);
  expect(later.spooledIn(spool).files).toEqual(more);
});
