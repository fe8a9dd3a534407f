/** What the parser's refusal probably means, in words that say what to change. */
export interface YamlFault {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

const ANY_HINT = '请检查这一行和上一行：冒号后要有空格，同级内容左边要对齐，含冒号或井号的文字要加引号。';

interface Line {
  readonly start: number;
  readonly text: string;
}

/**
 * The parser names a rule of the grammar that broke, often lines below the
 * slip. A clerk's slips are few: they are looked for at that line and above.
 */
export function explainYaml(text: string, position: number, reason: string): YamlFault {
  const offset = Math.min(position, text.length);
  const before = linesUpTo(text, offset);
  const here = before.at(-1) as Line;
  const fault = (at: number, what: string, hint: string): YamlFault => ({
    at,
    message: `YAML 写法有误：${what}`,
    hint,
  });

  if (reason.includes('tab characters') || /^ *\t/u.test(here.text))
    return fault(here.start, '行首用了制表符（Tab）', '请把行首的制表符换成空格。');
  if (reason.includes('maxDepth')) return fault(offset, '内容嵌套太深', '请核对括号和缩进。');
  if (reason.includes('non-printable'))
    return fault(offset, '这里有看不见的控制字符', '请删去这个字符；多半是从别处粘贴来的。');
  if (reason.includes('escape'))
    return fault(offset, '双引号里的反斜杠（\\）有特殊含义', '请改用单引号，或把反斜杠写成两个。');

  const colon = colonFault(before, fault);
  if (colon) return colon;
  const braces = /^[^"']*?(?=\{\{)/u.exec(here.text);
  if (braces) return fault(here.start + braces[0].length, '“{{”要放在引号里', '请给整段文字加上引号。');
  const open =
    reason.includes('deficient indentation') ||
    reason.includes('unexpected end') ||
    reason.includes('comma between');
  const unclosed = open && unclosedFault(before, fault);
  if (unclosed) return unclosed;

  const mark = /^\s*(?:- )*(?:[^\s:"'[{#]+: +)?([@`%*!&|>}\],])/u.exec(here.text);
  if (mark) {
    const at = here.start + mark[0].length - 1;
    return fault(at, `文字不能以“${mark[1]}”开头`, '请给这段文字加上引号。');
  }
  if (text[offset] === ':')
    return fault(offset, '一行里有两个冒号', '含冒号的文字要加引号，如 "原因: 机构改革"。');
  if (/["'\]}]\s*$/u.test(here.text.slice(0, offset - here.start))) {
    return fault(
      offset,
      '引号或括号之后还有别的内容',
      '整段文字要放在同一对引号里；文字里的双引号请改用“”。',
    );
  }
  if (/indentation|end of the stream|implicit key/u.test(reason)) {
    return fault(
      offset,
      '这一行的缩进与同级内容没有对齐',
      '请让同级的各行左边对齐；下一级比上一级多缩进两格。',
    );
  }
  return fault(offset, `不能识别（${reason}）`, ANY_HINT);
}

/** The lines from the first to the one that holds `offset`; where that is empty, to the last that is not. */
function linesUpTo(text: string, offset: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= offset) {
    const end = text.indexOf('\n', start);
    lines.push({ start, text: text.slice(start, end < 0 ? undefined : end) });
    if (end < 0) break;
    start = end + 1;
  }
  while (lines.length > 1 && lines.at(-1)?.text.trim() === '') lines.pop();
  return lines;
}

type Make = (at: number, what: string, hint: string) => YamlFault;

/** `name：x` and `name:x`: the parser takes the whole for text and stumbles over what follows. */
function colonFault(lines: readonly Line[], fault: Make): YamlFault | undefined {
  for (const { start, text } of lines.slice(-2).reverse()) {
    const match = /^\s*(?:- )*[\p{L}\p{N}_-]+(：|:(?=[^\s:/]))/u.exec(text);
    if (!match) continue;
    const at = start + match[0].length - 1;
    if (match[1] === '：') return fault(at, '名称后面用了全角冒号“：”', '请改成半角冒号加一个空格“: ”。');
    return fault(at, '冒号后面没有空格', '请在冒号后面加一个空格。');
  }
  return undefined;
}

/** The last quotation mark or bracket that has no partner on its line. */
function unclosedFault(lines: readonly Line[], fault: Make): YamlFault | undefined {
  const pairs = [
    ['"', '"', '双引号'],
    ["'", "'", '单引号'],
    ['[', ']', '方括号'],
    ['{', '}', '花括号'],
  ] as const;
  for (const { start, text } of [...lines].reverse()) {
    for (const [opening, closing, word] of pairs) {
      const opened = text.split(opening).length - 1;
      const odd = opening === closing ? opened % 2 === 1 : opened > text.split(closing).length - 1;
      if (odd) return fault(start + text.lastIndexOf(opening), `${word}没有成对`, `请补上另一半${word}。`);
    }
  }
  return undefined;
}
