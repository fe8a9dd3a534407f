import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { CsvFile, RawDisclosure, YamlFile } from '../model/raw.ts';
import { join, loadNarrative, Reader, stem, unknownFile } from './content.ts';
import { parseCsv } from './csv.ts';
import type { Source } from './source.ts';

const KNOWN = ['disclosure.yaml', 'targets.yaml', 'tables', 'projects', 'narrative', 'import-report.md'];

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
  for (const { name } of reader.list(folder)) if (!KNOWN.includes(name)) unknownFile(reader, folder, name, KNOWN);
  const disclosure = reader.required(join(folder, 'disclosure.yaml'), '公开文本的基本信息');
  const targets = reader.yaml(join(folder, 'targets.yaml'));

  const tables: CsvFile[] = [];
  for (const { name } of reader.list(join(folder, 'tables'))) {
    const table = stem(name, '.csv');
    if (table === undefined) {
      unknownFile(reader, join(folder, 'tables'), name, ['*.csv']);
      continue;
    }
    const file = reader.text(join(folder, 'tables', name));
    if (!file) continue;
    const parsed = parseCsv(file.file, table, file.text);
    problems.push(...parsed.problems);
    if (parsed.csv) tables.push(parsed.csv);
  }

  const projects: YamlFile[] = [];
  let projectUnits: YamlFile | undefined;
  for (const { name } of reader.list(join(folder, 'projects'))) {
    const number = stem(name, '.yaml');
    if (number === undefined || (number !== 'units' && !/^\d+$/.test(number))) {
      unknownFile(reader, join(folder, 'projects'), name, ['01.yaml、02.yaml……', 'units.yaml']);
      continue;
    }
    const yaml = reader.yaml(join(folder, 'projects', name));
    if (yaml && number === 'units') projectUnits = yaml;
    else if (yaml) projects.push(yaml);
  }
  projects.sort((a, b) => numberOf(a) - numberOf(b));
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
  return Number(/(\d+)\.yaml$/.exec(file.file)?.[1] ?? 0);
}
