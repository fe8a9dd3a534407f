import { codeIn } from '../model/department.ts';
import type { Department, Disclosure } from '../model/disclosure.ts';

/** One predecessor is the same office under another name; of several, none had what the new one has. */
function identities(department: Department, departments: ReadonlyMap<string, Department>): Department[] {
  const [only, ...others] = department.predecessors;
  const before = only === undefined || others.length > 0 ? undefined : departments.get(only);
  return before ? [department, before] : [department];
}

/** Ids under which the same department's disclosure of the year before may stand, likeliest first. */
export function idsOfYearBefore(
  {
    department,
    region,
    year,
    code,
    phase,
  }: Pick<Disclosure, 'department' | 'region' | 'year' | 'code' | 'phase'>,
  departments: ReadonlyMap<string, Department>,
): string[] {
  const known = department ? identities(department, departments) : [];
  const ids = known.map((item) => `${item.region}/${year - 1}/${codeIn(item, year - 1) ?? code}`);
  const folders = new Set([...ids, `${region.code}/${year - 1}/${code}`]);
  return [...folders].map((id) => (phase === '决算' ? `${id}/final` : id));
}

/** Is it the same office's? A code alone may have passed to another. */
export function isSameOffice(
  now: Disclosure,
  before: Disclosure,
  departments: ReadonlyMap<string, Department>,
): boolean {
  if (now.phase !== before.phase || now.scope !== before.scope) return false;
  if (!now.department || !before.department) return now.name === before.name;
  return identities(now.department, departments).some((item) => item.id === before.department?.id);
}

/** Ids in the order in which reading costs least: an office's years one after the other, each beside the year before. */
export function byOffice(ids: readonly string[]): string[] {
  const key = (id: string): string => {
    const [region, year, code, final = ''] = id.split('/');
    return [region, code, final, year].join('/');
  };
  const keys = new Map(ids.map((id) => [id, key(id)]));
  const of = (id: string): string => keys.get(id) as string;
  return ids.toSorted((a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0));
}
