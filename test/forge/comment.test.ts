import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { placeFrom } from '../../scripts/lib/forge/forge.ts';
import { MARKER, postComment } from '../../scripts/lib/forge/post-comment.ts';
import { comparisonMarkdown } from '../../src/diff/format-markdown.ts';
import type { Comparison } from '../../src/diff/types.ts';
import { CONTRACTS, type FakeForge, fakeForge, TOKEN, type Trouble } from './server.ts';

const body = (text: string) => () => `${MARKER}\n${text}\n`;
/** Waits are noted, not waited for. */
let waits: number[] = [];
const patience = {
  pause: async (seconds: number) => {
    waits.push(seconds);
  },
};
const failing =
  (status: number, headers: Record<string, string> = {}): Trouble =>
  (_, response) => {
    response.writeHead(status, headers).end('{"message":"busy"}');
    return true;
  };

let forge: FakeForge;
afterEach(() => forge.close());

describe.each(['github', 'gitlab', 'gitee'])('%s', (kind) => {
  beforeEach(async () => {
    waits = [];
    forge = await fakeForge(kind);
  });
  const place = (more: Record<string, string> = {}) =>
    placeFrom({
      REVIEW_FORGE: kind,
      REVIEW_API: forge.url,
      REVIEW_PROJECT: 'caizheng/yusuan',
      REVIEW_NUMBER: '7',
      REVIEW_TOKEN: TOKEN,
      ...more,
    });
  const post = (text: string) => postComment(place(), body(text), patience);
  const failure = (text = '一'): Promise<Error> =>
    post(text).then(
      () => expect.fail('no error'),
      (error: Error) => error,
    );

  it('one comment: written, then updated, and left alone where nothing changed', async () => {
    expect(await post('一')).toBe('created');
    expect(await post('二')).toBe('updated');
    expect(await post('二')).toBe('unchanged');
    expect(forge.comments).toMatchObject([{ author: CONTRACTS[kind]?.me, body: `${MARKER}\n二` }]);
    expect(forge.asked.filter(({ method }) => method !== 'GET')).toHaveLength(2);
  });

  it('is found among hundreds of others', async () => {
    for (let id = 1; id <= 250; id++) forge.comments.push({ id, author: 'somebody', body: `${id}` });
    await post('一');
    for (let id = 300; id <= 350; id++) forge.comments.push({ id, author: 'somebody', body: `${id}` });
    expect(await post('二')).toBe('updated');
    expect(forge.comments.filter((item) => item.body.startsWith(MARKER))).toHaveLength(1);
  });

  it('what somebody else wrote is not ours, even with our mark', async () => {
    forge.comments.push({ id: 1, author: 'somebody', body: `${MARKER}\n校验全部通过。` });
    expect(await post('一')).toBe('created');
    expect(forge.comments.map(({ author }) => author)).toEqual(['somebody', CONTRACTS[kind]?.me]);
  });

  it('waits as the forge asks, and tries again', async () => {
    forge.troubles.push(failing(502), failing(429, { 'retry-after': '17' }));
    expect(await post('一')).toBe('created');
    expect(waits).toEqual([2, 17]);
    expect(forge.comments).toHaveLength(1);
  });

  it('writes no second one where the answer to the first was lost', async () => {
    forge.loseAnswers = 1;
    expect(await post('一')).toBe('unchanged');
    expect(forge.comments).toHaveLength(1);
  });

  it('gives up after four tries, and says so', async () => {
    forge.troubles.push(...Array.from({ length: 9 }, () => failing(503)));
    expect((await failure()).message).toMatch(/ 回答 503（busy）：平台正忙，请稍后再试。$/);
    expect(waits).toEqual([2, 4, 8]);
  });

  test.each([
    ['令牌', { REVIEW_TOKEN: 'wrong' }, /回答 401（Bad credentials）。令牌 REVIEW_TOKEN 无效或已过期/],
    ['编号', { REVIEW_NUMBER: '8' }, /回答 404（Not Found）。找不到这个合并请求/],
    ['仓库', { REVIEW_PROJECT: 'a/b' }, /请核对 REVIEW_PROJECT/],
  ])('%s写错了', async (_, env, message) => {
    const error = await postComment(place(env), body('一'), patience).catch((it: Error) => it);
    expect((error as Error).message).toMatch(message);
    expect(waits).toEqual([]);
  });

  it('never shows the token, and sends it nowhere else', async () => {
    const other = await fakeForge(kind);
    forge.troubles.push((_, response) => {
      response.writeHead(302, { location: `${other.url}/user` }).end();
      return true;
    });
    const error = await postComment(place(), body('一'), { ...patience, tries: 1 }).catch((it: Error) => it);
    expect((error as Error).message).toContain('连不上');
    expect(String((error as Error).stack)).not.toContain(TOKEN);
    expect(other.asked).toEqual([]);
    await other.close();
    expect(forge.asked.every(({ path }) => !path.includes(TOKEN))).toBe(true);
  });

  it('what is no JSON, or no list, is another address', async () => {
    forge.troubles.push((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>请登录</html>');
      return true;
    });
    expect((await failure()).message).toContain('接口地址 REVIEW_API 可能写错了');
    await forge.close();
    expect((await failure()).message).toMatch(/^连不上 .*请核对 REVIEW_API 和网络。$/);
  });

  it('the longest review fits', async () => {
    const checks = { newlyFailing: [], mended: [], acknowledged: [] };
    const change = {
      kind: 'cell',
      table: '表',
      column: '列',
      before: '1',
      after: '2',
      difference: '1',
    } as const;
    const comparison: Comparison = {
      base: 'a',
      head: 'b',
      around: { changes: [], checks },
      disclosures: Array.from({ length: 400 }, (_, n) => ({
        id: `110101/2024/${n}`,
        title: '某部门',
        status: 'changed',
        checks,
        changes: Array.from({ length: 60 }, (_, row) => ({
          ...change,
          disclosure: null,
          row: `第${row}行`,
          file: 'x',
          line: row,
        })),
      })),
    };
    expect(
      await postComment(
        place(),
        ({ limits }) => comparisonMarkdown(comparison, { limits, marker: MARKER }),
        patience,
      ),
    ).toBe('created');
    expect(forge.comments[0]?.body).toMatch(/其余 \d+ 处见/);
    if (kind === 'gitee') expect(Buffer.byteLength(forge.comments[0]?.body ?? '')).toBeLessThan(65_536);
  });
});

