import { expect, test } from 'vitest';
import { changeIndex, type StandingIndex } from '../../src/search/changed-index.ts';
import type { SiteRecord, SubjectUse } from '../../src/search/format.ts';
import type { ChangedDisclosure, Indexed } from '../../src/search/searched.ts';
import { type IndexMemo, writeIndex } from '../../src/search/site-index.ts';
import { randomFrom, SEED } from '../support/seed.ts';

class Memory implements StandingIndex {
  readonly files: Map<string, string>;

  constructor(files: ReadonlyMap<string, string> = new Map()) {
    this.files = new Map(files);
  }

  write(path: string, text: string): void {
    this.files.set(path, text);
  }

  read<T>(path: string): T {
    return JSON.parse(this.files.get(path) as string) as T;
  }

  version(): string {
    return [...this.files]
      .filter(([path]) => path !== 'core.json')
      .map(([path, text]) => `${path}${text}`)
      .sort()
      .join('');
  }
}

const WORDS = ['道路', '养护', '桥梁', '学校', '取暖', '经费', '工程', '补助', '设备', '软件'];
const SUBJECTS = ['2050201', '2050202', '2080505', '2101101', '2210201'];

type Random = () => number;
const below = (random: Random, count: number): number => Math.floor(random() * count);
const one = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;

function projectOf(random: Random): SiteRecord {
  const text = `${one(random, WORDS)}${one(random, WORDS)}${one(random, WORDS)}`;
  return [text, `项目-${text}`, `${below(random, 500)}.50`, one(random, ['', '130303-A', '130303-B'])];
}

function subjectsOf(random: Random): readonly SubjectUse[] {
  return SUBJECTS.filter(() => random() < 0.6).map((code): SubjectUse => {
    const table = one(random, ['支出总表', '一般公共预算支出表']);
    return [code, `${one(random, ['', '其他'])}科目${code}`, `${table}-${code}`, `${below(random, 90)}`];
  });
}

function disclosureOf(number: number, random: Random): Indexed {
  const region = `13030${number % 3}`;
  return {
    entry: {
      ...{ id: `${region}/2024/${1000 + number}`, name: `第${number}局`, code: String(1000 + number) },
      ...{ regionCode: region, regionName: `${region}区`, year: 2024, scope: '部门', phase: '预算' },
      ...{ withdrawn: false, keyFigures: [{ concept: 'expenditure.total' }, {}] },
    } as unknown as Indexed['entry'],
    records: {
      aliases: number % 5 === 0 ? [`原第${number}局`] : [],
      records: {
        project: Array.from({ length: 1 + (number % 4) }, () => projectOf(random)),
        figure: [
          ['支出总计', '支出总表-合计', `${below(random, 900)}.00`],
          ['三公', '', `${below(random, 9)}`],
        ],
        unit: number % 2 === 0 ? [[`第${number}局本级`, '', '', `${number}001`]] : [],
      },
      subjects: subjectsOf(random),
    },
  };
}

/** Anything of it, as long as its records have room. */
function changed({ entry, records }: Indexed, random: Random): Indexed {
  const { project, figure, unit } = records.records;
  const put = <T>(items: readonly T[], item: T): T[] =>
    items.length === 0 ? [item] : items.with(below(random, items.length), item);
  switch (below(random, 7)) {
    case 0:
      return { entry, records: { ...records, subjects: subjectsOf(random) } };
    case 1:
      return {
        entry: { ...entry, name: `${entry.name}改`, phase: '决算' as Indexed['entry']['phase'] },
        records: { ...records, aliases: random() < 0.5 ? [] : ['旧名'] },
      };
    case 2: {
      const changed: SiteRecord = ['支出总计', '支出总表-合计', `${below(random, 900)}.00`, '', '7'];
      return { entry, records: { ...records, records: { project, unit, figure: put(figure, changed) } } };
    }
    case 3:
      return {
        entry,
        records: { ...records, records: { figure, unit, project: [projectOf(random), ...project] } },
      };
    case 4:
      return {
        entry,
        records: { ...records, records: { figure, unit, project: project.slice(0, -1) } },
      };
    default:
      return {
        entry,
        records: { ...records, records: { figure, unit, project: put(project, projectOf(random)) } },
      };
  }
}

