import type { CheckedDisclosure } from '../../model/disclosure.ts';
import type { DisclosureView } from '../../view/types.ts';
import type { Sheet } from '../xlsx/sheet.ts';
import { quotedName } from '../xlsx/workbook.ts';
import { Layout } from './layout.ts';
import { LOOK } from './look.ts';

const WIDTHS = [22, 26, 12, 50];

/** A sheet of the workbook, as its first sheet lists it. */
export interface ListedSheet {
  readonly name: string;
  readonly title: string;
}

const READING = [
  '各表照表样排印：空着的格是原表没有填，0 就是零，“不适用”等标记照原样保留。',
  '数字是数值，按印出来的小数位数显示；没有公式，合计也是原表的数字。',
];

/** The first sheet: what this is, where it comes from, and what follows. */
export function aboutSheet(
  name: string,
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  url: string,
  sheets: readonly ListedSheet[],
): Sheet {
  const layout = new Layout(WIDTHS);
  layout.whole(view.page.title, LOOK.title, 34);
  if (disclosure.site.sample) layout.whole('样例，非官方发布', LOOK.subtitle);
  if (view.draft) layout.whole('草稿，尚未通过校验', LOOK.subtitle);
  layout.row();
  const line = (label: string, text: string): void => {
    const row = layout.row();
    layout.text(row, 0, label, LOOK.label);
    layout.text(row, 1, text, LOOK.value, WIDTHS.length - 1);
  };
  for (const { label, text } of view.titleBlock) line(label, text);
  line('网页', url);
  line('表样', disclosure.template.title);
  line('内容校验值', `SHA-256 ${disclosure.hash}`);
  if (view.checks.text) line('勾稽校验', view.checks.text);

  if (view.keyFigures.length > 0) {
    layout.row();
    layout.whole('主要数字', LOOK.heading, 24);
    for (const { label, text, unit, explain } of view.keyFigures) {
      const row = layout.row();
      layout.text(row, 0, label, LOOK.label);
      layout.figure(row, 1, text, LOOK.amount);
      layout.text(row, 2, unit, LOOK.value);
      layout.text(row, 3, explain, LOOK.value);
    }
  }

  const links: { row: number; column: number; to: string }[] = [];
  layout.row();
  layout.whole('目录', LOOK.heading, 24);
  for (const sheet of sheets) {
    const row = layout.row();
    links.push({ row, column: 0, to: `${quotedName(sheet.name)}!A1` });
    layout.text(row, 0, sheet.title, LOOK.link, WIDTHS.length);
  }
  if (disclosure.notPublished.size > 0) {
    layout.row();
    layout.whole('没有公开的表', LOOK.heading, 24);
    for (const { table, reason } of disclosure.notPublished.values()) line(table, reason);
  }
  layout.row();
  layout.whole('怎样看', LOOK.heading, 24);
  for (const text of READING) layout.whole(text, LOOK.note);
  return { name, rows: layout.rows, spans: layout.spans, widths: layout.widths, links };
}
