import { metrics } from './fonts.ts';

/** Width of a text in em, as wide as its widest face sets it. */
export function textWidth(text: string, strong = false): number {
  return strong
    ? Math.max(metrics('serifBold').width(text), metrics('sansBold').width(text))
    : Math.max(metrics('serif').width(text), metrics('sans').width(text));
}

/** Runs that no line's end may part: everything but Chinese, and blanks. */
const RUN = /[!-~\u00a1-\u024f\u2190-\u22ff]+/g;

/** The widest run of a text that cannot be broken, in em; a Chinese character counts as one. */
export function widestRun(text: string, strong = false): number {
  let widest = 0;
  if (/[^ -~]/.test(text)) widest = 1;
  for (const [run] of text.matchAll(RUN)) widest = Math.max(widest, textWidth(run, strong));
  return widest;
}

/** Lets a run that is wider than `room` em break, into lines of like length: by zero-width spaces. */
export function breakRuns(text: string, room: number): string {
  return text.replace(RUN, (run) => {
    const whole = textWidth(run);
    if (whole <= room) return run;
    const most = whole / Math.ceil(whole / Math.max(room, 1));
    let out = '';
    let line = 0;
    for (const character of run) {
      const width = textWidth(character);
      if (line + width > Math.min(most + 0.3, Math.max(room, 1)) && line > 0) {
        out += '\u200b';
        line = 0;
      }
      out += character;
      line += width;
    }
    return out;
  });
}
