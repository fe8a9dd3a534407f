import type { CheckedDisclosure } from '../model/disclosure.ts';
import type { Labelled } from './types.ts';

/** Who publishes what, when and in what unit. */
export function viewTitleBlock(disclosure: CheckedDisclosure): readonly Labelled[] {
  const { scope, region, site, units } = disclosure;
  const lines: Labelled[] = [
    { label: `${scope}名称`, text: disclosure.name },
    { label: `${scope}编码`, text: disclosure.code },
    { label: '所属地区', text: region.name, href: `/${region.code}/` },
    { label: '预算年度', text: `${disclosure.year}年` },
    { label: '金额单位', text: disclosure.template.unit },
  ];
  if (units.length > 0) {
    const names = units.map((unit) => [unit.code, unit.name].filter(Boolean).join(' '));
    lines.push({ label: '所含预算单位', text: names.join('；') });
  }
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

/** 2024-03-05 → 2024年3月5日, as official documents write a date. */
export function chineseDate(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

function dated(label: string, iso: string): Labelled {
  return { label, text: chineseDate(iso), value: iso };
}
