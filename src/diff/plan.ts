import { Reader } from '../load/content.ts';
import type { Source } from '../load/source.ts';
import type { Department } from '../model/disclosure.ts';
import { compareFindings } from './checks.ts';
import type { Revision } from './disclosure.ts';
import type { FieldRules } from './fields.ts';
import { filesOf, renamedFolders } from './files.ts';
import { placeKey } from './follows.ts';
import { compareForms, type FormChange } from './form.ts';
import { compareMetadata, type Reading, titleOf, valueAt } from './metadata.ts';
import type { Change, CheckChanges } from './types.ts';

/** From the paths that git names to the disclosures that have to be looked at. */

/** Relative to the content folder, and to the folder of the tool's own forms. */
export interface ChangedPaths {
  readonly content: readonly string[];
  readonly forms: readonly string[];
}

/** A disclosure to compare; one id is missing where it is new or gone. */
export interface Pair {
  readonly from?: string;
  readonly to?: string;
  /** edited: its own files. form: what stands around it. neighbour: only its checks may come out otherwise. */
  readonly why: 'edited' | 'form' | 'neighbour';
}

export interface Plan {
  readonly pairs: readonly Pair[];
  readonly around: { readonly changes: readonly Change[]; readonly checks: CheckChanges };
}

const AROUND = ['site.yaml', 'regions.yaml', 'departments.yaml'];

export function planComparison(base: Revision, head: Revision, paths: ChangedPaths): Plan {
  const edited = new Set<string>();
  for (const path of paths.content) {
    const [folder, region, year, department, file, inFinal] = path.split('/');
    if (folder !== 'disclosures' || file === undefined) continue;
    const id = `${region}/${year}/${department}`;
    edited.add(file === 'final' && inFinal !== undefined ? `${id}/final` : id);
  }
  const pairs = editedPairs([...edited].sort(), base, head);
  const forms = compareForms(
    [...paths.content, ...paths.forms].filter((path) => path.startsWith('templates/')),
    { source: base.templates, resolved: base.content.surroundings?.templates },
    { source: head.templates, resolved: head.content.surroundings?.templates },
  );
  const surroundings = AROUND.filter((path) => paths.content.includes(path)).flatMap((path) =>
    compareMetadataFile(path, base, head),
  );
  const headers = forms.length > 0 || surroundings.length > 0 ? headersOf(head) : new Map<string, Header>();
  const changes = [
    ...surroundings.map((change) => withTouches(change, surroundingReach(change, headers))),
    ...forms.map((form) => withTouches(form.change, formReach(form, headers, head))),
  ];
  const known = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  const add = (ids: Iterable<string>, why: Pair['why']): void => {
    for (const id of ids) {
      if (known.has(id)) continue;
      known.add(id);
      pairs.push({ from: id, to: id, why });
    }
  };
  add(
    changes.flatMap((change) => (change.file === 'site.yaml' ? [] : (change.touches ?? []))),
    'form',
  );
  add(yearAfter(edited, head), 'neighbour');
  return {
    pairs,
    around: {
      changes,
      checks: compareFindings(null, base.content.problems, head.content.problems),
    },
  };
}

function editedPairs(ids: readonly string[], base: Revision, head: Revision): Pair[] {
  const folder = (id: string): string => `disclosures/${id}`;
  const [inBase, inHead] = [existing(base), existing(head)];
  const gone = ids.filter((id) => inBase(id) && !inHead(id));
  const fresh = ids.filter((id) => !inBase(id) && inHead(id));
  const filesIn = ({ source }: Revision, list: readonly string[]) =>
    new Map(list.map((id) => [id, filesOf(source, folder(id))]));
  const renamed =
    gone.length > 0 && fresh.length > 0
      ? renamedFolders(filesIn(base, gone), filesIn(head, fresh))
      : new Map<string, string>();
  const moved = new Set(renamed.values());
  // One that is withdrawn in favour of a new one has moved there, and leaves a word of it.
  if (fresh.length > 0)
    for (const from of ids.filter((id) => inBase(id) && inHead(id))) {
      const to = movedTo(head.source, from);
      if (to !== undefined && fresh.includes(to) && !renamed.has(to) && movedTo(base.source, from) !== to)
        renamed.set(to, from);
    }
  return ids.flatMap((id): Pair[] => {
    const before = inBase(id);
    const after = inHead(id);
    if (before && after) return [{ from: id, to: id, why: 'edited' }];
    if (after)
      return [{ ...(renamed.has(id) && { from: renamed.get(id) as string }), to: id, why: 'edited' }];
    return before && !moved.has(id) ? [{ from: id, why: 'edited' }] : [];
  });
}

function movedTo(source: Source, id: string): string | undefined {
  const data = new Reader(source).yaml(`disclosures/${id}/disclosure.yaml`)?.data;
  const to = valueAt(data, ['withdrawn', 'movedTo']);
  return typeof to === 'string' ? to : undefined;
}

