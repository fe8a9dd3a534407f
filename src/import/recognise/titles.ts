import { fill } from '../../model/fill.ts';
import type { OutlineItem, TableSpec, Template } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Subject } from '../subject.ts';
import { isNumbered, withoutNumber } from '../text.ts';
import { isBody } from './page-head.ts';

/** What a heading of the document opens. */
export type Target =
  | { readonly kind: 'table'; readonly table: TableSpec }
  | { readonly kind: 'section' | 'projects' | 'targets' | 'glossary' | 'part'; readonly item: OutlineItem };

/** A title as a sheet bears it: whose table, in what unit. */
export interface SheetTitle {
  readonly target: Target;
  readonly owner?: string;
  readonly unit?: string;
}

/** A form's titles, compared without spaces, numbers, years and the department's name. */
export class Titles {
  readonly #targets = new Map<string, Target>();
  readonly #subject: Subject;

  constructor(template: Template, subject: Subject) {
    this.#subject = subject;
    const visit = (items: readonly OutlineItem[]): void => {
      for (const item of items) {
        if (item.kind !== 'table' && item.title !== undefined)
          this.#add(item.title, { kind: item.kind, item });
        visit(item.children);
      }
    };
    for (const table of template.tables.values()) {
      for (const title of [table.title, ...table.aliases]) this.#add(title, { kind: 'table', table });
    }
    visit(template.outline);
  }

  #add(title: string, target: Target): void {
    for (const scope of ['部门', '单位']) {
      const key = this.key(fill(title, { ...this.#subject, scope }));
      if (key !== '' && !this.#targets.has(key)) this.#targets.set(key, target);
    }
  }

  /** A title as it is compared: （2024 年）, the name and the number before it are dropped. */
  key(text: string): string {
    return normalized(withoutNumber(text.trim()))
      .replaceAll(normalized(this.#subject.name), '')
      .replace(/^\(?\d{4}年?度?\)?|\(?\d{4}年?度?\)?$/g, '')
      .replace(/[:.]+$/, '')
      .toLowerCase();
  }

  find(text: string): Target | undefined {
    if (text.length > 80) return undefined;
    const key = this.key(text);
    return this.#targets.get(key) ?? (isNumbered(text) ? this.#cutShort(key) : undefined);
  }

  /**
   * The same for a sheet, whose titles bear more around them: the number of the
   * form (附表1、), the name of the department whose table it is, the unit.
   */
  findInSheet(text: string): SheetTitle | undefined {
    if (text.length > 80) return undefined;
    const unit = /[（(](?:金额)?单位[：:]\s*([百千万亿]*元)[）)]\s*$/.exec(text);
    const plain = text
      .replace(/[（(][^（()）]*(?:单位|公开|草案|续)[^（()）]*[）)]\s*$/, '')
      .replace(
        /^\s*(?:部门预算|预算|公开)*(?:附?表|附件)\s*[\d一二三四五六七八九十]+(?:[-－.]\d+)*\s*[:：、.．]?\s*/,
        '',
      );
    const given = unit?.[1] === undefined ? {} : { unit: unit[1] };
    const target = this.find(text) ?? this.find(plain);
    const own = normalized(text).includes(normalized(this.#subject.name));
    if (target) return { target, ...given, ...(own && { owner: this.#subject.name }) };
    const key = this.key(plain);
    let best: string | undefined;
    for (const title of this.#targets.keys()) {
      if (title.length > (best?.length ?? 3) && title.length < key.length && key.endsWith(title))
        best = title;
    }
    if (best === undefined) return undefined;
    const before = key.slice(0, -best.length).replace(/\(?\d{4}年?度?\)?$/, '');
    const owned = this.#targets.get(best);
    return owned && isBody(before) ? { target: owned, owner: before, ...given } : undefined;
  }

  /** A numbered heading whose last characters were lost in printing: 预算项目绩效目. */
  #cutShort(key: string): Target | undefined {
    if (key.length < 5) return undefined;
    const longer = [...this.#targets.keys()].filter(
      (title) => title.startsWith(key) && title.length - key.length <= 2,
    );
    return longer.length === 1 ? this.#targets.get(longer[0] as string) : undefined;
  }

  /** Every title known, for naming the nearest one. */
  known(): Iterable<string> {
    return this.#targets.keys();
  }
}
