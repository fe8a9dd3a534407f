import { getHosting, type SiteData } from '../site.ts';
import { viewStaticPage } from '../view/page.ts';
import type { PageView } from '../view/types.ts';

/** `viewStaticPage` for the site at hand. */
export function staticPage({ site }: SiteData, path: string, title: string, description: string): PageView {
  return viewStaticPage({ site, hosting: getHosting() }, { path, title, description });
}
