import { resolve } from 'node:path';
import type { Content } from '../../src/content.ts';
import type { Finding } from '../../src/model/finding.ts';
import { openReader } from '../../src/reader.ts';
import {
  type BriefReport,
  type DisclosureReport,
  findingText,
  hasBlocking,
  isBlocking,
  reportOf,
  reportText,
  type Style,
} from '../../src/report/findings.ts';
import { byOffice } from '../../src/schema/identity.ts';
import { readSettings, type Settings } from '../../src/settings.ts';
import { MisuseError, toolRoot } from './files.ts';

/** Options that several commands share, as the variables that pages read too. */
export function applyOptions(options: {
  content?: string | undefined;
  drafts?: boolean | undefined;
}): Settings {
  process.env.MINGZHANG_ROOT = resolve(toolRoot);
  if (options.content !== undefined) process.env.CONTENT_DIR = options.content;
  if (process.env.CONTENT_DIR) process.env.CONTENT_DIR = resolve(process.env.CONTENT_DIR);
  if (options.drafts) process.env.MINGZHANG_DRAFTS = 'true';
  return readSettings(process.env, process.cwd(), new Date());
}

export function openSettings(settings: Settings): Content {
  return openReader(settings).content;
}

/** Ids that a command's arguments mean: an id, or a folder above some, with or without `content/disclosures/` before it. */
export function chosenIds(content: Pick<Content, 'ids'>, wanted: readonly string[]): string[] {
  if (wanted.length === 0) return [...content.ids];
  const chosen = new Set<string>();
  for (const argument of wanted) {
    const path = argument
      .replaceAll('\\', '/')
      .replace(/\/+$/, '')
      .replace(/^.*disclosures\//, '');
    const parts = path.split('/');
    const folder = parts.slice(0, parts[3] === 'final' ? 4 : 3).join('/');
    const found = content.ids.filter((id) => id === folder || id.startsWith(`${folder}/`));
    if (found.length === 0)
      throw new MisuseError(
        `没有找到公开文本“${argument}”。写法如 130303/2024/350001，或 130303、130303/2024。`,
      );
    for (const id of found) chosen.add(id);
  }
  return [...chosen].sort();
}

export interface CheckRun {
  readonly around: readonly Finding[];
  readonly reports: readonly DisclosureReport[];
  readonly blocked: readonly string[];
  readonly clean: boolean;
}

/** Reads and checks disclosures one by one; keeps only what reports need. `more` was found of them otherwise, `around` beside them. */
export function checkAll(
  content: Content,
  ids: readonly string[],
  more: ReadonlyMap<string, readonly Finding[]> = new Map(),
  around: readonly Finding[] = [],
): CheckRun {
  const byId = new Map<string, DisclosureReport>();
  for (const id of byOffice(ids)) {
    const { disclosure, problems } = content.read(id);
    byId.set(id, reportOf(id, [...problems, ...(more.get(id) ?? [])], disclosure));
  }
  const reports = ids.flatMap((id) => byId.get(id) ?? []);
  const blocked = reports.filter(hasBlocking).map((report) => report.id);
  const beside = [...content.problems, ...around];
  return {
    around: beside,
    reports,
    blocked,
    clean: blocked.length === 0 && !beside.some(isBlocking),
  };
}

export function printReports(
  run: { readonly around: readonly Finding[]; readonly reports: Iterable<BriefReport> },
  style: Style,
  print: (text: string) => void,
): void {
  if (run.around.length > 0)
    print(`${run.around.map((finding) => findingText(finding, style)).join('\n')}\n`);
  for (const report of run.reports) {
    const text = reportText(report, style);
    if (text) print(text);
  }
}
