import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitObjects, gitAt, gitSource } from '../../src/load/git.ts';
import { type Repository, repository } from '../support/repository.ts';

/** Content straight from the object store of a real repository. */

let repo: Repository;
let root = '';
beforeAll(() => {
  const many = Array.from({ length: 30 }, (_, index) => [
    `disclosures/1/2024/${index}/tables/表.csv`,
    `${index}\n`,
  ]);
  repo = repository({ ...Object.fromEntries(many), 'disclosures/1/2024/文件.txt': 'x' });
  root = repo.git('rev-parse', 'HEAD:content');
});
afterAll(() => repo.remove());

/** A source, and what it has asked of git. */
function counted() {
  const git = gitAt(repo.folder);
  const asked: string[] = [];
  const objects = new GitObjects((args, input) => {
    asked.push(args.join(' '));
    return git(args, input);
  });
  return { source: gitSource(objects, root), asked };
}

describe('a revision', () => {
  it('lists and reads what stands there, and nothing else', () => {
    const { source } = counted();
    expect(source.list('disclosures/1').map(({ name, kind }) => [name, kind])).toEqual([['2024', 'folder']]);
    expect(source.list('disclosures/1/2024').at(-1)).toMatchObject({ name: '文件.txt', kind: 'file' });
    const text = (path: string) => source.read(path)?.toString();
    expect(new TextDecoder().decode(source.read('disclosures/1/2024/7/tables/表.csv'))).toBe('7\n');
    for (const path of ['disclosures', 'x', 'x/y', 'disclosures/1/2024/文件.txt/y', 'site.yaml/x'])
      expect([path, text(path), source.list(`${path}/none`)]).toEqual([path, undefined, []]);
    expect(source.list('site.yaml')).toEqual([]);
  });

  it('asks git once for all folders that stand beside one another', () => {
    const { source, asked } = counted();
    for (let index = 0; index < 30; index++) source.list(`disclosures/1/2024/${index}`);
    // The root, disclosures with templates, 1, 2024, and the thirty together.
    expect(asked).toHaveLength(5);
    source.prefetch(['disclosures/1/2024/3', 'disclosures/1/2024/4']);
    const before = asked.length;
    source.read('disclosures/1/2024/3/tables/表.csv');
    source.read('disclosures/1/2024/4/tables/表.csv');
    expect(asked).toHaveLength(before);
  });
});
