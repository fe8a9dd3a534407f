import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';

/**
 * Manifests against what their own engines say of them: Kubernetes 1.30's
 * OpenAPI description (as types, which refuse unknown fields too), the parser
 * with which GitHub's own editors read workflows, and GitLab's schema of
 * .gitlab-ci.yml. Each from a package of npm.
 */

const root = mkdtempSync(join(tmpdir(), 'mingzhang-manifests-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(toolRoot, path), 'utf8');

/** Replaces what stands there once or more. Throws where it does not: a fault that is not made shows nothing. */
function broken(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`“${from}” does not stand there`);
  return text.replace(from, to);
}

describe('kubernetes.yaml, by the types of batch/v1', () => {
  const text = read('scripts/deploy/kubernetes.yaml');

  const parsed = new Map<string, ts.SourceFile | undefined>();

  /** What the compiler says of the manifests, written as literals of their type. */
  function faults(manifests: string): string[] {
    // Beside node_modules, where the types are found; it is never written.
    const file = join(toolRoot, 'manifests.virtual.ts');
    const source = `import type { Job } from 'kubernetes-types/batch/v1';
export const jobs: (Required<Pick<Job, 'apiVersion' | 'kind' | 'metadata' | 'spec'>> & Job)[] = ${JSON.stringify(loadAll(manifests), null, 1)};`;
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => name === file || fileExists(name);
    host.getSourceFile = (name, ...rest) => {
      if (name === file) return ts.createSourceFile(name, source, ts.ScriptTarget.ESNext);
      const known = parsed.get(name) ?? getSourceFile(name, ...rest);
      parsed.set(name, known);
      return known;
    };
    return ts
      .getPreEmitDiagnostics(ts.createProgram([file], options, host))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  it('is as Kubernetes describes it', () => {
    expect(loadAll(text)).toHaveLength(2);
    expect(faults(text)).toEqual([]);
  });

  it.each([
    [
      'a field that there is not',
      'backoffLimitPerIndex:',
      'backoffLimitPerIndexes:',
      'backoffLimitPerIndexes',
    ],
    ['a volume of an unknown kind', 'emptyDir: {}', 'emptydir: {}', 'emptydir'],
    ['an environment’s value that is a number', 'value: "8"', 'value: 8', "'number' is not assignable"],
    ['a pod without containers', 'containers:', 'initContainers:', "Property 'containers' is missing"],
    ['another kind', 'kind: Job', 'kind: CronJob', '"CronJob"'],
    ['another group', 'apiVersion: batch/v1', 'apiVersion: batch/v2', '"batch/v2"'],
  ])('%s is refused', (_, from, to, said) => {
    expect(faults(broken(text, from, to)).join('\n')).toContain(said);
  });
});

describe('GitHub, by its own parser', () => {
  const files = [
    'scripts/deploy/github.yml',
    ...['review', 'comment', 'publish'].map((name) => `.github/workflows/${name}.yml`),
  ];

  // It imports its tables of JSON as bundlers read them.
  const parser = (() => {
    const hooks = registerHooks({
      load: (url, context, next) =>
        next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
    });
    return import('@actions/workflow-parser').finally(() => hooks.deregister());
  })();

  async function faults(name: string, content: string): Promise<string[]> {
    const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await parser;
    const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    const found = context.errors.getErrors().map(({ message }) => message);
    if (!value || found.length > 0) return found;
    const { errors = [] } = await convertWorkflowTemplate(context, value);
    return errors.map(({ Message }) => Message);
  }

  it.each(files)('%s is a workflow', async (path) => {
    expect(await faults(path, read(path))).toEqual([]);
  });

  it.each([
    ['a key that there is not', 'runs-on:', 'run-on:', "Unexpected value 'run-on'"],
    ['a job that there is not', 'needs: part', 'needs: parts', "depends on unknown job 'parts'"],
    ['an expression that ends early', 'matrix.part }}', 'matrix. }}', "Unexpected symbol: 'EOF'"],
    ['a permission that there is not', 'contents: read', 'contents: look', "Unexpected value 'look'"],
  ])('%s is refused', async (_, from, to, said) => {
    const [path] = files as [string];
    expect((await faults(path, broken(read(path), from, to))).join('\n')).toContain(said);
  });
});

describe('GitLab, by its own schema', () => {
  const tool = join(toolRoot, 'node_modules/gitlab-ci-local/dist/index.js');

  /** What gitlab-ci-local says of a pipeline in a repository of its own. It lists the jobs, runs none. */
  function judged(name: string, text: string): { status: number | null; said: string } {
    const folder = join(root, name);
    mkdirSync(folder);
    writeFileSync(join(folder, '.gitlab-ci.yml'), text);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
    git('init', '--quiet', '--initial-branch=main');
    git('remote', 'add', 'origin', 'git@gitlab.example.gov.cn:czj/yusuan.git');
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, '--list-all'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, HOME: root, NO_COLOR: '1' },
    });
    return { status, said: `${stdout}${stderr}` };
  }

  it.each([
    ['scripts/deploy/gitlab.yml', ['part: [8/8]', 'site']],
    ['.gitlab-ci.yml', ['review', 'comment']],
  ] as const)('%s is a pipeline', (path, jobs) => {
    const { status, said } = judged(path.replaceAll('/', '-'), read(path));
    expect(status, said).toBe(0);
    expect(said).toContain('json schema validated');
    for (const job of jobs) expect(said).toContain(job);
  });

  it.each([
    ['a key that there is not', 'expire_in:', 'expires_in:', "'expires_in' property is not expected"],
    ['too many tries', 'retry: 2', 'retry: 9', 'part.retry'],
    ['a job that there is not', 'needs: [part]', 'needs: [parts]', 'parts'],
  ])('%s is refused', (name, from, to, said) => {
    const result = judged(name, broken(read('scripts/deploy/gitlab.yml'), from, to));
    expect(result.status).not.toBe(0);
    expect(result.said).toContain(said);
  });
});
