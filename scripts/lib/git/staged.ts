import { resolve } from 'node:path';
import { compareDisclosure } from '../../../src/diff/compare-disclosure.ts';
import { verifyLedger } from '../../../src/diff/ledger.ts';
import { type Pair, planComparison } from '../../../src/diff/plan.ts';
import { GitError } from '../../../src/load/git.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { openReader } from '../../../src/reader.ts';
import type { Settings } from '../../../src/settings.ts';
import { type CheckRun, checkAll } from '../content.ts';
import { UserError } from '../files.ts';
import { findChanges } from './diff.ts';
import { openRepository, type Repository, treeOf } from './git.ts';
import { removedFinding, snapshotOf, wasPublic } from './history.ts';
import { fieldsOf } from './moved.ts';

/** What is about to be committed: the index, whatever the work tree holds. */

export interface StagedCheck extends CheckRun {
  readonly checked: readonly string[];
  /** Touched too, but left to the whole check of the site. */
  readonly left: number;
}

/** Edited ones are checked up to the first number, those that a form or surroundings touch up to the second. */
const MOST_EDITED = 60;
const MOST_TOUCHED = 12;

/** Git sets paths relative to where it runs a hook; this tool runs git elsewhere. */
export function settleGitPaths(env: NodeJS.ProcessEnv, cwd: string): void {
  for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_WORK_TREE'])
    if (env[name]) env[name] = resolve(cwd, env[name]);
  // With GIT_DIR alone git takes any folder for the top.
  if (env.GIT_DIR) env.GIT_WORK_TREE ??= cwd;
}

/** Undefined where nothing of the content or its forms is staged. */
export function checkStaged(settings: Settings): StagedCheck | undefined {
  const repository = openRepository(settings.contentDir);
  const request = { settings, base: headTree(repository), head: indexTree(repository) };
  const { paths, open } = findChanges(request);
  if (paths.content.length + paths.forms.length === 0) return undefined;
  const { base, head } = open();
  const { pairs } = planComparison(base, head, paths);
  const there = (why: Pair['why']): (Pair & { readonly to: string })[] =>
    pairs.flatMap(({ to, ...pair }) => (pair.why === why && to !== undefined ? [{ ...pair, to }] : []));
  const [edited, touched] = [there('edited'), there('form').map(({ to }) => to)];
  const looked = edited.slice(0, MOST_EDITED);
  const checked = [...looked.map(({ to }) => to), ...spread(touched, MOST_TOUCHED)];
  // The address at which it was public leads to no word of it any more.
  const gone = pairs.flatMap(({ from }) => (from !== undefined && !head.content.has(from) ? [from] : []));
  const folders = (ids: readonly (string | undefined)[]): string[] =>
    ids.flatMap((id) => (id === undefined ? [] : [`disclosures/${id}`]));
  head.prefetch?.(folders(checked));
  base.prefetch?.(folders([...looked.map(({ from }) => from), ...gone]));
  const isPublic = (id: string): boolean => wasPublic(fieldsOf(base.source, id), '', settings.today);
  const removed = gone.filter(isPublic).map(removedFinding);
  const history = new Map<string, readonly Finding[]>();
  for (const { from, to: id } of looked) {
    const published =
      from !== undefined && isPublic(from) ? snapshotOf(base.content, base.source, from) : undefined;
    const now = published ? snapshotOf(head.content, head.source, id) : undefined;
    if (!published?.bindings || !now?.bindings || !now.disclosure) continue;
    const changes = compareDisclosure(published, now)?.changes ?? [];
    const versions = [
      { day: '', names: published.bindings, changes: [] },
      { day: settings.today, names: now.bindings, changes },
    ];
    const { amendments } = now.disclosure;
    const earlier = published.disclosure?.amendments ?? [];
    history.set(id, now.disclosure.withdrawn ? [] : verifyLedger({ id, versions, amendments, earlier }));
  }
  return {
    ...checkAll(openReader(settings, head.content).content, checked, history, removed),
    checked,
    left: edited.length + touched.length - checked.length,
  };
}

/** Some of many, from all over the list. */
function spread(ids: readonly string[], most: number): string[] {
  const step = Math.max(1, ids.length / most);
  return ids.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, most);
}

function headTree(repository: Repository): string {
  try {
    return treeOf(repository, 'HEAD');
  } catch (error) {
    // Before the first commit there is nothing to compare with.
    if (error instanceof UserError) return repository.git(['mktree']).toString('latin1').trim();
    throw error;
  }
}

function indexTree({ git }: Repository): string {
  try {
    return git(['write-tree']).toString('latin1').trim();
  } catch (error) {
    if (error instanceof GitError && /unmerged|needs merge|not able to write tree/i.test(error.stderr))
      throw new UserError('还有没解决的合并冲突，不能核对。请先解决冲突并 git add。');
    throw error;
  }
}
