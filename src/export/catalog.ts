import type { Site } from '../model/disclosure.ts';
import { absoluteUrl, type Hosting } from '../view/page.ts';
import type { DisclosureEntry } from '../view/types.ts';
import { DATA_SCHEMA_FILE } from './data-schema.ts';
import { DOWNLOADS } from './files.ts';
import type { WrittenFile } from './package.ts';

/** Where the data of the whole site stand. */
export const DATA_FOLDER = 'data';
export const CATALOG = 'catalog.json';
export const DCAT = 'catalog.jsonld';
export const FIGURES = 'figures.parquet';
/** The same figures in many files, by region and year, as Hive names folders. */
export const PARTITIONS = 'figures';
export const PARQUET_TYPE = 'application/vnd.apache.parquet';

/** A disclosure as the catalogue lists it; a kept one without its files' sums. */
export interface Listed {
  readonly entry: DisclosureEntry;
  readonly files: readonly WrittenFile[];
}

interface Whole {
  readonly site: Site;
  readonly hosting: Hosting;
  readonly figures: WrittenFile & { readonly rows: number };
  /** By path within the folder of the data. */
  readonly partitions: readonly (WrittenFile & { readonly region: string; readonly year: number })[];
}

/** The head of catalog.json; its disclosures are written one by one. */
export function catalogHead({
  site,
  hosting,
  figures,
  partitions,
}: Whole): Readonly<Record<string, unknown>> {
  return {
    title: `${site.name}：数据目录`,
    publisher: site.organizer,
    url: absoluteUrl(hosting, `/${DATA_FOLDER}/`),
    sample: site.sample,
    schema: absoluteUrl(hosting, `/schemas/${DATA_SCHEMA_FILE}`),
    figures: {
      url: absoluteUrl(hosting, `/${DATA_FOLDER}/${FIGURES}`),
      mediaType: PARQUET_TYPE,
      bytes: figures.bytes,
      sha256: figures.sha256,
      rows: figures.rows,
    },
    partitions: partitions.map(({ path, bytes, sha256, region, year }) => ({
      url: absoluteUrl(hosting, `/${DATA_FOLDER}/${path}`),
      region,
      year,
      bytes,
      sha256,
    })),
  };
}

export function catalogEntry({ entry, files }: Listed, hosting: Hosting): unknown {
  const url = absoluteUrl(hosting, entry.href);
  return {
    id: entry.id,
    url,
    title: entry.title,
    name: entry.name,
    code: entry.code,
    year: entry.year,
    scope: entry.scope,
    phase: entry.phase,
    region: { code: entry.regionCode, name: entry.regionName },
    ...(entry.publishedOn && { publishedOn: entry.publishedOn }),
    withdrawn: entry.withdrawn,
    hash: entry.hash,
    keyFigures: entry.keyFigures.map(({ concept, label, text, unit, yuan }) => ({
      ...(concept && { concept }),
      label,
      text,
      unit,
      yuan,
    })),
    checks: entry.checks.counts,
    projects: entry.projects,
    files: entry.withdrawn ? [] : distributions({ entry, files }, hosting),
  };
}

interface Distribution {
  readonly title: string;
  readonly url: string;
  readonly mediaType: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

function distributions({ entry, files }: Listed, hosting: Hosting): readonly Distribution[] {
  const page = absoluteUrl(hosting, entry.href);
  return DOWNLOADS.map(({ href, title, mediaType }) => {
    const file = files.find(({ path }) => path === href);
    return { title, url: page + href, mediaType, ...(file && { bytes: file.bytes, sha256: file.sha256 }) };
  });
}

/** The head of the DCAT catalogue in JSON-LD; its `dataset` is written one by one. */
export function dcatHead({ site, hosting, figures }: Whole): Readonly<Record<string, unknown>> {
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      spdx: 'http://spdx.org/rdf/terms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': absoluteUrl(hosting, `/${DATA_FOLDER}/${DCAT}`),
    '@type': 'dcat:Catalog',
    'dct:title': chinese(`${site.name}：数据目录`),
    'dct:description': chinese(site.description),
    'dct:language': 'zh-CN',
    'dct:publisher': agent(site.organizer),
    'foaf:homepage': { '@id': absoluteUrl(hosting, `/${DATA_FOLDER}/`) },
    'dcat:distribution': [
      dcatDistribution({
        title: '全部公开文本的数字',
        url: absoluteUrl(hosting, `/${DATA_FOLDER}/${FIGURES}`),
        mediaType: PARQUET_TYPE,
        bytes: figures.bytes,
        sha256: figures.sha256,
      }),
    ],
  };
}

export function dcatDataset(listed: Listed, { site, hosting }: Pick<Whole, 'site' | 'hosting'>): unknown {
  const { entry } = listed;
  const url = absoluteUrl(hosting, entry.href);
  return {
    '@id': `${url}#data`,
    '@type': 'dcat:Dataset',
    'dct:identifier': entry.id,
    'dct:title': chinese(`${entry.title}数据`),
    'dct:creator': agent(entry.name),
    'dct:publisher': agent(site.organizer),
    ...(entry.publishedOn && { 'dct:issued': { '@value': entry.publishedOn, '@type': 'xsd:date' } }),
    'dct:spatial': {
      '@type': 'dct:Location',
      'dct:identifier': entry.regionCode,
      'dct:title': entry.regionName,
    },
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': { '@value': `${entry.year}-01-01`, '@type': 'xsd:date' },
      'dcat:endDate': { '@value': `${entry.year}-12-31`, '@type': 'xsd:date' },
    },
    'dct:language': 'zh-CN',
    'dcat:landingPage': { '@id': url },
    'dcat:version': entry.hash,
    'dcat:distribution': distributions(listed, hosting).map(dcatDistribution),
  };
}

function dcatDistribution({ title, url, mediaType, bytes, sha256 }: Distribution): unknown {
  return {
    '@id': url,
    '@type': 'dcat:Distribution',
    'dct:title': chinese(title),
    'dcat:downloadURL': { '@id': url },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
    ...(bytes !== undefined && { 'dcat:byteSize': bytes }),
    ...(sha256 && {
      'spdx:checksum': {
        '@type': 'spdx:Checksum',
        'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
        'spdx:checksumValue': { '@value': sha256, '@type': 'xsd:hexBinary' },
      },
    }),
  };
}

function chinese(text: string): unknown {
  return { '@value': text, '@language': 'zh-CN' };
}

function agent(name: string): unknown {
  return { '@type': 'foaf:Agent', 'foaf:name': name };
}
