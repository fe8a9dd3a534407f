import { cellValue } from '../model/cell.ts';
import { compare, type Decimal, isZero } from '../model/decimal.ts';
import type { Disclosure } from '../model/disclosure.ts';
import { factsOf, type KnownFigure } from '../model/facts.ts';
import type { Row, Table } from '../model/table.ts';
import type { Fund } from '../model/template.ts';
import { inUnit, money, rough, shareWords } from './amounts.ts';
import { ALL, APPROPRIATED, knownTotal } from './key-figures.ts';
import { statedBefore } from './pictures/disclosure.ts';
import { baseOf, changeFinding } from './pictures/findings.ts';
import { joined, type Sentence, say, type Words } from './sentence.ts';

type Source = Pick<Disclosure, 'tables' | 'facts' | 'template' | 'year' | 'phase'>;
type AnchorOf = (table: Table, row: Row) => string | undefined;

/** A figure that is published: a blank or a mark tells nothing that could be put into a sentence. */
interface Told {
  readonly value: Decimal;
  readonly unit: string;
  readonly fund: Fund;
  readonly part: Sentence[number];
}

const RUNNING: readonly Fund[] = ['generalPublicBudget', 'fiscal', 'all'];

/**
 * What the main figures say, in sentences for citizens: exact amounts as they
 * are printed, each leading to its row. What is not published is not spoken of.
 * Shares of the pictures are not repeated: here they are told per 100 yuan.
 */
export function viewKeySentences(
  disclosure: Source,
  lastYear: Source | undefined,
  anchorOf: AnchorOf,
): readonly Sentence[] {
  const facts = factsOf(disclosure);
  const find = (concept: string, funds: readonly Fund[] = ALL): Told | undefined =>
    told(knownTotal(facts, concept, funds), anchorOf);
  const { year, phase } = disclosure;
  const settled = phase === '决算';
  const sentences = [
    spent(
      find('expenditure.total'),
      [
        { figure: find('expenditure.basic'), use: '养人和日常运转', name: '基本支出' },
        { figure: find('expenditure.project'), use: '办专门的事', name: '项目支出' },
      ],
      `${year}年全年${settled ? '实际花了' : '打算花'} `,
      year,
    ),
    available(find('income.total'), find('carryover.opening'), settled),
    threePublic(find('threePublic.total', APPROPRIATED), settled, (figure) => {
      const before = lastYear && knownTotal(factsOf(lastYear), 'threePublic.total', [figure.fund]);
      const was = before && told(before, () => undefined);
      if (was) return inUnit(was.value, was.unit, figure.unit);
      return statedBefore(facts, 'threePublic.total', figure.fund, figure.value, figure.unit);
    }),
    some(find('operatingFunds.total', RUNNING), '维持机关日常办公的钱（机关运行经费）', settled),
    some(find('procurement.total'), '按政府采购程序买货物、工程和服务的钱（政府采购）', settled),
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}

function told(known: KnownFigure | undefined, anchorOf: AnchorOf): Told | undefined {
  const value = known && known.cell.state !== 'blank' ? cellValue(known.cell) : undefined;
  // A count is no money.
  if (!known || !value || inUnit(value, known.unit, '元') === undefined) return undefined;
  const { unit, fund, at } = known;
  const anchor = at && anchorOf(at.table, at.row);
  const link = anchor === undefined ? {} : { href: `#${anchor}` };
  return { value, unit, fund, part: { ...money(value, unit), ...link } };
}

/** 14,695,500 元（约 1,469.55 万元）: what has too many digits is told again in a larger unit. */
function amount({ part, value, unit }: Told): Sentence {
  return say`${part}${rough(value, unit)}`;
}

interface Use {
  readonly figure: Told | undefined;
  readonly use: string;
  readonly name: string;
}

/** 81.4 元 of every 100, rounded as shares are. */
function ofHundred(part: Decimal, whole: Decimal): string {
  const share = shareWords(part, whole) as string;
  return `${share.startsWith('不足') ? '' : ' '}${share.replace(/% ?/u, ' 元')}`;
}

function spent(
  total: Told | undefined,
  uses: readonly Use[],
  begin: string,
  year: number,
): Sentence | undefined {
  if (!total) return undefined;
  if (total.value.coefficient <= 0n) return say`${year}年支出总计是 ${total.part}。`;
  const parts = uses.flatMap(({ figure, use, name }) => {
    const value = figure && inUnit(figure.value, figure.unit, total.unit);
    return figure && value ? [{ figure, value, use, name }] : [];
  });
  const first = say`${begin}${amount(total)}`;
  const base = baseOf({ parts, total: total.value });
  const used = base ? parts.filter(({ value }) => !isZero(value)) : [];
  const [only] = used;
  if (!base || !only) return say`${first}。`;
  if (compare(only.value, base) === 0) return say`${first}，全部用于${only.use}（${only.name}）。`;
  const each = used.map(({ figure, use, name }) => say`${figure.part}用于${use}（${name}）`);
  const shares = used.map(({ value, name }) => `${name}占${ofHundred(value, base)}`).join('，');
  return say`${first}，其中 ${joined(each, '，')}。每 100 元里，${shares}。`;
}

function available(
  total: Told | undefined,
  carried: Told | undefined,
  settled: boolean,
): Sentence | undefined {
  if (!total || total.value.coefficient <= 0n) return undefined;
  const start = say`${settled ? '全年能用的钱是' : '全年预计能用的钱是'} ${amount(total)}（收入总计）`;
  const value = carried && inUnit(carried.value, carried.unit, total.unit);
  const within = value && !isZero(value) && baseOf({ parts: [{ name: '', value }], total: total.value });
  if (!carried || !within) return say`${start}。`;
  return say`${start}，其中 ${carried.part}是上年没有用完、今年接着用的（上年结转结余）。`;
}

function threePublic(
  figure: Told | undefined,
  settled: boolean,
  beforeOf: (figure: Told) => Decimal | undefined,
): Sentence | undefined {
  if (!figure || figure.value.coefficient < 0n) return undefined;
  const before = beforeOf(figure);
  const { value, unit } = figure;
  const known = before && before.coefficient >= 0n ? before : undefined;
  const name = `因公出国（境）、公务用车、公务接待（“三公”经费）${settled ? '花了' : '安排'}`;
  return say`${name} ${amount(figure)}${known ? change(known, value, unit) : ''}。`;
}

function change(before: Decimal, now: Decimal, unit: string): Words {
  if (isZero(before)) return isZero(now) ? '，与上年相同' : '，上年为零';
  if (isZero(now)) return say`，上年是 ${money(before, unit)}`;
  return say`，${changeFinding({ name: '', before, now }, unit, '上年')}`;
}

function some(figure: Told | undefined, what: string, settled: boolean): Sentence | undefined {
  if (!figure || figure.value.coefficient <= 0n) return undefined;
  return say`${what}${settled ? '花了' : '安排'} ${amount(figure)}。`;
}