/** Is there a disclosure of that id? Known from the folder above, which holds many. */
function existing({ source, prefetch }: Revision): (id: string) => boolean {
  const folders = new Map<string, ReadonlySet<string>>();
  return (id) => {
    const folder = `disclosures/${id}`;
    const above = folder.slice(0, folder.lastIndexOf('/'));
    let names = folders.get(above);
    if (!names) {
      names = new Set(source.list(above).flatMap(({ name, kind }) => (kind === 'folder' ? [name] : [])));
      folders.set(above, names);
    }
    // On disk an empty folder may be left; git has none.
    return (
      names.has(id.slice(id.lastIndexOf('/') + 1)) &&
      (prefetch !== undefined || source.list(folder).length > 0)
    );
  };
}

const RULES: FieldRules = {
  nameOf: (path, item) => {
    const name = path.length === 0 ? (item.id ?? item.code) : item.from;
    return typeof name === 'string' ? name : undefined;
  },
};

const SITE_TITLES: Readonly<Record<string, string>> = {
  'site.yaml': '网站',
  'regions.yaml': '行政区划',
  'departments.yaml': '部门',
};

/** Fields that stand in those files alone. */
const AROUND_FIELDS: Readonly<Record<string, string>> = {
  domain: '网站域名',
  idCode: '政府网站标识码',
  organizer: '主办单位',
  description: '网站说明',
  keywords: '关键词',
  contact: '联系方式',
  icp: 'ICP 备案号',
  police: '公安备案号',
  sample: '样例',
  names: '各年名称',
  codes: '各年代码',
  from: '起始年度',
  parent: '上级',
  predecessors: '前身',
};

function compareMetadataFile(path: string, base: Revision, head: Revision): Change[] {
  const [before, after] = [new Reader(base.source).yaml(path), new Reader(head.source).yaml(path)];
  if (!before && !after) return [];
  const title = SITE_TITLES[path] ?? path;
  const fieldOf = (name: string): string => AROUND_FIELDS[name] ?? titleOf(name);
  const labels: Reading['labels'] = ({ names }) =>
    path === 'site.yaml'
      ? { row: title, column: names.map(fieldOf).join(' · ') }
      : { row: `${title} ${names[0] ?? ''}`, column: names.slice(1).map(fieldOf).join(' · ') || null };
  return [...compareMetadata(null, before, after, placeKey, { rules: RULES, labels }).changes];
}

interface Header {
  readonly template: string;
  readonly department: string;
}

/** Form and department of every disclosure, from the top of its file. */
function headersOf({ source, content, prefetch }: Revision): Map<string, Header> {
  const file = (id: string): string => `disclosures/${id}/disclosure.yaml`;
  prefetch?.(content.ids.map(file));
  const decoder = new TextDecoder();
  return new Map(
    content.ids.map((id): [string, Header] => {
      const text = decoder.decode(source.read(file(id)) ?? new Uint8Array());
      const field = (name: string): string =>
        new RegExp(`^["']?${name}["']?:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(text)?.[1] ?? '';
      return [id, { template: field('template'), department: field('department') }];
    }),
  );
}

function withTouches(change: Change, touches: readonly string[]): Change {
  return { ...change, touches };
}

function surroundingReach({ file, row }: Change, headers: ReadonlyMap<string, Header>): string[] {
  const owner = row?.split(' ')[1] ?? '';
  if (file === 'site.yaml') return [];
  return [...headers].flatMap(([id, { department }]) =>
    (file === 'regions.yaml' ? id.startsWith(`${owner}/`) : department === owner) ? [id] : [],
  );
}

/** Disclosures of the forms that a change reaches; a draft reaches those that do not word the section themselves. */
function formReach(
  { forms, section }: FormChange,
  headers: ReadonlyMap<string, Header>,
  head: Revision,
): string[] {
  const ids = [...headers].flatMap(([id, { template }]) => (forms.has(template) ? [id] : []));
  if (section === undefined) return ids;
  head.prefetch?.(ids.map((id) => `disclosures/${id}/narrative`));
  return ids.filter(
    (id) => !head.source.list(`disclosures/${id}/narrative`).some(({ name }) => name === `${section}.md`),
  );
}

/** Disclosures of the year after, whose checks look back at an edited one. */
function yearAfter(edited: ReadonlySet<string>, { content }: Revision): string[] {
  const ids = new Set(content.ids);
  const departments: readonly Department[] = [...(content.surroundings?.departments.values() ?? [])];
  return [...edited].flatMap((id) => {
    const [region = '', year, code = '', ...final] = id.split('/');
    const codes = departments
      .filter((item) => item.region === region && item.codes.some((entry) => entry.code === code))
      .flatMap((item) => item.codes.map((entry) => entry.code));
    const next = String(Number(year) + 1);
    return [...new Set([code, ...codes])]
      .map((own) => [region, next, own, ...final].join('/'))
      .filter((it) => ids.has(it));
  });
}
