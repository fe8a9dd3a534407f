import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { found } from './form-place.ts';

const DAY = 86_400_000;
const LIMIT = 20;

/** Days from one date to another; both are real dates, as validation has seen. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** The law counts from 批复. */
export const timely: Kind = {
  explain: '在批复之后、二十日以内公开。',
  rank: 9,
  run(rule, { disclosure }) {
    const { approvedOn, publishedOn, file } = disclosure;
    if (approvedOn === undefined || publishedOn === undefined) {
      const missing = [
        approvedOn === undefined && '批复日期',
        publishedOn === undefined && '公开日期',
      ].filter(Boolean);
      return { outcome: 'couldNotRun', because: `没有写明${missing.join('和')}` };
    }
    const days = daysBetween(approvedOn, publishedOn);
    const findings: Finding[] = [];
    if (days < 0 || days > LIMIT) {
      const last = new Date(Date.parse(approvedOn) + LIMIT * DAY).toISOString().slice(0, 10);
      findings.push({
        ...found(
          rule,
          { file },
          days < 0
            ? `公开日期 ${publishedOn} 在批复日期 ${approvedOn} 之前`
            : `批复日期是 ${approvedOn}，公开日期是 ${publishedOn}，相隔 ${days} 日，超过 ${LIMIT} 日`,
          days < 0
            ? '请核对 approvedOn 和 publishedOn。'
            : `应在 ${last} 以前公开；日期写错的，请改正 approvedOn 或 publishedOn。`,
        ),
        actual: publishedOn,
        expected: days < 0 ? `≥ ${approvedOn}` : `≤ ${last}`,
      });
    }
    return { looked: 1, findings };
  },
};
