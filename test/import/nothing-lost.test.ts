import { describe, expect, test } from 'vitest';
import type { Block, RawCell } from '../../src/import/blocks.ts';
import { reportMarkdown } from '../../src/import/index.ts';
import { readText } from '../../src/import/read/index.ts';
import { cut, type Region } from '../../src/import/recognise/regions.ts';
import { isAmount, isFigure, solid } from '../../src/import/text.ts';
import type { TableSpec } from '../../src/model/template.ts';
import { normalized } from '../../src/model/titles.ts';
import {
  absent,
  files,
  form,
  formWords,
  importSeed,
  SEEDS,
  type Seed,
  seedsPresent,
  seedText,
} from './support.ts';

const each = Object.entries(SEEDS) as [keyof typeof SEEDS, Seed][];

/** Figures as often as they stand there, sorted. */
const multiset = (texts: readonly string[]): string[] => texts.map(solid).filter(isFigure).sort();

/** Figures of a table's region, read off the source without knowing any column. */
function sourceFigures(region: Region, spec: TableSpec): string[] {
  const figures: string[] = [];
  for (const grid of region.grids) {
    for (const row of grid.rows) {
      const cells = row.map((cell) => cell.text);
      if (cells[0] === '栏次') continue;
      figures.push(...(spec.serial ? cells.slice(1) : cells));
    }
  }
  for (const line of region.printed) {
    if (!line.text.startsWith('栏次')) figures.push(...line.text.split(/\s+/).filter(isAmount));
  }
  return multiset(figures);
}

describe.skipIf(!seedsPresent).each(each)(`nothing of %s is lost${absent}`, (_, seed) => {
  const read = () => importSeed(seed);
  const blocks = (): readonly Block[] => readText(seedText(seed)).blocks;

  test('every figure of a table stands in it as often as it was printed', () => {
    const { regions } = cut(blocks(), form(seed.template), seed.subject);
    let compared = 0;
    for (const table of read().tables) {
      const own = regions.filter(
        ({ target }) => target?.kind === 'table' && target.table.id === table.spec.id,
      );
      const printed = own.some((region) => region.printed.length > 0);
      const cells = table.rows.flatMap((row) => [...row.cells.values()]);
      const source = own.flatMap((region) => sourceFigures(region, table.spec)).sort();
      expect(multiset(printed ? cells.filter(isAmount) : cells), table.spec.id).toEqual(source);
      compared += source.length;
    }
    expect(compared).toBeGreaterThanOrEqual(3);
  });

  test('every cell and paragraph is in the content or in the report', () => {
    const all = [...files(read()).values(), reportMarkdown(read(), '')]
      .join('\n')
      .replace(/\\(?=[^\w\s])/g, '');
    const kept = normalized(all);
    const words = [...formWords(form(seed.template), seed.subject)];
    const lost: string[] = [];
    for (const block of blocks()) {
      const cells: readonly RawCell[] =
        block.kind === 'paragraph'
          ? [block]
          : block.kind === 'printed'
            ? block.lines
            : block.kind === 'file'
              ? []
              : block.rows.flat();
      for (const cell of cells) {
        const pieces = block.kind === 'printed' ? cell.text.split(/\s+/) : cell.text.split(/\n|\s(?=\d+\. )/);
        for (const piece of pieces) {
          const text = normalized(piece);
          const plain = text
            .replace(/^(?:[（(]?[一二三四五六七八九十\d]+[)、.．]|第.部分)/, '')
            .replace(/^(?:绩效目标|绩效指标):|绩效目标表$|:$/g, '');
          const known =
            kept.includes(text) || kept.includes(plain) || words.some((word) => word.includes(plain));
          if (!known && !isHead(text, seed) && !/^\d+$/.test(text)) lost.push(piece);
        }
      }
    }
    expect(lost).toEqual([]);
  });
});

/** 单位：万元, 预算年度：2024 and the like, with which every page begins; 目录. */
function isHead(text: string, { subject }: Seed): boolean {
  const rest = text.replace(normalized(subject.name), '').replace(subject.code, '');
  return (
    rest === '' ||
    /^(?:单位:万元|预算年度:?|20\d\d|截止时间:|部门名称:|序号|栏次|.*目录|.*\.{4,}\d*)/.test(rest)
  );
}
