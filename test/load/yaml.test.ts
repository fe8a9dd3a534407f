import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/load/yaml.ts';
import type { YamlFile, YamlValue } from '../../src/model/raw.ts';

function read(text: string): YamlFile {
  const { yaml, problems } = parseYaml('a.yaml', text);
  if (!yaml) throw new Error(problems.map((item) => item.message).join('\n'));
  return yaml;
}

describe('scalars are the text that stands there', () => {
  it.each([
    ['0.40', '0.40'],
    ['1469.550', '1469.550'],
    ['007', '007'],
    ['0x10', '0x10'],
    ['1e3', '1e3'],
    ['true', 'true'],
    ['no', 'no'],
    ['null', 'null'],
    ['~', '~'],
    ['2024-02-30', '2024-02-30'],
    ['12:30', '12:30'],
    ['25%', '25%'],
    ['"1,469.55"', '1,469.55'],
    ["'it''s'", "it's"],
    ['"\\u5408\\n"', '合\n'],
    ['', ''],
  ])('%s', (written, value) => {
    expect(read(`a: ${written}\n`).data).toEqual({ a: value });
  });

  it('in blocks', () => {
    expect(read('a: |\n  一\n  二\nb: >-\n  一\n  二\n').data).toEqual({ a: '一\n二\n', b: '一 二' });
  });

  it('in keys', () => {
    expect(read('3月底: 25%\n12: x\n? 甲\n: 乙\n').data).toEqual({ '3月底': '25%', 12: 'x', 甲: '乙' });
  });
});

describe('structures', () => {
  it('reads lists and mappings, in blocks and in brackets', () => {
    const data = { a: ['1', { b: '2', c: ['3'] }], d: { e: '' } };
    expect(read('a:\n  - 1\n  - b: 2\n    c:\n    - 3\nd:\n  e:\n').data).toEqual(data);
    expect(read('{ a: [1, { b: 2, c: [3] }], d: { e: } }').data).toEqual(data);
  });

  it('makes mappings that inherit nothing', () => {
    const { data } = read('a: { toString: x, hasOwnProperty: y }\n');
    const inherited = Object.getPrototypeOf(data);
    expect(Reflect.ownKeys(inherited)).toEqual([]);
    expect(Object.getPrototypeOf(inherited)).toBeNull();
    expect(Object.isFrozen(inherited)).toBe(true);
    expect((data as { a: YamlValue }).a).toEqual({ toString: 'x', hasOwnProperty: 'y' });
  });

  it('reads an empty file as nothing written', () => {
    expect(read('').data).toBe('');
    expect(read('# only a comment\n').data).toBe('');
    expect(read('---\n').data).toBe('');
  });

  it('reads back what JSON writes', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '合', ':', ' ', '#', '"', "'", '\n', '-', '[', ',', '1', '.'),
    });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(
          text.map((key) => `k${key}`),
          tie('value'),
          { maxKeys: 4 },
        ),
      ),
    }));
    fc.assert(
      fc.property(value, (data) => {
        expect(read(JSON.stringify(data)).data).toEqual(data);
      }),
    );
  });
});

describe('places', () => {
  const TEXT =
    '# 首行\nname: 财政局\nunits:\n  - { code: 101, name: "本级" }\n  - code: 102\n    name:\ntables:\n  支出总表: { notes: [甲, 乙] }\n';
  const yaml = read(TEXT);
  const at = (path: (string | number)[], what?: 'value' | 'key'): string => {
    const { line = 0, column = 0 } = yaml.locate(path, what);
    return TEXT.split('\n')[line - 1]?.slice(column - 1) ?? '';
  };

  it.each([
    [['name'], '财政局'],
    [['units'], '- { code: 101, name: "本级" }'],
    [['units', 0], '{ code: 101, name: "本级" }'],
    [['units', 0, 'name'], '"本级" }'],
    [['units', 1], 'code: 102'],
    [['units', 1, 'code'], '102'],
    [['tables', '支出总表', 'notes', 1], '乙] }'],
    [[], 'name: 财政局'],
  ])('%j', (path, expected) => {
    expect(at(path)).toBe(expected);
  });

  it('of a key', () => {
    expect(at(['units', 1, 'code'], 'key')).toBe('code: 102');
    expect(at(['tables', '支出总表'], 'key')).toBe('支出总表: { notes: [甲, 乙] }');
  });

  it('of the nearest thing that is there', () => {
    expect(at(['units', 7, 'name'])).toBe('- { code: 101, name: "本级" }');
    expect(at(['phone'])).toBe('name: 财政局');
    expect(at(['units', 1, 'phone'])).toBe('code: 102');
  });

  it('of an empty value is its key', () => {
    expect(at(['units', 1, 'name'])).toBe('name:');
  });

  it('counts characters, also behind rare ones', () => {
    expect(read('- { a: 合, b: x }\n').locate([0, 'b'])).toEqual({ file: 'a.yaml', line: 1, column: 14 });
  });
});

it('reads a file of 100,000 lines, looking at each but once', () => {
  const text = `- ${'{ code: 101, name: 本级 }'}\n`.repeat(100_000);
  expect(read(text).data).toHaveLength(100_000);
});
