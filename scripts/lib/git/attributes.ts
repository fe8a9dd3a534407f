import { GitError } from '../../../src/load/git.ts';
import type { Repository } from './git.ts';

/** What makes plain `git diff` of content read well. */

/**
 * `.gitattributes` of a content folder. Markdown's driver is git's own; those
 * of CSV and YAML are asked of the repository's settings (`DIFF_SETTINGS`),
 * and where they are not set git shows the lines as ever.
 */
export const ATTRIBUTES = `# 换行一律用 LF，Windows 上也一样，免得整个文件都算改过。
* text=auto eol=lf
# git diff 的写法：.md 不用设置；.csv 和 .yaml 运行一次 npm run hooks 就有。
*.csv text eol=lf diff=csv
*.yaml text eol=lf diff=yaml
*.md text eol=lf diff=markdown
*.xlsx binary
*.xls binary
*.et binary
*.docx binary
*.pdf binary
*.png binary
`;

const CSV_HEAD = '^\uFEFF(.*)$\n^([^0-9,"]+,[^0-9]*)$';

/**
 * Beside each change in a CSV file its head is shown, beside one in YAML the
 * field; `git diff --word-diff` tells cells apart, and names are readable.
 */
export const DIFF_SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['diff.csv.xfuncname', CSV_HEAD],
  ['diff.csv.wordRegex', '"[^"]*"|[^,"]+|,'],
  ['diff.yaml.xfuncname', '^([A-Za-z][A-Za-z0-9]*:.*)$'],
  ['diff.yaml.wordRegex', '[^][{}:, ]+|[][{}:,]'],
  ['core.quotePath', 'false'],
];

/** What is set already, here or for all repositories of this user, stays. */
export function setDiff({ git }: Repository): void {
  for (const [name, value] of DIFF_SETTINGS)
    if (settingOf(git, ['--get', name]) === undefined) git(['config', '--local', name, value]);
}

/** Takes away what `setDiff` has set, if it is still so. */
export function unsetDiff({ git }: Repository): void {
  for (const [name, value] of DIFF_SETTINGS)
    if (settingOf(git, ['--local', '--get', name]) === value) git(['config', '--local', '--unset', name]);
}

function settingOf(git: Repository['git'], args: readonly string[]): string | undefined {
  try {
    return git(['config', ...args])
      .toString('utf8')
      .replace(/\n$/, '');
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
