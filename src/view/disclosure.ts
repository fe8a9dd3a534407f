import type { CheckedDisclosure, Department, Disclosure, Region, Withdrawal } from '../model/disclosure.ts';
import { type FillValues, fill } from '../model/fill.ts';
import { amendedMarks, viewHistorySummary } from './amendments.ts';
import { Anchors } from './anchors.ts';
import { summarizeChecks } from './checks.ts';
import { cellFindings } from './findings.ts';
import { headingOf } from './heading.ts';
import { type DataFile, disclosureJsonLd } from './json-ld.ts';
import { viewKeyFigures } from './key-figures.ts';
import { viewKeySentences } from './key-sentences.ts';
import { planOutline, tableOfContents } from './outline.ts';
import { HOME_CRUMB, regionCrumbs, viewPage } from './page.ts';
import { viewDrawn } from './pictures/page.ts';
import { type Relatives, relativesOf } from './relatives.ts';
import { drawSections } from './sections.ts';
import { chineseDate, viewTitleBlock } from './title-block.ts';
import type { DisclosureView, KeyFigure, PageView } from './types.ts';

export interface ViewContext {
  /** BASE_PATH. */
  readonly base: string;
  /** SITE_URL. */
  readonly siteUrl: string;
  /** The section's narrative as sanitised HTML; undefined where it has none. */
  readonly renderNarrative: (sectionId: string, headingLevel: number) => string | undefined;
  /** The same office's disclosure of the year before, where the content has it. */
  readonly lastYear?: Disclosure;
  /** SHA-256 of the content files, hex. */
  readonly hash: string;
  /** Built with `--drafts`: findings are shown at their cells. */
  readonly draft: boolean;
  /** Files that stand beside the page; none where absent. */
  readonly files?: readonly DataFile[];
  /** Do the tables' CSV files stand beside the page? Yes where absent. */
  readonly csv?: boolean;
  /** For the regions above this one in the breadcrumbs. */
  readonly regions?: ReadonlyMap<string, Region>;
  /** For the names of departments above and of units below. */
  readonly departments?: ReadonlyMap<string, Department>;
  /** Does a disclosure of this id stand on the site? None does where absent. */
  readonly isPublished?: (disclosureId: string) => boolean;
  /** Title of another disclosure, for a withdrawn one that points to it. */
  readonly titleOf?: (disclosureId: string) => string | undefined;
}

/** Title of what the site explains under the form's own sections. */
const EXPLAINED = '科目释义';

/** Everything that outputs show of one disclosure. */
export function viewDisclosure(disclosure: CheckedDisclosure, context: ViewContext): DisclosureView {
  const words = fillValues(disclosure);
  const anchors = new Anchors();
  const relatives = relativesOf(
    disclosure,
    context.departments ?? new Map(),
    context.isPublished ?? (() => false),
  );
  const { withdrawn } = disclosure;
  // A withdrawn one leaves a page that says so, and nothing of what stood there.
  const planned = withdrawn
    ? []
    : planOutline(disclosure, { words, anchors, renderNarrative: context.renderNarrative });
  const { sections, explained, anchorOf } = drawSections(disclosure, planned, {
    words,
    anchors,
    csv: context.csv ?? true,
    findings: context.draft ? cellFindings(disclosure) : undefined,
    amended: amendedMarks(disclosure),
  });
  const keyFigures = withdrawn ? [] : viewKeyFigures(disclosure, anchorOf);
  const { cover } = disclosure.template;
  const lastYear = context.lastYear?.withdrawn ? undefined : context.lastYear;
  return {
    id: disclosure.id,
    page: pageOf(disclosure, keyFigures, relatives, context),
    name: disclosure.name,
    heading: headingOf(disclosure),
    ...(cover && { cover: { title: fill(cover.title, words), subtitle: fill(cover.subtitle ?? '', words) } }),
    titleBlock: viewTitleBlock(disclosure, relatives),
    keyFigures,
    sentences: withdrawn ? [] : viewKeySentences(disclosure, lastYear, anchorOf),
    ...(!withdrawn && viewDrawn(disclosure, context.lastYear, { sections, anchors, anchorOf })),
    toc: tableOfContents(sections),
    sections,
    ...(explained.length > 0 && {
      explained: { anchor: anchors.claim(EXPLAINED), title: EXPLAINED, entries: explained },
    }),
    checks: summarizeChecks(disclosure),
    ...(!withdrawn && { history: viewHistorySummary(disclosure, { sections, anchorOf }) }),
    downloads: withdrawn ? [] : (context.files ?? []).map(({ title, href }) => ({ title, href })),
    ...(withdrawn && { withdrawn: viewWithdrawal(withdrawn, context) }),
    draft: context.draft,
    ...(disclosure.site.sample && { sample: true }),
    ...(disclosure.publishedOn && { publishedOn: disclosure.publishedOn }),
    hash: context.hash,
  };
}

function fillValues({ year, name, scope, region }: CheckedDisclosure): FillValues {
  return { year, name, scope, region: region.name };
}

function pageOf(
  disclosure: CheckedDisclosure,
  keyFigures: readonly KeyFigure[],
  { other }: Relatives,
  context: ViewContext,
): PageView {
  const { site, region, year, name, phase, scope } = disclosure;
  const path = `/${disclosure.id}/`;
  const title = `${name}${headingOf(disclosure)}`;
  const description = describe(disclosure, title, keyFigures);
  const column = `${region.name}${year}年部门${phase}公开`;
  return viewPage({
    site,
    hosting: context,
    path,
    title,
    description,
    keywords: [name, region.name, `${year}年`, `${scope}${phase}`, ...site.keywords],
    breadcrumbs: [
      HOME_CRUMB,
      ...regionCrumbs(region, context.regions),
      { title: `${year}年`, href: `/${region.code}/${year}/` },
      ...(phase === '决算' ? finalCrumbs(name, path, other?.href) : [{ title: name, href: path }]),
    ],
    column: {
      name: column,
      description: `${column}：各部门（单位）收支、“三公”经费、项目和绩效目标。`,
      keywords: site.keywords,
    },
    article: { publishedOn: disclosure.publishedOn, source: name },
    jsonLd: disclosure.withdrawn
      ? undefined
      : disclosureJsonLd(disclosure, context, { path, title, description }, context.files ?? []),
  });
}

/** A final account stands under the budget, where that is published. */
function finalCrumbs(name: string, path: string, budget: string | undefined) {
  return budget
    ? [
        { title: name, href: budget },
        { title: '决算', href: path },
      ]
    : [{ title: `${name}（决算）`, href: path }];
}

/** 科技和工信部门2024年部门预算：收入总计1,469.55万元，支出总计1,469.55万元。 */
function describe(
  { site, withdrawn }: CheckedDisclosure,
  title: string,
  figures: readonly KeyFigure[],
): string {
  if (withdrawn) return `${title}（已撤下）。`;
  const totals = figures.slice(0, 4).map((figure) => `${figure.label}${figure.text}${figure.unit}`);
  return `${site.sample ? '样例，非官方发布。' : ''}${title}${totals.length > 0 ? `：${totals.join('，')}` : ''}。`;
}

function viewWithdrawal(
  { date, reason, movedTo }: Withdrawal,
  { titleOf }: ViewContext,
): NonNullable<DisclosureView['withdrawn']> {
  const gone = { date, dateText: chineseDate(date), reason };
  // One that is not published yet has no page to lead to.
  const title = movedTo === undefined ? undefined : titleOf?.(movedTo);
  return title === undefined ? gone : { ...gone, movedTo: { title, href: `/${movedTo}/` } };
}
