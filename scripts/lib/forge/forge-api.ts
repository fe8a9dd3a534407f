import { setTimeout } from 'node:timers/promises';
import { UserError } from '../files.ts';

export interface ApiOptions {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Tried again: the forge is busy, or the network failed. */
export class PassingError extends UserError {
  readonly waitSeconds: number | undefined;
  constructor(message: string, waitSeconds?: number) {
    super(message);
    this.waitSeconds = waitSeconds;
  }
}

const TIMEOUT = 30_000;

/** JSON over HTTP, with errors in words. The token stands in a header, so that no message and no log shows it. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** The answer's JSON; undefined where it failed with a status of `mayFail`. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    { mayFail = [] }: { readonly mayFail?: readonly number[] } = {},
  ): Promise<unknown> {
    const { name, url, headers } = this.#options;
    let response: Response;
    try {
      response = await fetch(url + path, {
        method,
        headers: {
          'User-Agent': 'mingzhang',
          ...headers,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A token in a header of its own would follow to wherever it leads.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch (error) {
      throw new PassingError(`连不上 ${name}（${url}）：${causeOf(error)}。请核对 REVIEW_API 和网络。`);
    }
    if (mayFail.includes(response.status)) return undefined;
    const text = await response.text().catch(() => '');
    if (!response.ok) throw this.#failure(response, text);
    try {
      return JSON.parse(text);
    } catch {
      throw new UserError(`${name} 的回答不是 JSON：接口地址 REVIEW_API 可能写错了（现为 ${url}）。`);
    }
  }

  #failure({ status, headers }: Response, text: string): UserError {
    const { name } = this.#options;
    const said = `${name} 回答 ${status}${messageOf(text)}`;
    const wait = Number(headers.get('retry-after') ?? Number.NaN);
    const isBusy = status === 429 || status >= 500 || (status === 403 && !Number.isNaN(wait));
    if (isBusy)
      return new PassingError(`${said}：平台正忙，请稍后再试。`, Number.isNaN(wait) ? undefined : wait);
    return new UserError(`${said}。${REMEDY[status] ?? '请核对 REVIEW_* 各项。'}`);
  }
}

const REMEDY: Readonly<Record<number, string>> = {
  401: '令牌 REVIEW_TOKEN 无效或已过期，请换一个。',
  403: '令牌没有写评论的权限：GitHub 要 pull-requests: write，GitLab 要 api 范围和 Reporter 以上的角色，Gitee 要 pull_requests 和 notes。',
  404: '找不到这个合并请求，或令牌看不到它：请核对 REVIEW_PROJECT 和 REVIEW_NUMBER。',
  413: '评论太长，平台不收。',
  422: '平台不收这条评论，可能太长。',
};

/** What the forge itself says, in short. */
function messageOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as Record<string, unknown>;
    const said = typeof message === 'string' ? message : typeof error === 'string' ? error : '';
    return said === '' ? '' : `（${said.slice(0, 200).replaceAll(/\s+/g, ' ')}）`;
  } catch {
    return '';
  }
}

function causeOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `等了 ${TIMEOUT / 1000} 秒没有回答`;
  return cause?.code ?? cause?.message ?? message;
}

const MAX_WAIT = 60;

/** Tries again what may pass by itself. `pause` is given seconds. */
export async function patiently<T>(
  work: () => Promise<T>,
  { tries = 4, pause = (seconds: number): Promise<unknown> => setTimeout(seconds * 1000) } = {},
): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PassingError) || round === tries) throw error;
      await pause(Math.min(error.waitSeconds ?? 2 ** round, MAX_WAIT));
    }
  }
}
