import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';

/** What the forges' runs may and may not do; that they are well-formed, their schemas say (see CONTRIBUTING). */

const read = (path: string): string => readFileSync(join(toolRoot, path), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}
interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly jobs: Record<
    string,
    { permissions?: Record<string, string>; 'timeout-minutes': number; steps: Step[] }
  >;
}
const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
const commands = (text: string): string[] =>
  [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name as string);

describe.each(['review', 'comment', 'publish'])('.github/workflows/%s.yml', (name) => {
  const path = `.github/workflows/${name}.yml`;
  const text = read(path);
  const workflow = load(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('actions are pinned to a commit, with the version beside it', () => {
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('words from outside reach a shell as variables alone', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('may no more than it needs, and not for ever', () => {
    expect(Object.values(workflow.permissions)).not.toContain('write');
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    for (const { uses = '', with: options } of steps)
      if (uses.startsWith('actions/checkout@')) expect(options?.['persist-credentials']).toBe(false);
  });

  it('runs commands that there are', () => {
    for (const command of commands(text)) expect(scripts).toContain(command);
  });
});

test('a request is reviewed without secrets, by the target’s own tool', () => {
  const text = read('.github/workflows/review.yml');
  const workflow = load(text) as Workflow;
  expect(Object.keys(workflow.on)).toEqual(['pull_request']);
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(Object.values(workflow.jobs).map(({ permissions }) => permissions)).toEqual([undefined]);
  expect(text).not.toMatch(/secrets\.|pull_request_target/);
  const checkouts = workflow.jobs.review?.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts?.map((step) => step.with?.ref)).toEqual([
    expect.stringMatching(/^\$\{\{ github\.event\.pull_request\.base\.sha \}\}$/),
  ]);
  expect(text).not.toMatch(/git (?:checkout|switch|reset|merge|worktree)/);
});

test('who may write runs the main branch, and takes the request from GitHub, not from the artifact', () => {
  const workflow = load(read('.github/workflows/comment.yml')) as Workflow;
  expect(Object.keys(workflow.on)).toEqual(['workflow_run']);
  expect(workflow.permissions).toEqual({});
  const job = workflow.jobs.comment;
  expect(job?.permissions).toEqual({ actions: 'read', contents: 'read', 'pull-requests': 'write' });
  const [checkout] = job?.steps ?? [];
  expect(Object.keys(checkout?.with ?? {})).toEqual(['persist-credentials']);
  const { env } = job?.steps.at(-1) ?? {};
  for (const value of Object.values(env ?? {}))
    expect(value).toMatch(/\$\{\{ github\.(?:token|event\.workflow_run\.)/);
  const names = (load(read('.github/workflows/review.yml')) as { name: string }).name;
  expect(workflow.on.workflow_run).toMatchObject({ workflows: [names] });
});

describe('.gitlab-ci.yml', () => {
  const text = read('.gitlab-ci.yml');
  const jobs = load(text) as Record<
    string,
    { extends?: string; script?: string[]; before_script?: string[]; rules?: object[] }
  >;

  it('a request runs the target’s tool, and needs no token', () => {
    for (const name of ['review', 'comment']) expect(jobs[name]?.extends).toBe('.tool');
    const before = jobs['.tool']?.before_script ?? [];
    expect(before[0]).toContain('"$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"');
    expect(before[1]).toContain('git checkout');
    expect(before.findIndex((line) => line.startsWith('npm'))).toBe(2);
    expect(JSON.stringify(jobs.review)).not.toContain('TOKEN');
  });

  it('runs commands that there are', () => {
    for (const command of commands(text)) expect(scripts).toContain(command);
  });
});

describe.each(['review', 'publish'])('.workflow/%s.yml of Gitee', (name) => {
  const text = read(`.workflow/${name}.yml`);
  const pipeline = load(text) as {
    version: string;
    name: string;
    triggers: Record<string, unknown>;
    stages: { steps: { step: string; commands: string[] }[] }[];
  };

  // As help.gitee.com/gitee-go has it.
  it('has the parts that a pipeline has, and runs commands that there are', () => {
    expect(pipeline).toMatchObject({ version: '1.0', name });
    expect(Object.keys(pipeline.triggers)).toEqual(['trigger', name === 'review' ? 'pr' : 'push']);
    const steps = pipeline.stages.flatMap((stage) => stage.steps);
    expect(steps.map(({ step }) => step)).toEqual(['build@nodejs']);
    expect(steps[0]?.commands[0]).toBe('set -e');
    expect(commands(text).length).toBeGreaterThan(1);
    for (const command of commands(text)) expect(scripts).toContain(command);
  });
});

test('the content folder is a setting everywhere', () => {
  for (const path of ['.github/workflows/review.yml', '.github/workflows/publish.yml'])
    expect((load(read(path)) as Workflow).env?.CONTENT_DIR).toMatch(
      /^\$\{\{ vars\.CONTENT_DIR \|\| 'content' \}\}$/,
    );
  expect(read('.gitlab-ci.yml')).toMatch(/^ {2}CONTENT_DIR: content$/m);
});

test('the three forges show one template of a request', () => {
  const template = read('.github/pull_request_template.md');
  expect(read('.gitlab/merge_request_templates/Default.md')).toBe(template);
  expect(read('.gitee/PULL_REQUEST_TEMPLATE.zh-CN.md')).toBe(template);
});

test('every line of the CODEOWNERS example has a path and an owner', () => {
  const lines = read('.github/CODEOWNERS.example')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) expect(line).toMatch(/^[*/][^\s]*\s+@[\w-]+\/[\w-]+(?: @[\w-]+\/[\w-]+)*$/);
});
