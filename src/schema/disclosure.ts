import { isMoneyUnit, readQuantity } from '../model/cell.ts';
import type {
  Acknowledgement,
  Department,
  Disclosure,
  Fact,
  Region,
  Site,
  Withdrawal,
} from '../model/disclosure.ts';
import { fill } from '../model/fill.ts';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { RawDisclosure, YamlFile, YamlValue } from '../model/raw.ts';
import type { Template } from '../model/template.ts';
import { checkAmendments, readAmendments } from './amendments.ts';
import { figureHint } from './cells.ts';
import type { DisclosureContext, DisclosureFile } from './context.ts';
import { disclosureFileSchema } from './disclosure-files.ts';
import { compact } from './fields.ts';
import { checkNarrative, checkOutline } from './outline.ts';
import { parseYamlFile } from './parse.ts';
import { readProjects, readProjectUnits } from './projects.ts';
import { readTables } from './tables.ts';
import { readTargets } from './targets.ts';

/** What stands around the disclosures, validated. */
export interface Surroundings {
  readonly site: Site;
  readonly regions: ReadonlyMap<string, Region>;
  readonly departments: ReadonlyMap<string, Department>;
  readonly templates: ReadonlyMap<string, Template>;
  /** Ids of templates that have faults of their own: nothing can be read by them. */
  readonly broken: ReadonlySet<string>;
}

/** As much of the surroundings as could be read: enough to tell a disclosure's own faults. */
export type Around = Pick<Surroundings, 'templates' | 'broken'> &
  Partial<Pick<Surroundings, 'site' | 'regions' | 'departments'>> & {
    /** YYYY-MM-DD: no correction is dated later. Not looked at where absent. */
    readonly today?: string;
    /** Ids of all disclosures of the content. Not looked at where absent. */
    readonly ids?: readonly string[];
    /** What has changed need not be recorded yet: corrections are not held against the figures. */
    readonly unrecorded?: boolean;
  };

/**
 * How the narrative is looked at: beside the disclosure of the year before, where
 * there is one; `not` at all where only the figures are wanted.
 */
export type Narrated = 'not' | { readonly yearBefore?: (disclosure: Disclosure) => Disclosure | undefined };

export interface ReadDisclosure {
  readonly disclosure?: Disclosure;
  /** That of the year before, where there is one and the narrative was looked at beside it. */
  readonly lastYear?: Disclosure;
  readonly problems: readonly Finding[];
}

/**
 * RawDisclosure → Disclosure. All faults are reported together; the disclosure
 * comes only where there is none that keeps it from being represented.
 */
