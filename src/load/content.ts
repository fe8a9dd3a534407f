import type { Finding } from '../model/finding.ts';
import { HIDDEN_HINT, hiddenIn } from '../model/hidden.ts';
import { likely } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile, RawContent, RawTemplate, TextFile, YamlFile } from '../model/raw.ts';
import { parseCsv } from './csv.ts';
import { decode } from './decode.ts';
import { lineFinder } from './lines.ts';
import type { Entry, Source } from './source.ts';
import { parseYaml } from './yaml.ts';

/** As git marks the two sides of a conflict; seven signs begin no line that anybody writes. */
const CONFLICT = /^(?:<{7}|>{7})(?: |$)/mu;
const CONFLICT_HINT = '请在 <<<<<<<、=======、>>>>>>> 之间的两种写法里留下一种，再删去这三行。';

/** Reads files of one source and keeps what went wrong. */
export class Reader {
  readonly source: Source;
  readonly problems: Finding[] = [];

  constructor(source: Source) {
    this.source = source;
  }

  text(file: string): TextFile | undefined {
    let bytes: Uint8Array | undefined;
    try {
      bytes = this.source.read(file);
    } catch (error) {
      this.problems.push(unreadable(file, error));
    }
    return bytes && this.decoded(file, bytes);
  }

  /** A file that was listed: it may have been taken away since, or be a pipe or a device. */
  listed(file: string): TextFile | undefined {
    const before = this.problems.length;
    const text = this.text(file);
    if (!text && this.problems.length === before)
      this.problems.push(
        problem(
          'load.unreadable',
          { file },
          '读不到这个文件：读的时候已经不在了，或者不是普通文件',
          '请看看是不是正被别的程序移动、删除，然后再试。',
        ),
      );
    return text;
  }

  decoded(file: string, bytes: Uint8Array): TextFile | undefined {
    const { text, problems } = decode(file, bytes);
    this.problems.push(...problems);
    const conflict = text?.search(CONFLICT) ?? -1;
    if (text !== undefined && conflict >= 0) {
      const place = { file, ...lineFinder(text)(conflict) };
      this.problems.push(problem('load.conflict', place, '这里留着没有解决的合并冲突', CONFLICT_HINT));
      return undefined;
    }
    const hidden = text === undefined ? undefined : hiddenIn(text);
    if (text === undefined || !hidden) return text === undefined ? undefined : { file, text };
    const place = { file, ...lineFinder(text)(hidden.at) };
    this.problems.push(problem('load.hidden', place, hidden.message, HIDDEN_HINT));
    return undefined;
  }

  yaml(file: string): YamlFile | undefined {
    const text = this.text(file);
    return text && this.yamlOf(text);
  }

  listedYaml(file: string): YamlFile | undefined {
    const text = this.listed(file);
    return text && this.yamlOf(text);
  }

  yamlOf({ file, text }: TextFile): YamlFile | undefined {
    const { yaml, problems } = parseYaml(file, text);
    this.problems.push(...problems);
    return yaml;
  }

  /** Entries of a folder without links, each of which is a fault of its own, and without what programs leave behind. */
  list(folder: string): Entry[] {
    let entries: readonly Entry[] = [];
    try {
      entries = this.source.list(folder);
    } catch (error) {
      this.problems.push(unreadable(folder, error));
    }
    return entries.filter((entry) => {
      if (LEFT_BEHIND.test(entry.name)) return false;
      if (entry.kind === 'link') this.#refuseLink(join(folder, entry.name));
      return entry.kind !== 'link';
    });
  }

  /** Where files are read by name, other entries are not ours; a link in the place of one of these is a fault. */
  refuseLinks(folder: string, names: readonly string[]): void {
    for (const { name, kind } of this.source.list(folder))
      if (kind === 'link' && names.includes(name)) this.#refuseLink(join(folder, name));
  }

  #refuseLink(file: string): void {
    this.problems.push(
      problem(
        'load.link',
        { file },
        '这里是一个链接（快捷方式），不是文件',
        '内容文件夹里只放真实的文件；请换成文件本身。',
      ),
    );
  }

  /** The file must be there. */
  required(file: string, what: string): YamlFile | undefined {
    const text = this.text(file);
    if (text) return this.yamlOf(text);
    if (!this.problems.some((item) => item.place.file === file)) {
      this.problems.push(
        problem('load.missing-file', { file }, `缺少文件 ${file}（${what}）`, '请照样例补上这个文件。'),
      );
    }
    return undefined;
  }
}

/** The folder of the final account, in the folder of the budget. */
export const FINAL = 'final';
export const isFinal = ({ name, kind }: Entry): boolean => name === FINAL && kind === 'folder';

/** No permission, or held by another program. What has no code is a fault of the tool's own. */
function unreadable(file: string, error: unknown): Finding {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return problem(
    'load.unreadable',
    { file },
    `读不出来（${String(error.code)}）`,
    '请检查有没有读取的权限，是不是正被别的程序占用，然后再试。',
  );
}

/** Lock files of Office and WPS, and what file managers write. */
const LEFT_BEHIND = /^(?:~\$.*|\.~.*|Thumbs\.db|desktop\.ini)$/iu;

export function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** The name without its ending, or undefined where it is a folder or the ending is another. */
export function stem({ name, kind }: Entry, ending: string): string | undefined {
  return kind === 'file' && name.endsWith(ending) ? name.slice(0, -ending.length) : undefined;
}

const ROOT = ['site.yaml', 'regions.yaml', 'departments.yaml', 'disclosures', 'templates'];