describe('the request of a run that followed another', () => {
  const commit = 'a'.repeat(40);
  const place = () =>
    placeFrom({
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: forge.url,
      GITHUB_REPOSITORY: 'caizheng/yusuan',
      REVIEW_TOKEN: TOKEN,
      REVIEW_BRANCH: 'kexin:调整/2024',
      REVIEW_COMMIT: commit,
    });
  beforeEach(async () => {
    forge = await fakeForge('github');
    forge.requests.push({ number: 7, branch: 'kexin:调整/2024', sha: commit });
  });

  it('is found by its branch and commit', async () => {
    expect(await postComment(place(), body('一'))).toBe('created');
  });

  it.each(['another commit', 'none'])('%s: nothing is written', async (what) => {
    const sha = 'b'.repeat(40);
    forge.requests.splice(0, 1, ...(what === 'none' ? [] : [{ number: 7, branch: 'kexin:调整/2024', sha }]));
    expect(await postComment(place(), body('一'))).toBe('outdated');
    expect(forge.comments).toEqual([]);
  });
});

describe('the environment', () => {
  beforeEach(async () => {
    forge = await fakeForge('gitlab');
  });
  it.each([
    [{}, 'REVIEW_FORGE'],
    [{ REVIEW_FORGE: 'gogs' }, 'REVIEW_FORGE'],
    [
      { REVIEW_FORGE: 'gitee' },
      'REVIEW_PROJECT（仓库，如 caizheng/yusuan）、REVIEW_NUMBER（合并请求的编号）、REVIEW_TOKEN',
    ],
    [{ GITLAB_CI: 'true', CI_PROJECT_ID: '3', CI_MERGE_REQUEST_IID: '7' }, 'REVIEW_TOKEN'],
    [
      { REVIEW_FORGE: 'gitee', REVIEW_PROJECT: 'a/b', REVIEW_NUMBER: '7/../8', REVIEW_TOKEN: 't' },
      'REVIEW_NUMBER',
    ],
    [
      {
        REVIEW_FORGE: 'gitlab',
        REVIEW_API: 'file:///x',
        REVIEW_PROJECT: 'a',
        REVIEW_NUMBER: '7',
        REVIEW_TOKEN: 't',
      },
      'REVIEW_API',
    ],
  ])('%j lacks something, which is named', (env, name) => {
    expect(() => placeFrom(env)).toThrow(name);
  });

  it('GitLab’s own run needs the token alone', () => {
    expect(
      placeFrom({
        GITLAB_CI: 'true',
        CI_API_V4_URL: 'https://git.example.gov.cn/api/v4',
        CI_PROJECT_ID: '42',
        CI_MERGE_REQUEST_IID: '7',
        REVIEW_TOKEN: 't',
      }),
    ).toEqual({
      kind: 'gitlab',
      api: 'https://git.example.gov.cn/api/v4',
      project: '42',
      number: '7',
      token: 't',
    });
  });
});