export function readDisclosure(raw: RawDisclosure, around: Around, narrated: Narrated = {}): ReadDisclosure {
  const problems: Finding[] = [...raw.problems];
  const yaml = raw.disclosure;
  if (!yaml) return { problems };
  const file = readFile(raw, yaml, problems);
  if (!file) return { problems };

  checkFolder(raw, yaml, file, around, problems);
  if (around.ids) checkMovedTo(raw, yaml, file, around.ids, problems);
  const { site, regions, departments } = around;
  const region = regions?.get(file.region);
  // Where the folder says another region, that alone is told.
  if (regions && !region && raw.id.startsWith(`${file.region}/`)) {
    problems.push(
      problem(
        'load.unknown-region',
        yaml.locate(['region']),
        `regions.yaml 里没有行政区划代码“${file.region}”${near(file.region, regions.keys())}`,
        '请改正代码，或在 regions.yaml 里补上这个地区。',
      ),
    );
  }
  const department = file.department === undefined ? undefined : departments?.get(file.department);
  if (file.department !== undefined && departments && !department) {
    problems.push(
      problem(
        'load.unknown-department',
        yaml.locate(['department']),
        `departments.yaml 里没有 id 为“${file.department}”的部门${near(file.department, departments.keys())}`,
        '请改正 id，或在 departments.yaml 里补上。',
      ),
    );
  }
  const template = around.templates.get(file.template);
  if (around.broken.has(file.template)) {
    problems.push(
      problem(
        'load.broken-template',
        yaml.locate(['template']),
        `表样“${file.template}”本身有误，这份公开文本还没有核对`,
        '请先照前面的提示改正表样。',
      ),
    );
  } else if (!template || template.outline.length === 0) {
    const usable = [...around.templates.values()]
      .filter((item) => item.outline.length > 0)
      .map((item) => item.id);
    problems.push(
      problem(
        'load.unknown-template',
        yaml.locate(['template']),
        `没有名为“${file.template}”的表样${near(file.template, usable)}`,
        usable.length > 0 ? `可用的表样有：${usable.join('、')}。` : '请先在 templates 文件夹里放一个表样。',
      ),
    );
  }
  if (!template || template.outline.length === 0) return { problems };

  const values = { year: file.year, name: file.name, scope: file.scope, region: region?.name ?? '' };
  const context: DisclosureContext = {
    raw,
    yaml,
    file,
    template,
    fill: (text: string) => fill(text, values),
    problems,
  };
  checkOutline(context);
  const tables = readTables(context);
  const projects = readProjects(context);
  const projectUnits = readProjectUnits(context);
  const targets = readTargets(context);
  // Read everywhere: disclosures are all of one shape, whatever they leave out.
  const disclosure: Disclosure = {
    state: 'valid',
    id: raw.id,
    site: site as Site,
    region: region ?? { code: file.region, name: '' },
    year: file.year,
    code: file.code,
    name: file.name,
    department,
    phase: file.phase,
    scope: file.scope,
    units: file.units.map(({ code, name }) => ({ code, name })),
    template,
    approvedOn: file.approvedOn,
    publishedOn: file.publishedOn,
    documentNumber: file.documentNumber,
    secrecyReviewed: file.secrecyReviewed,
    phone: file.phone,
    publishAt: file.publishAt,
    withdrawn: file.withdrawn === undefined ? undefined : (compact(file.withdrawn) as Withdrawal),
    tables,
    notPublished: new Map(file.notPublished.map((item) => [item.table, item])),
    omitted: new Set(file.omitted),
    headings: new Map(Object.entries(file.headings).filter(([, heading]) => heading !== '')),
    projects,
    projectUnits,
    targets,
    narrative: new Map(
      [...raw.narrative].map(([section, { text, file: name }]) => [
        section,
        { section, source: text, file: name },
      ]),
    ),
    facts: readFacts(yaml, file, template, problems),
    undecided: file.undecided,
    acknowledgements: file.acknowledgements.map(
      (item, index): Acknowledgement => ({ ...item, place: yaml.locate(['acknowledgements', index]) }),
    ),
    amendments: readAmendments(yaml, file, problems),
    file: yaml.file,
    hash: raw.hash,
  };
  if (!around.unrecorded && problems.every((item) => item.severity !== 'error'))
    problems.push(...checkAmendments(disclosure, yaml, around.today));
  let lastYear: Disclosure | undefined;
  if (narrated !== 'not' && problems.every((item) => item.severity !== 'error')) {
    lastYear = narrated.yearBefore?.(disclosure);
    checkNarrative(context, disclosure, lastYear);
  }
  const whole = site && region && departments && problems.every((item) => item.severity !== 'error');
  return whole ? { disclosure, ...(lastYear && { lastYear }), problems } : { problems };
}

/** Fields whose faults leave nothing to judge the other files by. */
const NEEDED = ['', 'template', 'tables', 'notPublished', 'omitted'];

/** disclosure.yaml; where a field has a fault, without that field, so that the other files' faults are told too. */
function readFile(raw: RawDisclosure, yaml: YamlFile, problems: Finding[]): DisclosureFile | undefined {
  const parsed = parseYamlFile(disclosureFileSchema, yaml);
  problems.push(...parsed.problems);
  if (parsed.value || NEEDED.some((name) => parsed.faulty.has(name))) return parsed.value;
  const [region = '', year = '', code = '', final] = raw.id.split('/');
  const phase = final === undefined ? '预算' : '决算';
  const data: { [key: string]: YamlValue } = { region, year, code, phase, name: '—', scope: '部门' };
  for (const [key, value] of Object.entries(yaml.data)) if (!parsed.faulty.has(key)) data[key] = value;
  return parseYamlFile(disclosureFileSchema, { ...yaml, data, blanks: true }).value;
}

