import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { openContent } from '../../../src/content.ts';
import { comparePairs } from '../../../src/diff/compare.ts';
import type { Revision } from '../../../src/diff/disclosure.ts';
import { type ChangedPaths, type Pair, planComparison } from '../../../src/diff/plan.ts';
import type { Comparison, DisclosureDiff } from '../../../src/diff/types.ts';
import { join } from '../../../src/load/content.ts';
import type { GitSource } from '../../../src/load/git.ts';
import { folderSource, layeredSource, type Source } from '../../../src/load/source.ts';
import type { Settings } from '../../../src/settings.ts';
import {
  changedPaths,
  explained,
  findRepository,
  mergeBase,
  openRepository,
  pathWithin,
  type Repository,
  sourceAt,
  treeOf,
} from './git.ts';

/** How the work tree is named where a revision is named. */
export const WORK_TREE = '工作目录';

export interface DiffRequest {
  readonly settings: Pick<Settings, 'contentDir' | 'toolDir'>;
  readonly base: string;
  /** The work tree where absent. */
  readonly head?: string | undefined;
}

/** Both revisions opened, and the paths in which they differ. */
export interface Opened {
  readonly base: Revision;
  readonly head: Revision;
  readonly paths: ChangedPaths;
}

/** `a b`, `a`, `a...b` and `a...` as a command takes them. */
export function revisionsOf(
  settings: DiffRequest['settings'],
  first: string,
  second: string | undefined,
): Pick<DiffRequest, 'base' | 'head'> {
  const range = /^(.+?)\.\.(\.?)(.*)$/.exec(first);
  if (!range || second !== undefined) return { base: first, head: second };
  const [, from = '', third = '', to = ''] = range;
  const head = to === '' ? undefined : to;
  if (third === '') return { base: from, head };
  return {
    base: explained(() => mergeBase(openRepository(settings.contentDir), from, head ?? 'HEAD')),
    head,
  };
}

/** Fewer are compared sooner than a second thread starts. */
const WORTH_THREADS = 120;

export async function compareRevisions(request: DiffRequest): Promise<Comparison> {
  const { base, head, paths } = explained(() => openRevisions(request));
  const { pairs, around } = explained(() => planComparison(base, head, paths));
  const threads = Math.min(availableParallelism(), MAX_THREADS);
  const disclosures =
    threads > 1 && pairs.length >= WORTH_THREADS
      ? await compareInThreads(request, pairs, threads)
      : await comparePairs(pairs, base, head, setImmediate);
  return { base: request.base, head: request.head ?? WORK_TREE, disclosures, around };
}

/** Each holds up to 400 MB, beside what the first one holds: less than a GB in all. */
const MAX_THREADS = 2;
/** Without it the collector of garbage lets a thread grow to half as much again. */
const LIMITS = { maxOldGenerationSizeMb: 320 };

/** What a thread is given: what to open, and its share of the disclosures. */
export interface ThreadTask {
  readonly request: DiffRequest;
  readonly pairs: readonly Pair[];
}

async function compareInThreads(
  request: DiffRequest,
  pairs: readonly Pair[],
  threads: number,
): Promise<DisclosureDiff[]> {
  const shares = Array.from({ length: threads }, (_, share) =>
    pairs.filter((_, at) => at % threads === share),
  );
  const results = await Promise.all(shares.map((share) => runThread({ request, pairs: share })));
  const order = new Map(pairs.map(({ from, to }, index) => [to ?? from, index]));
  return results.flat().sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

function runThread(workerData: ThreadTask): Promise<DisclosureDiff[]> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./diff-worker.ts', import.meta.url), {
      workerData,
      resourceLimits: LIMITS,
    });
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) => {
      if (code !== 0) fail(new Error(`diff-worker ${code}`));
    });
  });
}

/** What two revisions differ in, before either is opened. */
export interface Differing {
  readonly paths: ChangedPaths;
  readonly open: () => Opened;
}

export function openRevisions(request: DiffRequest): Opened {
  return findChanges(request).open();
}

export function findChanges({ settings, base, head }: DiffRequest): Differing {
  const repository = openRepository(settings.contentDir);
  const folder = pathWithin(repository, settings.contentDir) ?? '';
  const forms = formsOf(repository, settings, folder);
  const trees = {
    base: treeOf(repository, base),
    head: head === undefined ? undefined : treeOf(repository, head),
  };
  const changed = changedPaths(repository, trees.base, trees.head, [
    folder,
    ...(forms.path === undefined ? [] : [join(forms.path, 'templates')]),
  ]);
  const inside = (path: string, parent: string): string[] =>
    parent === '' ? [path] : path.startsWith(`${parent}/`) ? [path.slice(parent.length + 1)] : [];
  const paths: ChangedPaths = {
    content: changed.flatMap((path) => inside(path, folder)),
    forms: forms.path === undefined ? [] : changed.flatMap((path) => inside(path, forms.path as string)),
  };
  const at = (tree: string | undefined, like?: Revision): Revision =>
    revisionAt({ repository, settings, folder, forms, tree }, like);
  return {
    paths,
    open() {
      const opened = at(trees.head);
      const isSameAround =
        paths.forms.length === 0 && paths.content.every((path) => path.startsWith(DISCLOSURES));
      return { head: opened, base: at(trees.base, isSameAround ? opened : undefined), paths };
    },
  };
}

const DISCLOSURES = 'disclosures/';

/**
 * The tool's own forms, which stand behind the content's: the content itself,
 * or another folder of its repository, read at the revision too, or elsewhere
 * and then the same for every revision.
 */
interface Forms {
  readonly own: boolean;
  readonly path?: string;
}

function formsOf(repository: Repository, { toolDir }: DiffRequest['settings'], folder: string): Forms {
  const tool = `${toolDir}/content`;
  if (findRepository(tool)?.top !== repository.top) return { own: false };
  const path = pathWithin(repository, tool);
  if (path === folder) return { own: true };
  return { own: false, ...(path !== undefined && { path }) };
}

interface At {
  readonly repository: Repository;
  readonly settings: DiffRequest['settings'];
  readonly folder: string;
  readonly forms: Forms;
  /** The work tree where absent. */
  readonly tree: string | undefined;
}

/** `like`: a revision with the same forms and surroundings, which need not be read again. */
function revisionAt({ repository, settings, folder, forms, tree }: At, like?: Revision): Revision {
  const own = tree === undefined ? folderSource(settings.contentDir) : sourceAt(repository, tree, folder);
  const { prefetch } = own as Partial<GitSource>;
  if (like)
    return {
      source: own,
      templates: like.templates,
      content: like.content.of(own),
      ...(prefetch && { prefetch }),
    };
  const behind =
    tree === undefined || forms.path === undefined
      ? folderSource(`${settings.toolDir}/content`)
      : sourceAt(repository, tree, forms.path);
  for (const source of [own, behind]) (source as Partial<GitSource>).prefetch?.(AROUND);
  const templates: Source = forms.own ? own : layeredSource(own, behind);
  return { source: own, templates, content: openContent(own, templates), ...(prefetch && { prefetch }) };
}

/** Read in every revision. */
const AROUND = ['site.yaml', 'regions.yaml', 'departments.yaml', 'templates'];
