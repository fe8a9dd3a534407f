/** Edit distance: characters added, dropped, changed, or swapped with their neighbour. */
function distance(a: string, b: string): number {
  const s = [...a];
  const t = [...b];
  let beforeLast: number[] = [];
  let last = Array.from({ length: t.length + 1 }, (_, index) => index);
  for (let i = 1; i <= s.length; i++) {
    const current = [i];
    for (let j = 1; j <= t.length; j++) {
      const change = (last[j - 1] as number) + (s[i - 1] === t[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1];
      const swap = swapped ? (beforeLast[j - 2] as number) + 1 : change;
      current[j] = Math.min(change, swap, (last[j] as number) + 1, (current[j - 1] as number) + 1);
    }
    beforeLast = last;
    last = current;
  }
  return last[t.length] as number;
}

/** Longer than any name: the rest of an overlong one is not compared. */
const MAX_LENGTH = 60;

/** The names most like `name`, best first, at most `most`. Names that share nothing are left out. */
export function nearest(name: string, names: Iterable<string>, most = 3): string[] {
  if (name === '') return [];
  const wanted = name.slice(0, MAX_LENGTH);
  const length = [...wanted].length;
  const scored: { name: string; score: number }[] = [];
  for (const candidate of new Set(names)) {
    const longest = Math.max(length, [...candidate].length);
    const steps = distance(wanted, candidate);
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

/** The one name that was meant, as good as surely: at most a third of its characters differ. */
export function likely(name: string, names: Iterable<string>): string | undefined {
  const [best] = nearest(name, names, 1);
  if (best === undefined) return undefined;
  const wanted = name.slice(0, MAX_LENGTH);
  return distance(wanted, best) * 3 <= Math.max([...wanted].length, [...best].length) ? best : undefined;
}
