import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/load/content.ts';
import { loadDisclosure } from '../../src/load/disclosure.ts';
import { memorySource, type Source } from '../../src/load/source.ts';
import { type Changes, edited, FILES, FOLDER, ID, problemsOf, sourceWith } from '../support/content.ts';

const hashOf = (changes: Changes = {}): string => loadDisclosure(sourceWith(changes), ID).hash;

describe('a disclosure’s hash', () => {
  const original = hashOf();

  it('is the same for the same files', () => {
    expect(original).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf()).toBe(original);
    const turned = memorySource(Object.fromEntries(Object.entries(FILES).reverse()));
    expect(loadDisclosure(turned, ID).hash).toBe(original);
  });

  const own = Object.keys(FILES).filter((file) => file.startsWith(FOLDER));

  it.each(own)('changes with any byte of %s', (file) => {
    const bytes = new TextEncoder().encode(FILES[file]);
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(hashOf({ [file]: changed })).not.toBe(original);
    }
    expect(hashOf({ [file]: `${FILES[file]} ` })).not.toBe(original);
    expect(hashOf({ [file]: null })).not.toBe(original);
  });

  it.each(own.filter((file) => /tables|projects|narrative/u.test(file)))(
    'changes with the name of %s',
    (file) => {
      const renamed = file.replace(/[^/]+(?=\.[a-z]+$)/u, '77');
      expect(hashOf({ [file]: null, [renamed]: FILES[file] ?? '' })).not.toBe(original);
    },
  );

  it('changes where bytes go from one file to the next', () => {
    const [a, b] = [`${FOLDER}/narrative/甲.md`, `${FOLDER}/narrative/乙.md`];
    const hashes = [
      hashOf({ [a]: 'xy', [b]: '' }),
      hashOf({ [a]: 'x', [b]: 'y' }),
      hashOf({ [a]: '', [b]: 'xy' }),
      hashOf({ [a]: 'xy' }),
    ];
    expect(new Set(hashes).size).toBe(4);
  });

  it('changes with a file that cannot be read', () => {
    const file = `${FOLDER}/narrative/职责.md`;
    const hashes = [Uint8Array.of(0x80, 0xff), Uint8Array.of(0x81, 0xff)].map((bytes) =>
      hashOf({ [file]: bytes }),
    );
    expect(new Set([...hashes, original]).size).toBe(3);
  });

  it('is nobody else’s: the rest of the content does not change it', () => {
    expect(hashOf({ 'site.yaml': 'x', 'disclosures/110101/2024/102/disclosure.yaml': 'x' })).toBe(original);
  });
});

describe('a disclosure’s files', () => {
  it('are found by name', () => {
    const raw = loadDisclosure(sourceWith(), ID);
    expect(raw.tables.map((csv) => csv.table).sort()).toEqual(['支出总表', '收支总表', '采购表'].sort());
    expect([...raw.narrative.keys()]).toEqual(['职责']);
    expect(raw.targets?.file).toBe(`${FOLDER}/targets.yaml`);
    expect(raw.problems).toEqual([]);
  });

  it('projects come in the order of their numbers, not of their names', () => {
    const project = { [`${FOLDER}/projects/01.yaml`]: null };
    const numbers = ['2', '10', '003', '1'];
    const raw = loadDisclosure(
      sourceWith({
        ...project,
        ...Object.fromEntries(
          numbers.map((name) => [`${FOLDER}/projects/${name}.yaml`, `name: 项目${name}\n`]),
        ),
      }),
      ID,
    );
    expect(raw.projects.map((yaml) => yaml.file.slice(`${FOLDER}/projects/`.length))).toEqual([
      '1.yaml',
      '2.yaml',
      '003.yaml',
      '10.yaml',
    ]);
  });

  it('units.yaml is not a project', () => {
    const raw = loadDisclosure(sourceWith({ [`${FOLDER}/projects/units.yaml`]: '- { name: 本级 }\n' }), ID);
    expect(raw.projectUnits?.data).toEqual([{ name: '本级' }]);
    expect(raw.projects).toHaveLength(1);
  });
});

describe('the content', () => {
  it('lists disclosures by region, year and code', () => {
    const disclosure = FILES[`${FOLDER}/disclosure.yaml`] ?? '';
    const ids = ['110101/2023/99', '110101/2024/1001', '110101/2024/102', '110000/2025/1'];
    const source = sourceWith(
      Object.fromEntries(ids.map((id) => [`disclosures/${id}/disclosure.yaml`, disclosure])),
    );
    expect(loadContent(source, source).ids).toEqual([
      '110000/2025/1',
      '110101/2023/99',
      '110101/2024/1001',
      '110101/2024/101',
      '110101/2024/102',
    ]);
  });

  it('takes templates from the content and from the tool', () => {
    const tool = memorySource({ 'templates/national/template.yaml': 'title: 全国\n' });
    const { templates, problems } = loadContent(
      memorySource({ 'site.yaml': 'a: b\n', 'regions.yaml': '' }),
      tool,
    );
    expect([...templates.keys()]).toEqual(['national']);
    expect(problems).toEqual([]);
  });

  it('goes on after a fault', () => {
    const source = sourceWith({
      ...edited('site.yaml', 'name:', 'name：'),
      'departments.yaml': '- "x',
      'regions.yaml': null,
    });
    const { problems, templates, ids } = loadContent(source, source);
    expect(problems.map((item) => item.place.file)).toEqual([
      'site.yaml',
      'regions.yaml',
      'departments.yaml',
    ]);
    expect([templates.size, ids.length]).toEqual([1, 1]);
  });
});

describe('what cannot be read', () => {
  const denied = (path: string): Source => {
    const source = sourceWith();
    const allowed = (name: string): string => {
      if (name === path) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return name;
    };
    return {
      list: (folder) => source.list(allowed(folder)),
      read: (file) => source.read(allowed(file)),
    };
  };

  it.each([
    `${FOLDER}/tables/支出总表.csv`,
    `${FOLDER}/disclosure.yaml`,
    `${FOLDER}/tables`,
    FOLDER,
    'site.yaml',
  ])('%s is one fault, told by its name', (path) => {
    expect(
      problemsOf({}, denied(path)).map(({ rule, place, message }) => [rule, place.file, message]),
    ).toEqual([['load.unreadable', path, '读不出来（EACCES）']]);
  });
});
