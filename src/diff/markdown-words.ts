import { escapeHtml } from '../view/escape.ts';

/**
 * Words of content in a forge's comment: content's own characters stay
 * characters. No Markdown, no HTML, nobody called by `@`, no link, no
 * reference to an issue that a merge would close, no command of a bot.
 */

const BREAK = '\u200B';

/**
 * Forges look for these in the rendered text, where no escape protects any
 * more: a space of no width does.
 */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  // @user, and commits of another repository: owner/name@0123abc.
  [/@/g, `@${BREAK}`],
  // #1, !2, ~label, %milestone, $snippet, &epic, ^alert; GitLab takes them quoted too.
  [/([#!~%$&^])(?=[\w"])/g, `$1${BREAK}`],
  [/\b(GH)-(?=\d)/gi, `$1${BREAK}-`],
  // Any address that would become a link by itself.
  [/:\/\//g, `:${BREAK}//`],
  [/\b(www)\./gi, `$1${BREAK}.`],
  [/\b(mailto|xmpp):/gi, `$1${BREAK}:`],
  // :shortcode: of a picture.
  [/:(?=[a-z0-9_+-]+:)/gi, `:${BREAK}`],
  // /approve at the beginning of a line; ours begin with a mark of their own, and a rendered one need not.
  [/(^|\s)\/(?=[a-z])/gi, `$1/${BREAK}`],
];

function unreferenced(text: string): string {
  return REFERENCES.reduce((done, [pattern, to]) => done.replace(pattern, to), text);
}

/** Within a block of HTML, where no Markdown is read. */
export function htmlWords(text: string): string {
  return escapeHtml(unreferenced(text)).replace(/\s+/g, ' ');
}

/** Within a line of Markdown or a cell of its tables. */
export function words(text: string): string {
  return escapeHtml(unreferenced(text).replace(/[\\`*_{}[\]()#+!|~$^=-]/g, '\\$&'))
    .replace(/(^|\d)\.(?=\s|$)/g, '$1\\.')
    .replace(/(?<!\s)\s*\n\s*/g, '<br>')
    .replace(/[ \t]+/g, ' ');
}

export function codeWords(text: string): string {
  return `<code>${words(text.replace(/\s+/g, ' '))}</code>`;
}

/** An address of ours, as an attribute of HTML; empty where it is none that a browser should follow. */
export function linkTo(address: string, text: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return '';
  return `<a href="${escapeHtml(url.href).replaceAll('|', '%7C')}">${words(text)}</a>`;
}
