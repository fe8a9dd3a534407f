import type { ContentView, DisclosureView, SectionView, TargetsView } from '../view/types.ts';
import { contentsGap } from './contents.ts';
import { Glyphs, type MissingGlyph } from './glyphs.ts';
import { projectBlocks, targetsGrid } from './grids.ts';
import { settleLinks } from './links.ts';
import { LANDSCAPE, PORTRAIT } from './page.ts';
import { linksIn, proseBlocks } from './prose.ts';
import { planTable, type TableContext } from './table.ts';
import { textWidth } from './text-width.ts';
import type { Block, Colophon, HeadingStyle, PageRun, PdfDocument, PdfTable } from './types.ts';

export interface PlannedDocument {
  readonly document: PdfDocument;
  readonly missing: readonly MissingGlyph[];
}

/** What the PDF of a disclosure holds, from the view model alone. */
export function planDocument(view: DisclosureView): PlannedDocument {
  const glyphs = new Glyphs();
  const clean = (text: string): string => glyphs.clean(text, () => '标题');
  const runs = new Planner(view, glyphs).runs();
  const title = clean(view.page.title);
  const address = addressOf(view);
  const colophon = colophonOf(view, address, clean);
  const document: PdfDocument = {
    title,
    author: clean(view.name),
    description: `${title}。内容 SHA-256：${view.hash}。网址：${address}`,
    keywords: [clean(view.name), clean(view.heading), `SHA-256:${view.hash}`, address],
    date: dateOf(view),
    cover: coverOf(view, clean),
    mark: [view.sample ? '样例，非官方发布' : '', view.draft ? '草稿，未通过校验' : '']
      .filter(Boolean)
      .join(' · '),
    contentsGap: contentsGap(runs, colophon.title),
    runs,
    colophon,
  };
  return { document, missing: glyphs.missing };
}

/** Where the disclosure stands on the web. */
export function addressOf({ page }: Pick<DisclosureView, 'page'>): string {
  return page.meta.find((tag) => tag.name === 'Url')?.content ?? page.path;
}

function dateOf({ publishedOn, id }: DisclosureView): PdfDocument['date'] {
  const [year, month, day] = (publishedOn ?? `${yearOf(id)}-01-01`).split('-').map(Number);
  return [year as number, month as number, day as number];
}

/** 130303/2024/350001 → 2024. */
function yearOf(id: string): string {
  return id.split('/')[1] as string;
}

function coverOf(view: DisclosureView, clean: (text: string) => string): PdfDocument['cover'] {
  const { cover, name, heading, publishedOn } = view;
  const lines = cover ? [cover.title, cover.subtitle].filter((line) => line !== '') : [name, heading];
  const [year, month] = (publishedOn ?? yearOf(view.id)).split('-');
  return { lines: lines.map(clean), date: chineseMonth(year as string, month) };
}

const DIGITS = '〇一二三四五六七八九';

/** 2024, 03 → 二〇二四年三月, as covers write it. */
export function chineseMonth(year: string, month: string | undefined): string {
  const years = `${[...year].map((digit) => DIGITS[Number(digit)]).join('')}年`;
  if (month === undefined) return years;
  const n = Number(month);
  return `${years}${n >= 10 ? '十' : ''}${n % 10 === 0 ? '' : DIGITS[n % 10]}月`;
}

function colophonOf(view: DisclosureView, address: string, clean: (text: string) => string): Colophon {
  return {
    title: '公开信息',
    lines: [
      ...view.titleBlock.map(({ label, text }) => [clean(label), clean(text)] as const),
      ...(view.checks.text === '' ? [] : [['勾稽校验', clean(view.checks.text)] as const]),
      ...correctedLine(view, clean),
    ],
    address,
    hash: view.hash,
  };
}

/** How often it was corrected after publication, and the last time why. */
function correctedLine({ history }: DisclosureView, clean: (text: string) => string): Colophon['lines'] {
  const last = history?.amendments.at(-1);
  if (!history || !last) return [];
  return [['修订记录', clean(`${history.text}。最近一次是${last.dateText}：${last.reason}`)]];
}

/** As the template sets them: size of type, and the room around less the line's own. */
const HEADINGS = {
  part: { size: 22, around: 16 },
  section: { size: 16, around: 20 },
  table: { size: 16, around: 6 },
  grid: { size: 14, around: 6 },
} as const;

type Orientation = 'portrait' | 'landscape' | 'any';

/** Walks through the sections and deals their blocks out to pages. */
class Planner {
  readonly #view: DisclosureView;
  readonly #context: TableContext;
  readonly #runs: { landscape: boolean; blocks: Block[] }[] = [];
  /** Headings that wait for what stands under them, so that they turn the page with it. */
  #waiting: Block[] = [];
  #turn = false;
  readonly #fragments: ReadonlySet<string>;

