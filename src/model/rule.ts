import type { Severity } from './finding.ts';

/** A rule as data (rules.yaml). What each kind means stands in src/check/kinds/. */
export interface Rule {
  /** Permanent. */
  readonly id: string;
  readonly title: string;
  /** Statute, regulation, or the form itself. */
  readonly basis: string;
  readonly kind: string;
  readonly severity: Severity;
  /** The kind's own operands, as concepts, tables or columns. */
  readonly operands: Readonly<Record<string, unknown>>;
  /** When it applies, in words for the public; the kind reads the machine's half from `operands`. */
  readonly condition?: string;
  /** A reason, where a form switches off a rule that it inherits. */
  readonly disabled?: string;
  readonly examples: RuleExamples;
}

export interface RuleExamples {
  readonly passes: RuleExample;
  readonly fails: RuleExample;
}

/** A miniature disclosure: CSV text by table id, read with the form that carries the rule. */
export interface RuleExample {
  readonly tables: Readonly<Record<string, string>>;
  readonly says?: string;
}