/** The disclosures that a content folder has, and what else stands among them. */
export interface Listed {
  /** Sorted. */
  readonly ids: readonly string[];
  readonly problems: readonly Finding[];
}

export function listDisclosures(content: Source): Listed {
  const reader = new Reader(content);
  const ids: string[] = [];
  for (const region of folders(reader, 'disclosures')) {
    for (const year of folders(reader, join('disclosures', region))) {
      for (const department of folders(reader, join('disclosures', region, year))) {
        const id = join(region, year, department);
        const inside = new Reader(content);
        const final = inside.list(join('disclosures', id, FINAL)).length > 0;
        // Where nothing else stands there, only the final account is published here.
        if (!final || inside.list(join('disclosures', id)).some((entry) => !isFinal(entry))) ids.push(id);
        if (final) ids.push(join(id, FINAL));
      }
    }
  }
  return { ids, problems: reader.problems };
}

/**
 * Reads all that stands around the disclosures, and lists these. Templates come
 * from the content folder first, then from the tool's own.
 */
export function loadContent(
  content: Source,
  templates: Source,
  { ids, problems }: Listed = listDisclosures(content),
): RawContent {
  const reader = new Reader(content);
  reader.refuseLinks('', ROOT);
  const site = reader.required('site.yaml', '网站名称、主办单位等');
  const regions = reader.required('regions.yaml', '行政区划');
  const departments = reader.yaml('departments.yaml');
  const forms = new Reader(templates);
  const byId = new Map<string, RawTemplate>();
  for (const id of folders(forms, 'templates')) {
    const template = loadTemplate(forms, id);
    if (template) byId.set(id, template);
  }
  return {
    ...(site && { site }),
    ...(regions && { regions }),
    ...(departments && { departments }),
    templates: byId,
    ids,
    problems: [...reader.problems, ...problems, ...forms.problems],
  };
}

function folders(reader: Reader, folder: string): string[] {
  const names: string[] = [];
  for (const entry of reader.list(folder)) {
    if (entry.kind === 'folder') names.push(entry.name);
    else
      reader.problems.push(
        problem(
          'load.unknown-file',
          { file: join(folder, entry.name) },
          `${folder}/ 下只放文件夹，不放文件`,
          '请移走这个文件。',
        ),
      );
  }
  return names;
}

const TEMPLATE = [
  ...['template.yaml', 'tables', 'rules.yaml', 'codes.csv', 'crosswalk.csv'],
  ...['glossary.yaml', 'synonyms.yaml', 'narrative'],
];

function loadTemplate(reader: Reader, id: string): RawTemplate | undefined {
  const folder = join('templates', id);
  reader.refuseLinks(folder, TEMPLATE);
  const template = reader.required(join(folder, 'template.yaml'), '表样');
  const tables = new Map<string, YamlFile>();
  for (const entry of reader.list(join(folder, 'tables'))) {
    const table = stem(entry, '.yaml');
    if (table === undefined) unknownFile(reader, join(folder, 'tables'), entry, ['*.yaml']);
    else {
      const yaml = reader.listedYaml(join(folder, 'tables', entry.name));
      if (yaml) tables.set(table, yaml);
    }
  }
  const rules = reader.yaml(join(folder, 'rules.yaml'));
  const codes = loadCsv(reader, join(folder, 'codes.csv'), '科目表');
  const crosswalk = loadCsv(reader, join(folder, 'crosswalk.csv'), '科目对照表');
  const glossary = reader.yaml(join(folder, 'glossary.yaml'));
  const synonyms = reader.yaml(join(folder, 'synonyms.yaml'));
  const narrative = loadNarrative(reader, join(folder, 'narrative'));
  if (!template) return undefined;
  return {
    id,
    template,
    tables,
    narrative,
    ...(rules && { rules }),
    ...(codes && { codes }),
    ...(crosswalk && { crosswalk }),
    ...(glossary && { glossary }),
    ...(synonyms && { synonyms }),
  };
}

function loadCsv(reader: Reader, path: string, table: string): CsvFile | undefined {
  const file = reader.text(path);
  if (!file) return undefined;
  const { csv, problems } = parseCsv(file.file, table, file.text);
  reader.problems.push(...problems);
  return csv;
}

export function loadNarrative(reader: Reader, folder: string): Map<string, TextFile> {
  const sections = new Map<string, TextFile>();
  for (const entry of reader.list(folder)) {
    const section = stem(entry, '.md');
    if (section === undefined) unknownFile(reader, folder, entry, ['*.md']);
    else {
      const text = reader.listed(join(folder, entry.name));
      if (text) sections.set(section, text);
    }
  }
  return sections;
}

export function unknownFile(
  reader: Reader,
  folder: string,
  { name, kind }: Entry,
  known: readonly string[],
): void {
  const near = known.find((item) => !item.includes('*') && likely(bare(name), [bare(item)]) !== undefined);
  const word = kind === 'folder' ? '文件夹' : '文件';
  const hint =
    SPREADSHEET.test(name) && known.includes('*.csv')
      ? '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”，再移走这个文件。'
      : `这里只放 ${known.join('、')}。${near ? `请改名为“${near}”，或移走。` : '请改名或移走。'}`;
  reader.problems.push(
    problem(
      'load.unknown-file',
      { file: join(folder, name) },
      `不认识的${word}“${name}”${near ? `，是不是“${near}”？` : ''}`,
      hint,
    ),
  );
}

const bare = (name: string): string => name.replace(/\.[^.]+$/u, '');
const SPREADSHEET = /\.(?:xlsx?|xlsm|et|ods)$/iu;
