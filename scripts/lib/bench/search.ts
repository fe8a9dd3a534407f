import { gzipSync } from 'node:zlib';
import { openFolder } from '../../../src/content.ts';
import type { Region } from '../../../src/model/disclosure.ts';
import type { DisclosureRecords, SiteRecord, SubjectUse } from '../../../src/search/format.ts';
import { disclosureRecords } from '../../../src/search/records.ts';
import type { Indexed } from '../../../src/search/searched.ts';
import { SiteSearch } from '../../../src/search/site-search.ts';
import { synonymsOf } from '../../../src/search/synonyms.ts';
import { viewEntry } from '../../../src/view/index-pages.ts';
import { viewSiteGlossary } from '../../../src/view/site-pages.ts';
import { indexFiles, SEARCH_FOLDER } from '../build/search-index.ts';

export interface SearchBench {
  readonly disclosures: number;
  readonly records: number;
  readonly subjects: number;
  /** Process CPU time of making the index from digests. */
  readonly buildSeconds: number;
  readonly files: number;
  readonly megabytes: number;
  readonly coreKB: number;
  /** First query of a reader: what it loads of the index, gzipped, and its CPU time in Node. */
  readonly queries: readonly {
    readonly q: string;
    readonly files: number;
    readonly kb: number;
    readonly ms: number;
    readonly total: number;
  }[];
}

const REGIONS = 170;
const YEARS = 3;
const BUREAUS = [
  '卫生健康',
  '教育体育',
  '发展和改革',
  '人力资源和社会保障',
  '住房和城乡建设',
  '农业农村',
  '民政',
  '交通运输',
  '水利',
  '公安',
  '财政',
  '审计',
  '统计',
  '医疗保障',
  '应急管理',
  '市场监督管理',
  '文化广电和旅游',
  '退役军人事务',
  '自然资源和规划',
  '生态环境',
];

/** The index of `count` disclosures with names and amounts of their own, and what first queries load of it. */
export async function benchSearch(source: string, count: number): Promise<SearchBench> {
  const content = openFolder(source, source);
  const { surroundings } = content;
  if (!surroundings) throw new Error(`${source} cannot be read`);
  const originals = content.ids.flatMap((id) => {
    const { disclosure } = content.read(id);
    if (!disclosure) return [];
    const entry = viewEntry(disclosure);
    return [{ entry, records: disclosureRecords(disclosure, entry) }];
  });
  const templates = [...surroundings.templates.values()];
  const glossary = viewSiteGlossary(
    surroundings.site,
    { siteUrl: '', base: '/' },
    templates.map((template) => template.glossary),
  );
  const made = new Varied(originals);
  // As they stand in digests: JSON, read again while the index is made.
  const digests = Array.from({ length: count }, (_, number) => JSON.stringify(made.disclosure(number)));
  let records = 0;
  const disclosures = function* (): Generator<Indexed> {
    for (const digest of digests) {
      const indexed = JSON.parse(digest) as Indexed;
      records += Object.values(indexed.records.records).flat().length;
      yield indexed;
    }
  };
  const files = new Map<string, string>();
  const before = process.cpuUsage();
  const index = indexFiles({
    disclosures: disclosures(),
    regions: made.regions,
    glossary: glossary.entries,
    synonyms: synonymsOf(templates),
  });
  for (const [path, text] of index) files.set(`${SEARCH_FOLDER}/${path}`, text);
  const buildSeconds = seconds(process.cpuUsage(before));
  const queries = [];
  for (const q of made.queries()) queries.push(await firstQuery(files, q));
  const size = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    disclosures: count,
    records,
    subjects: JSON.parse(files.get('search/core.json') as string).subjects.length,
    buildSeconds,
    files: files.size,
    megabytes: size / 1e6,
    coreKB: gzipped(files.get('search/core.json') as string) / 1e3,
    queries,
  };
}

export function searchBenchText(bench: SearchBench): string {
  const head = `${bench.disclosures} 份公开文本：${bench.records} 条记录，${bench.subjects} 个科目；建索引用 CPU ${bench.buildSeconds.toFixed(2)} 秒，${bench.files} 个文件 ${bench.megabytes.toFixed(1)} MB，核心文件压缩后 ${bench.coreKB.toFixed(0)} KB。`;
  const lines = bench.queries.map(
    ({ q, files, kb, ms, total }) =>
      `  首次检索“${q}”：${files} 个文件，压缩后 ${kb.toFixed(0)} KB，CPU ${ms.toFixed(0)} 毫秒，${total} 条`,
  );
  const most = Math.max(...bench.queries.map(({ kb }) => kb));
  return [head, ...lines, `首次检索最多传输 ${most.toFixed(0)} KB。`].join('\n');
}

