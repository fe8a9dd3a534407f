import { type BindingContext, resolveChange, resolveGrowth, resolveShare } from './binding-compare.ts';
import { filled, findTable, tableNames } from './binding-names.ts';
import {
  type Binding,
  type Expression,
  parseBindings,
  type Reference,
  type ValueExpression,
} from './binding-parse.ts';
import {
  type Ambiguous,
  figure,
  likely,
  type NotFound,
  notFound,
  type Resolution,
  words,
} from './binding-result.ts';
import { type BindingSource, findTarget, foundIn, unpublished } from './binding-target.ts';
import { type Cell, cellValue } from './cell.ts';
import { formatDecimal, isZero } from './decimal.ts';
import { factsOf } from './facts.ts';
import type { TableSpec } from './template.ts';

/**
 * Bindings: `{{支出总表/合计/基本支出}}` and its kin in narrative. A bound
 * figure cannot disagree with its table.
 */

export type { BindingContext } from './binding-compare.ts';
export { type Binding, type Expression, parseBindings } from './binding-parse.ts';
export type {
  Ambiguous,
  Anchor,
  NotFound,
  Resolution,
  ResolvedFigure,
  ResolvedWords,
} from './binding-result.ts';
export type { BindingSource } from './binding-target.ts';

export function resolveExpression(expression: ValueExpression, context: BindingContext): Resolution {
  switch (expression.kind) {
    case 'value':
      return resolveReference(expression.of, context.disclosure);
    case 'change':
      return resolveChange(expression.of, context);
    case 'growth':
      return resolveGrowth(expression.of, context);
    case 'share':
      return resolveShare(expression.of, expression.whole, context);
  }
}

/** Does a condition hold? Not where the figure is not known, or — unless it asks only for that — zero. */
export function conditionHolds(expression: Expression, context: BindingContext): boolean {
  if (expression.kind !== 'if' && expression.kind !== 'unless') return true;
  const found = resolveExpression(expression.test, context);
  const something =
    (found.kind === 'figure' && (expression.known || !isZero(found.value))) ||
    (found.kind === 'words' && (expression.known || !found.nothing));
  return something === (expression.kind === 'if');
}

const KNOWN_WORDS = ['name', 'year', 'lastYear', 'region', 'scope', '项目数', '单位数'];

/** Worded once for all texts and conditions that speak of it. */
function resolveReference(reference: Reference, disclosure: BindingSource): Resolution {
  const { values } = foundIn(disclosure);
  let value = values.get(reference);
  if (!value) {
    value =
      reference.kind === 'word' ? wordOf(reference.name, disclosure) : figureOrText(reference, disclosure);
    values.set(reference, value);
  }
  return value;
}

function wordOf(name: string, disclosure: BindingSource): Resolution {
  switch (name) {
    case 'name':
      return words(disclosure.name);
    case 'year':
      return words(String(disclosure.year));
    case 'lastYear':
      return words(String(disclosure.year - 1));
    case 'region':
      return words(disclosure.region.name);
    case 'scope':
      return words(disclosure.scope);
    case '项目数':
      return figure({ coefficient: BigInt(disclosure.projects.length), scale: 0 }, '个');
    case '单位数':
      return figure({ coefficient: BigInt(disclosure.units.length), scale: 0 }, '个');
    default: {
      const spec = findTable(name, disclosure);
      if (spec) return tableTitle(spec, disclosure);
      const near = () =>
        likely(name, [...KNOWN_WORDS, ...factsOf(disclosure).concepts(), ...tableNames(disclosure)]);
      return notFound('word', `找不到“${name}”`, name, near, false);
    }
  }
}

function figureOrText(reference: Reference, disclosure: BindingSource): Resolution {
  const target = findTarget(reference, disclosure);
  if ('kind' in target) return target;
  const { cell, unit, anchor } = target;
  const value = cellValue(cell);
  return value ? figure(value, unit, printed(cell), '', anchor) : words(cell.text, false, anchor);
}

/** A table named alone: its title, which leads to it. */
function tableTitle(spec: TableSpec, disclosure: BindingSource): Resolution {
  if (!disclosure.tables.has(spec.id)) return unpublished(spec, disclosure);
  return words(filled(spec.title, disclosure), false, { kind: 'table', table: spec.id });
}