  constructor(view: DisclosureView, glyphs: Glyphs) {
    this.#view = view;
    let tables = 0;
    const linked = new Set(linkedFragments(view.sections));
    this.#context = { glyphs, linked, nextNumber: () => tables++ };
    this.#fragments = fragmentsOf(view.sections);
  }

  runs(): readonly PageRun[] {
    this.#sections(this.#view.sections, 0);
    this.#flush('any');
    return settleLinks(this.#runs);
  }

  #sections(sections: readonly SectionView[], depth: number): void {
    const ownPages = sections.filter(isForm).length * 2 > sections.length;
    sections.forEach((section, i) => {
      const level = section.level > 0 ? depth + 1 : depth;
      if ((depth === 0 && !isAbsent(section)) || (ownPages && isForm(section) && i > 0)) this.#turn = true;
      if (section.level > 0) this.#heading(section, level);
      for (const content of section.content) this.#content(content, section, level);
      this.#sections(section.children, level);
    });
  }

  #heading(section: SectionView, level: number): void {
    const style: HeadingStyle = isForm(section)
      ? 'table'
      : level === 1 && !isAbsent(section)
        ? 'part'
        : 'section';
    const space = section.number.endsWith('部分') ? ' ' : '';
    this.#waiting.push(
      this.#headingBlock(level, `${section.number}${space}${section.title}`, style, section.anchor),
    );
  }

  #headingBlock(level: number, text: string, style: HeadingStyle, anchor?: string): Block {
    const { glyphs, linked } = this.#context;
    const id = anchor !== undefined && linked.has(anchor) ? { id: anchor } : {};
    return {
      k: 'heading',
      level: Math.max(1, level),
      text: glyphs.clean(text, () => `标题“${text}”`),
      style,
      ...id,
    };
  }

  #content(content: ContentView, section: SectionView, level: number): void {
    switch (content.kind) {
      case 'html':
        this.#put('portrait', this.#prose(content.html, section, level));
        break;
      case 'table': {
        const { landscape, tables } = planTable(content.table, this.#context, {
          titled: content.table.title === section.title,
          above: this.#above(content.table.landscape),
        });
        // The section's own heading already bears the fragment.
        this.#put(landscape ? 'landscape' : 'portrait', withoutId(tables, section.anchor));
        break;
      }
      case 'notPublished': {
        const title = content.title === section.title ? '' : `${content.title}：`;
        const text = this.#context.glyphs.clean(`${title}未公开：${content.reason}`, () => section.title);
        this.#put('any', [{ k: 'p', runs: [text], style: 'plain' }]);
        break;
      }
      case 'project': {
        const { project } = content;
        const title = this.#context.glyphs.clean(
          project.title ?? `${project.number}、${project.name}`,
          () => '项目名称',
        );
        this.#waiting.push(this.#headingBlock(level + 1, title, 'grid', project.anchor));
        this.#put('portrait', projectBlocks(project, this.#context, title));
        break;
      }
      case 'targets':
        this.#targets(content.targets, section, level);
        break;
      case 'glossary':
        this.#put(
          'portrait',
          content.entries.map((entry): Block => {
            const clean = (text: string): string =>
              this.#context.glyphs.clean(text, () => `名词“${entry.term}”`);
            return {
              k: 'term',
              term: clean(entry.term),
              aliases: clean(entry.aliases.join('、')),
              text: clean(entry.definition),
              ...(this.#context.linked.has(entry.anchor) && { id: entry.anchor }),
            };
          }),
        );
        break;
    }
  }

  /** A grid where the form begins with the department's name in one; sections elsewhere. */
  #targets(targets: TargetsView, section: SectionView, level: number): void {
    if (targets.department) {
      this.#put('portrait', targetsGrid(targets, this.#context, section.title || (targets.title ?? '')));
      return;
    }
    const clean = (text: string): string => this.#context.glyphs.clean(text, () => section.title);
    const paragraph = (text: string): Block => ({ k: 'p', runs: [clean(text)] });
    const part = (title: string, depth: number): void => {
      this.#waiting.push(this.#headingBlock(level + depth, title, 'section'));
    };
    if (targets.subtitle)
      this.#put('portrait', [{ k: 'p', runs: [clean(targets.subtitle)], style: 'center' }]);
    if (targets.goals.length > 0) {
      part(targets.goalsTitle, 1);
      this.#put('portrait', targets.goals.map(paragraph));
    }
    if (targets.tasks.length > 0) part(targets.tasksTitle, 1);
    // A title without words is no heading, and PDF/UA lets none stand two levels below another.
    const below = targets.tasksTitle === '' ? 1 : 2;
    for (const task of targets.tasks) {
      part(targets.taskNameTitle ? `${targets.taskNameTitle}：${task.name}` : task.name, below);
      const said = [
        [targets.taskGoalTitle, task.goal],
        [targets.taskIndicatorsTitle, task.indicators],
      ].filter(([, text]) => text !== '');
      this.#put(
        'portrait',
        said.map(([title, text]) => paragraph(`${title}：${text}`)),
      );
    }
    if (targets.measures.length > 0) {
      part(targets.measuresTitle, 1);
      this.#put('portrait', targets.measures.map(paragraph));
    }
    for (const table of [targets.budget, targets.indicators]) {
      if (!table) continue;
      const { landscape, tables } = planTable(table, this.#context, {
        titled: table.title === section.title,
      });
      this.#put(landscape ? 'landscape' : 'portrait', tables);
    }
  }

  #prose(html: string, section: SectionView, level: number): readonly Block[] {
    const { glyphs, nextNumber } = this.#context;
    const address = addressOf(this.#view);
    return proseBlocks(html, {
      glyphs,
      nextNumber,
      section: `${section.number}${section.title}`,
      level: section.level > 0 ? section.level : level + 1,
      depth: level,
      width: PORTRAIT.width,
      resolve: (href) => absolute(href, address),
      linkable: (fragment) => this.#fragments.has(fragment),
    });
  }

  /** Height of the headings over the next block, if it begins a page. */
  #above(landscape: boolean): number | undefined {
    const current = this.#runs.at(-1);
    if (current && !this.#turn && current.landscape === landscape && current.blocks.length > 0)
      return undefined;
    const { width } = landscape ? LANDSCAPE : PORTRAIT;
    return this.#waiting.reduce((sum, block) => {
      if (block.k !== 'heading') return sum;
      const { size, around } = HEADINGS[block.style];
      return sum + Math.ceil((textWidth(block.text, true) * size) / width) * (size * 0.76 + 8) + around;
    }, 0);
  }

  #put(orientation: Orientation, blocks: readonly Block[]): void {
    if (blocks.length === 0) return;
    this.#flush(orientation);
    this.#runs.at(-1)?.blocks.push(...blocks);
  }

  /** Turns the page where the next block asks for it, and sets the headings that waited. */
  #flush(orientation: Orientation): void {
    const current = this.#runs.at(-1);
    const landscape = orientation === 'any' ? (current?.landscape ?? false) : orientation === 'landscape';
    if (!current || this.#turn || current.landscape !== landscape) this.#runs.push({ landscape, blocks: [] });
    this.#turn = false;
    this.#runs.at(-1)?.blocks.push(...this.#waiting);
    this.#waiting = [];
  }
}

