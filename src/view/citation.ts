/** What a citation tells; all as it is printed. */
export interface Cited {
  /** Who answers for it: 科技和工信部门. */
  readonly who: string;
  /** 科技和工信部门2024年部门预算, and the part that is meant: 支出总表，行政运行，合计 824.31 万元. */
  readonly title: string;
  readonly part?: string | undefined;
  /** YYYY-MM-DD; unknown where absent. */
  readonly published?: string | undefined;
  /** YYYY-MM-DD, the day of the citation. */
  readonly today: string;
  readonly url: string;
  /** SHA-256 of the content, hex. */
  readonly hash?: string | undefined;
}

/**
 * One line after GB/T 7714—2015, 4.6, for electronic resources: 主要责任者. 题名[EB/OL].
 * (更新日期)[引用日期]. 获取路径. The hash at the end says which text was seen.
 */
export function citation({ who, title, part, published, today, url, hash }: Cited): string {
  const dates = `${published ? `(${published})` : ''}[${today}]`;
  return (
    `${who}. ${title}${part ? `：${part}` : ''}[EB/OL]. ${dates}. ${url}.` +
    (hash ? ` 内容校验值（SHA-256）：${hash}.` : '')
  );
}
