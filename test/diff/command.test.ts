import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { type Outcome, type Repository, repository, repositoryAt, runScript } from '../support/repository.ts';
import { ROWS_ADD_UP } from './support.ts';

/** `npm run diff` as a reviewer runs it: a real repository, the real command. */

const TABLE = `${FOLDER}/tables/支出总表.csv`;
const text = FILES[TABLE] as string;
/** 行政运行 1.00 more, followed up to the total, but not into 收支总表. */
const RAISED = text
  .replaceAll('1469.55,469.55,', '1470.55,470.55,')
  .replace('行政运行,469.55,469.55', '行政运行,470.55,470.55');

let repo: Repository;
let other: string;
beforeAll(() => {
  repo = repository(ROWS_ADD_UP);
  repo.git('tag', 'published');
  repo.git('switch', '--quiet', '--create', 'edit');
  repo.commit('调整', { [TABLE]: RAISED });
  repo.git('switch', '--quiet', 'main');
  repo.commit('另改', edited('site.yaml', 'name: 例站', 'name: 新站'));
  other = mkdtempSync(join(tmpdir(), 'mingzhang-none-'));
});
afterAll(() => {
  repo.remove();
  rmSync(other, { recursive: true });
});

const diff = (args: readonly string[], own = repo, env: Record<string, string> = {}): Promise<Outcome> =>
  runScript('diff', args, { CONTENT_DIR: own.content, ...env });
const json = async (...args: string[]) => {
  const { out, err } = await diff([...args, '--format', 'json']);
  expect(err).toBe('');
  return JSON.parse(out);
};

