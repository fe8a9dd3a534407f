import { describe, expect, test } from 'vitest';
import { synonymsOf } from '../../src/search/synonyms.ts';
import { contentWith, FORM, problemsOf } from '../support/content.ts';
import { indexContent } from './site.ts';

const FILE = `${FORM}/synonyms.yaml`;

function said(yaml: string): readonly string[] {
  const own = problemsOf({ [FILE]: yaml }).filter(({ place }) => place.file === FILE);
  return own.map(({ place, message, hint }) => `${place.line}:${place.column} ${message} → ${hint}`);
}

describe('synonyms.yaml', () => {
  test('is found by, in the middle of a word too', async () => {
    const site = await indexContent(contentWith({ [FILE]: '- { short: 财监, full: [财政监督] }\n' }));
    for (const query of ['财监', '财监', '乙区 财监']) {
      const { groups } = await site.search.search(query, {}, 5);
      expect(groups.find(({ kind }) => kind === 'project')?.hits[0]?.href).toContain('#项目-11010124P001');
    }
  });

  test.each([
    [
      '- { short: 财, full: [财政] }\n',
      '1:12 “第1项 › 简称”（short）应为至少两个字，实为“财” → 请照这个写法改正。',
    ],
    [
      '- { short: 财监, full: [] }\n',
      '1:22 “第1项 › 全称”（full）应为至少一个全称，实为一个空的列表 → 请照这个写法改正。',
    ],
    ['- { short: 财监 }\n', '1:3 缺少“第1项 › 全称”（full），应为全称的列表 → 请补上“full: ……”。'],
    [
      '- { short: 财监, ful: [财政监督] }\n',
      '1:16 不认识的字段“ful”，应为“full” → 请改名或删去。这里可以写：short、full。',
    ],
  ])('%s', (yaml, message) => {
    expect(said(yaml)).toEqual([message]);
  });

  test('those of all forms hold for all, each once', () => {
    const forms = [
      { synonyms: [{ short: '卫健', full: ['卫生健康'] }] },
      {
        synonyms: [
          { short: '卫健', full: ['卫生健康', '卫生和健康'] },
          { short: '人社', full: ['人力资源'] },
        ],
      },
    ] as unknown as Parameters<typeof synonymsOf>[0];
    expect(synonymsOf(forms)).toEqual([
      ['人社', ['人力资源']],
      ['卫健', ['卫生健康', '卫生和健康']],
    ]);
  });
});
