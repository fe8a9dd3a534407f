import { describe, expect, test } from 'vitest';
import { isSettled, type Output, PackedOutput, pack } from '../../scripts/lib/build/output.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';

const ID = '110101/2024/101';
const FOUND: Finding = {
  rule: 'table.sum',
  severity: 'warning',
  message: '合计不等',
  place: { file: 'x.csv' },
};

const RECORDS = {
  aliases: ['乙区财政所'],
  records: { project: [['道路“养护”𠀀', '项目-1', '3.00']], figure: [], unit: [] },
  subjects: [['2010601', '行政运行', '支出总表-2010601', '3.00']],
};

const OUTPUT: Output = {
  digest: {
    id: ID,
    report: {
      id: ID,
      problems: [FOUND],
      disclosure: {
        ...{ name: '乙区财政局', year: 2024, scope: '部门', phase: '预算', withdrawn: false },
        ...{ findings: [], checks: [] },
      },
    },
    shown: {
      entry: { id: ID, name: '乙区财政局𠀀', keyFigures: [], hash: 'a' } as unknown as DisclosureEntry,
      template: 'hebei',
      stated: ['expenditure.total'],
      before: ['110101/2023/101'],
      codes: '2010601',
      projects: JSON.stringify(RECORDS.records.project),
      records: JSON.stringify(RECORDS),
    },
  },
  files: [
    { path: 'index.html', bytes: 3, sha256: 'aa' },
    { path: 'tidy.csv', bytes: 4, sha256: 'bb' },
  ],
  links: { links: { [`${ID}/`]: ['data/'] }, dead: [] },
  lines: { catalog: '{"id":"部"}', dataset: '', sums: `aa  ${ID}/index.html\n` },
  asked: { '110101/2023/101': true },
  source: { stat: 's', hash: 'h', settled: true },
  stamp: 'f',
};

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('an output, packed', () => {
  test('gives back what went in, after a way through JSON and bytes', () => {
    const { head, parts } = pack(OUTPUT);
    const output = new PackedOutput({ head: JSON.parse(JSON.stringify(head)), parts: new Uint8Array(parts) });
    const { shown, ...brief } = output.digest;
    const { shown: before, report, ...briefBefore } = OUTPUT.digest;
    expect(brief).toEqual({ ...briefBefore, report: { ...report, problems: [] } });
    expect(output.report).toEqual(report);
    for (const name of ['entry', 'template', 'stated', 'before', 'codes', 'projects', 'records'] as const)
      expect(shown?.[name], name).toEqual(before?.[name]);
    expect(shown?.entry).toBe(shown?.entry);
    expect(output).toMatchObject({ id: ID, isMade: true, files: OUTPUT.files, links: OUTPUT.links });
    expect(text(output.part('catalog'))).toBe('{"id":"部"}');
    expect(output.part('dataset')).toHaveLength(0);
    expect(text(output.part('sums'))).toBe(OUTPUT.lines?.sums);
    expect(output.head).toMatchObject({ tidy: 'bb', stamp: 'f', source: OUTPUT.source });
  });

  test('of which nothing was made', () => {
    const { digest } = OUTPUT;
    const output = new PackedOutput(pack({ digest: { id: ID, report: digest.report } }));
    expect(output.isMade).toBe(false);
    expect(output.files).toEqual([]);
    expect(output.links).toBeUndefined();
    expect(output.digest.shown).toBeUndefined();
  });

  test('is kept without what was found', () => {
    const kept = new PackedOutput(new PackedOutput(pack(OUTPUT)).toKeep());
    expect(kept.report.problems).toEqual([]);
    expect(kept.report.disclosure?.name).toBe('乙区财政局');
    expect(kept.files).toEqual(OUTPUT.files);
    const { head, parts } = kept.toKeep();
    expect(new PackedOutput({ head, parts }).report).toEqual(kept.report);
    expect(text(parts)).not.toContain('合计不等');
    expect(kept.with({ files: [] }).report).toEqual(kept.report);
  });

  test.each<[string, Partial<Finding>, 'problems' | 'findings', boolean, boolean]>([
    ['a warning', {}, 'problems', false, false],
    ['a fault', { severity: 'error' }, 'problems', true, true],
    ['what a check found', { severity: 'error' }, 'findings', true, false],
  ])('is kept from being published by %s, or not', (_, finding, place, blocked, asDraft) => {
    const { digest } = OUTPUT;
    const report = structuredClone(digest.report);
    const found = [{ ...FOUND, ...finding }];
    const told = {
      ...{ ...report, problems: [] },
      ...(place === 'problems'
        ? { problems: found }
        : { disclosure: { ...report.disclosure, findings: found } }),
    } as typeof report;
    const { head, parts } = pack({ ...OUTPUT, digest: { ...digest, report: told } });
    const output = new PackedOutput({ head: JSON.parse(JSON.stringify(head)), parts });
    expect([output.isBlocked({ drafts: false }), output.isBlocked({ drafts: true })]).toEqual([
      blocked,
      asDraft,
    ]);
    expect(output.report).toEqual(told);
  });

  test('takes what is known later, and leaves the rest', () => {
    const before = new PackedOutput(pack(OUTPUT));
    const files = [...(OUTPUT.files ?? []), { path: 'disclosure.pdf', bytes: 9, sha256: 'cc' }];
    const lines = { catalog: '{"id":"部门"}', dataset: '{}', sums: 'cc  x\n' };
    const after = before.with({ files, lines, stamp: 'g' });
    expect(after.files).toEqual(files);
    expect(text(after.part('catalog'))).toBe(lines.catalog);
    expect(after.links).toEqual(OUTPUT.links);
    expect(after.digest.shown?.entry).toEqual(OUTPUT.digest.shown?.entry);
    expect(after.head).toMatchObject({ stamp: 'g', source: OUTPUT.source });
    expect(before.with({ stamp: 'i' }).files).toEqual(OUTPUT.files);
    expect(before.head.stamp).toBe('f');
  });

  test('marks tell what has changed: not the hash of an entry, which no list shows', () => {
    const marks = (change: (output: { digest: { shown: Record<string, unknown> } }) => void) => {
      const copy = structuredClone(OUTPUT);
      change(copy as never);
      return new PackedOutput(pack(copy)).head.shown?.marks;
    };
    const before = marks(() => {});
    const renamed = marks(({ digest: { shown } }) => {
      shown.entry = { ...(shown.entry as object), name: '乙' };
    });
    expect(renamed).toEqual({ ...before, entry: renamed?.entry });
    expect(renamed?.entry).not.toBe(before?.entry);
    expect(
      marks(({ digest: { shown } }) => {
        shown.entry = { ...(shown.entry as object), hash: 'b' };
      }),
    ).toEqual(before);
    const other = marks(({ digest: { shown } }) => {
      shown.records = JSON.stringify({ ...RECORDS, subjects: [] });
    });
    expect(other).toMatchObject({ entry: before?.entry, projects: before?.projects });
    expect([other?.subjects, other?.records]).not.toContain(before?.subjects);
  });

  test('says whether what its page told of others is so', () => {
    const output = new PackedOutput(pack({ ...OUTPUT, asked: { a: '甲', b: true, c: false } }));
    expect(
      isSettled(
        output,
        new Map([
          ['a', '甲'],
          ['b', '乙'],
        ]),
      ),
    ).toBe(true);
    expect(
      isSettled(
        output,
        new Map([
          ['a', '丙'],
          ['b', '乙'],
        ]),
      ),
    ).toBe(false);
    expect(
      isSettled(
        output,
        new Map([
          ['a', '甲'],
          ['b', '乙'],
          ['c', '丁'],
        ]),
      ),
    ).toBe(false);
  });
});