/** The digits as printed, without a unit of their own; a blank cell is told as 0. */
function printed(cell: Cell): string {
  if (cell.state === 'figure' || cell.state === 'zero') {
    return cell.unit === undefined ? cell.text : formatDecimal(cell.value);
  }
  return '0';
}

/** One binding that cannot be honoured, told to its author. */
export interface BindingProblem {
  /** In the source, of `{{`. */
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

export interface BindingCheck {
  readonly lastYear?: BindingSource;
  /** A form's draft: what the disclosure merely lacks drops its paragraph, so only what the form does not know is told. */
  readonly draft?: boolean;
}

/** Bindings of a narrative that name nothing, or more than one thing. Those under a condition that does not hold are left alone. */
export function bindingProblems(
  source: string,
  disclosure: BindingSource,
  check: BindingCheck = {},
): BindingProblem[] {
  const context: BindingContext = { disclosure, ...(check.lastYear && { lastYear: check.lastYear }) };
  const bindings = parseBindings(source);
  const holds = new Map<number, boolean>();
  const reached = (binding: Binding): boolean =>
    binding.guards.every((guard) => {
      let known = holds.get(guard);
      if (known === undefined) {
        known = conditionHolds((bindings[guard] as Binding).expression, context);
        holds.set(guard, known);
      }
      return known;
    });
  return bindings.flatMap((binding) => {
    const { expression } = binding;
    if (expression.kind === 'malformed') return [told(binding, expression.message, expression.hint)];
    if (!reached(binding)) return [];
    const test = expression.kind === 'if' || expression.kind === 'unless' ? expression.test : undefined;
    const found = resolveExpression(test ?? (expression as ValueExpression), context);
    // A row printed twice is the checks' affair; a draft leaves it out.
    if (found.kind === 'ambiguous' && check.draft) return [];
    if (found.kind === 'ambiguous') return [told(binding, found.message, choose(binding, found))];
    if (found.kind !== 'notFound') return [];
    if (found.absent && (test || check.draft)) return [];
    // A shared draft may speak of a concept that only some of the forms have.
    if (found.what === 'concept' && check.draft) return [];
    const near = found.nearest();
    const names = near.map((item) => `“${item}”`).join('');
    const like = names === '' ? '' : found.name === '' ? `；可以写${names}` : `；最接近的是${names}`;
    return [told(binding, `${found.message}${like}`, mend(binding, found, near[0]))];
  });
}

function told(binding: Binding, message: string, hint: string): BindingProblem {
  return {
    offset: binding.offset,
    length: binding.length,
    message: `绑定“${binding.source}”${message}`,
    hint,
  };
}

function choose(binding: Binding, found: Ambiguous): string {
  const first = found.candidates[0];
  const mended = first !== undefined && found.name !== '' ? renamed(binding, found.name, first) : undefined;
  return mended === undefined ? '请写明是哪一个。' : `请写明是哪一个，如“${mended}”。`;
}

/** The binding with one name set right. A column's stands last, so the last place counts. */
function renamed(binding: Binding, name: string, right: string): string {
  const at = binding.source.lastIndexOf(name);
  return at < 0
    ? binding.source
    : binding.source.slice(0, at) + right + binding.source.slice(at + name.length);
}

function mend(binding: Binding, found: NotFound, best: string | undefined): string {
  if (best !== undefined && found.name !== '')
    return `请改成“${renamed(binding, found.name, best)}”，或改成其他有的名称。`;
  if (found.what === 'column' && found.name === '')
    return '这张表的这一行不止一个金额，请在行后面加上“/列名”。';
  if (found.what === 'fact') return '请在 disclosure.yaml 的 facts 里补上这个数，或改用表里的数。';
  if (found.what === 'comparison')
    return '请在 disclosure.yaml 的 facts 里补上上年数（period: previous）或增减数（period: change）。';
  if (found.absent) return '请改用公开了的表里的数，或在这一段开头加上“{{if …}}”，没有时整段略去。';
  return '请按表上印的名称改正：{{表/行/列}}。';
}
