import { parseBindings } from '../model/binding.ts';
import type { OutlineItem, Template } from '../model/template.ts';
import { compareTables } from './cells.ts';
import { compareFindings, type Found } from './checks.ts';
import type { Snapshot } from './disclosure.ts';
import { changedFiles } from './files.ts';
import { type Changed, markFollowing, placeKey } from './follows.ts';
import { isPlain } from './lenient.ts';
import { compareMetadata, titleOf } from './metadata.ts';
import { boundValue } from './narrative.ts';
import { compareProjects } from './projects.ts';
import { compareSection } from './sections.ts';
import { compareTargets } from './targets.ts';
import { type Change, type DisclosureDiff, NO_CHECKS } from './types.ts';

/** What an edit changes in one disclosure: only files whose bytes differ are looked at. */
export function compareDisclosure(
  base: Snapshot | undefined,
  head: Snapshot | undefined,
): DisclosureDiff | undefined {
  const shown = head ?? base;
  if (!shown) return undefined;
  // A draft that cannot be read may not say what it is.
  const { title } = (head?.disclosure ?? !base?.disclosure) ? shown : base;
  const about = { id: shown.id, title };
  if (!base || !head) {
    const checks = head ? compareFindings(head.id, [], findingsOf(head)) : NO_CHECKS;
    return {
      ...about,
      status: head ? 'added' : 'removed',
      ...holdsOf(shown),
      ...reasonOf(base, head),
      changes: [],
      checks,
    };
  }
  const files = changedFiles(base.files, head.files);
  const isGone = isWithdrawn(head);
  const changes = isGone ? withdrawal(base, head) : compareFiles(base, head, files);
  const checks = isGone
    ? compareFindings(head.id, base.problems, head.problems)
    : compareFindings(head.id, findingsOf(base), findingsOf(head), looksAgain(head));
  const renamed = base.id !== head.id;
  const reason = reasonOf(base, head);
  const isChanged = changes.length > 0 || (files.size > 0 && reason.reason !== undefined);
  const status = renamed ? 'renamed' : isChanged ? 'changed' : files.size > 0 ? 'layout' : 'form';
  return {
    ...about,
    status,
    ...(renamed && { from: base.id }),
    ...reason,
    changes,
    checks,
  };
}

/** Of a whole disclosure what a reader asks first. */
function holdsOf({ disclosure }: Snapshot): { holds?: string } {
  if (!disclosure) return {};
  const { tables, projects } = disclosure;
  const [binding] = parseBindings('{{expenditure.total}}');
  const total = binding && boundValue(binding.expression, disclosure);
  const parts = [
    tables.size > 0 ? `${tables.size} 张表` : '',
    projects.length > 0 ? `${projects.length} 个项目` : '',
    total === undefined ? '' : `支出总计 ${total}`,
  ].filter(Boolean);
  return parts.length > 0 ? { holds: parts.join('，') } : {};
}

function isWithdrawn({ disclosure, yaml }: Snapshot): boolean {
  if (disclosure) return disclosure.withdrawn !== undefined;
  const data = yaml('disclosure.yaml')?.data;
  return typeof data === 'object' && !Array.isArray(data) && (data.withdrawn ?? '') !== '';
}

/** Its page shows nothing of it any more: what else is taken away with it is no edit of its own. */
function withdrawal(base: Snapshot, head: Snapshot): Change[] {
  const [from, to] = [base.yaml('disclosure.yaml'), head.yaml('disclosure.yaml')];
  const isOfIt = ({ column }: Change): boolean => column?.split(' · ')[0] === titleOf('withdrawn');
  return compareMetadata(head.id, from, to, placeKey).changes.filter(
    (change) => isOfIt(change) || (change.after ?? '') !== '',
  );
}

function findingsOf({ problems, disclosure }: Snapshot): readonly Found[] {
  return [...problems, ...(disclosure?.findings ?? [])];
}

/** Of what was found before: does the same rule still look at it? Loading looks at every draft. */
function looksAgain({ disclosure }: Snapshot): (finding: Found) => boolean {
  const idle = new Set(
    disclosure?.checks.filter(({ outcome }) => outcome === 'couldNotRun').map(({ rule }) => rule.id),
  );
  return (finding) => !('outcome' in finding) || (disclosure !== undefined && !idle.has(finding.rule));
}

/** Why one of the two could be read only in part. */
function reasonOf(base: Snapshot | undefined, head: Snapshot | undefined): { reason?: string } {
  const parts = [
    ['原来的内容', base],
    ['现在的内容', head],
  ] as const;
  const reasons = parts.flatMap(([word, snapshot]) => {
    if (!snapshot || snapshot.disclosure) return [];
    const errors = snapshot.problems.filter(({ severity }) => severity === 'error');
    const first = errors[0];
    const more = errors.length > 1 ? `等 ${errors.length} 处错误` : '';
    return [`${word}有错，只比较了读得出的部分：${first ? first.message : '网站的基本资料读不出'}${more}`];
  });
  return reasons.length > 0 ? { reason: reasons.join('；') } : {};
}

