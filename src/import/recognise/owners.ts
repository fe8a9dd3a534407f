import { normalized } from '../../model/titles.ts';
import type { Context } from '../context.ts';
import type { Region } from './region.ts';

/** What stands above a table, in its own lines or once for the whole sheet. */
export interface Standing {
  readonly owner: string | undefined;
  readonly unit: string | undefined;
}

export function standingOf(regions: readonly Region[], { log }: Context): ReadonlyMap<Region, Standing> {
  const found = new Map<Region, Standing>();
  let last: Standing = { owner: undefined, unit: undefined };
  let source = -1;
  for (const region of regions) {
    if (region.source.number !== source || region.source.sheet === undefined)
      last = { owner: undefined, unit: undefined };
    source = region.source.number;
    const owner = region.heads.findLast((head) => head.owner !== undefined)?.owner ?? last.owner;
    const units = [...new Set(region.heads.flatMap((head) => head.unit ?? []))];
    if (units.length > 1 && region.target?.kind === 'table' && region.grids.some((grid) => grid.whole))
      log.warn(
        region.heading?.line,
        `表“${region.target.table.id}”上写了几种单位（${units.join('、')}），按${units[0]}读。对吗？`,
      );
    last = { owner, unit: units[0] ?? last.unit };
    found.set(region, last);
  }
  return found;
}

/**
 * Tables of other departments in one workbook: only those of the department
 * that is imported are read. Returns the regions to leave.
 */
export function ofOthers(
  regions: readonly Region[],
  standing: ReadonlyMap<Region, Standing>,
  { subject, log }: Context,
): ReadonlySet<Region> {
  const owners = new Map<string, string>();
  for (const region of regions) {
    const owner = region.grids.length > 0 ? standing.get(region)?.owner : undefined;
    if (owner !== undefined) owners.set(normalized(owner), owner);
  }
  const name = normalized(subject.name);
  const [only] = owners.values();
  if (only === undefined || (owners.size === 1 && owners.has(name))) return new Set();
  const like = [...owners.keys()].filter((owner) => owner.includes(name) || name.includes(owner));
  const own = owners.has(name) ? [name] : like;
  if (owners.size === 1) {
    if (like.length === 0) log.warn(undefined, `表上印的部门是“${only}”，按“${subject.name}”导入。对吗？`);
    return new Set();
  }
  if (own.length !== 1)
    log.warn(
      undefined,
      `文件里有 ${owners.size} 个部门的表（${[...owners.values()].slice(0, 8).join('、')}${owners.size > 8 ? '……' : ''}），分不清哪些是“${subject.name}”的，都没有放入。请用 --name 写成表上印的名称。`,
    );
  const kept = own.length === 1 ? own[0] : undefined;
  const left = new Set<Region>();
  for (const region of regions) {
    const owner = standing.get(region)?.owner;
    if (owner === undefined || normalized(owner) === kept) continue;
    left.add(region);
    for (const grid of region.grids)
      for (const row of grid.rows)
        log.lost(row, region.heading?.text ?? '表格', `属于“${owner}”，不是“${subject.name}”`);
  }
  return left;
}
