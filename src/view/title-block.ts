import type { CheckedDisclosure } from '../model/disclosure.ts';
import type { Relative, Relatives } from './relatives.ts';
import type { Labelled } from './types.ts';

/** Who publishes what, when and in what unit, with the way to what belongs to it. */
export function viewTitleBlock(disclosure: CheckedDisclosure, relatives: Relatives): readonly Labelled[] {
  const { scope, phase, region, site } = disclosure;
  const { parent, units, others, other } = relatives;
  const lines: Labelled[] = [
    { label: `${scope}名称`, text: disclosure.name },
    { label: `${scope}编码`, text: disclosure.code },
    ...(parent ? [{ label: '主管部门', ...parent }] : []),
    { label: '所属地区', text: region.name, href: `/${region.code}/` },
    { label: `${phase}年度`, text: `${disclosure.year}年` },
    { label: '金额单位', text: disclosure.template.unit },
    ...listed('所含预算单位', units),
    ...listed(`另行公开${phase}的单位`, others),
    ...(other ? [{ label: `同年${phase === '决算' ? '预算' : '决算'}`, ...other }] : []),
  ];
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

function listed(label: string, parts: readonly Relative[]): Labelled[] {
  if (parts.length === 0) return [];
  const text = parts.map((part) => part.text).join('；');
  return [{ label, text, ...(parts.some(({ href }) => href !== undefined) && { parts }) }];
}

/** 2024-03-05 → 2024年3月5日, as official documents write a date. */
export function chineseDate(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

function dated(label: string, iso: string): Labelled {
  return { label, text: chineseDate(iso), value: iso };
}
