import { globSync } from 'node:fs';
import { UserError } from '../files.ts';
import { ENTRY_FILE } from './last-good.ts';

/**
 * Throws where nothing would be left of a site that has disclosures: a content folder that is not mounted, or has been
 * moved away, looks like one that has none. Who means it empties the output first.
 */
export function refuseEmptied(outDir: string, ids: readonly string[]): void {
  if (ids.length > 0) return;
  const published = globSync(`[0-9]*/[0-9]*/*/${ENTRY_FILE}`, { cwd: outDir }).length;
  if (published > 0)
    throw new UserError(
      `内容里一份公开文本也没有，而“${outDir}”里已公布 ${published} 份，没有替换。请看看内容文件夹是不是没有连上、被移走或改了名；真要发布没有公开文本的网站，请先清空“${outDir}”。`,
    );
}
