import { join, resolve } from 'node:path';
import type { Content } from '../../../src/content.ts';
import type { Settings } from '../../../src/settings.ts';
import { MisuseError, UserError } from '../files.ts';
import { PART_STATE, readState } from './build-state.ts';
import type { Earlier } from './reuse.ts';

/** Some of the disclosures: one of so many equal parts, or a region with all below it. */
export type Chosen = { readonly part: number; readonly of: number } | { readonly region: string };

/** `3/8` → the third of eight. Throws a MisuseError where it is no such thing. */
export function parseShard(text: string): Chosen {
  const [, part, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  if (of === undefined || Number(part) < 1 || Number(of) < Number(part))
    throw new MisuseError(`--shard 写作“第几份/共几份”，例如 3/8，不能是“${text}”。`);
  return { part: Number(part), of: Number(of) };
}

/** Neighbours stay together: the year before stands a few lines above. */
export function chosenIds(
  { ids, surroundings }: Pick<Content, 'ids' | 'surroundings'>,
  chosen: Chosen | undefined,
): readonly string[] {
  if (!chosen) return ids;
  if ('part' in chosen) {
    const at = (part: number): number => Math.floor((part * ids.length) / chosen.of);
    return ids.slice(at(chosen.part - 1), at(chosen.part));
  }
  if (!surroundings) return ids;
  const { regions } = surroundings;
  if (!regions.has(chosen.region)) throw new MisuseError(`regions.yaml 里没有地区“${chosen.region}”。`);
  const isWithin = (code: string | undefined, passed: readonly string[] = []): boolean => {
    if (code === undefined || passed.includes(code)) return false;
    return code === chosen.region || isWithin(regions.get(code)?.parent, [...passed, code]);
  };
  return ids.filter((id) => isWithin(id.split('/')[0]));
}

/**
 * Opens parts of a site. Throws a UserError where one is none, was made with
 * another version or other settings, or where no part has some of the `ids`.
 */
export function readParts(
  folders: readonly string[],
  ids: readonly string[],
  all: string,
  { today }: Settings,
): readonly Earlier[] {
  if (folders.length === 0) return [];
  const found = folders.map((folder): Earlier => {
    const state = readState(join(folder, PART_STATE));
    if (!state?.ids)
      throw new UserError(`“${folder}”不是完整的一份（没有 ${PART_STATE}，或它已损坏）。请重新生成这一份。`);
    if (state.all !== all || state.day > today)
      throw new UserError(
        `“${folder}”是用另一版程序、另外的设置或另外的网站信息生成的，不能和这里的内容合在一起。请用同一版内容、同样的选项重新生成。`,
      );
    return { dir: resolve(folder), state };
  });
  const there = new Set(found.flatMap(({ state }) => state.ids ?? []));
  const missing = ids.filter((id) => !there.has(id));
  if (missing.length > 0)
    throw new UserError(
      `缺少 ${missing.length} 份公开文本，例如 ${missing.slice(0, 3).join('、')}：还有哪一份没有生成，或没有列出？`,
    );
  return found;
}
