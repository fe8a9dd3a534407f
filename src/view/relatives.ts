import { codeIn, nameIn } from '../model/department.ts';
import type { CheckedDisclosure, Department } from '../model/disclosure.ts';
import { headingOf } from './heading.ts';

/** Somebody whose disclosure of the same year may stand on the site. */
export interface Relative {
  readonly text: string;
  /** Its page, where there is one. */
  readonly href?: string;
}

/** What belongs to one disclosure, as its own page says it. */
export interface Relatives {
  /** The department of a unit. */
  readonly parent?: Relative;
  /** The units that a department counts in, as it lists them. */
  readonly units: readonly Relative[];
  /** Units of the department that publish by themselves and are not listed. */
  readonly others: readonly Relative[];
  /** Its final account, or the budget of one. */
  readonly other?: Relative & { readonly href: string };
}

/**
 * Found from the disclosure's own content, departments.yaml and the list of what
 * is published, so that one page can be made without reading another.
 */
export function relativesOf(
  disclosure: CheckedDisclosure,
  departments: ReadonlyMap<string, Department>,
  isPublished: (id: string) => boolean,
): Relatives {
  const { id, year, scope, phase, department } = disclosure;
  const final = phase === '决算' ? '/final' : '';
  const known = (text: string, region: string, code: string | undefined): Relative => {
    const its = `${region}/${year}/${code}${final}`;
    return code !== undefined && its !== id && isPublished(its) ? { text, href: `/${its}/` } : { text };
  };
  const byIdentity = (item: Department): Relative =>
    known(nameIn(item, year) ?? item.id, item.region, codeIn(item, year));
  const above = department?.parent === undefined ? undefined : departments.get(department.parent);
  const units = disclosure.units.map(({ code, name }) =>
    known([code, name].filter(Boolean).join(' '), disclosure.region.code, code),
  );
  const listed = new Set(units.map(({ href }) => href));
  const below = department ? (childrenOf(departments).get(department.id) ?? []) : [];
  const others = below.map(byIdentity).filter(({ href }) => href !== undefined && !listed.has(href));
  const twin = phase === '决算' ? id.slice(0, -'/final'.length) : `${id}/final`;
  const heading = headingOf({ year, scope, phase: phase === '决算' ? '预算' : '决算' });
  return {
    units,
    others,
    ...(above && { parent: byIdentity(above) }),
    ...(isPublished(twin) && { other: { text: heading, href: `/${twin}/` } }),
  };
}

const children = new WeakMap<ReadonlyMap<string, Department>, Map<string, Department[]>>();

function childrenOf(departments: ReadonlyMap<string, Department>): ReadonlyMap<string, Department[]> {
  const known = children.get(departments);
  if (known) return known;
  const all = [...departments.values()].filter(({ parent }) => parent !== undefined);
  const made = Map.groupBy(all, ({ parent }) => parent as string);
  children.set(departments, made);
  return made;
}
