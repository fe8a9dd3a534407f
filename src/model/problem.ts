import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/** A message is read: what it quotes is known by its beginning. */
const MOST_QUOTED = 80;
const LONG_QUOTE = new RegExp(`(“[^”]{${MOST_QUOTED}})[^”]+(?=”|$)`, 'g');

/** A fault that keeps content from being represented: an error with a remedy. */
export function problem(rule: `load.${string}`, place: Place, message: string, hint: string): Finding {
  return { rule, severity: 'error', place, message: shortened(message), hint: shortened(hint) };
}

function shortened(text: string): string {
  return text.length > MOST_QUOTED ? text.replace(LONG_QUOTE, '$1……') : text;
}

/** Something that a reader of the output should know, and that stops nothing. */
export function notice(rule: `load.${string}`, place: Place, message: string, hint: string): Finding {
  return { rule, severity: 'info', place, message, hint };
}
