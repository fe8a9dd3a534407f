import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosenIds } from '../../scripts/lib/content.ts';
import { type Changes, edited, FILES, FOLDER, ID } from '../support/content.ts';

/** The content of the unit tests on disk: its form has one rule, so that new rules change nothing here. */
let root = '';
let clean = '';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const { CONTENT_DIR: _, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/check.ts', ...args],
      { env: { ...rest, ...env } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
      },
    );
  });
}

function written(name: string, changes: Changes = {}): string {
  const folder = join(root, name);
  for (const [file, content] of Object.entries({ ...FILES, ...changes })) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-check-'));
  clean = written('clean');
});
afterAll(() => rmSync(root, { recursive: true }));

const CSV = `${FOLDER}/tables/支出总表.csv`;
const wrongFigure = (name: string): string =>
  written(name, edited(CSV, '2010601,行政运行,469.55,', '2010601,行政运行,469.50,'));

// Each starts a process, and the machine may be busy.
describe.concurrent('npm run check', () => {
  it('leaves with 0 where all is well, and tells the counts alone', async () => {
    const { code, out, err } = await run(['--content', clean]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      '1 份公开文本，校验 5 项关系；规则：通过 1，未通过 0，已说明 0，不适用 0，无法校验 0。\n没有错误，可以公布。\n',
    );
  });

  it('takes the content folder from CONTENT_DIR as well', async () => {
    const { code, out } = await run([], { CONTENT_DIR: clean });
    expect([code, out.split('，')[0]]).toEqual([0, '1 份公开文本']);
  });

  it('leaves with 1 where a figure is wrong, and says which', async () => {
    const { code, out } = await run(['--content', wrongFigure('figure')]);
    expect(code).toBe(1);
    expect(out).toBe(`110101/2024/101  乙区财政局 2024 年
  错误  支出总表“2010601 行政运行”的“合计”实为 469.50，应为 469.55（差 0.05）
        ${CSV}:5:14  [table.expenditure-by-kind]
        支出合计等于各类支出之和：支出总表“2010601 行政运行”的“合计” 469.50 = 支出总表“2010601 行政运行”的“基本支出” 469.55。请核对 ${CSV} 第 5 行，改正有误的一处。

1 份公开文本，校验 5 项关系；规则：通过 0，未通过 1，已说明 0，不适用 0，无法校验 0。
有错误 1 处，改正或说明后才能公布。
`);
  });

  it('leaves with 1 where a file cannot be read', async () => {
    const folder = written('unread', edited(`${FOLDER}/disclosure.yaml`, 'year: 2024', 'year：2024'));
    const { code, out } = await run(['--content', folder]);
    expect(code).toBe(1);
    expect(out).toContain('名称后面用了全角冒号“：”');
    expect(out).toContain(`${FOLDER}/disclosure.yaml:3:5  [load.yaml]`);
  });

  it('leaves with 1 where something around the disclosures is wrong', async () => {
    const folder = written('around', edited('site.yaml', 'organizer:', 'organiser:'));
    const { code, out } = await run(['--content', folder]);
    expect(code).toBe(1);
    expect(out).toContain('不认识的字段“organiser”，应为“organizer”');
  });

  it('leaves with 0 where there are notices alone', async () => {
    // 职责。 in GB18030.
    const changes = { [`${FOLDER}/narrative/职责.md`]: Buffer.from('d6b0d4f0a1a30a', 'hex') };
    const { code, out } = await run(['--content', written('notice', changes)]);
    expect(code).toBe(0);
    expect(out).toContain('  提示  文件是 GB18030 编码，已按此读取');
  });

  it('leaves with 0 where all that is wrong is explained', async () => {
    const reason =
      'acknowledgements: [{ rule: table.expenditure-by-kind, table: 支出总表, reason: 原公布文本如此。 }]';
    const folder = written('explained', {
      ...edited(CSV, '2010601,行政运行,469.55,', '2010601,行政运行,469.50,'),
      ...edited(`${FOLDER}/disclosure.yaml`, 'scope: 部门\n', `scope: 部门\n${reason}\n`),
    });
    const { code, out } = await run(['--content', folder]);
    expect(code).toBe(0);
    expect(out).toContain('\n  已说明\n        ');
    expect(out).toContain('        说明：原公布文本如此。\n');
  });

  it('checks what is asked for alone', async () => {
    const folder = written('two', { 'disclosures/110101/2023/101/disclosure.yaml': 'x' });
    const { code, out } = await run([`${folder}/disclosures/${ID}`, '--content', folder]);
    expect([code, out.split('，')[0]]).toEqual([0, '1 份公开文本']);
  });

  it('writes JSON and nothing else on stdout', async () => {
    const { code, out, err } = await run(['--format', 'json', '--content', wrongFigure('json')]);
    const json = JSON.parse(out);
    expect([code, err]).toEqual([1, '']);
    expect(json.summary).toEqual({ passed: 0, failed: 1, acknowledged: 0, notApplicable: 0, couldNotRun: 0 });
    expect(json.findings).toHaveLength(1);
    expect(json.findings[0]).toMatchObject({
      severity: 'error',
      outcome: 'failed',
      disclosure: ID,
      place: { file: CSV, line: 5, column: 14, table: '支出总表', row: '行政运行', columnTitle: '合计' },
      actual: '469.50',
      expected: '469.55',
    });
  });

  it('writes annotations with paths from where it runs', async () => {
    const folder = wrongFigure('github');
    const { code, out } = await run(['--format', 'github', '--content', folder]);
    expect(code).toBe(1);
    const path = `${relative(process.cwd(), folder)}/${CSV}`;
    expect(
      out.startsWith(`::error file=${path},line=5,col=14,title=table.expenditure-by-kind::支出总表`),
    ).toBe(true);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
  });

  it('writes GitLab’s code quality report, where a finding stays itself when its line moves', async () => {
    const folder = wrongFigure('gitlab');
    const quality = async () => JSON.parse((await run(['--format', 'gitlab', '--content', folder])).out);
    const [issue, ...rest] = await quality();
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({
      check_name: 'table.expenditure-by-kind',
      severity: 'critical',
      location: { path: `${relative(process.cwd(), folder)}/${CSV}`, lines: { begin: 5 } },
    });
    expect(issue.description).toContain(
      '支出总表“2010601 行政运行”的“合计”实为 469.50，应为 469.55（差 0.05）',
    );
    const table = join(folder, CSV);
    writeFileSync(table, readFileSync(table, 'utf8').replace('\n,合计', '\n,,,,\n,合计'));
    const [moved] = await quality();
    expect(moved.location.lines.begin).toBe(6);
    expect(moved.fingerprint).toBe(issue.fingerprint);
  });
});

