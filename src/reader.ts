import { type Content, openFolder } from './content.ts';
import { type Digest, type Digested, digestOf } from './digest.ts';
import { DOWNLOADS, WORKBOOK } from './export/files.ts';
import { linkedIds, withLinks, withoutUnpublished } from './links.ts';
import type { Source } from './load/source.ts';
import type { CheckedDisclosure, Disclosure } from './model/disclosure.ts';
import { hasBlocking, isBlocking, reportOf } from './report/findings.ts';
import type { Settings } from './settings.ts';
import { viewDisclosure } from './view/disclosure.ts';
import { createNarrativeRenderer, type NarrativeRenderer } from './view/narrative.ts';
import type { DisclosureView } from './view/types.ts';

/** A disclosure with its view, for the pages and files that stand beside one another. */
export interface Made {
  readonly disclosure: CheckedDisclosure;
  readonly view: DisclosureView;
}

/** One reading of a disclosure: load → schema → check. */
export interface Read extends Digested {
  readonly disclosure?: CheckedDisclosure;
  readonly lastYear?: Disclosure;
}

/** Reads the disclosures of a content folder, one at a time, and makes their views. */
export interface Reader {
  readonly content: Content;
  /** `files`: as for `Content.read`. */
  readonly read: (id: string, files?: Source) => Read;
  /** Undefined where it could not be read. */
  readonly view: (read: Read, others: Others) => Made | undefined;
}

/** What a disclosure's page may say of other disclosures. */
export interface Others {
  readonly isPublished: (id: string) => boolean;
  /** Undefined of one that is not published. */
  readonly titleOf: (id: string) => string | undefined;
}

/** Where `npm run build` puts the PDF, beside the page. */
const PDF_FILE = { href: 'disclosure.pdf', title: '公开文本 PDF', mediaType: 'application/pdf' };

/**
 * `opened` where the content is not that of the settings' folder as it stands; `narrative` remembers what it has
 * read of forms that are the same still.
 */
export function openReader(
  settings: Settings,
  opened: Content = openFolder(settings.contentDir, `${settings.toolDir}/content`),
  narrative: NarrativeRenderer = narrativeRenderer(settings),
): Reader {
  const downloads = DOWNLOADS.filter(({ href }) => settings.xlsx || href !== WORKBOOK);
  const files = settings.pdf ? [PDF_FILE, ...downloads] : downloads;
  const { surroundings } = opened;
  const viewOf = (disclosure: CheckedDisclosure, lastYear: Disclosure | undefined, others: Others) =>
    viewDisclosure(disclosure, {
      base: settings.base,
      siteUrl: settings.siteUrl,
      renderNarrative: (section, headingLevel) => {
        const options = { headingLevel, ...(lastYear && { lastYear }) };
        const html = narrative.renderSection(disclosure, section, options);
        return html && withoutUnpublished(html, disclosure.id, settings, others.isPublished);
      },
      hash: disclosure.hash,
      draft: settings.drafts && hasBlocking(reportOf(disclosure.id, [], disclosure)),
      files,
      ...(lastYear && { lastYear }),
      ...(surroundings && { regions: surroundings.regions, departments: surroundings.departments }),
      ...others,
    });
  const content = withLinks(opened, {
    settings,
    viewOf: ({ disclosure, lastYear }) =>
      // Of one that is not there, too: its link has to be told.
      viewOf(disclosure, lastYear, { isPublished: () => true, titleOf: () => undefined }),
  });
  return {
    content,
    read(id, files) {
      const { disclosure, lastYear, problems } = content.read(id, files);
      const linked = disclosure && linkedIds(disclosure, settings);
      return {
        ...digestOf(id, problems, disclosure, surroundings?.departments, linked),
        ...(disclosure && { disclosure }),
        ...(lastYear && { lastYear }),
      };
    },
    view({ disclosure, lastYear }, others) {
      if (!disclosure) return undefined;
      const view = viewOf(disclosure, lastYear, others);
      return { disclosure, view };
    },
  };
}

export const narrativeRenderer = ({ base }: Pick<Settings, 'base'>): NarrativeRenderer =>
  createNarrativeRenderer({ base: base.replace(/\/$/, '') });

/** Its day has not come. */
export function isEarly({ publishAt }: Digest, { today }: Settings): boolean {
  return publishAt !== undefined && publishAt > today;
}

/** Keeps a build from publishing. A draft shows what fails its checks; what cannot be read cannot be shown. */
export function isBlocked({ report }: Pick<Digest, 'report'>, { drafts }: Pick<Settings, 'drafts'>): boolean {
  return drafts ? report.problems.some(isBlocking) : hasBlocking(report);
}
