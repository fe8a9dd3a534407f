import {
  type Anchor,
  type Binding,
  type BindingContext,
  conditionHolds,
  resolveExpression,
} from '../model/binding.ts';
import type { Disclosure } from '../model/disclosure.ts';
import type { GlossaryEntry, OutlineItem, Template } from '../model/template.ts';
import { glossaryAnchor, rowAnchor, slug } from './anchors.ts';
import { escapeHtml } from './escape.ts';
import type { TermFinder } from './narrative-hast.ts';
import { compileMarkdown } from './narrative-markdown.ts';
import { type Op, readMarks } from './narrative-marks.ts';
import { projectAnchor } from './projects.ts';

/** A disclosure in any state. */
export type NarratedDisclosure = Omit<Disclosure, 'state'>;

export interface SectionOptions {
  /** Level of the section's own heading, where it is not the outline's: headings in the text begin below it. */
  readonly headingLevel?: number;
  readonly lastYear?: NarratedDisclosure;
}

export interface NarrativeRenderer {
  /**
   * The HTML of a section: the department's own words, else the form's draft.
   * Undefined where there is neither, or where nothing of it applies.
   */
  readonly renderSection: (
    disclosure: NarratedDisclosure,
    sectionId: string,
    options?: SectionOptions,
  ) => string | undefined;
}

export interface NarrativeRendererOptions {
  /** The site's base path, without a slash at its end. */
  readonly base?: string;
}

interface Program {
  readonly ops: readonly Op[];
  readonly bindings: readonly Binding[];
}

const MAX_REMEMBERED = 1000;

/** Texts are read once; what is left for each disclosure is filling in. */
export function createNarrativeRenderer(options: NarrativeRendererOptions = {}): NarrativeRenderer {
  const base = options.base ?? '';
  /** By form, then by heading level and text: drafts serve every disclosure, and departments' sentences repeat. */
  const programs = new WeakMap<Template, Map<string, Program>>();

  const programOf = (source: string, template: Template, headingLevel: number): Program => {
    let known = programs.get(template);
    if (!known || known.size >= MAX_REMEMBERED) {
      known = new Map();
      programs.set(template, known);
    }
    const key = `${headingLevel} ${source}`;
    let program = known.get(key);
    if (!program) {
      const terms = glossaryOf(template).finder;
      const { html, bindings } = compileMarkdown(source, { headingLevel, base, ...(terms && { terms }) });
      program = { ops: readMarks(html), bindings };
      known.set(key, program);
    }
    return program;
  };

  return {
    renderSection(disclosure, sectionId, { headingLevel, lastYear } = {}) {
      const { template } = disclosure;
      const override = disclosure.narrative.get(sectionId);
      const text = override ?? template.drafts.get(sectionId);
      if (!text) return undefined;
      const outline = outlineOf(disclosure);
      const program = programOf(
        text.source,
        template,
        headingLevel ?? levelsOf(template).get(sectionId) ?? TOP_LEVEL,
      );
      const html = new Filling(
        program,
        { disclosure, ...(lastYear && { lastYear }) },
        {
          draft: override === undefined,
          glossary: glossaryOf(template),
          glossaryPage: (term) => (outline.explains(term) ? '' : `${base}/glossary/`),
          onPage: outline.ids,
        },
      ).html();
      return html.trim() === '' ? undefined : tidy(html);
    },
  };
}

/** What was dropped leaves no empty lines behind. */
function tidy(html: string): string {
  return html.includes('<pre>') ? html : html.replace(/\n{2,}/g, '\n').trim();
}

interface FillingOptions {
  /** In a form's draft a paragraph that speaks of what a disclosure has not is left out. */
  readonly draft: boolean;
  readonly glossary: Glossary;
  /** What stands before `#` in a link to a definition. */
  readonly glossaryPage: (term: string) => string;
  /** Ids of what the disclosure has of the form's outline. */
  readonly onPage: ReadonlySet<string>;
}

/** One text filled for one disclosure. */
class Filling {
  readonly #program: Program;
  readonly #context: BindingContext;
  readonly #options: FillingOptions;
  /** Terms that already have their link. */
  #linked: ReadonlySet<string> = new Set();
  #blocks = 0;
  #missing = false;

  constructor(program: Program, context: BindingContext, options: FillingOptions) {
    this.#program = program;
    this.#context = context;
    this.#options = options;
  }

  html(): string {
    return this.#fill(this.#program.ops);
  }

