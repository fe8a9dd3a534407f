import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { basic, commitOn, FILE, PUBLISHED, publishedRepository, table } from '../support/published.ts';
import { type Outcome, type Repository, repository, repositoryAt, runScript } from '../support/repository.ts';

/** `npm run amend` as a clerk runs it: a real repository, the real command. */

const made: Repository[] = [];
const keep = (repo: Repository): Repository => {
  made.push(repo);
  return repo;
};
afterAll(() => {
  for (const repo of made) repo.remove();
});

const amend = (repo: Repository, ...args: string[]): Promise<Outcome> =>
  runScript('amend', [ID, '--content', repo.content, ...args]);
const fileOf = (repo: Repository): string => readFileSync(join(repo.content, FILE), 'utf8');
const REASON = ['--reason', '录入有误。', '--date', '2024-03-05'] as const;

const ENTRY = `amendments:
  - date: 2024-03-05
    reason: 录入有误。
    changes:
      - { table: 支出总表, row: 2010601 行政运行, column: 合计, before: 469.55, after: 470.55, follows: true }
      - { table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: 469.55, after: 470.55 }
`;

// Each starts processes; several helpers may be at work on the machine.
describe.concurrent('npm run amend', () => {
  it('writes what changed since publication at the end of the file, and leaves the rest as it was', async () => {
    const repo = keep(publishedRepository());
    repo.write(basic('470.55'));
    const { code, out, err } = await amend(repo, ...REASON);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(fileOf(repo)).toBe(PUBLISHED + ENTRY);
    expect(
      out,
    ).toBe(`${ID}：和2024-02-19 的提交 ${repo.git('rev-parse', '--short=8', 'HEAD')} 相比，记下更正 2 处。
  支出总表“2010601 行政运行”的“合计”由 469.55 改为 470.55（增加 1.00 万元，0.21%）
  支出总表“2010601 行政运行”的“基本支出”由 469.55 改为 470.55（增加 1.00 万元，0.21%）
请核对 disclosure.yaml 末尾的 amendments，再提交。
`);
  });

  it('records also what was committed without an entry', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-04', basic('470.55'));
    commitOn(repo, '2024-03-05', edited('site.yaml', 'name: 例站', 'name: 新站'));
    expect((await amend(repo, ...REASON)).code).toBe(0);
    expect(fileOf(repo)).toBe(PUBLISHED + ENTRY);
  });

  it('records the second time what changed after the first', async () => {
    const repo = keep(publishedRepository());
    repo.write(basic('470.55'));
    await amend(repo, ...REASON);
    commitOn(repo, '2024-03-05');
    repo.write(basic('471.55'));
    const { code } = await amend(repo, '--reason', '再改。', '--date', '2024-03-06');
    expect(code).toBe(0);
    expect(fileOf(repo)).toBe(`${PUBLISHED}${ENTRY}  - date: 2024-03-06
    reason: 再改。
    changes:
      - { table: 支出总表, row: 2010601 行政运行, column: 合计, before: 470.55, after: 471.55, follows: true }
      - { table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: 470.55, after: 471.55 }
`);
  });

  it('leaves out what was changed before publication', async () => {
    const repo = keep(publishedRepository({}, '2024-02-01'));
    commitOn(repo, '2024-02-20', basic('460.00'));
    repo.write(basic('470.55'));
    await amend(repo, ...REASON);
    expect(fileOf(repo)).toContain('before: 460.00, after: 470.55 }');
  });

  it('compares with the revision that is named', async () => {
    const repo = keep(publishedRepository());
    const first = repo.git('rev-parse', 'HEAD');
    commitOn(repo, '2024-03-01', basic('460.00'));
    const second = repo.git('rev-parse', '--short', 'HEAD');
    repo.write(basic('470.55'));
    await amend(repo, ...REASON, '--since', second);
    expect(fileOf(repo)).toContain('before: 460.00, after: 470.55 }');
    repo.write({ [FILE]: PUBLISHED });
    await amend(repo, ...REASON, '--since', first);
    expect(fileOf(repo)).toContain('before: 469.55, after: 470.55 }');
  });

  it('records rows, projects, narrative and what the public sees of the file, and nothing internal', async () => {
    const repo = keep(publishedRepository());
    repo.write({
      ...table(
        ['2010602,一般行政管理事务,1000.00,,1000.00', '2010699,其他财政事务支出,1000.00,,1000.00'],
        ['2010601,行政运行,469.55,469.55,', '2010601,行政运行,469.55,469.55,不适用'],
      ),
      ...edited(`${FOLDER}/projects/01.yaml`, 'plan: { 3月底: 25%', 'plan: { 3月底: 20%'),
      [`${FOLDER}/narrative/职责.md`]: '贯彻执行财政方针政策和法规: 拟订办法。\n',
      [FILE]: `${PUBLISHED.replace('department: caizheng\n', '')}phone: 010-12345678
units: [{ code: 101001, name: 局本级 }]
acknowledgements: [{ rule: table.expenditure-by-kind, table: 支出总表, reason: 如此。 }]
`,
    });
    const { code, err } = await amend(repo, ...REASON);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      fileOf(repo).split('changes:\n')[1],
    ).toBe(`      - { table: 支出总表, row: 2010601 行政运行, column: 项目支出, after: 不适用 }
      - { table: 支出总表, row: 2010699 其他财政事务支出, after: 合计 1000.00，项目支出 1000.00 }
      - { table: 支出总表, row: 2010602 一般行政管理事务, before: 合计 1000.00，项目支出 1000.00 }
      - { project: 11010124P001 财政监督, field: 支付计划 3月底, before: 25%, after: 20% }
      - { section: 职责, before: 贯彻执行财政方针政策。, after: "贯彻执行财政方针政策和法规: 拟订办法。" }
      - { field: 咨询电话, after: 010-12345678 }
      - { item: 101001, field: 所属单位, after: 局本级 }
`);
  });

  it('writes into a list in brackets', async () => {
    const first = 'amendments: [{ date: 2024-02-28, reason: 一。 }';
    const repo = keep(publishedRepository({ [FILE]: `${PUBLISHED}${first}]\n` }));
    repo.write(basic('470.55'));
    expect((await amend(repo, ...REASON)).code).toBe(0);
    expect(fileOf(repo)).toBe(`${PUBLISHED}${first},
  { date: 2024-03-05, reason: 录入有误。, changes: [
      { table: 支出总表, row: 2010601 行政运行, column: 合计, before: 469.55, after: 470.55, follows: true },
      { table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: 469.55, after: 470.55 }] }]
`);
  });

  it('keeps line ends and comments, and writes after the entries that are there', async () => {
    const there = `${PUBLISHED}amendments:
# 从早到晚
- { date: 2024-02-28, reason: 改电话。 }
# 完
`.replaceAll('\n', '\r\n');
    const repo = keep(publishedRepository({ [FILE]: there }));
    repo.git('config', 'core.autocrlf', 'false');
    repo.write(basic('470.55'));
    expect((await amend(repo, ...REASON)).code).toBe(0);
    const lines = fileOf(repo).split('\r\n');
    expect(lines.slice(-8)).toEqual([
      '- { date: 2024-02-28, reason: 改电话。 }',
      '- date: 2024-03-05',
      '  reason: 录入有误。',
      '  changes:',
      '    - { table: 支出总表, row: 2010601 行政运行, column: 合计, before: 469.55, after: 470.55, follows: true }',
      '    - { table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: 469.55, after: 470.55 }',
      '# 完',
      '',
    ]);
    expect(fileOf(repo).replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe.concurrent('npm run amend refuses', () => {
  /** What it says; the file must be as it was. */
  async function refusal(repo: Repository, args: readonly string[] = REASON): Promise<string> {
    const before = fileOf(repo);
    const { code, out, err } = await amend(repo, ...args);
    expect([code, out]).toEqual([1, '']);
    expect(fileOf(repo)).toBe(before);
    return err;
  }

  it('where nothing has changed', async () => {
    const repo = keep(publishedRepository());
    expect(await refusal(repo)).toBe(
      `没有可以记的更正：和2024-02-19 的提交 ${repo.git('rev-parse', '--short=8', 'HEAD')} 相比，${ID} 公开的内容没有变。要和更早的版本比，请用 --since 写明版本。\n`,
    );
  });

  it('where no version was public', async () => {
    const repo = keep(repository());
    repo.write(basic('470.55'));
    expect(await refusal(repo)).toBe(
      `${ID} 没有公开过的版本，现在的改动不用记。已经公开的，请在 disclosure.yaml 里写上公开日期（publishedOn），或用 --since 写明公开的是哪个版本。\n`,
    );
  });

  it('where it is to be published later', async () => {
    const repo = keep(repository({ [FILE]: `${FILES[FILE]}publishedOn: 2999-01-01\n` }));
    repo.write(basic('470.55'));
    expect(await refusal(repo, ['--reason', '改。'])).toBe(
      `${ID} 要到 2999-01-01 才公开，现在的改动不用记。\n`,
    );
  });

  it('outside a repository', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-amend-'));
    const repo = repositoryAt(folder);
    repo.write({ ...FILES, [FILE]: PUBLISHED });
    expect(await refusal(repo)).toBe(`“${repo.content}”不在 git 版本库里，没有别的版本可以比较。\n`);
    rmSync(folder, { recursive: true });
  });

  it('in a repository without a commit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-amend-'));
    const repo = keep(repositoryAt(folder));
    repo.write({ ...FILES, [FILE]: PUBLISHED });
    repo.git('init', '--quiet');
    expect(await refusal(repo)).toBe('版本库里还没有提交，没有历史可以核对。\n');
  });

  it('in a shallow copy, unless the revision is named', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-01', basic('460.00'));
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-amend-'));
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.folder}`, folder);
    const clone = keep(repositoryAt(folder));
    clone.write(basic('470.55'));
    expect(await refusal(clone)).toBe(
      '这个副本只取了一部分历史，说不清公开以后改过什么。请先运行 git fetch --unshallow 取全（CI 里把取历史的深度设为 0）。\n',
    );
    expect((await amend(clone, ...REASON, '--since', 'HEAD')).code).toBe(0);
    expect(fileOf(clone)).toContain('before: 460.00, after: 470.55 }');
  });

  it('where the content has faults', async () => {
    const repo = keep(publishedRepository());
    repo.write(basic('约 470'));
    expect(await refusal(repo)).toContain(`${ID} 现在的内容有错，不能记更正：`);
  });

  it('where an entry has not been committed', async () => {
    const repo = keep(publishedRepository());
    repo.write(basic('470.55'));
    await amend(repo, ...REASON);
    repo.write(basic('471.55'));
    repo.write({ [FILE]: fileOf(repo).replaceAll('after: 470.55', 'after: 471.55') });
    expect(await refusal(repo)).toBe(
      `${ID} 的 disclosure.yaml 里有改过而没有提交的修订记录（amendments）。请先提交；要重新记，请先恢复原样。\n`,
    );
  });

  it('a day before publication', async () => {
    const repo = keep(publishedRepository());
    repo.write(basic('470.55'));
    expect(await refusal(repo, ['--reason', '改。', '--date', '2024-02-01'])).toBe(
      '这条修订记录有错，没有写进去：更正日期 2024-02-01 早于公开日期 2024-02-20。\n',
    );
  });

  it('a file that ends its document, and says what to write there', async () => {
    const repo = keep(publishedRepository({ [FILE]: `${PUBLISHED}...\n` }));
    repo.write(basic('470.55'));
    const err = await refusal(repo);
    expect(err).toContain('的写法特殊，没有改动。请自己在 amendments: 下面加上：\n  - date: 2024-03-05\n');
  });

  it('a revision that is not there, or has no such disclosure', async () => {
    const repo = keep(publishedRepository());
    expect(await refusal(repo, ['--reason', '改。', '--since', 'v1'])).toContain('版本库里没有“v1”这个版本');
    repo.git('rm', '-r', '--quiet', `content/${FOLDER}`);
    const empty = repo.commit('空');
    repo.write({ ...FILES, [FILE]: PUBLISHED });
    expect(await refusal(repo, ['--reason', '改。', '--since', empty])).toBe(
      `“${empty}”这个版本里还没有 ${ID}。请另选一个版本。\n`,
    );
  });

  it.each([
    [['--content', 'x'], '请用 --reason 写明更正的理由，理由会对外公开。'],
    [[ID, '--reason', ' '], '请用 --reason 写明更正的理由，理由会对外公开。'],
    [['--reason', '改。'], '请写明一份公开文本。'],
    [[ID, '--reason', '改。', '--date', '3月5日'], '“3月5日”不是日期，应为年-月-日，如 '],
  ])('what is called wrongly: %j', async (args, message) => {
    const { code, err } = await runScript('amend', args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
