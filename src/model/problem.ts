import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/** A fault that keeps content from being represented: an error with a remedy. */
export function problem(rule: `load.${string}`, place: Place, message: string, hint: string): Finding {
  return { rule, severity: 'error', place, message, hint };
}

/** Something that a reader of the output should know, and that stops nothing. */
export function notice(rule: `load.${string}`, place: Place, message: string, hint: string): Finding {
  return { rule, severity: 'info', place, message, hint };
}