  #fill(ops: readonly Op[]): string {
    let html = '';
    for (const op of ops) {
      if (typeof op === 'string') html += op;
      else if (op.kind === 'binding') html += this.#binding(op.index, op.linked);
      else if (op.kind === 'term') html += this.#term(op.index, op.html);
      else if (op.kind === 'block') html += this.#block(op.conditions, op.ops);
      else html += this.#container(op.ops);
    }
    return html;
  }

  #block(conditions: readonly number[], ops: readonly Op[]): string {
    const { bindings } = this.#program;
    if (!conditions.every((index) => conditionHolds((bindings[index] as Binding).expression, this.#context)))
      return '';
    const before = { missing: this.#missing, linked: this.#linked };
    this.#missing = false;
    const html = this.#fill(ops);
    const dropped = this.#missing && this.#options.draft;
    this.#missing = before.missing;
    if (!dropped) this.#blocks++;
    else this.#linked = before.linked;
    return dropped ? '' : html;
  }

  #container(ops: readonly Op[]): string {
    const before = this.#blocks;
    const html = this.#fill(ops);
    return this.#blocks === before ? '' : html;
  }

  #binding(index: number, linked: boolean): string {
    const { expression, source } = this.#program.bindings[index] as Binding;
    if (expression.kind === 'malformed' || expression.kind === 'if' || expression.kind === 'unless')
      return this.#unresolved(source);
    const found = resolveExpression(expression, this.#context);
    if (found.kind !== 'words' && found.kind !== 'figure') return this.#unresolved(source);
    const href = linked ? this.#href(found.anchor) : undefined;
    const text = escapeHtml(found.text);
    if (found.kind === 'words') return href === undefined ? text : link('figure', href, text);
    const value = escapeHtml(found.data);
    return href === undefined
      ? `${found.lead}<data class="figure" value="${value}">${text}</data>`
      : `${found.lead}${link('figure', href, `<data value="${value}">${text}</data>`)}`;
  }

  #href(anchor: Anchor | undefined): string | undefined {
    if (anchor?.kind === 'project') return `#${slug(projectAnchor(anchor.project))}`;
    if (!anchor || !this.#options.onPage.has(anchor.table)) return undefined;
    return `#${anchor.kind === 'table' ? slug(anchor.table) : rowAnchor(anchor.table, anchor.row)}`;
  }

  /** Only to be seen where faults are shown rather than refused. */
  #unresolved(source: string): string {
    this.#missing = true;
    return this.#options.draft ? '' : `<mark class="unresolved">${escapeHtml(source)}</mark>`;
  }

  #term(index: number, html: string): string {
    const term = this.#options.glossary.terms[index];
    if (term === undefined || this.#linked.has(term)) return html;
    this.#linked = new Set([...this.#linked, term]);
    return link('term', `${this.#options.glossaryPage(term)}#${glossaryAnchor(term)}`, html);
  }
}

function link(kind: string, href: string, html: string): string {
  return `<a class="${kind}" href="${escapeHtml(href)}">${html}</a>`;
}

interface Glossary {
  /** Term by the index that a mark holds. */
  readonly terms: readonly string[];
  readonly finder?: TermFinder;
}

const glossaries = new WeakMap<readonly GlossaryEntry[], Glossary>();

function glossaryOf({ glossary }: Template): Glossary {
  let known = glossaries.get(glossary);
  if (!known) {
    const terms = glossary.map((entry) => entry.term);
    const byWords = new Map<string, number>();
    for (const [index, entry] of glossary.entries()) {
      for (const words of [entry.term, ...entry.aliases])
        if (words !== '' && !byWords.has(words)) byWords.set(words, index);
    }
    const longestFirst = [...byWords.keys()].sort((a, b) => b.length - a.length);
    known = {
      terms,
      ...(longestFirst.length > 0 && {
        finder: {
          // 其他商品和服务支出 is another thing than 商品和服务支出.
          pattern: new RegExp(
            `(?<!其[他它])(?:${longestFirst.map((words) => words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')})`,
            'g',
          ),
          indexOf: (words: string) => byWords.get(words) ?? -1,
        },
      }),
    };
    glossaries.set(glossary, known);
  }
  return known;
}

interface PageOutline {
  readonly ids: ReadonlySet<string>;
  /** Does the page itself explain the term? */
  readonly explains: (term: string) => boolean;
}

/** Forms are few, and most disclosures leave nothing out. */
const outlines = new WeakMap<Template, Map<string, PageOutline>>();

function outlineOf({ template, omitted }: NarratedDisclosure): PageOutline {
  let known = outlines.get(template);
  if (!known) {
    known = new Map();
    outlines.set(template, known);
  }
  const key = [...omitted].join(' ');
  let outline = known.get(key);
  if (!outline) {
    const ids = new Set<string>();
    let terms: readonly string[] | undefined;
    const walk = (items: readonly OutlineItem[]): void => {
      for (const item of items) {
        if (omitted.has(item.id)) continue;
        ids.add(item.id);
        if (item.kind === 'glossary') terms = item.terms;
        walk(item.children);
      }
    };
    walk(template.outline);
    const own = terms;
    outline = { ids, explains: (term) => own !== undefined && (own.length === 0 || own.includes(term)) };
    known.set(key, outline);
  }
  return outline;
}

const TOP_LEVEL = 2;
const levels = new WeakMap<Template, ReadonlyMap<string, number>>();

/** Heading levels as the page gives them: an item without a heading adds none. */
function levelsOf(template: Template): ReadonlyMap<string, number> {
  let known = levels.get(template);
  if (!known) {
    const made = new Map<string, number>();
    const walk = (items: readonly OutlineItem[], level: number): void => {
      for (const item of items) {
        const own = item.title === undefined ? level - 1 : level;
        made.set(item.id, Math.max(1, own));
        walk(item.children, own + 1);
      }
    };
    walk(template.outline, TOP_LEVEL);
    known = made;
    levels.set(template, known);
  }
  return known;
}