function written(disclosures: readonly Indexed[]): { readonly index: Memory; readonly memo: IndexMemo } {
  const index = new Memory();
  const memo = writeIndex({ disclosures, regions: new Map(), glossary: [], synonyms: [] }, index);
  return { index, memo };
}

test(`changed one by one or a few at a time, it is as if written anew (seed ${SEED})`, () => {
  const random = randomFrom(SEED);
  let disclosures = Array.from({ length: 300 }, (_, number) => disclosureOf(number, random));
  const { index, memo: first } = written(disclosures);
  let memo = first;
  expect(memo.terms.count).toBeGreaterThan(1);
  for (let round = 0; round < 60; round++) {
    const numbers = new Set(
      Array.from({ length: 1 + below(random, 3) }, () => below(random, disclosures.length)),
    );
    const changes = [...numbers].map((number): ChangedDisclosure => {
      const before = disclosures[number] as Indexed;
      return { number, before, after: changed(before, random) };
    });
    for (const { number, after } of changes) disclosures = disclosures.with(number, after);
    const anew = written(disclosures);
    const now = changeIndex(memo, changes, index);
    // A few more or less may cut it into other files.
    if (!now) {
      expect(anew.memo.terms.count === memo.terms.count && anew.memo.uses.count === memo.uses.count).toBe(
        false,
      );
      memo = anew.memo;
      for (const [path, text] of anew.index.files) index.write(path, text);
      continue;
    }
    expect([...index.files].sort()).toEqual([...anew.index.files].sort());
    expect({ ...now, names: undefined }).toEqual({ ...anew.memo, names: undefined });
    memo = now;
  }
});

test('few files are written', () => {
  const random = randomFrom(1);
  const disclosures = Array.from({ length: 300 }, (_, number) => disclosureOf(number, random));
  const { index, memo } = written(disclosures);
  const before = disclosures[17] as Indexed;
  const [project, ...others] = before.records.records.project as [SiteRecord, ...SiteRecord[]];
  const records = { ...before.records.records, project: [['新桥', project[1]] as SiteRecord, ...others] };
  const after = { ...before, records: { ...before.records, records } };
  const writes: string[] = [];
  const standing = new Memory(index.files);
  const watched: StandingIndex = {
    read: (path) => standing.read(path),
    version: () => standing.version(),
    write: (path, text) => {
      writes.push(path);
      standing.write(path, text);
    },
  };
  expect(changeIndex(memo, [{ number: 17, before, after }], watched)).toBeDefined();
  expect(writes.filter((path) => path.startsWith('r/'))).toEqual(['r/4.json']);
  expect(writes.filter((path) => path.startsWith('c/'))).toEqual([]);
  expect(writes.at(-1)).toBe('core.json');
});

test.each([
  ['another region', (one: Indexed) => ({ ...one, entry: { ...one.entry, regionName: '丙区' } })],
  ['withdrawn', (one: Indexed) => ({ ...one, entry: { ...one.entry, withdrawn: true } })],
  [
    'more records than there is room for',
    (one: Indexed) => {
      const unit = Array.from({ length: 17 }, (_, at): SiteRecord => [`第${at}下属站`]);
      return { ...one, records: { ...one.records, records: { ...one.records.records, unit } } };
    },
  ],
  [
    'words for twice as many files',
    (one: Indexed) => {
      const text = String.fromCharCode(
        ...Array.from({ length: 40_000 }, (_, at) => 0x4e00 + ((at * 7919) % 20_000)),
      );
      const project: SiteRecord[] = one.records.records.project.with(0, [text]);
      return { ...one, records: { ...one.records, records: { ...one.records.records, project } } };
    },
  ],
])('nothing is written where others would change with it: %s', (_, change) => {
  const random = randomFrom(2);
  const disclosures = Array.from({ length: 40 }, (_, number) => disclosureOf(number, random));
  const { index, memo } = written(disclosures);
  const before = disclosures[8] as Indexed;
  const standing = new Memory(index.files);
  expect(changeIndex(memo, [{ number: 8, before, after: change(before) }], standing)).toBeUndefined();
  expect(standing.files).toEqual(index.files);
});
