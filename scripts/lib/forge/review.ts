import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { comparisonHtml } from '../../../src/diff/format-html.ts';
import type { CheckChange, Comparison } from '../../../src/diff/types.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { allFindings } from '../../../src/report/findings.ts';
import type { Settings } from '../../../src/settings.ts';
import { checkAll, openSettings } from '../content.ts';
import { toolRoot } from '../files.ts';
import { compareRevisions } from '../git/diff.ts';
import { commitOf, mergeBase, openRepository, pathWithin } from '../git/git.ts';
import { codeQuality } from './code-quality.ts';
import { writeContentOf } from './request-content.ts';

/** What a review leaves in its folder. */
export const COMPARISON_FILE = 'comparison.json';
export const REPORT_FILE = 'review.html';
export const QUALITY_FILE = 'gl-code-quality-report.json';
export const SITE_FOLDER = 'site';

export interface ReviewRequest {
  readonly settings: Settings;
  /** The branch that the request asks to be merged into. */
  readonly target: string;
  /** The commit asked for. */
  readonly head: string;
  /** Where all of it is written. */
  readonly outDir: string;
  readonly preview: boolean;
  /** Where the pages can be looked at, if somewhere. */
  readonly address?: string | undefined;
}

export interface Review {
  readonly comparison: Comparison;
  /** Leads from the repository to the content folder; empty, or with a slash at its end. */
  readonly prefix: string;
  /** False where the pages could not be built. */
  readonly built: boolean;
}

/**
 * Reviews what a request changes since it parted from its target. The tool is
 * that of the folder it runs in; of the request only content is read, from git.
 */
export async function review({
  settings,
  target,
  head,
  outDir,
  preview,
  address,
}: ReviewRequest): Promise<Review> {
  const repository = openRepository(settings.contentDir);
  const commit = commitOf(repository, head);
  const base = mergeBase(repository, commitOf(repository, target), commit);
  const compared = await compareRevisions({ settings, base, head: commit });
  const comparison = { ...compared, base: short(base), head: short(commit) };
  await mkdir(outDir, { recursive: true });
  const write = (name: string, text: string) => writeFile(join(outDir, name), text);
  await write(COMPARISON_FILE, JSON.stringify(comparison));
  await write(REPORT_FILE, comparisonHtml(comparison, { preview: address }));

  const inside = pathWithin(repository, settings.contentDir) ?? '';
  const prefix = inside === '' ? '' : `${inside}/`;
  const folder = await mkdtemp(join(tmpdir(), 'mingzhang-review-'));
  try {
    await writeContentOf(commit, settings.contentDir, folder);
    const { around, reports } = checked({ ...settings, contentDir: folder });
    const findings = [...around, ...reports.flatMap(allFindings)];
    await write(QUALITY_FILE, JSON.stringify(codeQuality(findings, prefix), null, 1));
    const site = resolve(outDir, SITE_FOLDER);
    const built = preview && (await buildSite(folder, site));
    return { comparison, prefix, built };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const short = (commit: string): string => commit.slice(0, 10);

function checked(settings: Settings) {
  const content = openSettings(settings);
  return checkAll(content, content.ids);
}

/** In a process of its own: pages are built from the environment. Drafts are built too, with a mark. */
function buildSite(contentDir: string, outDir: string): Promise<boolean> {
  const start = join(toolRoot, 'scripts', 'start.mjs');
  const args = [start, 'build', '--drafts', '--no-pdf', '--once', '--out', outDir];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      // What is said of the findings has been said.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...withoutSecrets(process.env), CONTENT_DIR: contentDir },
    });
    child.once('error', fail);
    child.once('exit', (code) => done(code === 0));
  });
}

/** A build of a request needs none, should one have been set by mistake. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/TOKEN|SECRET|PASSWORD/i.test(name)));
}

/** What newly fails, as a finding with its place, for the forge's annotations. */
export function newFindings({ around, disclosures }: Comparison): Finding[] {
  return [around, ...disclosures].flatMap(({ checks }) => checks.newlyFailing.map(findingOf));
}

function findingOf({ rule, severity, message, hint, file, line }: CheckChange): Finding {
  return {
    rule,
    severity,
    message,
    ...(hint !== null && { hint }),
    place: { file, ...(line !== null && { line }) },
  };
}
