import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Kind } from '../kind.ts';
import { sayAt } from '../text/finding.ts';
import { type Body, narrativeBody } from '../text/texts.ts';

/** What follows a department's own name, and no other's. */
const AFTER_NAME =
  /\d{4}年度?(?:(?:部门|单位)?预算(?:信息)?公开|(?:部门|单位)预算|收入总计|收入合计|支出总计|支出合计|收支总)|年度(?:部门|单位)?(?:预算中|收支)|的(?:主要职责是|收支包含)|(?:机关)?[及和]所属[^，。；]{0,8}的收支包含|[（(]含所属单位[）)]上年|(?:系|为)一级预算单位|(?:机关运行经费|“?三公”?经费|政府采购预算|固定资产总额)(?:预算)?(?:支出)?(?:共计|总额)?(?:安排|为|\d|\uFFFC)/gu;
const NAME =
  /^[\p{Script=Han}（）]{3,40}(?:局|委|办|厅|部|院|会|中心|政府|部门|单位|队|站|所|校|馆|团|社|司|处|园|街道|镇|乡)$/u;
/** Words before a name in its clause. */
const LEAD = /^.*(?:现将|反映|关于|目前|根据|按照)/u;
const MAX_NAME = 45;

/** Names that stand for the department itself. */
const OWN_WORDS =
  /^(?:[我本该]?(?:部门|单位|局|委|办|中心|镇|乡|街道|院|校)|全区|全市|全县|[省市县区]直?部门|[各有]关?部门)$/u;

/** The department called by another name, where only its own can stand. */
export const textNames: Kind = {
  explain: '正文里自称的名称，是本部门的名称（全称或其简称）。',
  rank: 8,
  run(rule, { disclosure }) {
    const body = narrativeBody(disclosure);
    if (body.text === '') return { because: '正文没有自己写的部分' };
    const told = new Set<string>();
    const findings: Finding[] = [];
    for (const match of body.text.matchAll(AFTER_NAME)) {
      const called = nameBefore(body.text, match.index);
      if (called === undefined || told.has(called) || isOwn(called, disclosure)) continue;
      told.add(called);
      findings.push(tell(rule, body, match.index - called.length, called, disclosure));
    }
    return { looked: 1, findings };
  },
};

/** The name that ends at an index, and begins its clause. */
function nameBefore(text: string, end: number): string | undefined {
  const before = text.slice(Math.max(0, end - MAX_NAME), end);
  const clause = before.slice(before.search(/[^。；，,：:！？\n]*$/u));
  const name = clause.replace(LEAD, '');
  return NAME.test(name) ? name : undefined;
}

function isOwn(called: string, { name, department, units, region }: Disclosure): boolean {
  if (OWN_WORDS.test(called)) return true;
  const names = [
    name,
    ...units.map((unit) => unit.name),
    ...(department?.names ?? []).map((item) => item.name),
  ];
  const bare = (text: string): string =>
    text.replace(region.name, '').replace(/^[\p{Script=Han}]{1,6}?(?:省|市|县|区)/u, '');
  return names.some(
    (own) =>
      own === called ||
      own.startsWith(called) ||
      isShortFor(called, own) ||
      isShortFor(bare(called), own) ||
      called.includes(own),
  );
}

/** 科工局 for 科学技术和工业信息化局: its characters in order. */
function isShortFor(short: string, long: string): boolean {
  if (short.length < 2) return false;
  let at = 0;
  for (const char of long) if (char === short[at]) at++;
  return at === short.length;
}

function tell(
  rule: Rule,
  body: Body,
  at: number,
  called: string,
  { name, department, year }: Disclosure,
): Finding {
  const former = department?.names.find((item) => item.name === called && item.from < year);
  return sayAt(rule, body, at, {
    message: `自称实为“${called}”，应为“${name}”`,
    hint: `${former ? `“${called}”是 ${former.from} 年起用过的名称。` : '可能是机构改革前的名称，或是从别的部门的文本里抄来的。'}请改正；正文里可以写 {{name}}，以后不用再改。`,
    actual: called,
    expected: name,
  });
}
