import type { Check, CheckedDisclosure, CheckFinding } from '../model/disclosure.ts';
import type { Rule } from '../model/rule.ts';
import type { Row, Table } from '../model/table.ts';
import { viewFindings } from './checks-findings.ts';
import { type PageAnchors, pageAnchors } from './checks-links.ts';
import { type RelationContext, relationBlocks } from './checks-relations.ts';
import { tablesIn } from './checks-shapes.ts';
import type { ChecksView, CheckView, LinkView, OutcomeView, SilentRuleView } from './checks-types.ts';
import { byFamily, isActive, OUTCOMES, outcomeLabel, outcomeOf } from './checks-words.ts';
import { type Hosting, viewPage } from './page.ts';
import type { DisclosureView } from './types.ts';

/** The disclosure's page, from the page beside it. */
const ON_PAGE = '../#';

/** The checks of one disclosure, for readers; it stands beside the disclosure's page, which `view` is. */
export function viewChecks(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  hosting: Hosting,
): ChecksView {
  const { checks } = disclosure;
  const anchors = pageAnchors(view, disclosure);
  const onPage = (anchor: string | undefined) => (anchor === undefined ? undefined : `${ON_PAGE}${anchor}`);
  const told = checks.flatMap((check) => check.findings);
  const anchorOf = new Map(told.map((finding, index) => [finding, `发现-${index + 1}`]));
  const active = checks.filter(isActive);
  const rows = new Map<Row, string | undefined>();
  const rowHref = (table: Table, row: Row): string | undefined => {
    let href = rows.get(row);
    if (href === undefined) {
      href = onPage(anchors.row(table, row));
      rows.set(row, href);
    }
    return href;
  };
  const placed = new Set<string>();
  const relations: RelationContext = {
    hrefOf: (figure) =>
      figure.at ? rowHref(figure.at.table, figure.at.row) : onPage(anchors.place(figure.place())),
    order: anchors.order,
    hrefOfFinding: (finding) => fragment(anchorOf.get(finding)),
    // The first line about a row bears the row's fragment, so that the row can lead to how it was checked.
    anchorFor(href) {
      if (href === undefined || placed.has(href) || !href.startsWith(ON_PAGE)) return undefined;
      placed.add(href);
      return href.slice(ON_PAGE.length);
    },
  };
  const rules = new Map(active.map(({ rule }) => [rule.id, rule]));
  return {
    page: pageOf(disclosure, view, hosting),
    name: view.name,
    heading: view.heading,
    summary: view.checks.text,
    ok: view.checks.ok,
    outcomes: outcomesOf(checks),
    findings: viewFindings(told, (finding) => anchorOf.get(finding) as string, {
      hrefOf: (place) => onPage(anchors.place(place)),
      rule: (id) => ruleLink(rules.get(id), id),
      draft: view.draft,
    }),
    families: byFamily(active, ({ rule }) => rule.id).map(([title, own], index) => ({
      anchor: `类-${index + 1}`,
      title,
      rules: own.map((check) => viewCheck(check, anchorOf, relations)),
    })),
    tables: tablesOf(active, anchors),
    notApplicable: silent(checks, 'notApplicable'),
    couldNotRun: silent(checks, 'couldNotRun'),
    draft: view.draft,
    hash: view.hash,
  };
}

function tablesOf(checks: readonly Check[], anchors: PageAnchors): ChecksView['tables'] {
  const rules = new Map<Table, Rule[]>();
  for (const check of checks)
    for (const table of tablesIn(check)) rules.set(table, [...(rules.get(table) ?? []), check.rule]);
  return [...rules]
    .sort(([a], [b]) => anchors.order(a) - anchors.order(b))
    .flatMap(([table, own]) => {
      const anchor = anchors.table(table);
      const links = own.map(({ id, title }) => ({ text: title, href: `#${id}` }));
      return anchor === undefined ? [] : [{ anchor, title: table.spec.id, rules: links }];
    });
}

const fragment = (anchor: string | undefined) => (anchor === undefined ? undefined : `#${anchor}`);

function ruleLink(rule: Rule | undefined, id: string): LinkView {
  return rule ? { text: rule.title, href: `#${rule.id}` } : { text: id };
}

function viewCheck(
  check: Check,
  anchorOf: ReadonlyMap<CheckFinding, string>,
  context: RelationContext,
): CheckView {
  const { rule, relations, findings } = check;
  const outcome = outcomeOf(check);
  const telling = new Set(findings);
  for (const { finding } of relations) if (finding) telling.add(finding);
  return {
    anchor: rule.id,
    title: rule.title,
    basis: rule.basis,
    condition: rule.condition,
    outcome,
    label: outcomeLabel(outcome),
    counted: countedWords(check),
    findings: [...telling].map((finding, index) => ({
      text: telling.size > 1 ? `第 ${index + 1} 处` : '见上',
      href: `#${anchorOf.get(finding)}`,
    })),
    blocks: relationBlocks(relations, context),
  };
}

/** 63 项，1 项不符，2 项有四舍五入差. */
function countedWords({ count, failed, acknowledged, relations }: Check): string {
  let rounded = 0;
  for (const { verdict } of relations) if (verdict === 'rounded') rounded++;
  const parts = [
    `${count} 项`,
    failed + acknowledged > 0 ? `${failed + acknowledged} 项不符` : '',
    rounded > 0 ? `${rounded} 项有四舍五入差` : '',
  ];
  return parts.filter(Boolean).join('，');
}

function outcomesOf(checks: readonly Check[]): readonly OutcomeView[] {
  return OUTCOMES.flatMap((outcome) => {
    const count = checks.filter((check) => outcomeOf(check) === outcome.id).length;
    return count > 0 ? [{ ...outcome, count }] : [];
  });
}

function silent(checks: readonly Check[], outcome: Check['outcome']): readonly SilentRuleView[] {
  return checks
    .filter((check) => check.outcome === outcome)
    .map(({ rule: { title, basis, condition }, because = '' }) => ({
      title,
      basis,
      condition,
      because,
    }));
}

function pageOf(disclosure: CheckedDisclosure, view: DisclosureView, hosting: Hosting): ChecksView['page'] {
  const { site, name } = disclosure;
  const path = `${view.page.path}checks/`;
  const title = `${view.page.title}勾稽校验`;
  return viewPage({
    site,
    hosting,
    path,
    title,
    description: `${title}：${view.checks.text}。`,
    keywords: [name, '勾稽校验', ...site.keywords],
    breadcrumbs: [...view.page.breadcrumbs, { title: '勾稽校验', href: path }],
    column: {
      name: '勾稽校验',
      description: '公开文本里数字之间的关系，逐项核对的结果。',
      keywords: site.keywords,
    },
    article: { publishedOn: disclosure.publishedOn, source: name },
  });
}
