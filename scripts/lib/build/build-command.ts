import { COLOURED, PLAIN, summaryText } from '../../../src/report/findings.ts';
import { applyOptions, printReports } from '../content.ts';
import { MisuseError } from '../files.ts';
import type { Build, BuildOptions } from './build-site.ts';

/** What `npm run build` and `npm run assemble` have in common. */
export const BUILD_OPTIONS = {
  content: { type: 'string' },
  out: { type: 'string' },
  drafts: { type: 'boolean' },
  'skip-failing': { type: 'boolean' },
  'no-pdf': { type: 'boolean' },
  'no-xlsx': { type: 'boolean' },
  once: { type: 'boolean' },
} as const;

type Values = {
  readonly [K in keyof typeof BUILD_OPTIONS]?:
    | ((typeof BUILD_OPTIONS)[K]['type'] extends 'string' ? string : boolean)
    | undefined;
};

export function openBuild(values: Values): BuildOptions {
  const skipFailing = values['skip-failing'] ?? false;
  if (skipFailing && values.drafts)
    throw new MisuseError('--drafts 生成全部公开文本，--skip-failing 略去有错的，只能用其中一个。');
  if (values['no-pdf']) process.env.MINGZHANG_PDF = 'false';
  if (values['no-xlsx']) process.env.MINGZHANG_XLSX = 'false';
  const settings = applyOptions(values);
  const outDir = values.out ?? (process.env.OUT_DIR || 'dist');
  return { settings, outDir, skipFailing, once: values.once ?? false, print: console.log };
}

/** Says how a build came out. Returns the exit code. */
export function tellBuild(built: Build, outDir: string): number {
  printReports(built, process.stdout.isTTY ? COLOURED : PLAIN, console.log);
  console.log(summaryText(built.reports));
  if (!built.published) {
    const names = built.blocked.join('、');
    console.error(
      `没有生成网站，${outDir} 保持原样。${names && `有问题的公开文本：${names}。`}请按上面的提示改正后再试。`,
    );
    return 1;
  }
  const { pdfs, lastGood, made, unchanged } = built;
  const told = unchanged > 0 ? '警告和提示只列新生成的，全部的请看 npm run check。' : '';
  console.log(`公开文本：生成 ${made} 份，${unchanged} 份没有变化。${told}`);
  if (pdfs) console.log(`PDF：生成 ${pdfs.rendered} 份，${pdfs.cached} 份没有变化。`);
  console.log(`网站已写入 ${outDir}。`);
  for (const { id, name, year } of lastGood.kept)
    console.log(`保留上次发布的版本：${id}  ${name} ${year} 年`);
  for (const { id, because } of lastGood.absent) console.log(`没有发布：${id}（${because}）`);
  return 0;
}
