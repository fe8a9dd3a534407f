import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { answersPlugin } from '../../scripts/dev/answers.ts';
import { openAuthorSite } from '../../scripts/dev/author-site.ts';
import { readSettings } from '../../src/settings.ts';

const ID = '990100/2025/021';
const fixture = fileURLToPath(new URL('../fixtures/third-province', import.meta.url));
const tool = fileURLToPath(new URL('../..', import.meta.url));
const content = mkdtempSync(join(tmpdir(), 'mingzhang-dev-'));
cpSync(fixture, content, { recursive: true });
afterAll(() => rmSync(content, { recursive: true, force: true }));

const settings = readSettings({ CONTENT_DIR: content, BASE_PATH: '/b' }, tool, new Date());
const site = openAuthorSite(settings);

type Handler = (request: object, response: object, next: () => void) => void;
interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

/** What the author's server answers; undefined where it leaves the request to others. */
function ask(url: string): Answer | undefined {
  let handler: Handler | undefined;
  const { configureServer } = answersPlugin(site);
  const server = { middlewares: { use: (given: Handler) => (handler = given) } };
  (configureServer as (server: unknown) => void)(server);
  const headers = new Map<string, string>();
  let answer: Answer | undefined;
  const response = {
    statusCode: 200,
    setHeader: (name: string, value: string) => headers.set(name, value),
    end: (body: string | Uint8Array) => {
      answer = { status: response.statusCode, type: headers.get('Content-Type'), body: body.toString() };
    },
  };
  handler?.({ method: 'GET', url }, response, () => {});
  return answer;
}

/** Changes a file as an editor's save does, and puts it back afterwards. */
function saved(file: string, change: (text: string) => string, look: () => void): void {
  const path = join(content, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  site.changed(file);
  try {
    look();
  } finally {
    writeFileSync(path, before);
    site.changed(file);
  }
}

describe('the author’s server', () => {
  const page = `/b/${ID}/`;

  test('leaves a page that can be made to the pages', () => {
    expect(ask('/b/')).toBeUndefined();
    expect(ask(page)).toBeUndefined();
    expect(ask('/b/about/')).toBeUndefined();
  });

  test('makes the index of the search, and a disclosure’s own', () => {
    const core = JSON.parse(ask('/b/search/core.json')?.body ?? '{}');
    expect(core.disclosures.name.length).toBeGreaterThan(0);
    expect(ask('/b/search/r/0.json?v=1')?.type).toContain('application/json');
    expect(ask('/b/search/r/99.json')).toBeUndefined();
    expect(ask('/b/search/')).toBeUndefined();
    expect(JSON.parse(ask(`${page}search.json`)?.body ?? '{}').tables.length).toBeGreaterThan(1);
  });

  test('says in the place of a disclosure what is wrong, where and what to do, until it is mended', () => {
    saved(
      `disclosures/${ID}/disclosure.yaml`,
      (text) => text.replace(/^year: /m, 'year:'),
      () => {
        const answer = ask(page);
        expect(answer?.status).toBe(500);
        expect(answer?.body).toContain(`公开文本 ${ID} 有问题，还不能显示`);
        expect(answer?.body).toContain('YAML 写法有误：冒号后面没有空格');
        expect(answer?.body).toMatch(/disclosure\.yaml 第 \d+ 行第 5 列/);
        expect(answer?.body).toContain('请在冒号后面加一个空格。');
        expect(answer?.body).toContain('src="/b/@vite/client"');
        expect(ask(`${page}checks/`)?.status).toBe(500);
        expect(ask('/b/')).toBeUndefined();
      },
    );
    expect(ask(page)).toBeUndefined();
  });

  test('says in the place of every page what is wrong with site.yaml', () => {
    saved(
      'site.yaml',
      (text) => text.replace(/^organizer:.*\n/m, ''),
      () => {
        for (const path of ['/b/', page, '/b/about/'])
          expect(ask(path)?.body).toContain('缺少“主办单位”（organizer）');
      },
    );
    expect(ask('/b/')).toBeUndefined();
  });

  test('makes the files beside a page when they are asked for', () => {
    expect(ask(`${page}disclosure.json`)).toMatchObject({
      status: 200,
      type: 'application/json; charset=utf-8',
    });
    const table = ask(`${page}tables/${encodeURIComponent('支出总体情况表')}.csv?x`);
    expect(table?.type).toBe('text/csv; charset=utf-8');
    expect(table?.body).toContain(',');
    expect(ask(`${page}tables/none.csv`)).toBeUndefined();
    expect(ask('/b/990100/2025/999/disclosure.json')).toBeUndefined();
    expect(ask('/b/%E0%A4%A/')).toBeUndefined();
    expect(ask('/elsewhere/')).toBeUndefined();
  });
});

describe('what is read again after a save', () => {
  const CELL = 'tables/支出总体情况表.csv';
  const words = (id = ID): string =>
    JSON.stringify(site.disclosure(id), (_, value) => (typeof value === 'bigint' ? String(value) : value));

  test('the disclosure that was written, and not the forms', () => {
    words();
    const form = () => site.made(ID)?.disclosure.template;
    const before = form();
    expect(before).toBeDefined();
    saved(
      `disclosures/${ID}/disclosure.yaml`,
      (text) => text.replace(/^name: .*$/m, 'name: 改过名字的部门'),
      () => {
        expect(words()).toContain('改过名字的部门');
        expect(form()).toBe(before);
      },
    );
    expect(words()).not.toContain('改过名字的部门');
    saved(
      'regions.yaml',
      (text) => `${text}\n`,
      () => expect(form()).not.toBe(before),
    );
  });

  test('one that is new, and one that is gone', () => {
    const other = '990100/2025/022';
    expect(ask(`/b/${other}/disclosure.json`)).toBeUndefined();
    const folder = join(content, 'disclosures', other);
    cpSync(join(content, 'disclosures', ID), folder, { recursive: true });
    writeFileSync(
      join(folder, 'disclosure.yaml'),
      readFileSync(join(folder, 'disclosure.yaml'), 'utf8').replace(/^code: .*$/m, 'code: "022"'),
    );
    site.changed(`disclosures/${other}/${CELL}`);
    site.changed(`disclosures/${other}/disclosure.yaml`);
    expect(site.data?.entries.map(({ href }) => href)).toContain(`/${other}/`);
    rmSync(folder, { recursive: true });
    site.changed(`disclosures/${other}`);
    expect(site.data?.entries.map(({ href }) => href)).not.toContain(`/${other}/`);
  });

  test('the year after, which looks back at it', () => {
    const next = '990100/2026/021';
    const folder = join(content, 'disclosures', next);
    cpSync(join(content, 'disclosures', ID), folder, { recursive: true });
    const yaml = readFileSync(join(folder, 'disclosure.yaml'), 'utf8');
    writeFileSync(join(folder, 'disclosure.yaml'), yaml.replace(/^year: 2025$/m, 'year: 2026'));
    site.changed(`disclosures/${next}/disclosure.yaml`);
    const before = words(next);
    saved(
      `disclosures/${ID}/${CELL}`,
      (text) => text.replaceAll('1', '7'),
      () => expect(words(next)).not.toBe(before),
    );
    rmSync(folder, { recursive: true });
    site.changed(`disclosures/${next}`);
  });
});
