import type { Project } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { found, relatedPlaces, several } from './form-place.ts';
import { noProjects, projectPlace } from './project-operands.ts';

export const projectCodeOnce: Kind = {
  explain: '一个项目编码只用于一个项目。',
  rank: 8,
  run(rule, { disclosure }) {
    const coded = disclosure.projects.filter((project) => project.code !== undefined);
    if (coded.length === 0)
      return disclosure.projects.length === 0 ? noProjects(disclosure) : { because: '各项目没有编码' };
    const first = new Map<string, Project>();
    const findings: Finding[] = [];
    for (const project of coded) {
      const code = project.code as string;
      const earlier = first.get(code);
      if (!earlier) {
        first.set(code, project);
        continue;
      }
      findings.push({
        ...found(
          rule,
          projectPlace(project, 'code'),
          `项目“${project.name}”的编码 ${code} 与项目“${earlier.name}”相同`,
          '请核对两个项目的编码；重复列了同一个项目的，请删去一个。',
        ),
        actual: code,
        ...relatedPlaces([{ place: projectPlace(earlier, 'code'), label: earlier.name, value: code }]),
      });
    }
    return { looked: coded.length, findings };
  },
};

/** 行政区划 6 位, 年度 2 位, then what the region chooses. */
const SHAPE = /^(\d{6})(\d{2})[0-9A-Za-z]{4,}$/u;

/**
 * The code of a project begins with its region and the year that it was set
 * up in. Projects go on for years and regions get new codes, so what differs
 * is only mentioned, once for each way of differing.
 */
export const projectCodeDigits: Kind = {
  explain: '项目编码开头的行政区划和年度与本公开文本相符；不符的只作提示。',
  rank: 8,
  run(rule, { disclosure }) {
    const read = disclosure.projects.flatMap((project) => {
      const match = SHAPE.exec(project.code ?? '');
      return match ? [{ project, region: match[1] as string, year: match[2] as string }] : [];
    });
    if (read.length === 0)
      return disclosure.projects.length === 0
        ? noProjects(disclosure)
        : { because: '项目编码不以行政区划和年度开头' };
    const year = String(disclosure.year).slice(2);
    const findings: Finding[] = [];
    const add = (
      what: string,
      wanted: string,
      of: (item: (typeof read)[number]) => string,
      hint: string,
    ): void => {
      const groups = Map.groupBy(
        read.filter((item) => of(item) !== wanted),
        of,
      );
      for (const [digits, items] of groups) {
        const project = items[0]?.project as Project;
        const names = several(
          items.map((item) => item.project.name),
          '个项目',
          3,
        );
        findings.push({
          ...found(
            rule,
            projectPlace(project, 'code'),
            `${names}的编码里${what}是 ${digits}，不是 ${wanted}`,
            hint,
          ),
          actual: digits,
          expected: wanted,
          ...relatedPlaces(
            items.slice(1).map((item) => ({
              place: projectPlace(item.project, 'code'),
              label: item.project.name,
              value: item.project.code ?? '',
            })),
          ),
        });
      }
    };
    add(
      '行政区划',
      disclosure.region.code,
      (item) => item.region,
      '行政区划调整前的旧代码、财政预算级次的代码可以不同；不是这样的，请核对编码。',
    );
    add(
      '年度',
      year,
      (item) => item.year,
      '以前年度设立、结转到本年的项目保留原编码；不是这样的，请核对编码。',
    );
    return { looked: read.length, findings };
  },
};
