import {
  boundWords,
  countsOf,
  countWords,
  groupsOf,
  headline,
  movementWords,
  overviewOf,
  partsOf,
  partText,
  placeWords,
  shownValue,
  someOf,
  statusWords,
} from './arrange.ts';
import type { Change, CheckChange, Comparison, DisclosureDiff } from './types.ts';

/** Markdown for a forge's comment: what it comes to first, the rest folded, never longer than a comment may be. */

export interface MarkdownOptions {
  /** Characters that a comment may have. GitHub takes 65,536. */
  readonly limit?: number;
  /** Bytes of UTF-8 that it may have, where the forge counts those. */
  readonly bytes?: number;
  /** First line, invisible: by it the comment is found again. */
  readonly marker?: string;
  /** Where the built pages can be looked at. */
  readonly preview?: string | undefined;
  /** Said at the end: where the whole report is. */
  readonly more?: string | undefined;
}

export const COMMENT_LIMIT = 65_536;
/** Left free for what closes a block and says how much is missing. */
const RESERVE = 600;
const MAX_LISTED = 60;
const MAX_FINDINGS = 20;

export function comparisonMarkdown(comparison: Comparison, options: MarkdownOptions = {}): string {
  const page = new Page(options);
  const { base, head, disclosures, around } = comparison;
  const overview = overviewOf(comparison);
  page.put(
    [
      ...(options.marker === undefined ? [] : [options.marker]),
      '## 预算公开审阅',
      '',
      `**${plain(headline(comparison))}**`,
      '',
      `比较：${code(base)} → ${code(head)}`,
      ...(options.preview === undefined ? [] : ['', `[看看生成的网页是什么样](${options.preview})`]),
      '',
    ].join('\n'),
  );
  page.put(findings('新出现的问题', overview.newlyFailing));
  page.put(summaryTable(disclosures));
  page.put(findings('已改正的问题', overview.mended, true));
  page.put(findings('新说明的问题', overview.acknowledged, true));
  const blocks: Block[] = [
    ...(around.changes.length > 0 ? [{ title: '表样和网站的基本资料', changes: around.changes }] : []),
    ...disclosures
      .filter(({ changes, reason }) => changes.length > 0 || reason !== undefined)
      .map((diff) => ({
        title: `${diff.title}（${diff.id}）：${countWords(countsOf(diff.changes))}`,
        changes: diff.changes,
        reason: diff.reason,
      })),
  ];
  for (const [index, block] of blocks.entries()) {
    if (page.fold(block.title, blockLines(block))) continue;
    const left = blocks.length - index - 1;
    if (left > 0) page.last(`另有 ${left} 部分的改动没有列出。`);
    break;
  }
  if (options.more !== undefined) page.last(options.more);
  return page.text();
}

interface Block {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly reason?: string | undefined;
}

/** Text that grows as far as it may. */
class Page {
  readonly #limit: number;
  readonly #bytes: number;
  #text = '';
  #size = 0;

  constructor({ limit = COMMENT_LIMIT, bytes = Number.POSITIVE_INFINITY }: MarkdownOptions) {
    this.#limit = limit - RESERVE;
    this.#bytes = bytes - 3 * RESERVE;
  }

