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
  readonly condition?: string | undefined;
  /** A reason, where a form switches off a rule that it inherits. */
  readonly disabled?: string | undefined;
  readonly examples: RuleExamples;
}

export interface RuleExamples {
  readonly passes: RuleExample;
  readonly fails: RuleExample;
}

/** A miniature disclosure, read with a form that has what it holds. */
export interface RuleExample {
  /** CSV text by table id, or another title of the table. */
  readonly tables: Readonly<Record<string, string>>;
  /** As projects/01.yaml … hold them. */
  readonly projects?: readonly unknown[];
  /** As projects/units.yaml. */
  readonly projectUnits?: readonly unknown[];
  /** As targets.yaml. */
  readonly targets?: Readonly<Record<string, unknown>>;
  /** Fields of disclosure.yaml. */
  readonly disclosure?: Readonly<Record<string, unknown>>;
  /** Markdown by section id. */
  readonly narrative?: Readonly<Record<string, string>>;
  /** Tables of the same department's disclosure of the year before. */
  readonly lastYear?: Readonly<Record<string, string>>;
  /** Part of what the finding says. */
  readonly says?: string;
}