function compareFiles(base: Snapshot, head: Snapshot, files: ReadonlySet<string>): Change[] {
  const changes: Change[] = [];
  const cells = { head: new Map<string, Change>(), base: new Map<string, Change>() };
  const places = { head: new Map<string, Change>(), base: new Map<string, Change>() };
  const put = (to: Map<string, Change>, from: ReadonlyMap<string, Change>): void => {
    for (const [key, change] of from) to.set(key, change);
  };
  const template = head.template ?? base.template;
  for (const id of tablesIn(files, template)) {
    const found = compareTable(id, base, head);
    changes.push(...found.changes);
    put(cells.head, found.head);
    put(cells.base, found.base);
  }

  const context = { disclosure: head.id, template, keyOfPlace: placeKey };
  // A file that is there and cannot be read is neither gone nor new: it has its say in the reason.
  const isUnread = (path: string): boolean =>
    [base, head].some(({ files: own, yaml }) => own.has(path) && typeof yaml(path)?.data !== 'object');
  const projects = (snapshot: Snapshot) =>
    [...snapshot.files.keys()]
      .filter((path) => /^projects\/\d{1,4}\.yaml$/.test(path) && !isUnread(path))
      .sort((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]))
      .flatMap((path) => snapshot.yaml(path) ?? []);
  if ([...files].some((path) => /^projects\/\d/.test(path))) {
    const found = compareProjects(projects(base), projects(head), context);
    changes.push(...found.changes);
    put(places.head, found.head);
    put(places.base, found.base);
  }
  for (const [path, row] of [
    ['projects/units.yaml', '项目表的单位行'],
    ['targets.yaml', template?.targets?.title ?? '部门整体绩效目标'],
  ] as const) {
    if (files.has(path) && !isUnread(path))
      changes.push(...compareTargets(base.yaml(path), head.yaml(path), row, context));
  }

  for (const section of sectionsIn(files, template)) changes.push(...compareSection(section, base, head));

  if (files.has('disclosure.yaml')) {
    const [from, to] = [base.yaml('disclosure.yaml'), head.yaml('disclosure.yaml')];
    const metadata = from && to ? compareMetadata(head.id, from, to, placeKey) : undefined;
    changes.push(...(metadata?.changes ?? []));
    put(places.head, metadata?.head ?? new Map());
  }
  const side = (which: 'head' | 'base', { disclosure }: Snapshot) => {
    const changed: Changed = { cells: cells[which], places: places[which] };
    return { changed, checks: disclosure?.checks ?? [] };
  };
  return markFollowing(changes, side('head', head), side('base', base));
}

function compareTable(id: string, base: Snapshot, head: Snapshot): ReturnType<typeof compareTables> {
  let [before, after] = [base.table(id), head.table(id)];
  // Of a head that does not fit the form both are read by their own heads.
  if (before && after && isPlain(before) !== isPlain(after))
    [before, after] = [base.plainTable(id) ?? before, head.plainTable(id) ?? after];
  const path = `tables/${id}.csv`;
  if (before && after) {
    const unit = head.template?.unit ?? base.template?.unit ?? '';
    const file = `disclosures/${head.id}/${path}`;
    const incomplete = head.problems.some(
      ({ rule, place }) => rule === 'load.csv-ragged' && place.file === file,
    );
    return compareTables(before, after, { disclosure: head.id, unit, incomplete });
  }
  const nothing = { changes: [], head: new Map(), base: new Map() };
  // A file that is there and cannot be read has its say in the reason.
  if ((!after && head.files.has(path)) || (!before && base.files.has(path))) return nothing;
  const table = after ?? before;
  if (!table) return nothing;
  const change: Change = {
    disclosure: head.id,
    kind: 'row',
    table: id,
    row: null,
    column: null,
    before: after ? null : '',
    after: after ? '' : null,
    difference: null,
    note: `整张表，${table.lines.length} 行`,
    file: table.file,
    line: 1,
  };
  return { ...nothing, changes: [change] };
}

function tablesIn(files: ReadonlySet<string>, template: Template | undefined): string[] {
  return inOrder(
    [...files].flatMap((path) => /^tables\/(.+)\.csv$/.exec(path)?.[1] ?? []),
    template,
  );
}

function sectionsIn(files: ReadonlySet<string>, template: Template | undefined): string[] {
  return inOrder(
    [...files].flatMap((path) => /^narrative\/(.+)\.md$/.exec(path)?.[1] ?? []),
    template,
  );
}

/** As the form prints them; what it does not know comes last. */
function inOrder(ids: readonly string[], template: Template | undefined): string[] {
  const order = new Map<string, number>();
  const walk = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      order.set(item.id, order.size);
      walk(item.children);
    }
  };
  walk(template?.outline ?? []);
  const rank = (id: string): number => order.get(id) ?? Number.MAX_SAFE_INTEGER;
  return ids.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
