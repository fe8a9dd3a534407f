import { join } from 'node:path';
import { expect, test } from 'vitest';
import { statSources } from '../../scripts/lib/build/source-stats.ts';
import { stampSource } from '../../scripts/lib/build/stamps.ts';
import { toolRoot } from '../../scripts/lib/files.ts';

const CONTENT = join(toolRoot, 'content');
const IDS = ['130303/2024/350001', '130609/2025/304'];

test('a thread looks at the folders of many disclosures; one that is not there is left to whoever reads it', async () => {
  const stats = await statSources(CONTENT, [...Array(300).fill(IDS).flat(), '000000/2024/1']);
  expect([...stats.keys()]).toEqual(IDS);
  for (const [id, stat] of stats) {
    const folder = join(CONTENT, 'disclosures', id);
    const stamp = { ...stampSource(folder), settled: true };
    expect(stat).toBe(stamp.stat);
    expect(stampSource(folder, stamp, stat)).toBe(stamp);
    expect(stampSource(folder, stamp, 'another')).toBe(stamp);
    expect(stampSource(folder, { ...stamp, stat: 'before' }, stat)).toEqual(stampSource(folder));
    expect(stampSource(folder, { ...stamp, settled: false, hash: 'unsure' }, stat).hash).toBe(stamp.hash);
  }
});

test('few are not worth a thread', async () => {
  expect(await statSources(CONTENT, IDS)).toEqual(new Map());
});
