/** What `npm audit --json` says, in short. */
export type Audit =
  | { readonly reached: true; readonly found: readonly KnownFault[] }
  /** The registry has no such service, or cannot be reached: nothing is known. */
  | { readonly reached: false; readonly because: string };

export interface KnownFault {
  readonly name: string;
  readonly severity: string;
  /** What is known, in the words of whoever reported it. */
  readonly titles: readonly string[];
  readonly mended: boolean;
}

interface Answer {
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly detail?: string };
  readonly metadata?: { readonly vulnerabilities?: unknown };
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      {
        readonly severity?: string;
        readonly via?: readonly (string | { readonly title?: string; readonly url?: string })[];
        readonly fixAvailable?: unknown;
      }
    >
  >;
}

/** Reads the JSON that npm printed. Anything that is not its report of faults counts as not reached. */
export function readAudit(printed: string): Audit {
  let answer: Answer | undefined;
  try {
    answer = JSON.parse(printed) as Answer;
  } catch {
    return { reached: false, because: '没有得到回答' };
  }
  if (!answer?.metadata?.vulnerabilities || !answer.vulnerabilities) {
    const because = answer?.message || answer?.error?.summary || '回答里没有结果';
    return { reached: false, because };
  }
  const found = Object.entries(answer.vulnerabilities).map(
    ([name, { severity = '', via = [], fixAvailable }]) => ({
      name,
      severity,
      titles: via.flatMap((item) =>
        typeof item === 'string' ? [] : [[item.title, item.url].filter(Boolean).join(' ')],
      ),
      mended: Boolean(fixAvailable),
    }),
  );
  return { reached: true, found };
}

const SEVERITY: Readonly<Record<string, string>> = {
  critical: '严重',
  high: '高',
  moderate: '中',
  low: '低',
  info: '提示',
};

export function auditText(audit: Audit): string {
  if (!audit.reached)
    return `没有查到依赖的漏洞信息（${audit.because}）：内网的 npm 镜像多半没有这项服务。请在能访问 registry.npmjs.org 的机器上再查一次。`;
  if (audit.found.length === 0) return '依赖里没有已知的漏洞。';
  const lines = audit.found.flatMap(({ name, severity, titles, mended }) => [
    `${SEVERITY[severity] ?? severity}  ${name}${mended ? '（已有修好的版本）' : ''}`,
    ...titles.map((title) => `    ${title}`),
  ]);
  return `${lines.join('\n')}\n依赖里有 ${audit.found.length} 个已知的漏洞。请升级到修好的版本；生成网站时才用到、读者碰不到的，判断后再定。`;
}