  #fits(text: string): boolean {
    return this.#text.length + text.length <= this.#limit && this.#size + byteLength(text) <= this.#bytes;
  }

  #add(text: string): void {
    this.#text += text;
    this.#size += byteLength(text);
  }

  /** Line by line, as far as there is room. */
  put(text: string): void {
    for (const line of text.split('\n')) {
      if (!this.#fits(`${line}\n`)) return;
      this.#add(`${line}\n`);
    }
  }

  /** One folded part; false where it is not whole. */
  fold(title: string, lines: readonly string[]): boolean {
    const open = `<details><summary>${html(title)}</summary>\n\n`;
    if (!this.#fits(open)) return false;
    this.#add(open);
    for (const [index, line] of lines.entries()) {
      if (this.#fits(`${line}\n`)) {
        this.#add(`${line}\n`);
        continue;
      }
      this.#add(`\n另有 ${lines.length - index} 行没有列出。\n\n</details>\n`);
      return false;
    }
    this.#add('\n</details>\n\n');
    return true;
  }

  /** Goes into what was left free. */
  last(text: string): void {
    this.#text += `\n${text.slice(0, RESERVE / 3)}\n`;
  }

  text(): string {
    return this.#text;
  }
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function summaryTable(disclosures: readonly DisclosureDiff[]): string {
  if (disclosures.length === 0) return '';
  const rows = disclosures.slice(0, MAX_LISTED).map((diff) => {
    const { edits, followers } = countsOf(diff.changes);
    const { newlyFailing, mended } = diff.checks;
    const checks = [
      newlyFailing.length > 0 ? `**新问题 ${newlyFailing.length}**` : '',
      mended.length > 0 ? `改正 ${mended.length}` : '',
    ];
    const cells = [
      `${plain(diff.title)}<br>${code(diff.id)}`,
      plain(statusWords(diff)),
      edits === 0 ? '' : String(edits),
      followers === 0 ? '' : String(followers),
      checks.filter(Boolean).join('，') || '没有新问题',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const more = disclosures.length - rows.length;
  return [
    '| 公开文本 | | 改动 | 随之而变 | 校验 |',
    '|---|---|--:|--:|---|',
    ...rows,
    ...(more > 0 ? ['', `另有 ${more} 份没有列在这张表里。`] : []),
    '',
  ].join('\n');
}

function findings(title: string, items: readonly CheckChange[], folded = false): string {
  if (items.length === 0) return '';
  const lines = items.slice(0, MAX_FINDINGS).map((item) => {
    const place = [item.file, item.line].filter((part) => part !== null).join(':');
    const reason = item.reason === undefined ? '' : `；说明：${plain(cut(item.reason))}`;
    return `- ${item.severity === 'error' ? '**错误**' : '警告'} ${plain(cut(item.message))}${reason}（${code(place)}）`;
  });
  const more = items.length - lines.length;
  if (more > 0) lines.push(`- 另有 ${more} 项。`);
  const name = `${title} ${items.length} 项`;
  return folded
    ? `<details><summary>${name}</summary>\n\n${lines.join('\n')}\n\n</details>\n`
    : `### ${name}\n\n${lines.join('\n')}\n`;
}

function blockLines({ changes, reason }: Block): string[] {
  const lines = reason === undefined ? [] : [`> ${plain(reason)}`, ''];
  for (const { title, edits, followers } of groupsOf(changes)) {
    lines.push(`**${plain(title)}**`, '');
    const figures = edits.filter((change) => !isText(change));
    if (figures.length > 0) lines.push(...HEAD, ...figures.map(tableLine), '');
    const texts = edits.filter(isText);
    if (texts.length > 0) lines.push(...texts.flatMap(textLines), '');
    if (followers.length > 0)
      lines.push(`随之而变 ${followers.length} 处：`, '', ...HEAD, ...followers.map(tableLine), '');
  }
  return lines;
}

const HEAD = ['| 位置 | 原 | 现 | 增减 |', '|---|--:|--:|--:|'];

const isText = (change: Change): boolean => partsOf(change) !== undefined || change.touches !== undefined;

function tableLine(change: Change): string {
  const movement = [movementWords(change), change.note ?? ''].filter(Boolean).join('，');
  const cells = [
    placeWords(change) || '整张表',
    cut(shownValue(change.before)),
    cut(shownValue(change.after)),
    movement,
  ];
  return `| ${cells.map(plain).join(' | ')} |`;
}

function textLines(change: Change): string[] {
  const parts = partsOf(change);
  const place = placeWords(change);
  const words = parts
    ? parts
        .map((part) => {
          const text = plain(partText(part));
          return part.kind === 'same'
            ? text
            : part.kind === 'added'
              ? `<ins>${text}</ins>`
              : `<del>${text}</del>`;
        })
        .join('')
    : [change.before, change.after]
        .flatMap((text) => (text === null ? [] : [plain(shownValue(text))]))
        .join(' → ');
  const notes = [change.note ?? '', ...boundWords(change).map(cut)].filter(Boolean).map(plain);
  const touched = change.touches
    ? [
        `涉及 ${change.touches.length} 份公开文本${change.touches.length > 0 ? `：${someOf(change.touches)}` : ''}`,
      ]
    : [];
  const extra = [...notes, ...touched.map(plain)];
  return [
    `- ${[place && plain(place), words].filter(Boolean).join('：')}${extra.map((text) => `<br>　${text}`).join('')}`,
  ];
}

const MAX_TEXT = 400;
const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}……` : text);

/** Content's own characters stay characters: no Markdown, no HTML, nobody called by `@`. */
function plain(text: string): string {
  return html(text)
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replace(/(?<=[@#])(?=[\p{L}\p{N}])/gu, '\u200B')
    .replace(/https?:/giu, (scheme) => `${scheme.slice(0, -1)}&#58;`)
    .replace(/\s*\n\s*/g, '<br>');
}

function html(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function code(text: string): string {
  return `<code>${html(text)
    .replaceAll('|', '&#124;')
    .replace(/[\r\n]/g, ' ')}</code>`;
}
