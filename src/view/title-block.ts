import type { CheckedDisclosure, Department } from '../model/disclosure.ts';
import type { Kin } from './kin.ts';
import type { DisclosureEntry, Labelled } from './types.ts';

export interface Relatives {
  readonly kin?: Kin;
  readonly departments?: ReadonlyMap<string, Department>;
}

/** Who publishes what, when and in what unit; `relatives` are named with the way to them. */
export function viewTitleBlock(
  disclosure: CheckedDisclosure,
  relatives: Relatives = {},
): readonly Labelled[] {
  const { scope, phase, region, site } = disclosure;
  const lines: Labelled[] = [
    { label: `${scope}名称`, text: disclosure.name },
    { label: `${scope}编码`, text: disclosure.code },
    ...above(disclosure, relatives),
    { label: '所属地区', text: region.name, href: `/${region.code}/` },
    { label: `${phase}年度`, text: `${disclosure.year}年` },
    { label: '金额单位', text: disclosure.template.unit },
    ...below(disclosure, relatives),
  ];
  const other = relatives.kin?.other;
  if (other) lines.push({ label: `同年${other.phase}`, text: headingOf(other), href: other.href });
  if (disclosure.approvedOn) lines.push(dated('批复日期', disclosure.approvedOn));
  if (disclosure.documentNumber) lines.push({ label: '批复文号', text: disclosure.documentNumber });
  lines.push(
    disclosure.publishedOn
      ? dated('公开日期', disclosure.publishedOn)
      : { label: '公开日期', text: '未注明' },
  );
  lines.push({ label: '发布机构', text: site.organizer });
  if (disclosure.phone) lines.push({ label: '咨询电话', text: disclosure.phone });
  return lines;
}

/** The department of a unit: its disclosure, or else its name in that year. */
function above({ scope, year, department }: CheckedDisclosure, { kin, departments }: Relatives): Labelled[] {
  if (scope === '部门') return [];
  if (kin?.parent) return [{ label: '主管部门', text: kin.parent.name, href: kin.parent.href }];
  const parent = department?.parent === undefined ? undefined : departments?.get(department.parent);
  const names = parent ? [...parent.names].sort((a, b) => a.from - b.from) : [];
  const name = (names.findLast(({ from }) => from <= year) ?? names[0])?.name;
  return name === undefined ? [] : [{ label: '主管部门', text: name }];
}

/** The units that it counts in, those that publish by themselves as links, and others that do. */
function below({ units, phase }: CheckedDisclosure, { kin }: Relatives): Labelled[] {
  const publishing = new Set(kin?.units ?? []);
  const parts = units.map((unit) => {
    const text = [unit.code, unit.name].filter(Boolean).join(' ');
    const own = [...publishing].find((entry) => isUnit(entry, unit));
    if (!own) return { text };
    publishing.delete(own);
    return { text, href: own.href };
  });
  const lines: Labelled[] = [];
  if (parts.length > 0) lines.push(listed('所含预算单位', parts));
  const more = [...publishing].map(({ name, href }) => ({ text: name, href }));
  if (more.length > 0) lines.push(listed(`另行公开${phase}的单位`, more));
  return lines;
}

function isUnit(entry: DisclosureEntry, { code, name }: CheckedDisclosure['units'][number]): boolean {
  return code === undefined ? entry.name === name : entry.code === code;
}

function listed(label: string, parts: NonNullable<Labelled['parts']>): Labelled {
  const text = parts.map((part) => part.text).join('；');
  return { label, text, ...(parts.some(({ href }) => href !== undefined) && { parts }) };
}

/** 2024年部门预算. */
export function headingOf({
  year,
  scope,
  phase,
}: {
  readonly year: number;
  readonly scope: string;
  readonly phase: string;
}): string {
  return `${year}年${scope}${phase}`;
}

/** 2024-03-05 → 2024年3月5日, as official documents write a date. */
export function chineseDate(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

function dated(label: string, iso: string): Labelled {
  return { label, text: chineseDate(iso), value: iso };
}
