import { createHash } from 'node:crypto';
import type { CheckFinding } from '../../../src/model/disclosure.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { isBlocking } from '../../../src/report/findings.ts';

/** GitLab's Code Quality report, the part of Code Climate's format that it reads. */
export interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** The same finding has the same one, wherever its line has moved to. */
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** `prefix` leads from the repository to the content folder. */
export function codeQuality(findings: readonly (Finding | CheckFinding)[], prefix: string): Issue[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { file, line = 1, table, row, columnTitle } = finding.place;
    const name = JSON.stringify([finding.rule, file, table, row, columnTitle, finding.message]);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return {
      description: [finding.message, finding.hint].filter(Boolean).join(' '),
      check_name: finding.rule,
      fingerprint: createHash('sha256').update(`${name}\0${count}`).digest('hex'),
      severity: isBlocking(finding) ? 'critical' : finding.severity === 'warning' ? 'minor' : 'info',
      location: { path: prefix + file, lines: { begin: line } },
    };
  });
}
