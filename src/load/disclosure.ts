import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile, RawDisclosure, YamlFile } from '../model/raw.ts';
import { FINAL, join, loadNarrative, Reader, stem, unknownFile } from './content.ts';
import { parseCsv } from './csv.ts';
import type { Entry, Source } from './source.ts';

const KNOWN = ['disclosure.yaml', 'targets.yaml', 'tables', 'projects', 'narrative', 'import-report.md'];

const FOLDERS = ['tables', 'projects', 'narrative', FINAL];

function otherKind(reader: Reader, folder: string, { name, kind }: Entry): void {
  const [is, should] = kind === 'folder' ? ['文件夹', '文件'] : ['文件', '文件夹'];
  reader.problems.push(
    problem(
      'load.unknown-file',
      { file: join(folder, name) },
      `“${name}”应为${should}，却是${is}`,
      '请改名或移走，再照样例放好。',
    ),
  );
}

/** Reads one disclosure's folder. Never throws on content: `problems` says what could not be read. */
export function loadDisclosure(source: Source, id: string): RawDisclosure {
  const folder = join('disclosures', id);
  const hash = createHash('sha256');
  // Every byte read goes into the hash, in the order of the listing, which is by name.
  const reader = new Reader({
    list: (name) => source.list(name),
    read(file) {
      const bytes = source.read(file);
      if (bytes) hash.update(`${file.slice(folder.length)}\0${bytes.length}\0`).update(bytes);
      return bytes;
    },
  });
  const problems: Finding[] = [];
  // A final account has no other under it.
  const known = id.endsWith(`/${FINAL}`) ? KNOWN : [...KNOWN, FINAL];
  const entries = reader.list(folder);
  for (const entry of entries)
    if (!known.includes(entry.name)) unknownFile(reader, folder, entry, known);
    else if ((entry.kind === 'folder') !== FOLDERS.includes(entry.name)) otherKind(reader, folder, entry);
  const disclosure = reader.required(join(folder, 'disclosure.yaml'), '公开文本的基本信息');
  const targets = entries.some(({ name }) => name === 'targets.yaml')
    ? reader.listedYaml(join(folder, 'targets.yaml'))
    : undefined;

  const tables: CsvFile[] = [];
  for (const entry of reader.list(join(folder, 'tables'))) {
    const table = stem(entry, '.csv');
    if (table === undefined) {
      unknownFile(reader, join(folder, 'tables'), entry, ['*.csv']);
      continue;
    }
    const file = reader.listed(join(folder, 'tables', entry.name));
    if (!file) continue;
    const parsed = parseCsv(file.file, table, file.text);
    problems.push(...parsed.problems);
    if (parsed.csv) tables.push(parsed.csv);
  }

  const projects: YamlFile[] = [];
  let projectUnits: YamlFile | undefined;
  for (const entry of reader.list(join(folder, 'projects'))) {
    const number = stem(entry, '.yaml');
    if (number === undefined || (number !== 'units' && !/^\d{1,4}$/.test(number))) {
      unknownFile(reader, join(folder, 'projects'), entry, ['01.yaml、02.yaml……', 'units.yaml']);
      continue;
    }
    const yaml = reader.listedYaml(join(folder, 'projects', entry.name));
    if (yaml && number === 'units') projectUnits = yaml;
    else if (yaml) projects.push(yaml);
  }
  projects.sort((a, b) => numberOf(a) - numberOf(b));
  for (const [index, yaml] of projects.entries()) {
    const earlier = projects[index - 1];
    if (!earlier || numberOf(earlier) !== numberOf(yaml)) continue;
    problems.push(
      problem(
        'load.duplicate-id',
        { file: yaml.file },
        `有两个第 ${numberOf(yaml)} 号项目：${[earlier, yaml].map((item) => item.file.slice(folder.length + 1)).join(' 和 ')}`,
        '请按印刷顺序给其中一个改名，或删去重复的一个。',
      ),
    );
  }
  const narrative = loadNarrative(reader, join(folder, 'narrative'));
  return {
    state: 'raw',
    id,
    folder,
    tables,
    projects,
    narrative,
    problems: [...reader.problems, ...problems],
    hash: hash.digest('hex'),
    ...(disclosure && { disclosure }),
    ...(targets && { targets }),
    ...(projectUnits && { projectUnits }),
  };
}

/** `projects/07.yaml` → 7. */
function numberOf(file: YamlFile): number {
  return Number(file.file.slice(file.file.lastIndexOf('/') + 1, -'.yaml'.length));
}
