import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparisonMarkdown } from '../src/diff/format-markdown.ts';
import { linkTo } from '../src/diff/markdown-words.ts';
import { readComparison } from './lib/build/comparison-file.ts';
import { placeFrom } from './lib/forge/forge.ts';
import { MARKER, postComment } from './lib/forge/post-comment.ts';
import { COMPARISON_FILE } from './lib/forge/review.ts';
import { run } from './lib/run.ts';

const USAGE = `npm run comment -- 目录 [--preview 网址] [--report 网址]
  目录是 npm run review 写的。平台、仓库、编号和令牌写在环境变量里：REVIEW_FORGE（github、gitlab、gitee）、
  REVIEW_API、REVIEW_PROJECT、REVIEW_NUMBER、REVIEW_TOKEN；GitHub 和 GitLab 的流水线里只需 REVIEW_TOKEN。`;

const DONE = {
  created: '已写评论。',
  updated: '已更新评论。',
  unchanged: '评论没有变化。',
  outdated: '合并请求已关闭，或已有更新的提交，这次不写评论。',
};

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { preview: { type: 'string' }, report: { type: 'string' } },
  });
  const [folder] = positionals;
  if (!folder || positionals.length > 1) {
    console.error(`请写明 npm run review 写的目录。\n用法：${USAGE}`);
    return 2;
  }
  const place = placeFrom(process.env);
  const comparison = await readComparison(join(folder, COMPARISON_FILE));
  const { report } = values;
  const closing =
    report === undefined ? [] : [linkTo(report, '附件：完整的审阅报告 review.html，网页的预览 site')];
  const posted = await postComment(place, ({ limits }) =>
    comparisonMarkdown(comparison, {
      limits,
      marker: MARKER,
      preview: values.preview,
      closing,
      whole: '附件 review.html',
    }),
  );
  console.log(DONE[posted]);
  return 0;
});
