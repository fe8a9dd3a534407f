import type { Limits } from '../../../src/diff/bounded.ts';
import { COMMENT_LIMITS } from '../../../src/diff/format-markdown.ts';
import { MisuseError, UserError } from '../files.ts';
import { Api } from './forge-api.ts';

/** Where comments of a request are read and written: GitHub, GitLab and Gitee, on the internet or an intranet. */
export interface Forge {
  readonly name: string;
  readonly limits: Limits;
  /** Comments of the request by the token's own user, a page at a time, from 1; empty after the last. */
  readonly ownComments: (page: number) => Promise<readonly Comment[]>;
  readonly hasMore: (page: number) => boolean;
  readonly create: (body: string) => Promise<void>;
  readonly update: (id: string, body: string) => Promise<void>;
}

export interface Comment {
  readonly id: string;
  readonly body: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Listed {
  readonly id: number;
  readonly body: string;
  readonly author: string;
}

interface Kind {
  readonly name: string;
  readonly limits: Limits;
  readonly header: (token: string) => Readonly<Record<string, string>>;
  /** Of the comments of a request. */
  readonly list: (project: string, number: string) => string;
  readonly one: (project: string, number: string, id: string) => string;
  readonly updateBy: 'PATCH' | 'PUT';
  readonly read: (item: unknown) => Listed;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const path = (project: string): string => project.split('/').map(encodeURIComponent).join('/');

/** Contracts as the forges document them. */
const KINDS: Readonly<Record<string, Kind>> = {
  // https://docs.github.com/rest/issues/comments; a request's comments are those of its issue.
  github: {
    name: 'GitHub',
    limits: COMMENT_LIMITS,
    header: (token) => ({
      ...bearer(token),
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
    }),
    list: (project, number) => `/repos/${path(project)}/issues/${number}/comments`,
    one: (project, _, id) => `/repos/${path(project)}/issues/comments/${id}`,
    updateBy: 'PATCH',
    read: (item) => readItem(item, 'user', 'login'),
  },
  // https://docs.gitlab.com/api/notes. It takes 1,000,000 characters, which nobody reads.
  gitlab: {
    name: 'GitLab',
    limits: COMMENT_LIMITS,
    header: (token) => ({ 'PRIVATE-TOKEN': token }),
    list: (project, number) => `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`,
    one: (project, number, id) =>
      `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes/${id}`,
    updateBy: 'PUT',
    read: (item) => readItem(item, 'author', 'username'),
  },
  // https://gitee.com/api/v5/swagger. No limit is documented there: that of a MySQL TEXT column is kept.
  gitee: {
    name: 'Gitee',
    limits: { characters: 65_535, bytes: 65_535 },
    header: bearer,
    list: (project, number) => `/repos/${path(project)}/pulls/${number}/comments`,
    one: (project, _, id) => `/repos/${path(project)}/pulls/comments/${id}`,
    updateBy: 'PATCH',
    read: (item) => readItem(item, 'user', 'login'),
  },
};

function readItem(item: unknown, owner: string, name: string): Listed {
  const { id, body, [owner]: user } = item as Record<string, unknown>;
  const author = (user as Record<string, unknown> | null)?.[name];
  return {
    id: Number(id),
    body: typeof body === 'string' ? body : '',
    author: typeof author === 'string' ? author : '',
  };
}

/** Which request of which forge is meant. */
export interface RequestPlace {
  readonly kind: string;
  /** Without slash at the end: https://api.github.com, https://git.example.gov.cn/api/v4. */
  readonly api: string;
  /** owner/name, or GitLab's number of the project. */
  readonly project: string;
  /** Absent on GitHub where the request has to be found by its branch. */
  readonly number?: string;
  readonly branch?: string;
  /** The commit that was reviewed. */
  readonly commit?: string;
  readonly token: string;
}

const API: Readonly<Record<string, string>> = {
  github: 'https://api.github.com',
  gitlab: 'https://gitlab.com/api/v4',
  gitee: 'https://gitee.com/api/v5',
};

/** From REVIEW_*, and from what GitHub and GitLab set in their runs. */
export function placeFrom(env: Environment): RequestPlace {
  const kind = env.REVIEW_FORGE || (env.GITHUB_ACTIONS ? 'github' : env.GITLAB_CI ? 'gitlab' : '');
  if (!KINDS[kind]) throw new MisuseError('请用 REVIEW_FORGE 写明代码平台：github、gitlab 或 gitee。');
  const isOn = (name: string): boolean => name === kind;
  const own = (github: string | undefined, gitlab: string | undefined): string =>
    (isOn('github') ? github : isOn('gitlab') ? gitlab : undefined) ?? '';
  const api = env.REVIEW_API || own(env.GITHUB_API_URL, env.CI_API_V4_URL) || (API[kind] as string);
  const project = env.REVIEW_PROJECT || own(env.GITHUB_REPOSITORY, env.CI_PROJECT_ID);
  const number = env.REVIEW_NUMBER || own(undefined, env.CI_MERGE_REQUEST_IID);
  const token = env.REVIEW_TOKEN || own(env.GITHUB_TOKEN, undefined);
  const branch = env.REVIEW_BRANCH ?? '';
  const lacking = [
    [
      api && URL.canParse(api) && /^https?:/.test(api),
      'REVIEW_API（接口地址，如 https://git.example.gov.cn/api/v4）',
    ],
    [project, 'REVIEW_PROJECT（仓库，如 caizheng/yusuan）'],
    [/^\d+$/.test(number) || (isOn('github') && branch !== ''), 'REVIEW_NUMBER（合并请求的编号）'],
    [token, 'REVIEW_TOKEN（有权写评论的令牌）'],
  ].flatMap(([given, name]) => (given ? [] : [String(name)]));
  if (lacking.length > 0) throw new MisuseError(`环境变量没有写全，或写得不对：${lacking.join('、')}。`);
  return {
    kind,
    api: api.replace(/\/+$/, ''),
    project,
    ...(number !== '' && { number }),
    ...(branch !== '' && { branch }),
    ...(env.REVIEW_COMMIT && { commit: env.REVIEW_COMMIT }),
    token,
  };
}

/** Undefined where the request has gone on to another commit, or is closed. */
export async function openForge(place: RequestPlace, api = apiOf(place)): Promise<Forge | undefined> {
  const kind = KINDS[place.kind] as Kind;
  const number = place.number ?? (await numberOnGitHub(place, api));
  if (number === undefined) return undefined;
  const own = await ownNames(place, api);
  let size = 0;
  return {
    name: kind.name,
    limits: kind.limits,
    async ownComments(page) {
      const items = await api.send(
        'GET',
        `${kind.list(place.project, number)}?per_page=${PAGE}&page=${page}`,
      );
      if (!Array.isArray(items))
        throw new UserError(`${kind.name} 的回答不是评论的列表，请核对接口地址 REVIEW_API。`);
      size = items.length;
      return items
        .map(kind.read)
        .filter(({ author }) => own.includes(author))
        .map(({ id, body }) => ({ id: String(id), body }));
    },
    hasMore: (page) => size === PAGE && page < MAX_PAGES,
    create: async (body) => void (await api.send('POST', kind.list(place.project, number), { body })),
    update: async (id, body) =>
      void (await api.send(kind.updateBy, kind.one(place.project, number, id), { body })),
  };
}

const PAGE = 100;
const MAX_PAGES = 50;

function apiOf({ kind, api, token }: RequestPlace): Api {
  const { name, header } = KINDS[kind] as Kind;
  return new Api({ name, url: api, headers: header(token) });
}

/**
 * By whom the token writes. What others wrote is never taken for ours, even if
 * it bears our mark. The token of GitHub's own runs may not ask who it is.
 */
async function ownNames({ kind }: RequestPlace, api: Api): Promise<string[]> {
  const user = (await api.send('GET', '/user', undefined, { mayFail: [403] })) as
    | Record<string, unknown>
    | undefined;
  const name = user?.[kind === 'gitlab' ? 'username' : 'login'];
  if (typeof name === 'string') return [name];
  return kind === 'github' ? ['github-actions[bot]'] : [];
}

/** An open request from this branch at this commit: of forks GitHub names no number to the run that follows. */
async function numberOnGitHub(
  { project, branch = '', commit }: RequestPlace,
  api: Api,
): Promise<string | undefined> {
  const query = new URLSearchParams({ state: 'open', head: branch, per_page: String(PAGE) });
  const items = (await api.send('GET', `/repos/${path(project)}/pulls?${query}`)) as {
    number: number;
    head: { sha: string };
  }[];
  const found = items.find(({ head }) => commit === undefined || head.sha === commit);
  return found && String(found.number);
}
