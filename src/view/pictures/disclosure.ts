import { cellValue } from '../../model/cell.ts';
import { type Decimal, parseDecimal, subtract, ZERO } from '../../model/decimal.ts';
import type { CheckedDisclosure, Phase } from '../../model/disclosure.ts';
import { type FactIndex, factsOf } from '../../model/facts.ts';
import type { Fund } from '../../model/template.ts';
import { inUnit } from '../amounts.ts';
import type { AnchorOf } from '../compare/lists.ts';
import type { Comparable, ComparableList, ComparableRow, Meaning } from '../compare/types.ts';
import { ALL, knownTotal } from '../key-figures.ts';
import { type DrawnPair, type DrawnPart, drawPairs, drawWhole } from './draw.ts';
import type { WholeWords } from './findings.ts';
import type { PictureView } from './types.ts';

export interface PicturesContext {
  /** This year's lists by meaning, and last year's where the content has them. */
  readonly now: Comparable;
  readonly before?: Comparable | undefined;
  readonly anchorOf: AnchorOf;
  /** The fragment of a project on the page, by its number. */
  readonly projectAnchor: (number: number) => string | undefined;
  readonly claim: (anchor: string) => string;
}

const INCOME: WholeWords = { whole: '收入', of: '来自', all: '全部来自', most: '最多来自', counter: '项' };
const SPENT: WholeWords = { whole: '支出', of: '用于', all: '全部用于', most: '最多用于', counter: '项' };
const IS: WholeWords = { whole: '支出', of: '是', all: '全部是', most: '最多的是', counter: '项' };

/**
 * The pictures that a disclosure has figures for, by what the figures mean: a
 * form without a table has no such picture, and figures that only the text
 * states have theirs.
 */
export function viewPictures(
  disclosure: CheckedDisclosure,
  context: PicturesContext,
): readonly PictureView[] {
  const { now } = context;
  const list = (id: Meaning) => now.lists.find((item) => item.id === id);
  const year = `${now.year}年`;
  const { phase } = disclosure;
  return [
    whole(list('income'), {
      context,
      anchor: '图-收入来源',
      subject: `${year}收入${phase}，按来源`,
      head: '来源',
      words: INCOME,
      name: (label) => label.replace(/(?<=.)收入$/u, ''),
    }),
    functions(list('function'), { year, phase }, context),
    whole(list('kinds'), {
      context,
      anchor: '图-支出性质',
      subject: `${year}支出${phase}，按性质`,
      head: '性质',
      words: IS,
    }),
    projects(disclosure, year, context),
    whole(threePublicParts(list('threePublic')), {
      context,
      anchor: '图-三公经费',
      subject: `${year}“三公”经费${phase}，按项目`,
      head: '项目',
      words: { ...IS, whole: '“三公”经费' },
    }),
    changes(disclosure, context),
  ].filter((picture) => picture !== undefined);
}

interface ListPicture {
  readonly context: PicturesContext;
  readonly anchor: string;
  readonly subject: string;
  readonly head: string;
  readonly words: WholeWords;
  readonly name?: (label: string) => string;
}

function whole(list: ComparableList | undefined, picture: ListPicture): PictureView | undefined {
  const unit = list?.columns[0]?.unit;
  if (!list || unit === undefined) return undefined;
  const { name = (label) => label } = picture;
  const totals = list.rows.find(({ total }) => total);
  const rows = list.rows.filter(({ total }) => !total);
  const parts = rows.flatMap((row): DrawnPart[] => {
    const value = amountOf(row, unit);
    const { label } = row;
    return value ? [{ label, name: name(label), value, href: hrefOf(row) }] : [];
  });
  const hidden = rows.length - parts.length;
  const total = totals && amountOf(totals, unit);
  return drawWhole({
    anchor: picture.context.claim(picture.anchor),
    subject: picture.subject,
    head: picture.head,
    words: picture.words,
    parts,
    total,
    unknown: !total && (totals !== undefined || hidden > 0),
    unit,
    notes: hidden > 0 ? [`有 ${hidden} 项没有公开数额`] : [],
  });
}

/** By 类; forms that print 项 alone have theirs summed. */
function functions(
  list: ComparableList | undefined,
  { year, phase }: { readonly year: string; readonly phase: Phase },
  context: PicturesContext,
): PictureView | undefined {
  if (!list) return undefined;
  const what = list.title.replace(/功能分类$/u, '');
  const rows = list.rows.filter(({ total, level }) => total || level === 0);
  const picture = whole(
    { ...list, rows },
    {
      context,
      anchor: '图-支出功能',
      subject: `${year}${what}${phase}，按功能分类的类`,
      head: '科目（类）',
      words: { ...SPENT, whole: what },
      // 科学技术支出 → 科学技术; 其他支出 alone would be 其他.
      name: (label) => (label.startsWith('其他') ? label : label.replace(/(?<=..)支出$/u, '')),
    },
  );
  return picture && rows.some(({ sum }) => sum)
    ? { ...picture, notes: ['类没有单独印出，或者印在几行，这里是各行相加', ...picture.notes] }
    : picture;
}

/** 购置 and 运行 in place of their sum, where both are given. */
function threePublicParts(list: ComparableList | undefined): ComparableList | undefined {
  if (!list) return undefined;
  const has = (key: string) => list.rows.some((row) => row.key === `threePublic.vehicles.${key}`);
  const divided = has('purchase') && has('running');
  return {
    ...list,
    rows: list.rows.filter(({ key, level }) => (divided ? key !== 'threePublic.vehicles' : level < 2)),
  };
}

