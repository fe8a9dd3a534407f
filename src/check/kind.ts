import type { Disclosure } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';

/** What one kind of arithmetic found of one rule. */
export interface KindResult {
  /** Single relations compared. None means that the rule did not apply or could not run. */
  readonly count: number;
  readonly findings: readonly Finding[];
  /** Where `count` is 0. */
  readonly outcome?: 'notApplicable' | 'couldNotRun';
  /** Basis or cause, where `count` is 0. */
  readonly because?: string;
}

export interface Kind {
  /** What it compares, in Chinese, for the public rules page. */
  readonly explain: string;
  readonly run: (rule: Rule, disclosure: Disclosure) => KindResult;
}
