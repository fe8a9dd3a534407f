import { equals, negate, sum } from '../../model/decimal.ts';
import type { Project } from '../../model/disclosure.ts';
import type { Table } from '../../model/table.ts';
import { normalized } from '../../model/titles.ts';
import { type Kind, notPublished } from '../kind.ts';
import { cellOperand, knownOperand, type Operand, operandValue } from '../operand.ts';
import {
  type Evaluated,
  isIdle,
  printed,
  printedDifference,
  type Relation,
  type Words,
} from '../relation.ts';
import { carries, operandName } from '../rule-operands.ts';
import {
  allPriced,
  amountOperand,
  fundingOperands,
  hasFunding,
  noProjects,
  unitOperands,
} from './project-operands.ts';

/** Each project's amount is the sum of where its money comes from. */
export const projectFunding: Kind = {
  explain: '项目的预算数等于各资金来源之和。',
  rank: 1,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    if (!form || disclosure.projects.length === 0) return noProjects(disclosure);
    const relations = disclosure.projects.filter(hasFunding).map(
      (project): Relation => ({
        rule,
        comparison: 'equal',
        left: [amountOperand(project, form)],
        right: fundingOperands(project, form),
      }),
    );
    return relations.length > 0 ? { relations } : { because: '各项目没有列资金来源' };
  },
};

/** In a wide table: a unit's line against the units under it, the outermost against all projects. */
export const projectUnits: Kind = {
  explain: '项目总表里单位一行等于各项目之和，上级单位等于所属单位之和。',
  rank: 2,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    const { projects, projectUnits: units } = disclosure;
    if (!form || projects.length === 0) return noProjects(disclosure);
    if (units.length === 0) return { because: '项目表里没有单位行' };
    if (!allPriced(projects)) return { because: '有的项目没有列金额' };
    const file = (projects[0] as Project).file.replace(/[^/]+$/u, 'units.yaml');
    const lines = units.map((unit, index) => ({ unit, operands: unitOperands(unit, index, form, file) }));
    const isUnder = (code: string, other: string): boolean => code !== other && code.startsWith(other);
    const outer = lines.filter(({ unit }) => !units.some((other) => isUnder(unit.code, other.code)));
    const relations: Relation[] = [];
    const add = (left: Operand[], right: Operand[]): void => {
      const relation: Relation = { rule, comparison: 'equal', left, right };
      if (left.length > 0 && right.length > 0 && !isIdle(relation)) relations.push(relation);
    };
    for (const id of ['amount', ...form.funding.map((field) => field.id)]) {
      const ofProjects = projects.flatMap((project) =>
        id === 'amount'
          ? [amountOperand(project, form)]
          : fundingOperands(project, form).filter((operand) => operand.key.endsWith(`.${id}`)),
      );
      add(
        outer.flatMap(({ operands }) => operands.get(id) ?? []),
        ofProjects,
      );
      for (const { unit, operands } of lines) {
        const parts = lines.filter(
          (line) =>
            isUnder(line.unit.code, unit.code) &&
            !lines.some(
              (between) =>
                isUnder(between.unit.code, unit.code) && isUnder(line.unit.code, between.unit.code),
            ),
        );
        const left = operands.get(id);
        if (left)
          add(
            [left],
            parts.flatMap((line) => line.operands.get(id) ?? []),
          );
      }
    }
    for (const { unit, operands } of lines) {
      const left = operands.get('amount');
      const right = form.funding.flatMap((field) => operands.get(field.id) ?? []);
      if (left && [...unit.funding.values()].some((cell) => cell.state !== 'blank')) add([left], right);
    }
    return { relations };
  },
};

/**
 * All projects together against what the tables call 项目支出. Others may pay
 * for some, or have announced them ahead, so a difference is named, not judged.
 */
export const projectsSum: Kind = {
  explain: '各项目预算数之和与项目支出比较；不等的，指出差额。',
  rank: 6,
  run(rule, { disclosure, facts }) {
    const form = disclosure.template.projects;
    const { projects } = disclosure;
    if (!form || projects.length === 0) return noProjects(disclosure);
    if (!allPriced(projects)) return { because: '有的项目没有列金额' };
    const total = facts.total('expenditure.project');
    const left = total && knownOperand(total, disclosure.template.unit);
    if (!left) {
      const missing = notPublished(disclosure, (spec) =>
        carries(spec, operandName('expenditure.project@any')),
      );
      return missing.outcome ? missing : { because: '没有列项目支出的合计' };
    }
    const words: Relation['words'] = (relation) => wordsOf(relation, projects);
    const right = projects.map((project) => amountOperand(project, form));
    return { relations: [{ rule, comparison: 'equal', left: [left], right, words }] };
  },
};

