import { toolRoot } from '../../scripts/lib/files.ts';
import { type OpenSite, openSite } from '../../src/open-site.ts';
import { readSettings } from '../../src/settings.ts';
import type { ContentView, DisclosureView, SectionView, TableView } from '../../src/view/types.ts';

/** The sample content, as a build sees it; drafts too, so that what its checks find does not matter here. */
export function sampleSite(): OpenSite {
  const env = { MINGZHANG_ROOT: toolRoot, MINGZHANG_DRAFTS: 'true', SITE_URL: 'https://czj.example.cn' };
  return openSite(readSettings(env, toolRoot, new Date('2026-01-01')));
}

export function contents(sections: readonly SectionView[]): ContentView[] {
  return sections.flatMap((section) => [...section.content, ...contents(section.children)]);
}

/** Every table of a disclosure that is drawn as one, in the order of reading. */
export function tablesOf(view: DisclosureView): TableView[] {
  return contents(view.sections).flatMap((content) => {
    if (content.kind === 'table') return [content.table];
    if (content.kind === 'project')
      return content.project.indicators.body.length > 0 ? [content.project.indicators] : [];
    if (content.kind !== 'targets') return [];
    const { budget, indicators, department } = content.targets;
    // In a grid the money stands in the grid itself.
    return [...(budget && !department ? [budget] : []), ...(indicators ? [indicators] : [])];
  });
}

/** Every text and figure of the disclosure itself; what only the web page adds (key figures, explanations) is left out. */
export function textsOf(view: DisclosureView): string[] {
  const sections = (all: readonly SectionView[]): string[] =>
    all.flatMap((section) => [
      section.number + section.title,
      ...section.content.flatMap(contentTexts),
      ...sections(section.children),
    ]);
  return [
    ...(view.cover ? [view.cover.title, view.cover.subtitle] : [view.name, view.heading]),
    ...view.titleBlock.flatMap(({ label, text }) => [label, text]),
    ...sections(view.sections),
    view.hash,
  ].filter((text) => text !== '');
}

function tableTexts(table: TableView): string[] {
  return [
    ...table.headLine,
    ...table.head.flat().map(({ text }) => text),
    ...table.body.flatMap((row) => row.cells.map(({ text }) => text)),
    ...table.notes,
  ];
}

function contentTexts(content: ContentView): string[] {
  switch (content.kind) {
    case 'html':
      return content.html
        .split(/<\/?(?:p|h\d|li|ul|ol|table|thead|tbody|tr|td|th|br|div|blockquote|pre)\b[^>]*>/)
        .map((part) =>
          part.replace(/<[^>]*>/g, '').replace(/&#x([0-9a-f]+);|&(amp|lt|gt|quot);|&#(\d+);/gi, decoded),
        );
    case 'table':
      return tableTexts(content.table);
    case 'notPublished':
      return [content.reason];
    case 'project': {
      const { project } = content;
      return [
        project.title ?? project.name,
        ...project.summary.flatMap(({ label, text }) => [label, text]),
        project.purpose ?? '',
        project.plan?.title ?? '',
        ...(project.plan?.points ?? []).flatMap(({ label, text }) => [label, text]),
        ...project.goals,
        ...tableTexts(project.indicators),
      ];
    }
    case 'targets': {
      const { targets } = content;
      return [
        targets.subtitle ?? '',
        targets.department?.text ?? '',
        ...targets.goals,
        ...targets.tasks.flatMap(({ name, goal, indicators }) => [name, goal, indicators]),
        ...targets.measures,
        ...(targets.budget?.body ?? []).flatMap((row) => row.cells.map(({ text }) => text)),
        ...(targets.indicators ? tableTexts(targets.indicators) : []),
      ];
    }
    case 'glossary':
      return content.entries.flatMap(({ term, aliases, definition }) => [term, ...aliases, definition]);
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function decoded(_: string, hex?: string, name?: string, decimal?: string): string {
  if (name !== undefined) return NAMED[name] as string;
  return String.fromCodePoint(hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal));
}