// Each starts a process; several helpers may be at work on the machine.
describe.concurrent('two revisions', () => {
  it('JSON has the documented shape, and one entry for each edited cell', async () => {
    const result = await json('published', 'edit');
    expect(Object.keys(result)).toEqual(['base', 'head', 'disclosures', 'changes', 'checks']);
    expect(result).toMatchObject({
      base: 'published',
      head: 'edit',
      disclosures: [{ id: ID, status: 'changed' }],
      checks: { newlyFailing: [], mended: [], acknowledged: [] },
    });
    const [cell] = result.changes.filter(({ followsFrom }: { followsFrom?: unknown }) => !followsFrom);
    expect(Object.keys(cell).slice(0, 10)).toEqual([
      'disclosure',
      'kind',
      'table',
      'row',
      'column',
      'before',
      'after',
      'difference',
      'file',
      'line',
    ]);
    expect(result.changes).toContainEqual({
      disclosure: ID,
      kind: 'cell',
      table: '支出总表',
      row: '2010601 行政运行',
      column: '基本支出',
      before: '469.55',
      after: '470.55',
      difference: '1.00',
      percent: '0.21',
      unit: '万元',
      file: TABLE,
      line: 5,
    });
    expect(result.changes).toHaveLength(8);
    expect(
      result.changes.find(
        ({ row, column }: Record<string, string>) => row === '2010601 行政运行' && column === '合计',
      ).followsFrom,
    ).toEqual([{ table: '支出总表', row: '2010601 行政运行', column: '基本支出' }]);
  });

  it('a...b begins where the two parted: what the other branch did is not told', async () => {
    const files = (result: { changes: { file: string }[] }) =>
      new Set(result.changes.map(({ file }) => file));
    expect(files(await json('main', 'edit'))).toEqual(new Set(['site.yaml', TABLE]));
    expect(files(await json('main...edit'))).toEqual(new Set([TABLE]));
    expect(await json('main..edit')).toEqual(await json('main', 'edit'));
  });

  it('says in one line what it comes to, and the cells below it', async () => {
    const { code, out, err } = await diff(['published', 'edit']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`published → edit：改动 1 份公开文本，共改动 1 处，随之而变 7 处。校验：没有新问题。

${ID}  乙区财政局 2024年部门预算  有改动，改动 1 处，随之而变 7 处
  支出总表
    2010601 行政运行 · 基本支出  469.55 → 470.55  +1.00（+0.21%）
    随之而变 7 处：
      合计 · 合计  1469.55 → 1470.55  +1.00（+0.07%）
      合计 · 基本支出  469.55 → 470.55  +1.00（+0.21%）
      201 一般公共服务支出 · 合计  1469.55 → 1470.55  +1.00（+0.07%）
      201 一般公共服务支出 · 基本支出  469.55 → 470.55  +1.00（+0.21%）
      20106 财政事务 · 合计  1469.55 → 1470.55  +1.00（+0.07%）
      20106 财政事务 · 基本支出  469.55 → 470.55  +1.00（+0.21%）
      2010601 行政运行 · 合计  469.55 → 470.55  +1.00（+0.21%）
`);
  });

  it('writes a file where it is told to, and says where it cannot', async () => {
    const file = join(other, '审阅.html');
    expect(await diff(['published', 'edit', '--format', 'html', '--out', file])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
    const bad = await diff(['published', 'edit', '--out', join(other, '没有', 'x')]);
    expect(bad.code).toBe(1);
    expect(bad.err).toContain('写不了');
  });

  it('nothing is checked out, and nothing of the repository is touched', async () => {
    const status = () => [repo.git('status', '--porcelain'), repo.git('rev-parse', 'HEAD')];
    const before = status();
    await diff(['published', 'edit']);
    expect(status()).toEqual(before);
  });
});

describe.concurrent('the work tree', () => {
  const trying = async (work: (own: Repository) => Promise<void>) => {
    const own = repository();
    try {
      await work(own);
    } finally {
      own.remove();
    }
  };
  const changes = async (own: Repository) =>
    JSON.parse((await diff(['HEAD', '--format', 'json'], own)).out) as {
      disclosures: { id: string; status: string; from?: string; reason?: string }[];
      changes: { kind: string; row: string; before: string; after: string }[];
      checks: Record<string, { rule: string; message: string }[]>;
    };

  it('is the default; staged, unstaged and new files count, ignored ones do not', () =>
    trying(async (own) => {
      own.write({
        [TABLE]: RAISED,
        [`${FOLDER}/narrative/新节.md`]: '新的一节。\n',
        '.gitignore': '*.tmp\n',
        [`${FOLDER}/narrative/草.tmp`]: '不看。\n',
      });
      own.git('add', 'content/disclosures');
      const result = await changes(own);
      expect(result.changes.filter(({ kind }) => kind === 'cell')).toHaveLength(8);
      expect(result.changes.filter(({ kind }) => kind === 'narrative')).toHaveLength(1);
    }));

  it('quotes, BOM, line ends, order of columns and keys, thousands commas are layout', () =>
    trying(async (own) => {
      const lines = text.trimEnd().split('\n');
      const swapped = lines.map((line) => {
        const [code, name, total, basic, project] = line.split(',');
        return [code, name, total, project, basic].map((field) => `"${field}"`).join(',');
      });
      const yaml = (FILES[`${FOLDER}/disclosure.yaml`] as string).trimEnd().split('\n').toReversed();
      own.write({
        [TABLE]: `\uFEFF${swapped.join('\r\n').replaceAll('1469.55', '1,469.55')}\r\n`,
        [`${FOLDER}/disclosure.yaml`]: `${yaml.join('\r\n')}\r\n`,
      });
      const result = await changes(own);
      expect(result).toMatchObject({ disclosures: [{ id: ID, status: 'layout' }], changes: [] });
      expect((await diff(['HEAD'], own)).out).toContain('没有实质变化，只有排版变化。');
    }));

  it('a renamed disclosure is one, with what changed in it', () =>
    trying(async (own) => {
      own.git('mv', `content/${FOLDER}`, 'content/disclosures/110101/2024/102');
      const to = 'disclosures/110101/2024/102';
      own.write({
        [`${to}/disclosure.yaml`]: (FILES[`${FOLDER}/disclosure.yaml`] as string).replace(
          'code: 101',
          'code: 102',
        ),
        'departments.yaml': (FILES['departments.yaml'] as string).replace('code: 101', 'code: 102'),
      });
      const result = await changes(own);
      expect(result.disclosures).toEqual([{ id: '110101/2024/102', status: 'renamed', from: ID }]);
      expect((await diff(['HEAD'], own)).out).toContain(`更换地址 1 份公开文本`);
    }));

  it('added and removed ones are named, and are no cascade', () =>
    trying(async (own) => {
      const copy = Object.fromEntries(
        Object.entries(FILES).flatMap(([path, content]) =>
          path.startsWith(FOLDER)
            ? [[path.replace('/2024/', '/2023/'), content.replace('year: 2024', 'year: 2023')]]
            : [],
        ),
      );
      own.write(copy);
      const added = await changes(own);
      expect(added).toMatchObject({ disclosures: [{ id: '110101/2023/101', status: 'added' }], changes: [] });
      own.commit('新增');
      rmSync(join(own.content, FOLDER), { recursive: true });
      const removed = await changes(own);
      expect(removed).toMatchObject({ disclosures: [{ id: ID, status: 'removed' }], changes: [] });
      expect((await diff(['HEAD'], own)).out).toMatch(/^HEAD → 工作目录：删除 1 份公开文本。/);
    }));

  it('a draft that cannot be read is compared as far as it can, with the reason; nothing counts as mended', () =>
    trying(async (own) => {
      const wrong = edited(TABLE, '2010601,行政运行,469.55,', '2010601,行政运行,469.50,');
      own.commit('有错', wrong);
      own.write({
        [`${FOLDER}/disclosure.yaml`]: `${FILES[`${FOLDER}/disclosure.yaml`]}facts: [\n`,
        [TABLE]: (wrong[TABLE] as string).replace('1000.00,,1000.00', '1001.00,,1000.00'),
      });
      const result = await changes(own);
      expect(result.disclosures).toMatchObject([{ id: ID, status: 'changed' }]);
      expect(result.disclosures[0]?.reason).toMatch(/^现在的内容有错，只比较了读得出的部分：YAML/);
      expect(result.changes).toMatchObject([{ before: '1000.00', after: '1001.00' }]);
      expect(result.checks.mended).toEqual([]);
      const { out } = await diff(['HEAD'], own);
      expect(out).toContain('1 份有错，只能比较一部分');
      expect(out).toContain('乙区财政局 2024年部门预算  有改动');
    }));

  it('checks newly failing, mended, acknowledged; --exit-code fails on a new error alone', () =>
    trying(async (own) => {
      own.write(edited(TABLE, '2010601,行政运行,469.55,', '2010601,行政运行,469.50,'));
      const failing = await changes(own);
      expect(failing.checks.newlyFailing).toMatchObject([
        {
          rule: 'table.expenditure-by-kind',
          message: '支出总表“2010601 行政运行”的“合计”实为 469.50，应为 469.55（差 0.05）',
        },
      ]);
      expect((await diff(['HEAD', '--exit-code'], own)).code).toBe(1);
      own.commit('有错');
      const reason =
        'acknowledgements:\n  - { rule: table.expenditure-by-kind, table: 支出总表, row: 行政运行, reason: 原文如此 }\n';
      own.write({ [`${FOLDER}/disclosure.yaml`]: `${FILES[`${FOLDER}/disclosure.yaml`]}${reason}` });
      const told = await changes(own);
      expect(told.checks).toMatchObject({
        newlyFailing: [],
        mended: [],
        acknowledged: [{ rule: 'table.expenditure-by-kind', reason: '原文如此' }],
      });
      expect((await diff(['HEAD', '--exit-code'], own)).code).toBe(0);
      own.write({
        [`${FOLDER}/disclosure.yaml`]: FILES[`${FOLDER}/disclosure.yaml`] as string,
        [TABLE]: text,
      });
      const mended = await changes(own);
      expect(mended.checks).toMatchObject({
        newlyFailing: [],
        mended: [{ rule: 'table.expenditure-by-kind' }],
        acknowledged: [],
      });
    }));
});

describe.concurrent('what goes wrong is said', () => {
  it.each([
    [[], 2, '请写明与哪个版本比较。'],
    [[''], 2, '请写明与哪个版本比较。'],
    [['main', 'edit', 'x'], 2, '参数有误。'],
    [['main', '--format', 'pdf'], 2, '没有“pdf”这种格式。'],
    [['main', '--colour'], 2, '参数“--colour”有误。'],
    [['没有'], 1, '版本库里没有“没有”这个版本。请写分支名、标签或提交号。\n'],
    [['main', '没有'], 1, '版本库里没有“没有”这个版本。'],
    [['main...没有'], 1, '版本库里没有“没有”这个版本。'],
    [['package.json'], 1, '“package.json”是文件或文件夹，不是版本。'],
    [['content/disclosures'], 1, '“content/disclosures”是文件或文件夹，不是版本。'],
    [['--', '--upload-pack=touch x'], 1, '版本库里没有“--upload-pack=touch x”这个版本。'],
  ])('%j', async (args, code, message) => {
    const result = await diff(args);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toContain(message);
    expect(result.err).not.toMatch(/\bat \S+:\d+|fatal:/);
  });

  it('a folder outside of git', async () => {
    const { code, err } = await runScript('diff', ['HEAD'], {
      CONTENT_DIR: other,
      GIT_CEILING_DIRECTORIES: tmpdir(),
    });
    expect({ code, err }).toEqual({ code: 1, err: `“${other}”不在 git 版本库里，没有别的版本可以比较。\n` });
  });

  it('no git', async () => {
    const { code, err } = await diff(['main'], repo, { PATH: other });
    expect({ code, err }).toEqual({ code: 1, err: '没有找到 git 命令，请先安装 git。\n' });
  });

  it('a shallow clone says that history is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-shallow-'));
    try {
      repo.git('clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${repo.folder}`, folder);
      const clone = repositoryAt(folder);
      const lacking = '这个副本只取了一部分历史';
      const missing = await diff(['HEAD~1'], clone);
      expect(missing.code).toBe(1);
      expect(missing.err).toContain(`版本库里没有“HEAD~1”这个版本。请写分支名、标签或提交号。${lacking}`);
      const parted = await diff(['main...origin/edit'], clone);
      expect(parted.code).toBe(1);
      expect(parted.err).toContain(`${lacking}，找不到“main”和“origin/edit”从哪里分开`);
      // What is there is compared all the same.
      expect((await diff(['origin/main', 'origin/edit'], clone)).code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('branches without a common beginning', async () => {
    const own = repository();
    try {
      own.git('switch', '--quiet', '--orphan', 'alone');
      own.commit('单独', FILES);
      const { code, err } = await diff(['main...alone'], own);
      expect(code).toBe(1);
      expect(err).toContain('没有共同的来历');
    } finally {
      own.remove();
    }
  });
});

describe('reading from git', () => {
  it('programs and filters that a repository names are not run', async () => {
    const own = repository({ '.gitattributes': '*.csv diff=evil filter=evil\n' });
    try {
      const mark = join(other, 'ran');
      for (const key of ['core.fsmonitor', 'diff.evil.command', 'diff.evil.textconv', 'diff.external'])
        own.git('config', key, `touch ${mark} #`);
      own.write({ [TABLE]: RAISED });
      const { code } = await diff(['HEAD'], own);
      expect(code).toBe(0);
      expect(() => readFileSync(mark)).toThrow('ENOENT');
    } finally {
      own.remove();
    }
  });

  it('a symbolic link in a revision is no content', async () => {
    const own = repository();
    try {
      mkdirSync(join(own.content, FOLDER, 'narrative'), { recursive: true });
      symlinkSync('/etc/hostname', join(own.content, FOLDER, 'narrative', '链接.md'));
      own.commit('链接');
      const { out } = await diff(['HEAD~1', 'HEAD', '--format', 'json'], own);
      expect(JSON.parse(out).changes).toEqual([]);
    } finally {
      own.remove();
    }
  });
});
