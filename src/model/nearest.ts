/** Edit distance with an early end: more than `limit` counts as `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  const s = [...a];
  const t = [...b];
  if (Math.abs(s.length - t.length) > limit) return limit + 1;
  let previous = Array.from({ length: t.length + 1 }, (_, index) => index);
  for (let i = 1; i <= s.length; i++) {
    const current = [i];
    for (let j = 1; j <= t.length; j++) {
      const change = (previous[j - 1] as number) + (s[i - 1] === t[j - 1] ? 0 : 1);
      current[j] = Math.min(change, (previous[j] as number) + 1, (current[j - 1] as number) + 1);
    }
    previous = current;
  }
  return previous[t.length] as number;
}

/** The names most like `name`, best first, at most `most`. Names that share nothing are left out. */
export function nearest(name: string, names: Iterable<string>, most = 3): string[] {
  const wanted = name.slice(0, 60);
  const length = [...wanted].length;
  const scored: { name: string; score: number }[] = [];
  for (const candidate of new Set(names)) {
    const longest = Math.max(length, [...candidate].length);
    const steps = distance(wanted, candidate, longest);
    const contains = candidate.includes(wanted) || wanted.includes(candidate);
    if (steps < longest || contains) scored.push({ name: candidate, score: contains ? steps / 2 : steps });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, most).map((entry) => entry.name);
}

/** 「最接近的是“甲”“乙”」 or nothing. */
export function nearestText(name: string, names: Iterable<string>, most = 3): string {
  const found = nearest(name, names, most);
  return found.length > 0 ? `最接近的是${found.map((item) => `“${item}”`).join('')}` : '';
}
