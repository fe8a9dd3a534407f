/** One thing that an import would change in content that is there already. */
export interface Change {
  readonly kind: 'table' | 'project' | 'targets' | 'narrative' | 'description';
  /** Table, project or section. */
  readonly id: string;
  readonly text: string;
}

export interface Merged {
  /** Files to write, by path: only those that differ. */
  readonly files: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
  readonly changes: readonly Change[];
}

/** 「甲” → “乙”」, shortened; an empty side says so. */
export function fromTo(before: string, after: string): string {
  const show = (text: string): string =>
    text === '' ? '（空白）' : text.length > 60 ? `${text.slice(0, 60)}……` : text;
  return `${show(before)} → ${show(after)}`;
}
