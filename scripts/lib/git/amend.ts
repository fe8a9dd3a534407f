import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from '../../../src/content.ts';
import { type AmendmentEntry, amendmentItems } from '../../../src/diff/amendment.ts';
import { amendmentYaml, withAmendment } from '../../../src/diff/amendment-yaml.ts';
import { compareDisclosure } from '../../../src/diff/compare-disclosure.ts';
import { decode } from '../../../src/load/decode.ts';
import { folderSource, layeredSource, memorySource, type Source } from '../../../src/load/source.ts';
import { publicationDay } from '../../../src/model/amended.ts';
import type { CheckedDisclosure } from '../../../src/model/disclosure.ts';
import { placeText } from '../../../src/model/finding.ts';
import type { Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';
import { openRepository } from './git.ts';
import { openHistory, snapshotOf, sourceOf, type Version } from './history.ts';

export interface AmendRequest {
  readonly settings: Settings;
  readonly content: Content;
  readonly id: string;
  readonly reason: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** A revision that git knows; what was published and recorded last where absent. */
  readonly since?: string | undefined;
}

export interface Amended {
  readonly entry: AmendmentEntry;
  /** The whole record, as it stands now. */
  readonly disclosure: CheckedDisclosure;
  /** What it was compared with, in words. */
  readonly since: string;
}

/** Writes into disclosure.yaml what has changed since the public saw it last. Throws what the user can mend. */
export function amend(request: AmendRequest): Amended {
  const { settings, content, id, reason, date } = request;
  const now = folderSource(settings.contentDir);
  const head = snapshotOf(content, now, id);
  if (!head?.disclosure) {
    const first = head?.problems.find(({ severity }) => severity === 'error');
    throw new UserError(
      `${id} 现在的内容有错，不能记更正${first ? `：${first.message}（${placeText(first.place)}）` : ''}。请先运行 npm run check -- ${id} 改正。`,
    );
  }
  const day = publicationDay(head.disclosure);
  if (day !== undefined && day > settings.today)
    throw new UserError(`${id} 要到 ${day} 才公开，现在的改动不用记。`);
  const base =
    request.since === undefined ? lastRecorded(settings, id) : sinceRevision(request, request.since);
  const before = snapshotOf(content, base.source, base.id);
  const changes = before ? (compareDisclosure(before, head)?.changes ?? []) : [];
  const entry: AmendmentEntry = { date, reason, changes: amendmentItems(changes, head.disclosure) };
  if (entry.changes.length === 0)
    throw new UserError(
      `没有可以记的更正：和${base.words}相比，${id} 公开的内容没有变。要和更早的版本比，请用 --since 写明版本。`,
    );
  const path = join(settings.contentDir, 'disclosures', id, 'disclosure.yaml');
  const text = textOf(path);
  const edited = withAmendment(text, entry);
  if (edited === undefined)
    throw new UserError(
      `${path} 的写法特殊，没有改动。请自己在 amendments: 下面加上：\n${amendmentYaml(entry)}`,
    );
  const disclosure = validated(content, layered(now, id, edited), id);
  writeFileSync(path, edited);
  return { entry, disclosure, since: base.words };
}

/** With its mark of byte order and its line ends, which the loader drops. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decode(path, bytes).text ?? '';
  }
}

interface Base {
  readonly source: Source;
  /** Another than now, where it has moved since. */
  readonly id: string;
  readonly words: string;
}

function sinceRevision({ settings, id }: AmendRequest, since: string): Base {
  const source = sourceOf(openRepository(settings.contentDir), settings, since);
  const isThere = (one: string): boolean => source.list(`disclosures/${one}`).length > 0;
  const then = isThere(id) ? id : openHistory(settings).former(id).find(isThere);
  if (then === undefined) throw new UserError(`“${since}”这个版本里还没有 ${id}。请另选一个版本。`);
  return { source, id: then, words: `版本 ${since} ` };
}

/** The version in which the last entry was recorded; the first that was public where there is none. */
function lastRecorded(settings: Settings, id: string): Base {
  const versions = openHistory(settings).versions(id);
  const recorded = ({ data }: Version): string => JSON.stringify(data.amendments ?? '');
  const last = versions.at(-1);
  const committed = versions.filter(({ commit }) => commit !== undefined);
  const latest = committed.at(-1);
  if (!last || !latest) throw new UserError(`${id} 还没有提交到版本库，没有公开过的版本可以比较。请先提交。`);
  if (recorded(last) !== recorded(latest))
    throw new UserError(
      `${id} 的 disclosure.yaml 里有改过而没有提交的修订记录（amendments）。请先提交；要重新记，请先恢复原样。`,
    );
  let first = committed.length - 1;
  while (first > 0 && recorded(committed[first - 1] as Version) === recorded(last)) first--;
  const base = committed.slice(first).find(({ published }) => published);
  if (!base)
    throw new UserError(
      `${id} 没有公开过的版本，现在的改动不用记。已经公开的，请在 disclosure.yaml 里写上公开日期（publishedOn），或用 --since 写明公开的是哪个版本。`,
    );
  return { source: base.source, id: base.id, words: `${base.day} 的提交 ${base.commit?.slice(0, 8)} ` };
}

/** The content with the edited file in place of the one on disk. */
function layered(now: Source, id: string, text: string): Source {
  return layeredSource(memorySource({ [`disclosures/${id}/disclosure.yaml`]: text }), now);
}

function validated(content: Content, source: Source, id: string): CheckedDisclosure {
  const { disclosure, problems } = content.of(source).read(id);
  if (disclosure) return disclosure;
  const told = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  throw new UserError(`这条修订记录有错，没有写进去：${told.join('；')}。`);
}
