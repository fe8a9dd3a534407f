import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import { kept } from '../../model/kept.ts';
import type { Kind } from '../kind.ts';
import { fieldBody, unusualCells } from '../text/fields.ts';
import { sayAt } from '../text/finding.ts';
import { type Body, narrativeBody, segmentAt } from '../text/texts.ts';

/** Runs of digits that are no part of a longer one; grouped by spaces or hyphens as people write them. */
const RUN = /(?<![0-9A-Za-z.])\d[\d -]{9,22}[\dXx](?![0-9A-Za-z]|\.\d)/gu;

const NUMBERS = {
  identity: {
    name: '公民身份号码',
    is: isIdentity,
    hint: '公民身份号码是个人敏感信息，不能公开。请删去；确需区分同名人员的，另用不涉及个人信息的办法。',
  },
  mobile: {
    name: '手机号码',
    is: isMobile,
    hint: '如果是个人的手机号码，请删去；对外的咨询电话请写在 disclosure.yaml 的 phone。',
  },
  bank: {
    name: '银行账号',
    is: isBank,
    hint: '如果是个人的银行账号，请删去；如果是别的编号，请改写成不会误认的样子。',
  },
} as const;

/** Operand: `of`, `identity`, `mobile` or `bank`. */
export const privacyNumber: Kind = {
  explain: '任何文字里都没有个人的身份号码、手机号码、银行账号（按校验码和号段判断）。',
  rank: 8,
  run(rule, { disclosure }) {
    const number = NUMBERS[rule.operands.of as keyof typeof NUMBERS];
    if (!number) return { outcome: 'couldNotRun', because: `没有“${String(rule.operands.of)}”这种号码` };
    const known = ownNumbers(disclosure);
    const findings: Finding[] = [];
    for (const body of [narrativeBody(disclosure), fieldBody(disclosure), unusualCells(disclosure)]) {
      for (const { index, found } of runsOf(body)) {
        const digits = found.replace(/[ -]/g, '').toUpperCase();
        if (known.has(digits) || !number.is(digits) || isDecimal(body, index, found)) continue;
        findings.push(
          sayAt(rule, body, index, {
            message: `里有${number.name}“${digits.slice(0, 3)}${'*'.repeat(Math.max(0, digits.length - 5))}${digits.slice(-2)}”`,
            hint: number.hint,
          }),
        );
      }
    }
    return { looked: 1, findings };
  },
};

/** Looked for once, for all kinds of numbers. */
const runsOf = kept(({ text }: Body) =>
  Array.from(text.matchAll(RUN), ({ index, 0: found }) => ({ index, found })),
);

/** Numbers that the disclosure itself gives to the public, and its projects' codes. */
function ownNumbers({ phone, site, projects, code }: Disclosure): Set<string> {
  const digits = (text: string | undefined): string => (text ?? '').replace(/\D/g, '');
  return new Set(
    [digits(phone), digits(site.phone), code, ...projects.map((project) => project.code ?? '')].filter(
      (text) => text !== '',
    ),
  );
}

/** A figure of a table, or one with a unit, is an amount. */
function isDecimal(body: Body, index: number, found: string): boolean {
  const after = body.text.slice(index + found.length, index + found.length + 1);
  return /[元万亿%]/u.test(after) || segmentAt(body, index).kind === 'unit';
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** GB 11643: region, date of birth, and a last digit that checks the others. */
function isIdentity(text: string): boolean {
  if (!/^[1-8]\d{5}(?:19|20)\d{9}[\dX]$/.test(text)) return false;
  const month = Number(text.slice(10, 12));
  const day = Number(text.slice(12, 14));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECKS[sum % 11] === text[17];
}

function isMobile(text: string): boolean {
  return /^(?:86)?1[3-9]\d{9}$/.test(text);
}

/** 银联 cards begin with 62, others with 4 or 5; the last digit checks the rest (Luhn). */
function isBank(text: string): boolean {
  if (!/^(?:62\d{14,17}|[45]\d{15})$/.test(text) || isIdentity(text)) return false;
  let sum = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = Number(text[text.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
