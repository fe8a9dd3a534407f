import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allHistoryFindings, openHistory, removedFindings } from '../../scripts/lib/git/history.ts';
import { openFolder } from '../../src/content.ts';
import type { Finding } from '../../src/model/finding.ts';
import { beijingDay } from '../../src/settings.ts';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { basic, commitOn, FILE, PUBLISHED, publishedRepository, TABLE, table } from '../support/published.ts';
import { type Outcome, type Repository, repository, repositoryAt, runScript } from '../support/repository.ts';

/** `npm run check -- --history` against real commits of a real repository. */

const made: Repository[] = [];
const keep = (repo: Repository): Repository => {
  made.push(repo);
  return repo;
};
afterAll(() => {
  for (const repo of made) repo.remove();
});

const check = (repo: Repository, ...args: string[]): Promise<Outcome> =>
  runScript('check', ['--history', '--content', repo.content, ...args]);

/** What the history says, and what the door says of entries; what the checks say is left out. */
async function told(repo: Repository): Promise<Finding[]> {
  const content = openFolder(repo.content, repo.content);
  const history = openHistory({ contentDir: repo.content, today: beijingDay(new Date()) });
  const entered = content.ids.flatMap((id) => content.read(id).problems);
  return [
    ...removedFindings(history, content),
    ...[...allHistoryFindings(history, content, content.ids).values()].flat(),
    ...entered.filter(({ rule }) => rule === 'load.amendment'),
  ];
}
const messages = async (repo: Repository): Promise<string[]> =>
  (await told(repo)).map(({ message }) => message);

/** disclosure.yaml with entries: day, and cells by row, column, before, after. */
const entries = (
  ...list: readonly (readonly [day: string, ...cells: string[]])[]
): Record<string, string> => ({
  [FILE]: `${PUBLISHED}amendments:
${list
  .map(
    ([day, ...cells]) =>
      `  - date: ${day}\n    reason: 更正。\n    changes:\n${cells.map((cell) => `      - { table: 支出总表, ${cell} }\n`).join('')}`,
  )
  .join('')}`,
});
const both = (before: string, after: string): string[] =>
  ['合计', '基本支出'].map(
    (column) => `row: 2010601 行政运行, column: ${column}, before: ${before}, after: ${after}`,
  );

