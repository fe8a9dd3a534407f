import { describe, expect, it } from 'vitest';
import { matchCodes } from '../../src/model/crosswalk.ts';
import type { CodeChange } from '../../src/model/template.ts';

const change = (from: number, before: string, after: string): CodeChange => ({
  classification: 'function',
  from,
  before,
  after,
  source: '某文件',
});
const match = (before: [number, string[]], after: [number, string[]], changes: CodeChange[]) =>
  matchCodes({ year: before[0], codes: before[1] }, { year: after[0], codes: after[1] }, changes).map(
    (group) => `${group.before.join('+')}→${group.after.join('+')}`,
  );

describe('codes of two years', () => {
  it('mean what they meant where nothing is said', () =>
    expect(match([2023, ['201', '202']], [2024, ['202', '203']], [])).toEqual(['202→202', '→203', '201→']));
  it('follow a change', () =>
    expect(match([2023, ['2010101']], [2024, ['2010105']], [change(2024, '2010101', '2010105')])).toEqual([
      '2010101→2010105',
    ]));
  it('follow it only where it lies between the years', () => {
    const changes = [change(2024, '2010101', '2010105')];
    for (const years of [
      [2022, 2023],
      [2024, 2025],
    ] as const)
      expect(match([years[0], ['2010101']], [years[1], ['2010105']], changes)).toEqual([
        '→2010105',
        '2010101→',
      ]);
  });
  it('are summed where several became one', () =>
    expect(
      match(
        [2023, ['2010101', '2010102']],
        [2024, ['2010105']],
        [change(2024, '2010101', '2010105'), change(2024, '2010102', '2010105')],
      ),
    ).toEqual(['2010101+2010102→2010105']));
  it('are summed where one was divided, whichever of the parts is there', () => {
    const changes = [change(2024, '2010101', '2010105'), change(2024, '2010101', '2010106')];
    expect(match([2023, ['2010101']], [2024, ['2010105', '2010106']], changes)).toEqual([
      '2010101→2010105+2010106',
    ]);
    expect(match([2023, ['2010101']], [2024, ['2010106']], changes)).toEqual(['2010101→2010106']);
  });
  it('went into one that was there already', () =>
    expect(
      match([2023, ['2010101', '2010105']], [2024, ['2010105']], [change(2024, '2010101', '2010105')]),
    ).toEqual(
      ['2010105+2010101→2010105'].map(() =>
        expect.stringMatching(/^2010101\+2010105→2010105$|^2010105\+2010101→2010105$/),
      ),
    ));
  it('follow one change after another', () =>
    expect(
      match(
        [2022, ['2010101']],
        [2025, ['2010107']],
        [change(2025, '2010105', '2010107'), change(2023, '2010101', '2010105')],
      ),
    ).toEqual(['2010101→2010107']));
  it('given out anew are another thing', () =>
    expect(
      match([2023, ['2010101']], [2024, ['2010101', '2010105']], [change(2024, '2010101', '2010105')]),
    ).toEqual(['→2010101', '2010101→2010105']));
});
