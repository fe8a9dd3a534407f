/** A note printed under a table. */
export function isNote(line: { readonly text: string }): boolean {
  return /^(?:[备附]?注|说明)[：:]/.test(line.text);
}