// Each starts processes; several helpers may be at work on the machine.
describe.concurrent('figures that changed after publication', () => {
  it('without an entry are told, with the commit, and how to record them', async () => {
    const repo = keep(publishedRepository());
    const commit = commitOn(repo, '2024-03-05', basic('470.55')).slice(0, 8);
    const [first, ...others] = await told(repo);
    expect(first).toMatchObject({
      rule: 'history.unrecorded',
      severity: 'error',
      place: { file: TABLE, line: 5, table: '支出总表', row: '2010601 行政运行', columnTitle: '合计' },
      message: `支出总表“2010601 行政运行”的“合计”由 469.55 改为 470.55（增加 1.00 万元，0.21%），是公开以后改的（2024-03-05 的提交 ${commit}），修订记录里没有`,
      hint: `请说明理由，记下这次更正：npm run amend -- ${ID} --reason "理由" --since ${commit}~1`,
    });
    expect(others.map(({ message }) => message.split('由')[0])).toEqual([
      '支出总表“2010601 行政运行”的“基本支出”',
    ]);
    const { code, out } = await check(repo);
    expect(code).toBe(1);
    expect(out).toContain('[history.unrecorded]');
  });

  it('are told before they are committed too', async () => {
    const repo = keep(publishedRepository());
    repo.write(basic('470.55'));
    const [first] = await told(repo);
    expect(first?.message).toContain('是公开以后改的（还没有提交），修订记录里没有');
    expect(first?.hint).toBe(`请说明理由，记下这次更正：npm run amend -- ${ID} --reason "理由"`);
  });

  it('are right with what amend writes, in the same commit or a later one', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', basic('470.55'));
    await runScript('amend', [
      ID,
      '--content',
      repo.content,
      '--reason',
      '录入有误。',
      '--date',
      '2024-03-06',
    ]);
    expect(await told(repo)).toEqual([]);
    commitOn(repo, '2024-03-06');
    expect(await told(repo)).toEqual([]);
    const { code, out } = await check(repo, ID);
    expect(code).toBe(0);
    expect(out).toContain('公开以后改过的数都有记录。');
  });

  it('rows put in and taken away, projects and stated figures are figures too; words are not', async () => {
    const fact = 'facts: [{ id: 上年增减, period: change, value: 1.00, source: 三 }]\n';
    const repo = keep(publishedRepository({ [FILE]: PUBLISHED + fact }));
    commitOn(repo, '2024-03-05', {
      ...table(
        ['2010602,一般行政管理事务,1000.00,,1000.00', '2010699,其他财政事务支出,1000.00,,1000.00'],
        ['20106,财政事务,', '20106,财政业务,'],
      ),
      ...edited(`${FOLDER}/projects/01.yaml`, 'amount: 1000.00', 'amount: 900.00'),
      [`${FOLDER}/narrative/职责.md`]: '贯彻执行财政法规。\n',
      [FILE]: PUBLISHED + fact.replace('1.00', '2.00'),
    });
    expect((await messages(repo)).map((message) => message.split('，是公开')[0])).toEqual([
      '支出总表“2010699 其他财政事务支出”新增：合计 1000.00，项目支出 1000.00',
      '支出总表“2010602 一般行政管理事务”删去：合计 1000.00，项目支出 1000.00',
      '项目“11010124P001 财政监督”的“预算数”由 1000.00 改为 900.00（减少 100.00 万元，10.00%）',
      '基本信息“上年增减”的“正文所述的数”由 1.00 改为 2.00（增加 1.00 万元，100.00%）',
    ]);
  });

  it('entries by other names of the same cell hold', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', {
      ...basic('470.55'),
      [FILE]: `${PUBLISHED}amendments:
  - date: 2024-03-05
    reason: 更正。
    changes:
      - { table: 部门支出总表, row: 2010601, column: 合计, before: "469.55", after: 470.55 }
      - { table: 支出总表, row: 行政运行, column: 基本支出, before: 469.55, after: 470.55 }
`,
    });
    expect(await told(repo)).toEqual([]);
  });

  it('a figure that went and came back within days is told; within a day it is work in progress', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', basic('470.55'));
    commitOn(repo, '2024-03-05', basic('469.55'));
    expect(await told(repo)).toEqual([]);
    commitOn(repo, '2024-03-06', basic('470.55'));
    commitOn(repo, '2024-03-07', basic('469.55'));
    expect((await messages(repo)).map((message) => message.slice(24, 56))).toEqual([
      expect.stringContaining('469.55 改为 470.55'),
      expect.stringContaining('470.55 改为 469.55'),
      expect.stringContaining('469.55 改为 470.55'),
      expect.stringContaining('470.55 改为 469.55'),
    ]);
  });

  it('a value that stood for days between what an entry says is told as a warning', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', basic('480.00'));
    commitOn(repo, '2024-03-07', {
      ...basic('470.55'),
      ...entries(['2024-03-07', ...both('469.55', '470.55')]),
    });
    const [first, ...others] = await told(repo);
    expect(first).toMatchObject({
      rule: 'history.between',
      severity: 'warning',
      place: { file: FILE, line: 14 },
      message:
        '支出总表“2010601 行政运行”的“合计”从 2024-03-05 起曾为 480.00，2024-03-07 的修订记录只说由 469.55 改为 470.55',
      hint: '这个数公开过的，请把这次更正分成两次来记：先改为它，再由它改为现在的数。',
    });
    expect(others).toHaveLength(1);
  });

  it('two corrections, each with its entry', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', {
      ...basic('480.00'),
      ...entries(['2024-03-05', ...both('469.55', '480.00')]),
    });
    commitOn(repo, '2024-03-07', {
      ...basic('470.55'),
      ...entries(['2024-03-05', ...both('469.55', '480.00')], ['2024-03-07', ...both('480.00', '470.55')]),
    });
    expect(await told(repo)).toEqual([]);
  });
});