/** A table or grid that the form prints on a page of its own. */
function isForm({ children, content }: SectionView): boolean {
  const isOne = (one: ContentView): boolean =>
    one.kind === 'table' || (one.kind === 'targets' && one.targets.department !== undefined);
  return children.length === 0 && content.some(isOne) && !content.some(({ kind }) => kind === 'html');
}

function isAbsent(section: SectionView): boolean {
  return section.children.length === 0 && section.content.every(({ kind }) => kind === 'notPublished');
}

function withoutId(tables: readonly PdfTable[], anchor: string): readonly PdfTable[] {
  return tables.map((table) => {
    if (table.id !== anchor) return table;
    const { id: _, ...rest } = table;
    return rest;
  });
}

function absolute(href: string, address: string): string {
  return URL.canParse(href, address) ? new URL(href, address).href : href;
}

function linkedFragments(sections: readonly SectionView[]): string[] {
  return sections.flatMap((section) => [
    ...section.content.flatMap((content) => (content.kind === 'html' ? linksIn(content.html) : [])),
    ...linkedFragments(section.children),
  ]);
}

/** Every fragment that the PDF can be linked to within. */
function fragmentsOf(sections: readonly SectionView[]): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (section: SectionView): void => {
    if (section.level > 0) found.add(section.anchor);
    for (const content of section.content) {
      if (content.kind === 'table') {
        if (content.table.id !== section.anchor || section.level === 0) found.add(content.table.id);
        for (const row of content.table.body) {
          if (row.anchor) found.add(row.anchor);
          for (const cell of row.cells) if (cell.anchor) found.add(cell.anchor);
        }
      } else if (content.kind === 'project') found.add(content.project.anchor);
      else if (content.kind === 'glossary') for (const entry of content.entries) found.add(entry.anchor);
    }
    section.children.forEach(walk);
  };
  sections.forEach(walk);
  return found;
}
