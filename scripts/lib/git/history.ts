import type { Content } from '../../../src/content.ts';
import { compareDisclosure } from '../../../src/diff/compare-disclosure.ts';
import { type Snapshot, takeSnapshot } from '../../../src/diff/disclosure.ts';
import { type PublishedVersion, verifyLedger } from '../../../src/diff/ledger.ts';
import { join } from '../../../src/load/content.ts';
import { GitError, type GitSource } from '../../../src/load/git.ts';
import { folderSource, type Source } from '../../../src/load/source.ts';
import { publicationDay } from '../../../src/model/amended.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { YamlValue } from '../../../src/model/raw.ts';
import { beijingDay, type Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';
import {
  changedPaths,
  isShallow,
  openRepository,
  pathWithin,
  type Repository,
  sourceAt,
  treeOf,
} from './git.ts';
import { fieldsOf, formerIds } from './moved.ts';

/**
 * What was published, from git. The published line is the branch that is
 * checked out, merge by merge: what stood on a branch before it was merged
 * was never public.
 */

/** A commit that touched a disclosure, and what of its file says when it was public. */
export interface Version {
  /** Its id then: another, where it has moved since. */
  readonly id: string;
  /** Full id; undefined for what is not committed. */
  readonly commit?: string;
  /** YYYY-MM-DD in Beijing. */
  readonly day: string;
  readonly source: Source;
  /** Of disclosure.yaml, as written. */
  readonly data: { readonly [key: string]: YamlValue };
  /** Was it ever public, while it stood? */
  readonly published: boolean;
}

export interface ContentHistory {
  readonly repository: Repository;
  /** Every disclosure that a commit of the published line touched. */
  readonly ids: readonly string[];
  /** Has it more than one version, so that there is something to compare? */
  readonly changed: (id: string) => boolean;
  /** Told which will be asked for: git is asked once for many. */
  readonly prefetch: (ids: readonly string[]) => void;
  /** Oldest first, those at an earlier address among them; the last is what stands now. */
  readonly versions: (id: string) => readonly Version[];
  /** Addresses at which it stood before, the last first. */
  readonly former: (id: string) => readonly string[];
}

/** The files of one disclosure at a revision that the user names. */
export function sourceOf(
  repository: Repository,
  settings: Pick<Settings, 'contentDir'>,
  revision: string,
): Source {
  return sourceAt(
    repository,
    treeOf(repository, revision),
    pathWithin(repository, settings.contentDir) ?? '',
  );
}

/** Throws what the user can mend where there is no history, or only a part of it. */
export function openHistory({ contentDir, today }: Pick<Settings, 'contentDir' | 'today'>): ContentHistory {
  const repository = openRepository(contentDir);
  if (isShallow(repository.git))
    throw new UserError(
      '这个副本只取了一部分历史，说不清公开以后改过什么。请先运行 git fetch --unshallow 取全（CI 里把取历史的深度设为 0）。',
    );
  const folder = pathWithin(repository, contentDir) ?? '';
  const disclosures = join(folder, 'disclosures');
  const commits = commitsIn(repository, disclosures);
  const edited = new Set(
    changedPaths(repository, treeOf(repository, 'HEAD'), undefined, [disclosures]).flatMap((path) =>
      idOf(path, disclosures),
    ),
  );
  const byId = new Map<string, Commit[]>();
  for (const commit of commits)
    for (const id of commit.ids) {
      const list = byId.get(id);
      if (list) list.push(commit);
      else byId.set(id, [commit]);
    }
  const sources = new Map<string, GitSource>();
  const sourceAtCommit = ({ id, tree }: Commit): GitSource => {
    const known = sources.get(id) ?? sourceAt(repository, tree, folder);
    sources.set(id, known);
    return known;
  };
  const commitsOf = (id: string): readonly Commit[] => byId.get(id) ?? [];
  const isEdited = (id: string): boolean => commitsOf(id).length + (edited.has(id) ? 1 : 0) > 1;
  const ids = [...byId.keys()].sort();
  let before: ReadonlyMap<string, string> | undefined;
  const former = (id: string): string[] => {
    before ??= formerIds(folderSource(contentDir), ids.filter(isEdited));
    const found: string[] = [];
    for (let at = before.get(id); at !== undefined && at !== id && !found.includes(at); at = before.get(at))
      found.push(at);
    return found;
  };
  const versionsAt = (id: string): Version[] => {
    const committed = commitsOf(id).map((commit) => ({
      commit: commit.id,
      day: commit.day,
      source: sourceAtCommit(commit),
    }));
    const now = edited.has(id) ? [{ day: today, source: folderSource(contentDir) }] : [];
    const all = [...committed, ...now];
    return all.map((version, index) => {
      const data = fieldsOf(version.source, id);
      return { ...version, id, data, published: wasPublic(data, version.day, all[index + 1]?.day ?? today) };
    });
  };
  return {
    repository,
    ids,
    former,
    changed: (id) => isEdited(id) || former(id).length > 0,
    prefetch(wantedIds) {
      const wanted = new Map<Commit, string[]>();
      for (const id of wantedIds.flatMap((one) => [one, ...former(one)]))
        for (const commit of commitsOf(id))
          wanted.set(commit, [...(wanted.get(commit) ?? []), `disclosures/${id}`]);
      for (const [commit, paths] of wanted) sourceAtCommit(commit).prefetch(paths);
    },
    versions(id) {
      const own = versionsAt(id);
      // What stood at an earlier address until it stood here.
      const earlier = former(id).toReversed().flatMap(versionsAt);
      return [...earlier.filter(({ published }) => published), ...own];
    },
  };
}

/**
 * Public is what stood after its day of publication had passed, or was put
 * there on that day or later; a last change on the day itself is none.
 */
export function wasPublic(data: Version['data'], day: string, until: string): boolean {
  const field = (name: string) =>
    typeof data[name] === 'string' && data[name] !== '' ? data[name] : undefined;
  const [publishedOn, publishAt] = [field('publishedOn'), field('publishAt')];
  const published = publicationDay({ ...(publishedOn && { publishedOn }), ...(publishAt && { publishAt }) });
  return published !== undefined && data.withdrawn === undefined && (published <= day || published < until);
}

interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly day: string;
  readonly ids: ReadonlySet<string>;
}

