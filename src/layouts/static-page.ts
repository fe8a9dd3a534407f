import type { SiteData } from '../site.ts';
import type { PageView } from '../view/types.ts';

/** The frame of a page that the maintainers write: 关于, 使用指南, 无障碍声明, 404. */
export function staticPage(site: SiteData, path: string, title: string, description: string): PageView {
  const ofSite = site.home.page.meta.filter(({ name }) => name.startsWith('Site'));
  return {
    path,
    title,
    description,
    meta: [
      ...ofSite,
      { name: 'ColumnName', content: title },
      { name: 'ColumnDescription', content: description },
      { name: 'ColumnKeywords', content: site.site.keywords.join(',') },
      { name: 'ColumnType', content: '网站说明' },
      { name: 'Description', content: description },
    ],
    breadcrumbs: [{ title: '首页', href: '/' }],
  };
}