describe('what is asked for', () => {
  const ids = ['110101/2023/101', '110101/2024/1', '110101/2024/101', '120000/2024/101'];
  const chosen = (...wanted: string[]): string[] => chosenIds({ ids }, wanted);

  it.each([
    [[], ids],
    [['110101/2024/1'], ['110101/2024/1']],
    [['110101/2024'], ['110101/2024/1', '110101/2024/101']],
    [['110101/'], ['110101/2023/101', '110101/2024/1', '110101/2024/101']],
    [
      ['120000', '110101/2023'],
      ['110101/2023/101', '120000/2024/101'],
    ],
    [['/a/content/disclosures/110101/2024/101/tables/支出总表.csv'], ['110101/2024/101']],
    [['content\\disclosures\\110101\\2024\\101'], ['110101/2024/101']],
  ])('%j', (wanted, expected) => {
    expect(chosen(...wanted)).toEqual(expected);
  });

  it('is named where there is no such', () => {
    expect(() => chosen('1101')).toThrow('没有找到公开文本“1101”。');
  });
});

describe.concurrent('misuse', () => {
  it('leaves with 2 at a format that there is not', async () => {
    const { code, out, err } = await run(['--format', 'xml', '--content', clean]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('没有“xml”这种格式。');
  });

  it('leaves with 2 at an option that there is not, and says how it is used', async () => {
    const { code, out, err } = await run(['--fromat', 'json']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--fromat');
    expect(err).toContain('用法：npm run check');
  });

  it('names a disclosure that there is not', async () => {
    const { code, out, err } = await run(['110101/2023/101', '--content', clean]);
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(err).toBe(
      '没有找到公开文本“110101/2023/101”。写法如 130303/2024/350001，或 130303、130303/2024。\n',
    );
  });
});
