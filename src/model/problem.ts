import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/** A message is read: what it quotes is known by its beginning. */
const MOST_QUOTED = 80;
/** Longer than any message that lists what a form has. */
const MOST = 3000;
const LONG_QUOTE = new RegExp(`(“[^”]{${MOST_QUOTED}})[^”]+(?=”|$)`, 'g');

/** A fault that keeps content from being represented: an error with a remedy. */
export function problem(rule: `load.${string}`, place: Place, message: string, hint: string): Finding {
  return { rule, severity: 'error', place, message: shortened(message), hint: shortened(hint) };
}

function shortened(text: string): string {
  if (text.length <= MOST_QUOTED) return text;
  const short = text.replace(LONG_QUOTE, '$1……');
  // What is quoted may itself hold the quotation marks that end it.
  return short.length > MOST ? `${short.slice(0, MOST)}……` : short;
}

/** Something that a reader of the output should know, and that stops nothing. */
export function notice(rule: `load.${string}`, place: Place, message: string, hint: string): Finding {
  return { rule, severity: 'info', place, message, hint };
}