/** Oldest first. A merge is one step: what it brought against what stood before. */
function commitsIn(repository: Repository, folder: string): Commit[] {
  let output: Buffer;
  try {
    output = repository.git([
      ...['-c', 'core.quotePath=false', 'log', '--first-parent', '-m', '--reverse', '--no-renames'],
      ...[
        '--no-show-signature',
        '--name-only',
        '--format=%x01%H %T %ct',
        'HEAD',
        '--',
        `:(top,literal)${folder}`,
      ],
    ]);
  } catch (error) {
    if (
      error instanceof GitError &&
      /does not have any commits|bad revision|unknown revision/i.test(error.stderr)
    )
      throw new UserError('版本库里还没有提交，没有历史可以核对。');
    throw error;
  }
  return output
    .toString('utf8')
    .split('\u0001')
    .slice(1)
    .map((text) => {
      const [head = '', ...paths] = text.split('\n');
      const [id = '', tree = '', seconds] = head.split(' ');
      const ids = paths.flatMap((path) => idOf(path.normalize('NFC'), folder));
      return { id, tree, day: beijingDay(new Date(Number(seconds) * 1000)), ids: new Set(ids) };
    });
}

function idOf(path: string, folder: string): string[] {
  if (!path.startsWith(`${folder}/`)) return [];
  const [region, year, department, file, inside] = path.slice(folder.length + 1).split('/');
  if (file === undefined) return [];
  const id = join(region ?? '', year ?? '', department ?? '');
  // The final account stands in a folder of the budget's.
  return [file === 'final' && inside !== undefined ? join(id, file) : id];
}

/** A version of a disclosure, read by the forms of the present; what it corrects need not be recorded yet. */
export function snapshotOf(content: Content, source: Source, id: string): Snapshot | undefined {
  return takeSnapshot({ source, templates: source, content: content.of(source, { unrecorded: true }) }, id);
}

/** What its record of corrections leaves out, or says otherwise than git. */
export function historyFindings(history: ContentHistory, content: Content, id: string): readonly Finding[] {
  if (!history.changed(id)) return [];
  const all = history.versions(id);
  const [last] = all.slice(-1);
  if (!last || last.data.withdrawn !== undefined) return [];
  const chain = all.filter((version) => version.published || version === last);
  if (!chain[0]?.published || chain.length < 2) return [];
  const versions: PublishedVersion[] = [];
  let before: Snapshot | undefined;
  let earlier: Snapshot['disclosure'];
  for (const { source, day, commit, id: then } of chain) {
    const snapshot = snapshotOf(content, source, then);
    if (!snapshot?.bindings) continue;
    const changes = before ? (compareDisclosure(before, snapshot)?.changes ?? []) : [];
    if (versions.length === 0) earlier = snapshot.disclosure;
    before = snapshot;
    versions.push({ day, names: snapshot.bindings, changes, ...(commit && { commit: commit.slice(0, 8) }) });
  }
  const now = before?.disclosure;
  // A draft that cannot be read has its own faults to tell first.
  if (!now) return [];
  return verifyLedger({ id, versions, amendments: now.amendments, earlier: earlier?.amendments ?? [] });
}

/** Few enough that a province's content never stands in memory at once. */
const BATCH = 50;

/** By id, for those that have something to be told. */
export function allHistoryFindings(
  history: ContentHistory,
  content: Content,
  ids: readonly string[],
): ReadonlyMap<string, readonly Finding[]> {
  const changed = ids.filter(history.changed);
  const found = new Map<string, readonly Finding[]>();
  for (let at = 0; at < changed.length; at += BATCH) {
    const batch = changed.slice(at, at + BATCH);
    history.prefetch(batch);
    for (const id of batch) {
      const findings = historyFindings(history, content, id);
      if (findings.length > 0) found.set(id, findings);
    }
  }
  return found;
}

/** Disclosures that were public and are gone: an address that is known leads to no word of it. */
export function removedFindings(history: ContentHistory, content: Pick<Content, 'has'>): readonly Finding[] {
  const gone = history.ids.filter((id) => !content.has(id));
  history.prefetch(gone);
  return gone.flatMap((id): Finding[] => {
    const last = history.versions(id).findLast(({ data }) => Object.keys(data).length > 0);
    return last?.published ? [removedFinding(id)] : [];
  });
}

export function removedFinding(id: string): Finding {
  return {
    rule: 'history.removed',
    severity: 'error',
    place: { file: `disclosures/${id}/disclosure.yaml` },
    message: `${id} 公开过，后来整份删去了，原来的网址上没有留下说明`,
    hint: '请恢复 disclosure.yaml，用 withdrawn 写明撤下的日期和理由；换了地址的，再用 movedTo 写明新地址。',
  };
}
