/** Id of the disclosure whose own page has this path; undefined for every other page. */
export function idAt(pathname: string, base: string): string | undefined {
  if (!pathname.startsWith(base)) return undefined;
  return /^(\d+\/\d{4}\/[^/]+(?:\/final)?)\/$/.exec(pathname.slice(base.length))?.[1];
}
