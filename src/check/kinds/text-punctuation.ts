import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { fieldBody, unusualCells } from '../text/fields.ts';
import { excerpt, onceAFile, sayAt } from '../text/finding.ts';
import { type Body, narrativeBody } from '../text/texts.ts';

interface Match {
  readonly index: number;
  readonly found: string;
}

interface Look {
  readonly find: (text: string) => Iterable<Match>;
  readonly message: (found: string) => string;
  readonly hint: string;
  readonly cells?: boolean;
}

const named = (found: string): string =>
  [...found]
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');

/** `sign` is something cheap to look for, without which there is nothing. */
const matches =
  (pattern: RegExp, sign?: RegExp) =>
  (text: string): Match[] =>
    sign && !sign.test(text)
      ? []
      : [...text.matchAll(pattern)].map((match) => ({ index: match.index, found: match[0] }));

/** 意见意见: two to four characters twice over. 一个一个 and the like are words of their own. */
const TWICE = /([\u3400-\u9fff]{2,4}?)\1/g;

function doubledWords(text: string): Match[] {
  return [...text.matchAll(TWICE)].flatMap(({ 0: found, 1: word = '', index }) =>
    /^(?![一二三])\p{Script=Han}+$/u.test(word) && new Set(word).size > 1 ? [{ index, found }] : [],
  );
}

/** What to look for, by the rule's `of`. */
const LOOKS: Readonly<Record<string, Look>> = {
  doubled: {
    find: matches(
      /([。，、；：！？])\1+|[，、；：][。；]|[。；：、][，、]|，、|,{2,}|(?<=[\p{Script=Han}])[,;:][，。；：、]|[，。；：、][,;:](?=[\p{Script=Han}])|[）)][.．](?=[\p{Script=Han}])|(?<=\n|^)[（(][一二三四五六七八九十]+[）)]、/gu,
      /[。，、；：！？,;:][。，、；：！？,;:]|[）)][.．、]/,
    ),
    message: (found) => `的标点“${found}”重复或连用`,
    hint: '请只留应有的一个标点。',
  },
  words: {
    find: doubledWords,
    message: (found) => `的“${found}”像是重复打了两遍`,
    hint: '如果是重复，请删去一遍。',
  },
  damaged: {
    find: matches(
      /\uFFFD|锟斤拷|烫烫烫|屯屯屯|ï¿½|â€[\u0080-\u00BF™œ]|Ã[\u0080-\u00BF]|[äåæçèé][\u0080-\u00BF]{2}|&(?:nbsp|amp|lt|gt|quot|#\d+);/gu,
      /[\uFFFD锟烫屯\u0080-\u00FF&]/,
    ),
    message: () => '是乱码',
    hint: '文字在转换时损坏了。请对照原文重新输入这几个字，并把文件存为 UTF-8。',
    cells: true,
  },
  invisible: {
    find: matches(
      /[[\p{Cc}\p{Cf}\p{Co}]--[\n\r\t]]/gv,
      // What is not in ASCII, punctuation, Han, full width, or a sign that figures and lists bear.
      /[^\n\r\t\x20-\x7e\u00b0-\u00d7\u2010-\u2027\u2030-\u205e\u2100-\u2bff\u3000-\u9fff\uff01-\uffef\ufffc]/,
    ),
    message: (found) => `里有看不见的字符 ${named(found)}`,
    hint: '多半是从别的文件粘贴来的。请删去，重新输入前后的字；这类字符会使数字倒排，或使检索找不到。',
    cells: true,
  },
  number: {
    find: matches(/[（(〔[【]20\d{2}[）)〕\]】]年(?:第)?\d{1,5}号/gu, /[）)〕\]】]年/),
    message: (found) => `的文号“${found}”多了“年”字`,
    hint: '发文字号写作“〔2023〕423号”：年份用六角括号括起，后面不加“年”。',
    cells: true,
  },
  letters: {
    find: matches(
      /(?<![A-Za-z\d])\d[\d,.]{0,20}[OoIl][\dOoIl,.]{0,20}(?=(?:百?万|亿)?元|[%％])/g,
      /[\d.][OoIl][\dOoIl.]|[\d.][OoIl](?:百?万|亿)?元/,
    ),
    message: (found) => `的数“${found}”里夹着字母`,
    hint: '字母 O、l、I 与数字 0、1 形近。请重新输入这个数。',
  },
  foreign: {
    find: matches(
      /(?:and|or|of|the)(?<=\p{Script=Han}(?:and|or|of|the))(?=\p{Script=Han})/gu,
      /[^a-zA-Z\n](?:and|or|of|the)[^a-zA-Z\n]/,
    ),
    message: (found) => `里夹着英文“${found}”`,
    hint: '请改成中文（“和”“或”“的”）。',
  },
};

/** Operand: `of`, one of the looks. */
export const textPunctuation: Kind = {
  explain: '没有重复的标点和词、乱码、看不见的字符，发文字号写法规范。',
  rank: 9,
  run(rule, { disclosure }) {
    const look = LOOKS[String(rule.operands.of)];
    if (!look) return { outcome: 'couldNotRun', because: `没有“${String(rule.operands.of)}”这一项` };
    const bodies: Body[] = [
      narrativeBody(disclosure),
      fieldBody(disclosure),
      ...(look.cells ? [unusualCells(disclosure)] : []),
    ];
    const findings: Finding[] = [];
    for (const body of bodies) {
      const first = onceAFile(body);
      for (const { index, found } of look.find(body.text)) {
        if (!first(index, found)) continue;
        findings.push(
          sayAt(rule, body, index, {
            message: `“${excerpt(body, index, index + found.length, 10)}”${look.message(found)}`,
            hint: look.hint,
            actual: found,
          }),
        );
      }
    }
    return { looked: 1, findings };
  },
};
