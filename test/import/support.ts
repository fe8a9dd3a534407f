import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { contentFiles, type Imported, importText, reportOf, type Subject } from '../../src/import/index.ts';
import { loadContent } from '../../src/load/content.ts';
import { folderSource } from '../../src/load/source.ts';
import { fill } from '../../src/model/fill.ts';
import type { OutlineItem, Template } from '../../src/model/template.ts';
import { headerPath, normalized } from '../../src/model/titles.ts';
import { resolveTemplates } from '../../src/schema/template.ts';

const content = folderSource(join(toolRoot, 'content'));
const { templates } = resolveTemplates(loadContent(content, content).templates);

export function form(id: string): Template {
  const template = templates.get(id);
  if (!template) throw new Error(`no template ${id}`);
  return template;
}

/** An office that is made up. */
export const WATER: Subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };

/** What an import could not place, with where it stood. */
export const leftOf = (imported: Imported): string[] =>
  reportOf(imported, '').unplaced.flatMap((item) => (item.minor ? [] : [`${item.place}“${item.text}”`]));

export interface Seed {
  readonly file: string;
  readonly template: string;
  readonly subject: Subject;
}

const seed = (file: string, template: string, id: string, name: string, department: string): Seed => {
  const [region = '', year = '', code = ''] = id.split('/');
  return { file, template, subject: { region, year: Number(year), code, name, department } };
};

/** The five published texts, kept outside the repository. */
export const SEEDS = {
  shanhaiguan: seed('000', 'hebei-2024', '130303/2024/350001', '科技和工信部门', 'shanhaiguan-kexin'),
  xushui: seed(
    '001',
    'hebei-2025',
    '130609/2025/304',
    '保定市徐水区科学技术和工业信息化局',
    'xushui-kegongxin',
  ),
  jiefang: seed(
    '002',
    'henan-2024',
    '410802/2024/566',
    '焦作市解放区科技和工业信息化局',
    'jiefang-kegongxin',
  ),
  chengde: seed(
    '003',
    'hebei-2024',
    '130871/2024/105',
    '承德高新技术产业开发区经济与科技发展局',
    'chengde-gaoxin-jingke',
  ),
  qinhuangdao: seed('004', 'hebei-2023', '130300/2023/471', '秦皇岛市工业和信息化局', 'qinhuangdao-gongxin'),
} satisfies Record<string, Seed>;

const seedFolder = join(toolRoot, '..', 'shared', 'seeds');
export const seedsPresent = existsSync(seedFolder);
/** Part of a test's name, so that a skipped one says why. */
export const absent = seedsPresent ? '' : '（跳过：没有 ../shared/seeds）';

export function seedText({ file }: Seed): string {
  const name = readdirSync(seedFolder).find((item) => item.startsWith(`${file}_`)) ?? file;
  return readFileSync(join(seedFolder, name), 'utf8');
}

const imported = new Map<Seed, Imported>();

export function importSeed(of: Seed): Imported {
  const known = imported.get(of) ?? importText(seedText(of), form(of.template), of.subject);
  imported.set(of, known);
  return known;
}

export const idOf = ({ subject }: Seed): string => `${subject.region}/${subject.year}/${subject.code}`;

/** A committed file of a disclosure; undefined where there is none. */
export function committed(of: Seed, path: string): string | undefined {
  const file = join(toolRoot, 'content', 'disclosures', idOf(of), path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

export function fixture(path: string): string {
  return readFileSync(join(toolRoot, 'test', 'fixtures', 'import', path), 'utf8');
}

/** The rows of a table as printed, cells joined by a bar. */
export function rowsOf(read: Imported, table: string): string[] {
  const found = read.tables.find((item) => item.spec.id === table);
  return (found?.rows ?? []).map(
    (row) => found?.columns.map((column) => row.cells.get(column.id) ?? '').join('|') ?? '',
  );
}

export function files(read: Imported): Map<string, string> {
  return contentFiles(read);
}

/** All that the form itself prints. */
export function formWords(template: Template, subject: Subject): ReadonlySet<string> {
  const titles: string[] = [];
  const visit = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      titles.push(item.title ?? '');
      visit(item.children);
    }
  };
  visit(template.outline);
  for (const table of template.tables.values()) {
    titles.push(table.title, ...table.notes.always, ...table.notes.whenEmpty, ...table.aliases);
    for (const column of table.columns) titles.push(...headerPath(column), ...column.aliases);
  }
  const { projects, targets } = template;
  titles.push(
    ...Object.values(projects ?? {}).flatMap((value) => (typeof value === 'string' ? [value] : [])),
  );
  titles.push(
    ...(projects?.plan ?? []),
    ...(projects?.groups ?? []),
    ...(projects?.funding ?? []).map((field) => field.title),
  );
  titles.push(...Object.values(targets ?? {}).flatMap((value) => (typeof value === 'string' ? [value] : [])));
  for (const column of [...(projects?.indicatorColumns ?? []), ...(targets?.indicatorColumns ?? [])])
    titles.push(column.title);
  return new Set(
    ['部门', '单位'].flatMap((scope) =>
      titles.map((title) => normalized(fill(title, { ...subject, scope }))),
    ),
  );
}