/** As a browser asks that has nothing yet; each file as a static host would gzip it. */
async function firstQuery(files: ReadonlyMap<string, string>, q: string) {
  let bytes = 0;
  let asked = 0;
  const texts: string[] = [];
  const before = process.cpuUsage();
  const search = await SiteSearch.open(async (path) => {
    const text = files.get(path);
    if (text === undefined) throw new Error(`no such file: ${path}`);
    asked++;
    texts.push(text);
    return JSON.parse(text);
  });
  const { total } = await search.search(q, {}, 5);
  const ms = seconds(process.cpuUsage(before)) * 1000;
  for (const text of texts) bytes += gzipped(text);
  return { q, files: asked, kb: bytes / 1e3, ms, total };
}

function gzipped(text: string): number {
  return gzipSync(text).length;
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

/** Disclosures that differ as a province's do: copies of one another would compress to nothing. */
class Varied {
  readonly regions: ReadonlyMap<string, Region>;
  readonly #originals: readonly Indexed[];
  readonly #characters: readonly string[];
  #seed = 20240101;

  constructor(originals: readonly Indexed[]) {
    this.#originals = originals;
    const names = originals.flatMap(({ records }) => records.records.project.map(([text]) => text));
    this.#characters = [...new Set(names.join('').match(/\p{Script=Han}/gu) ?? [])];
    this.regions = new Map(
      Array.from({ length: REGIONS }, (_, i): [string, Region] => {
        const code = String(990101 + i);
        return [
          code,
          {
            code,
            name: `${this.#characters[i]}${this.#characters[(i * 7 + 3) % this.#characters.length]}县`,
          },
        ];
      }),
    );
  }

  disclosure(number: number): Indexed {
    const { entry, records } = this.#originals[number % this.#originals.length] as Indexed;
    const region = [...this.regions.values()][number % REGIONS] as Region;
    const year = 2025 - (Math.floor(number / REGIONS) % YEARS);
    const bureau = Math.floor(number / REGIONS / YEARS);
    const name = `${region.name}${BUREAUS[bureau % BUREAUS.length]}局${bureau < BUREAUS.length ? '' : this.#word(2)}`;
    const code = String(101 + bureau);
    const id = `${region.code}/${year}/${code}`;
    const own: DisclosureRecords = {
      aliases: [],
      records: {
        project: records.records.project.map(([text, , amount = '']) => {
          const project = `${region.code}${year % 100}P${String(this.#next(1e12)).padStart(12, '0')}`;
          return [this.#vary(text), `项目-${project}`, this.#amount(amount), project];
        }),
        figure: records.records.figure.map(
          ([text, anchor = '', amount = '']): SiteRecord => [text, anchor, this.#amount(amount)],
        ),
        unit: Array.from({ length: 3 }, (): SiteRecord => [`${region.name}${this.#word(4)}中心`]),
      },
      subjects: this.#subjects(records.subjects),
    };
    return {
      entry: {
        ...entry,
        id,
        name,
        code,
        year,
        regionCode: region.code,
        regionName: region.name,
      },
      records: own,
    };
  }

  /** Of every kind that a reader may begin with, a common pair of characters among them. */
  queries(): readonly string[] {
    const [region] = [...this.regions.values()];
    return [
      '三公',
      '资金',
      '专项资金',
      '卫健',
      '2080505',
      '行政运行',
      '12.34',
      '2024',
      `${region?.name} 资金`,
      '省级中小企业发展专项资金',
    ];
  }

  /** One 科目 in three is another of its 款. */
  #subjects(subjects: readonly SubjectUse[]): readonly SubjectUse[] {
    const own = subjects.map(([code, text, anchor, amount]): SubjectUse => {
      const other = this.#next(3) > 0 ? code : code.slice(0, -2) + String(this.#next(30) + 10);
      return [other, text, anchor.replace(code, other), this.#amount(amount)];
    });
    return [...new Map(own.map((one) => [one[0], one])).values()];
  }

  #next(below: number): number {
    // A linear congruence: the same content every time.
    this.#seed = (this.#seed * 1664525 + 1013904223) >>> 0;
    return Math.floor((this.#seed / 2 ** 32) * below);
  }

  #word(length: number): string {
    return Array.from({ length }, () => this.#characters[this.#next(this.#characters.length)]).join('');
  }

  /** Two characters in five are others. */
  #vary(text: string): string {
    return [...text]
      .map((char) => (this.#next(5) < 2 && /\p{Script=Han}/u.test(char) ? this.#word(1) : char))
      .join('');
  }

  #amount(amount: string): string {
    return amount === '' || this.#next(10) === 0 ? amount : (this.#next(300_000) / 100).toFixed(2);
  }
}