function near(name: string, names: Iterable<string>): string {
  const text = nearestText(name, names);
  return text && `，${text}`;
}

/** A page that has moved leads somewhere. */
function checkMovedTo(
  raw: RawDisclosure,
  yaml: YamlFile,
  { withdrawn }: DisclosureFile,
  ids: readonly string[],
  problems: Finding[],
): void {
  const to = withdrawn?.movedTo;
  if (to === undefined || (to !== raw.id && ids.includes(to))) return;
  const what =
    to === raw.id
      ? '就是这一份自己'
      : `在内容文件夹里没有${near(
          to,
          ids.filter((id) => id !== raw.id),
        )}`;
  problems.push(
    problem(
      'load.unknown-disclosure',
      yaml.locate(['withdrawn', 'movedTo']),
      `撤下后的新地址“${to}”${what}`,
      '请改成代替它的公开文本的编号（地区/年份/部门代码）；没有代替的，请删去 movedTo 一行。',
    ),
  );
}

/** The folder is the address; disclosure.yaml must say the same. */
function checkFolder(
  raw: RawDisclosure,
  yaml: YamlFile,
  file: DisclosureFile,
  { regions }: Around,
  problems: Finding[],
): void {
  const [region = '', year = '', code = '', final] = raw.id.split('/');
  const phase = final === undefined ? '预算' : '决算';
  if (file.phase !== phase) {
    const where = file.phase === '决算' ? '请移到 final 文件夹里' : '请移出 final 文件夹';
    problems.push(
      problem(
        'load.folder-mismatch',
        yaml.locate(['phase']),
        `写的是${file.phase}，却放在${phase}的文件夹里`,
        `预算放在 ${file.region}/${file.year}/${file.code}/，决算放在它下面的 final/：${where}，或把 phase 改为 ${phase}。`,
      ),
    );
  }
  const pairs = [
    ['region', '地区', file.region, region],
    ['year', '年份', String(file.year), year],
    ['code', '部门代码', file.code, code],
  ] as const;
  for (const [field, word, inFile, inFolder] of pairs) {
    if (inFile === inFolder) continue;
    problems.push(
      problem(
        'load.folder-mismatch',
        yaml.locate([field]),
        `${word}写的是“${inFile}”，文件夹却是“${inFolder}”`,
        field === 'region' && regions?.has(inFile) === false
          ? `regions.yaml 里没有“${inFile}”：请把 region 改为 ${inFolder}。`
          : `两处必须一致：请改正 ${field}，或把文件夹改名为 ${file.region}/${file.year}/${file.code}。`,
      ),
    );
  }
}

function readFacts(yaml: YamlFile, file: DisclosureFile, template: Template, problems: Finding[]): Fact[] {
  const seen = new Set<string>();
  return file.facts.flatMap((fact, index): Fact[] => {
    const place = yaml.locate(['facts', index, 'value']);
    if (seen.has(fact.id))
      problems.push(
        problem(
          'load.duplicate-id',
          yaml.locate(['facts', index, 'id']),
          `facts 里有两条都叫“${fact.id}”`,
          '请给其中一条改名，或删去重复的一条。',
        ),
      );
    seen.add(fact.id);
    const cell = readQuantity(fact.value, template.marks);
    if (!cell) {
      problems.push(
        problem(
          'load.not-a-figure',
          place,
          `facts 里“${fact.id}”的“${fact.value}”不是数字`,
          figureHint(fact.value, isMoneyUnit(fact.unit) ? 'amount' : 'quantity'),
        ),
      );
      return [];
    }
    return [
      {
        id: fact.id,
        concept: fact.concept,
        fund: fact.fund,
        period: fact.period,
        cell,
        unit: fact.unit,
        source: fact.source,
        place,
      },
    ];
  });
}
