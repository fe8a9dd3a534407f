import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseShard } from '../../scripts/lib/build/parts.ts';
import { toolRoot } from '../../scripts/lib/files.ts';

const read = (name: string): string => readFileSync(join(toolRoot, 'scripts/deploy', name), 'utf8');
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(toolRoot, 'package.json'), 'utf8')) as { scripts: object }).scripts,
);

/** `npm … run -s build -- …` → the script and what follows. */
function commands(text: string): { script: string; rest: string }[] {
  return [...text.matchAll(/npm (?:--prefix \S+ )?run -s (\w+) -- (.*)/g)].map(
    ([, script = '', rest = '']) => ({
      script,
      rest,
    }),
  );
}

interface Job {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    completionMode?: string;
    completions?: number;
    parallelism?: number;
    template: {
      spec: {
        restartPolicy: string;
        containers: {
          image: string;
          command: string[];
          args: string[];
          env: { name: string; value: unknown }[];
          volumeMounts: { name: string; mountPath: string }[];
        }[];
        volumes: { name: string }[];
      };
    };
  };
}

describe('kubernetes.yaml', () => {
  const jobs = loadAll(read('kubernetes.yaml')) as Job[];
  const [parts, assemble] = jobs as [Job, Job];

  it('is two jobs, the first indexed, a pod a part', () => {
    for (const { apiVersion, kind } of jobs) expect([apiVersion, kind]).toEqual(['batch/v1', 'Job']);
    expect(jobs.map(({ metadata }) => metadata.name)).toEqual(['mingzhang-parts', 'mingzhang-assemble']);
    const { completionMode, completions, parallelism, template } = parts.spec;
    expect(completionMode).toBe('Indexed');
    expect(parallelism).toBe(completions);
    const env = template.spec.containers[0]?.env.find(({ name }) => name === 'PARTS');
    // An environment's values are strings.
    expect(env?.value).toBe(String(completions));
  });

  it('mounts what it names, and starts again what fails', () => {
    for (const { spec } of jobs) {
      const { containers, volumes, restartPolicy } = spec.template.spec;
      expect(restartPolicy).toBe('Never');
      const names = volumes.map(({ name }) => name);
      for (const { volumeMounts, env } of containers) {
        expect(volumeMounts.map(({ name }) => name).sort()).toEqual([...names].sort());
        for (const { value } of env) expect(typeof value).toBe('string');
      }
    }
  });

  it('calls the commands with options that they have', () => {
    const of = (job: Job): string => job.spec.template.spec.containers[0]?.args.join('\n') ?? '';
    // The index counts from 0, parts from 1.
    expect(of(parts)).toContain('part=$((JOB_COMPLETION_INDEX + 1))');
    expect(commands(of(parts))).toEqual([
      { script: 'build', rest: '--shard "$part/$PARTS" --out "/work/part-$part"' },
    ]);
    expect(commands(of(assemble))).toEqual([{ script: 'assemble', rest: '/parts/part-* --out /work/site' }]);
  });
});

describe('pipelines', () => {
  it('github.yml makes each part once, then one site of all', () => {
    const { jobs } = load(read('github.yml')) as {
      jobs: Record<
        'part' | 'site',
        { strategy?: { matrix: { part: number[] } }; needs?: string; steps: { run?: string }[] }
      >;
    };
    const numbers = jobs.part.strategy?.matrix.part ?? [];
    const [build] = commands(jobs.part.steps.map(({ run = '' }) => run).join('\n'));
    const shard = /--shard \$\{\{ matrix\.part \}\}(\/\d+)/.exec(build?.rest ?? '')?.[1];
    expect(numbers.map((n) => parseShard(`${n}${shard}`))).toEqual(
      numbers.map((_, index) => ({ part: index + 1, of: numbers.length })),
    );
    expect(jobs.site.needs).toBe('part');
    expect(commands(jobs.site.steps.map(({ run = '' }) => run).join('\n'))[0]?.script).toBe('assemble');
  });

  it('github.yml pins its actions, keeps no login and does not run for ever', () => {
    const text = read('github.yml');
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(3);
    for (const line of uses) expect(line).toMatch(/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const { jobs, permissions } = load(text) as {
      permissions: Record<string, string>;
      jobs: Record<string, { 'timeout-minutes': number; steps: { uses?: string; with?: object }[] }>;
    };
    expect(Object.values(permissions)).not.toContain('write');
    for (const { 'timeout-minutes': minutes, steps } of Object.values(jobs)) {
      expect(minutes).toBeLessThanOrEqual(60);
      for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
        expect(step.with).toEqual({ 'persist-credentials': false });
    }
  });

  it('gitlab.yml makes as many parts as run beside one another', () => {
    const file = load(read('gitlab.yml')) as {
      stages: string[];
      part: { stage: string; parallel: number; script: string[] };
      site: { stage: string; needs: string[]; script: string[] };
    };
    expect(file.part.parallel).toBeGreaterThan(1);
    expect(file.part.script.join()).toContain('--shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"');
    expect([file.part.stage, file.site.stage]).toEqual(file.stages);
    expect(file.site.needs).toEqual(['part']);
    expect(commands(file.site.script.join('\n'))[0]?.script).toBe('assemble');
  });
});

describe('Containerfile', () => {
  it('copies what is there and runs what there is', () => {
    const text = read('Containerfile');
    const copied = [...text.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
    for (const name of copied) expect(existsSync(join(toolRoot, name)), name).toBe(true);
    expect(copied).toEqual(
      expect.arrayContaining(['package-lock.json', 'content', 'public', 'scripts', 'src']),
    );
    for (const { script } of commands(text)) expect(scripts).toContain(script);
  });
});