describe.concurrent('entries that git does not bear out', () => {
  it('another value than the published one', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', {
      ...basic('470.55'),
      ...entries(['2024-03-05', ...both('469.00', '470.55')]),
    });
    const [first, ...others] = await told(repo);
    expect(first).toMatchObject({
      rule: 'history.mismatch',
      place: { file: FILE, line: 14 },
      message:
        '修订记录说 2024-03-05 更正支出总表“2010601 行政运行”的“合计”，由 469.00 改为 470.55，版本历史记的是由 469.55 改为 470.55',
      hint: '请照版本历史改正 before 和 after；没有这个改动的，请删去这一处。',
    });
    expect(others).toHaveLength(1);
  });

  it('a change that was never made', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', entries(['2024-03-05', ...both('469.00', '469.55')]));
    expect(await messages(repo)).toEqual([
      '修订记录说 2024-03-05 更正支出总表“2010601 行政运行”的“合计”，由 469.00 改为 469.55，版本历史里没有这个改动',
      '修订记录说 2024-03-05 更正支出总表“2010601 行政运行”的“基本支出”，由 469.00 改为 469.55，版本历史里没有这个改动',
    ]);
  });

  it('an entry that was taken away again', async () => {
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', {
      ...basic('470.55'),
      ...entries(['2024-03-05', ...both('469.55', '470.55')]),
    });
    expect(await told(repo)).toEqual([]);
    commitOn(repo, '2024-03-06', { [FILE]: PUBLISHED });
    expect(await told(repo)).toHaveLength(2);
  });

  it('entries that are older than the history are left alone', async () => {
    const repo = keep(publishedRepository(entries(['2024-02-25', ...both('469.00', '469.55')])));
    commitOn(repo, '2024-03-05', edited('site.yaml', '例站', '新站'));
    commitOn(repo, '2024-03-06', { [`${FOLDER}/narrative/职责.md`]: '贯彻执行财政法规。\n' });
    expect(await told(repo)).toEqual([]);
  });
});

describe.concurrent('what was not public', () => {
  it('before the day of publication, or on a branch before it was merged', async () => {
    const repo = keep(publishedRepository({}, '2024-02-10'));
    commitOn(repo, '2024-02-20', basic('460.00'));
    expect(await told(repo)).toEqual([]);
    repo.git('switch', '--quiet', '--create', 'edit');
    commitOn(repo, '2024-03-01', basic('480.00'));
    commitOn(repo, '2024-03-03', {
      ...basic('470.55'),
      ...entries(['2024-03-03', ...both('460.00', '470.55')]),
    });
    repo.git('switch', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '-m', '合并', 'edit');
    expect(await told(repo)).toEqual([]);
  });

  it('a draft, or one that is built later; and a withdrawn one has no more to tell', async () => {
    const draft = FILES[FILE] as string;
    const repo = keep(publishedRepository({ [FILE]: draft }));
    commitOn(repo, '2024-03-01', basic('460.00'));
    commitOn(repo, '2024-03-02', {
      ...basic('470.55'),
      [FILE]: `${draft}publishedOn: 2024-02-20\npublishAt: 2024-03-10\n`,
    });
    commitOn(repo, '2024-03-09', basic('480.00'));
    expect(await told(repo)).toEqual([]);
    commitOn(repo, '2024-03-12', basic('490.00'));
    expect(await told(repo)).toHaveLength(2);
    commitOn(repo, '2024-03-13', { [FILE]: `${PUBLISHED}withdrawn: { date: 2024-03-13, reason: 重复。 }\n` });
    expect(await told(repo)).toEqual([]);
  });
});

