/** A note printed under a table. */
export function isNote(line: { readonly text: string }): boolean {
  return /^注[：:]/.test(line.text);
}
