import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The comments of one request, as the three forges answer for them: paths,
 * methods, headers and fields as their public documentation gives them. An
 * unknown path, method or token is refused as a forge refuses it.
 */

export const TOKEN = 'secret-7f3a';

export interface Stored {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** Answers before the forge would: true where it has. */
export type Trouble = (request: Asked, response: ServerResponse) => boolean;

export interface FakeForge {
  readonly url: string;
  readonly comments: Stored[];
  readonly asked: Asked[];
  /** Open requests of GitHub, by branch. */
  readonly requests: { number: number; branch: string; sha: string }[];
  /** Taken one by one, a request each. */
  readonly troubles: Trouble[];
  /** Done with the comment stored, the answer lost. */
  loseAnswers: number;
  /** Characters of a comment. */
  maximum: number;
  readonly close: () => Promise<void>;
}

interface Contract {
  readonly list: RegExp;
  readonly one: RegExp;
  readonly update: string;
  readonly token: (headers: IncomingMessage['headers']) => boolean;
  readonly user: (name: string) => object;
  readonly item: (stored: Stored) => object;
  /** Of the token. */
  readonly me: string;
  readonly tooLong: number;
}

const bearer = ({ authorization }: IncomingMessage['headers']): boolean =>
  authorization === `Bearer ${TOKEN}`;

export const CONTRACTS: Readonly<Record<string, Contract>> = {
  github: {
    list: /^\/repos\/caizheng\/yusuan\/issues\/7\/comments$/,
    one: /^\/repos\/caizheng\/yusuan\/issues\/comments\/(\d+)$/,
    update: 'PATCH',
    token: bearer,
    user: (login) => ({ login }),
    item: ({ id, body, author }) => ({ id, body, user: { login: author } }),
    me: 'github-actions[bot]',
    tooLong: 422,
  },
  gitlab: {
    list: /^\/api\/v4\/projects\/caizheng%2Fyusuan\/merge_requests\/7\/notes$/,
    one: /^\/api\/v4\/projects\/caizheng%2Fyusuan\/merge_requests\/7\/notes\/(\d+)$/,
    update: 'PUT',
    token: (headers) => headers['private-token'] === TOKEN,
    user: (username) => ({ username }),
    item: ({ id, body, author }) => ({ id, body, system: false, author: { username: author } }),
    me: 'project_1_bot',
    tooLong: 400,
  },
  gitee: {
    list: /^\/api\/v5\/repos\/caizheng\/yusuan\/pulls\/7\/comments$/,
    one: /^\/api\/v5\/repos\/caizheng\/yusuan\/pulls\/comments\/(\d+)$/,
    update: 'PATCH',
    token: bearer,
    user: (login) => ({ login }),
    item: ({ id, body, author }) => ({ id, body, user: { login: author } }),
    me: 'yusuan-bot',
    tooLong: 400,
  },
};

export async function fakeForge(kind: string): Promise<FakeForge> {
  const contract = CONTRACTS[kind] as Contract;
  const comments: Stored[] = [];
  const asked: Asked[] = [];
  const troubles: Trouble[] = [];
  let next = 1000;
  const state = {
    comments,
    asked,
    troubles,
    requests: [] as FakeForge['requests'],
    loseAnswers: 0,
    maximum: 65_536,
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const method = request.method ?? '';
    asked.push({ method, path: request.url ?? '', headers: request.headers });
    const answer = (status: number, data: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
    };
    if (troubles.shift()?.(asked.at(-1) as Asked, response)) return;
    if (!contract.token(request.headers)) return answer(401, { message: 'Bad credentials' });
    if (method === 'GET' && /\/user$/.test(pathname))
      return kind === 'github'
        ? answer(403, { message: 'Resource not accessible by integration' })
        : answer(200, contract.user(contract.me));
    if (method === 'GET' && pathname === '/repos/caizheng/yusuan/pulls')
      return answer(
        200,
        state.requests
          .filter(({ branch }) => branch === searchParams.get('head'))
          .map(({ number, sha }) => ({ number, state: 'open', head: { sha } })),
      );
    const one = contract.one.exec(pathname)?.[1];
    if (contract.list.test(pathname) && method === 'GET') {
      const size = Number(searchParams.get('per_page') ?? 20);
      const from = (Number(searchParams.get('page') ?? 1) - 1) * size;
      return answer(200, comments.slice(from, from + size).map(contract.item));
    }
    const found = comments.find(({ id }) => String(id) === one);
    const creates = contract.list.test(pathname) && method === 'POST';
    if (!creates && !(found && method === contract.update)) return answer(404, { message: 'Not Found' });
    if (found && found.author !== contract.me) return answer(403, { message: 'Forbidden' });
    const { body } = JSON.parse(await text(request)) as { body: string };
    if (body.length > state.maximum) return answer(contract.tooLong, { message: 'body is too long' });
    const stored = found ?? { id: next++, author: contract.me, body };
    stored.body = body.trim();
    if (!found) comments.push(stored);
    if (state.loseAnswers > 0) {
      state.loseAnswers--;
      response.destroy();
      return;
    }
    answer(creates ? 201 : 200, contract.item(stored));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const base = { github: '', gitlab: '/api/v4', gitee: '/api/v5' }[kind];
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