function projects(
  { projects: all, template }: CheckedDisclosure,
  year: string,
  { claim, projectAnchor }: PicturesContext,
): PictureView | undefined {
  const unit = template.projects?.unit;
  if (unit === undefined) return undefined;
  const parts = all.flatMap(({ name, amount, number }): DrawnPart[] => {
    const value = amount.state === 'blank' ? undefined : cellValue(amount);
    const anchor = projectAnchor(number);
    return value ? [{ label: name, name: shortened(name), value, href: anchor && `#${anchor}` }] : [];
  });
  const hidden = all.length - parts.length;
  return drawWhole({
    anchor: claim('图-项目金额'),
    subject: `${year} ${all.length} 个项目，按金额`,
    head: '项目',
    parts,
    unknown: hidden > 0,
    unit,
    words: { whole: '项目金额', of: '用于', all: '全部用于', most: '最多用于', counter: '个项目' },
    notes: hidden > 0 ? [`有 ${hidden} 个项目没有公开金额`] : [],
  });
}

/** Projects' names may be whole sentences: in ours they are quoted, the long ones cut; the table gives them in full. */
function shortened(name: string): string {
  const most = 26;
  const inner = name.replaceAll('“', '‘').replaceAll('”', '’');
  if (inner.length <= most) return `“${inner}”`;
  const cut = inner.slice(0, most - 2);
  // Not in the middle of a bracket, where enough stands before it.
  return `“${cut.replace(/(?<=.{10})[（(][^）)]*$/u, '')}……”`;
}

const CHANGING: readonly (readonly [concept: string, label: string])[] = [
  ['expenditure.total', '支出总计'],
  ['expenditure.basic', '基本支出'],
  ['expenditure.project', '项目支出'],
];

/** Against last year as published; else against what this year's text says of it. */
function changes(disclosure: CheckedDisclosure, context: PicturesContext): PictureView | undefined {
  const { now, before, claim } = context;
  const stated = before ? [] : statedPairs(disclosure, context);
  const published = before ? publishedPairs(now, before) : [];
  const unit = before ? now.lists.find(({ id }) => id === 'key')?.columns[0]?.unit : stated[0]?.unit;
  const pairs = before ? published : stated;
  // What leads the sentence is the total, or there is no sentence.
  if (pairs[0]?.label !== CHANGING[0]?.[1] || unit === undefined) return undefined;
  return drawPairs({
    anchor: claim('图-与上年相比'),
    subject: `${now.year - 1}年和${now.year}年的支出${disclosure.phase}`,
    head: '支出',
    series: [`${now.year - 1}年`, `${now.year}年`],
    than: '上年',
    pairs,
    unit,
    notes: before ? [] : [`${now.year - 1}年的数按正文所说的增减额推算`],
  });
}

function publishedPairs(now: Comparable, before: Comparable): readonly DrawnPair[] {
  const list = now.lists.find(({ id }) => id === 'key');
  const earlier = before.lists.find(({ id }) => id === 'key');
  const unit = list?.columns[0]?.unit ?? '';
  return CHANGING.flatMap(([concept, label]) => {
    const row = list?.rows.find(({ key }) => key === concept);
    const last = earlier?.rows.find(({ key }) => key === concept);
    const value = row && amountOf(row, unit);
    const was = last && amountOf(last, earlier?.columns[0]?.unit ?? '', unit);
    return row && value && was ? [{ label, name: label, before: was, now: value, href: hrefOf(row) }] : [];
  });
}

function statedPairs(
  disclosure: CheckedDisclosure,
  { anchorOf }: PicturesContext,
): readonly (DrawnPair & { unit: string })[] {
  const facts = factsOf(disclosure);
  let unit: string | undefined;
  return CHANGING.flatMap(([concept, label]) => {
    const figure = knownTotal(facts, concept, ALL);
    const value = figure && cellValue(figure.cell);
    if (!figure || !value) return [];
    unit ??= figure.unit;
    const own = inUnit(value, figure.unit, unit);
    const was = own && statedBefore(facts, concept, 'all', own, unit);
    if (!was) return [];
    const anchor = figure.at && anchorOf(figure.at.table, figure.at.row);
    return [{ label, name: label, before: was, now: own, href: anchor && `#${anchor}`, unit }];
  });
}

/** Last year's figure as the text gives it, or this year's less the change that it gives. */
export function statedBefore(
  facts: FactIndex,
  concept: string,
  fund: Fund,
  now: Decimal,
  unit: string,
): Decimal | undefined {
  const previous = facts.stated(concept, fund, 'previous');
  const change = facts.stated(concept, fund, 'change');
  const fact = previous ?? change;
  const value = fact && cellValue(fact.cell);
  const said = value && inUnit(value, fact.unit, unit);
  return said && (previous ? said : subtract(now, said));
}

/** Blank is nothing; a mark is no amount. */
function amountOf(row: ComparableRow, unit: string, wanted = unit): Decimal | undefined {
  const text = row.cells[0] ?? '';
  const value = text === '' ? ZERO : parseDecimal(text);
  return value && inUnit(value, row.unit ?? unit, wanted);
}

function hrefOf({ at }: ComparableRow): string | undefined {
  return at === undefined ? undefined : `#${at}`;
}