describe.concurrent('a disclosure that has moved', () => {
  const NEW = '110101/2024/102';
  const GONE = `template: example-form
region: 110101
year: 2024
code: 101
name: 乙区财政局
scope: 部门
publishedOn: 2024-02-20
withdrawn: { date: 2024-03-05, reason: 代码更正。, movedTo: ${NEW} }
`;
  /** Its files at the new address, and a word of it at the old one. */
  const moving = (changes: Record<string, string>): Record<string, string | null> => {
    const old = { ...FILES, [FILE]: PUBLISHED, ...changes };
    return {
      'departments.yaml': (FILES['departments.yaml'] as string).replace('code: 101', 'code: 102'),
      ...Object.fromEntries(
        Object.entries(old).flatMap(([path, text]) =>
          path.startsWith(`${FOLDER}/`)
            ? [
                [path, null],
                [path.replace(ID, NEW), text.replace('code: 101\n', 'code: 102\n')],
              ]
            : [],
        ),
      ),
      [FILE]: GONE,
    };
  };

  it('is held against what stood at the old address; its older entries go with it', async () => {
    const repo = keep(publishedRepository());
    const record = entries(['2024-03-01', ...both('469.55', '470.55')]);
    commitOn(repo, '2024-03-01', { ...basic('470.55'), ...record });
    commitOn(repo, '2024-03-05', moving({ ...basic('470.55'), ...record }));
    expect(await told(repo)).toEqual([]);
    commitOn(repo, '2024-03-08', {
      [TABLE.replace(ID, NEW)]: basic('471.55')[TABLE] as string,
    });
    expect((await told(repo)).filter(({ rule }) => rule === 'history.unrecorded')).toHaveLength(2);
  });

  it('a figure that changed on the way is told, and can be recorded', async () => {
    const repo = keep(publishedRepository());
    const commit = commitOn(repo, '2024-03-05', moving(basic('470.55'))).slice(0, 8);
    const [first] = await told(repo);
    expect(first?.message).toBe(
      `支出总表“2010601 行政运行”的“合计”由 469.55 改为 470.55（增加 1.00 万元，0.21%），是公开以后改的（2024-03-05 的提交 ${commit}），修订记录里没有`,
    );
    const recorded = await runScript('amend', [
      ...[NEW, '--content', repo.content, '--reason', '录入有误。', '--since', `${commit}~1`],
    ]);
    expect(recorded.err).toBe('');
    expect(recorded.out).toContain(`${NEW}：和版本 ${commit}~1 相比，记下更正 3 处。`);
    expect(await told(repo)).toEqual([]);
  });

  it('to another year is another text', async () => {
    const repo = keep(publishedRepository());
    const files = Object.entries(moving(basic('470.55'))).map(([path, text]) => [
      path.replace('2024/102', '2025/102'),
      text?.replace('year: 2024\ncode: 102', 'year: 2025\ncode: 102').replace(NEW, '110101/2025/102') ?? null,
    ]);
    commitOn(repo, '2024-03-05', Object.fromEntries(files));
    expect((await told(repo)).filter(({ rule }) => rule.startsWith('history'))).toEqual([]);
  });
});

describe.concurrent('a disclosure that is gone', () => {
  const remove = (repo: Repository, day: string): void => {
    repo.git('rm', '-r', '--quiet', `content/${FOLDER}`);
    commitOn(repo, day);
  };

  it('is missed where it was public', async () => {
    const repo = keep(publishedRepository());
    remove(repo, '2024-03-05');
    expect(await told(repo)).toEqual([
      expect.objectContaining({
        rule: 'history.removed',
        place: { file: FILE },
        message: `${ID} 公开过，后来整份删去了，原来的网址上没有留下说明`,
        hint: '请恢复 disclosure.yaml，用 withdrawn 写明撤下的日期和理由；换了地址的，再用 movedTo 写明新地址。',
      }),
    ]);
    expect((await check(repo)).code).toBe(1);
  });

  it('is not missed where it was a draft, or had been withdrawn', async () => {
    const draft = keep(repository());
    remove(draft, '2024-03-05');
    expect(await told(draft)).toEqual([]);
    const repo = keep(publishedRepository());
    commitOn(repo, '2024-03-05', { [FILE]: `${PUBLISHED}withdrawn: { date: 2024-03-05, reason: 重复。 }\n` });
    remove(repo, '2024-03-08');
    expect(await told(repo)).toEqual([]);
  });
});

describe.concurrent('where the history is not to be had', () => {
  const refusal = async (repo: Repository): Promise<string> => {
    const { code, out, err } = await check(repo);
    expect([code, out]).toEqual([1, '']);
    return err;
  };

  it('outside a repository, and before the first commit', async () => {
    const repo = keep(repositoryAt(mkdtempSync(join(tmpdir(), 'mingzhang-history-'))));
    repo.write({ ...FILES, [FILE]: PUBLISHED });
    expect(await refusal(repo)).toBe(`“${repo.content}”不在 git 版本库里，没有别的版本可以比较。\n`);
    repo.git('init', '--quiet');
    expect(await refusal(repo)).toBe('版本库里还没有提交，没有历史可以核对。\n');
  });

  it('in a shallow copy', async () => {
    const repo = keep(repository());
    commitOn(repo, '2024-03-01', basic('460.00'));
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-history-'));
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.folder}`, folder);
    expect(await refusal(repositoryAt(folder))).toBe(
      '这个副本只取了一部分历史，说不清公开以后改过什么。请先运行 git fetch --unshallow 取全（CI 里把取历史的深度设为 0）。\n',
    );
    rmSync(folder, { recursive: true });
  });
});
