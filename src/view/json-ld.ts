import type { CheckedDisclosure } from '../model/disclosure.ts';
import { absoluteUrl, type Hosting } from './page.ts';

export interface DataFile {
  /** Relative to the disclosure's page. */
  readonly href: string;
  readonly title: string;
  readonly mediaType: string;
}

/** The report for readers, and the data that it rests on, in schema.org's words. */
export function disclosureJsonLd(
  disclosure: CheckedDisclosure,
  hosting: Hosting,
  page: { readonly path: string; readonly title: string; readonly description: string },
  files: readonly DataFile[],
): unknown {
  const { site, region, year, template, documentNumber } = disclosure;
  const url = absoluteUrl(hosting, page.path);
  const lastAmended = disclosure.amendments.at(-1);
  const publisher = { '@type': 'GovernmentOrganization', name: site.organizer };
  const common = {
    inLanguage: 'zh-CN',
    publisher,
    ...(disclosure.publishedOn && { datePublished: disclosure.publishedOn }),
    ...(lastAmended && { dateModified: lastAmended.date }),
    spatialCoverage: { '@type': 'AdministrativeArea', name: region.name, identifier: region.code },
    temporalCoverage: String(year),
    isAccessibleForFree: true,
    // So that a copy of a demonstration cannot be taken for the real thing.
    ...(site.sample && { creativeWorkStatus: '样例，非官方发布' }),
  };
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Report',
        '@id': `${url}#report`,
        url,
        name: page.title,
        description: page.description,
        ...common,
        author: { '@type': 'GovernmentOrganization', name: disclosure.name },
        ...(documentNumber && { reportNumber: documentNumber }),
        isBasedOn: { '@id': `${url}#data` },
      },
      {
        '@type': 'Dataset',
        '@id': `${url}#data`,
        url,
        name: `${page.title}数据`,
        description: page.description,
        ...common,
        creator: { '@type': 'GovernmentOrganization', name: disclosure.name },
        isBasedOn: { '@type': 'CreativeWork', name: template.title },
        ...(files.length > 0 && {
          distribution: files.map((file) => ({
            '@type': 'DataDownload',
            name: file.title,
            encodingFormat: file.mediaType,
            contentUrl: new URL(file.href, url).href,
          })),
        }),
      },
    ],
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON for the inside of a `<script>`: no text in it can close the element or open a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] as string);
}