/** Names both and the difference; where the projects announced ahead make up all of it, that is told as such. */
function wordsOf(
  { left, right, leftSum, rightSum, difference }: Evaluated,
  projects: readonly Project[],
): Words {
  const total = left[0] as Operand;
  const ahead = right.filter((_, index) => projects[index]?.name.includes('提前下达'));
  const aheadSum = sum(ahead.flatMap((operand) => operandValue(operand) ?? []));
  const explained = ahead.length > 0 && equals(aheadSum, negate(difference));
  const message = `${right.length} 个项目的预算数之和是 ${printed(rightSum)}，${total.label}是 ${printed(leftSum)}，相差 ${printedDifference(difference)}`;
  if (explained) {
    return {
      severity: 'info',
      message: `${message}，正好是名称里有“提前下达”的 ${ahead.length} 个项目`,
      hint: '提前下达的项目没有列入项目支出的，可以不等；请核对是否如此。',
    };
  }
  return {
    message,
    hint: '项目有由其他部门支付的，或有上级提前下达、没有列入项目支出的，可以不等；不是这样的，请核对各项目的预算数和漏列、多列的项目。',
  };
}

/** A table that lists projects by name, against the projects' own amounts. */
export const projectRows: Kind = {
  explain: '按项目列示的表里，一个项目的金额等于它在绩效目标表里的预算数。',
  rank: 4,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    const { projects } = disclosure;
    if (!form || projects.length === 0) return noProjects(disclosure);
    if (!allPriced(projects)) return { because: '有的项目没有列金额' };
    const byName = new Map<string, Project | null>();
    for (const project of projects) {
      const name = normalized(project.name);
      byName.set(name, byName.has(name) ? null : project);
    }
    const relations: Relation[] = [];
    for (const table of disclosure.tables.values()) {
      const column = projectColumn(table);
      if (column < 0) continue;
      const seen = new Map<string, number>();
      for (const { label } of table.rows) seen.set(normalized(label), (seen.get(normalized(label)) ?? 0) + 1);
      for (const row of table.rows) {
        const name = normalized(row.label);
        const project = row.role === 'line' && seen.get(name) === 1 ? byName.get(name) : undefined;
        const left = project && cellOperand(table, row, column, disclosure.template.unit);
        if (left)
          relations.push({ rule, comparison: 'equal', left: [left], right: [amountOperand(project, form)] });
      }
    }
    return relations.length > 0 ? { relations } : { because: '没有按项目列示、并与绩效目标表同名的表' };
  },
};

/** The column of the projects' whole amounts in a list of projects; -1 in any other table. */
function projectColumn(table: Table): number {
  if (!table.spec.sides.some((side) => side.rows.kind === 'listed')) return -1;
  return table.columns.findIndex(
    (column) =>
      column.kind === 'amount' && column.period === 'current' && column.concept === 'expenditure.project',
  );
}

/**
 * Operand: `types`, what each kind of project is called as a concept
 * (其他运转类: expenditure.project.operation). In a list of projects, those of
 * one kind make up that concept's total.
 */
export const projectTypes: Kind = {
  explain: '按项目列示的表里，每一类项目之和等于支出表里这一类的合计。',
  rank: 4,
  run(rule, { disclosure, facts }) {
    const types = Object.entries((rule.operands.types ?? {}) as Record<string, string>);
    const relations: Relation[] = [];
    for (const table of disclosure.tables.values()) {
      const column = projectColumn(table);
      if (column < 0) continue;
      const texts = table.columns.flatMap((item, index) => (item.kind === 'text' ? [index] : []));
      for (const [word, concept] of types) {
        const rows = table.rows.filter(
          ({ role, line }) =>
            role === 'line' && texts.some((index) => table.lines[line]?.cells[index]?.text === word),
        );
        const total = facts.total(concept, table.spec.fund);
        const left = total && knownOperand(total, disclosure.template.unit);
        if (!left || left.at?.table === table) continue;
        const right = rows.flatMap((row) => cellOperand(table, row, column, disclosure.template.unit) ?? []);
        const relation: Relation = { rule, comparison: 'equal', left: [left], right };
        if (!isIdle(relation)) relations.push(relation);
      }
    }
    return relations.length > 0
      ? { relations }
      : notPublished(disclosure, (spec) => carries(spec, { concept: 'expenditure.project' }));
  },
};
