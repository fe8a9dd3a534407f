import type { ProjectForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Log } from '../log.ts';
import { amountText } from '../recognise/whole/figure.ts';
import { solid, squeeze } from '../text.ts';
import { type IndicatorField, indicator, type ReadIndicator, type ReadProject } from './project.ts';
import { splitGoals } from './titles.ts';

type Row = readonly RawCell[];
type Draft = Record<IndicatorField, string>;

/**
 * Reads one project from its grids (a grid for each page it stands on): fields
 * by their printed labels, indicators by the titles of their columns.
 */
export function readProjectGrid(
  title: string,
  line: number,
  grids: readonly Grid[],
  form: ProjectForm,
  log: Log,
): ReadProject {
  const reader = new GridReader(form, log, title);
  for (const grid of grids) for (const row of grid.rows) reader.row(row);
  return reader.project(line);
}

/** Do these rows begin like a project's grid: with the labels of its code or name, over a head of indicators? */
export function isProjectGrid(grid: Grid, form: ProjectForm): boolean {
  return form.layout === 'grids' && grid.rows.some((row) => beginsProject(row, form));
}

/** The row that names the project. */
export function beginsProject(row: Row, form: ProjectForm): boolean {
  const keys = row.map((cell) => normalized(cell.text));
  return keys.includes(normalized(form.codeTitle)) && keys.includes(normalized(form.nameTitle));
}

/** Titles by column; one that is merged over several stands over each. */
export function spreadKeys(row: Row): string[] {
  const keys: string[] = [];
  for (const cell of row) keys.push(cell.merged === 'left' ? (keys.at(-1) ?? '') : normalized(cell.text));
  return keys;
}

class GridReader {
  readonly #form: ProjectForm;
  readonly #log: Log;
  readonly #title: string;
  readonly #labels: ReadonlyMap<string, string>;
  /** What the form itself prints beside its fields. */
  readonly #own: ReadonlySet<string>;
  readonly #fields = new Map<string, string>();
  readonly #plan = new Map<string, string>();
  readonly #indicators: Draft[] = [];
  #goals: string[] = [];
  #planColumns: Map<number, string> | undefined;
  #indicatorColumns: Map<number, IndicatorField> | undefined;
  #afterAmount = false;

  constructor(form: ProjectForm, log: Log, title: string) {
    this.#form = form;
    this.#log = log;
    this.#title = title;
    const labels: (readonly [string, string])[] = [
      [form.codeTitle, 'code'],
      [form.nameTitle, 'name'],
      [form.amountTitle, 'amount'],
      ...form.funding.map((field): readonly [string, string] => [field.title, `funding.${field.id}`]),
    ];
    this.#own = new Set(
      Object.values(form).flatMap((value) => (typeof value === 'string' ? [normalized(value)] : [])),
    );
    this.#labels = new Map(labels.map(([label, field]) => [normalized(label), field]));
  }

  row(row: Row): void {
    const keys = row.map((cell) => normalized(cell.text));
    if (keys.every((key) => key === '')) return;
    const columns = this.#headOf(spreadKeys(row));
    if (columns) {
      this.#indicatorColumns = columns;
      this.#planColumns = undefined;
      this.#tellStrange(row, (index) => columns.has(index));
    } else if (this.#indicatorColumns) this.#indicator(row);
    else if (this.#planColumns) this.#planValues(row);
    else if (keys.some((key) => this.#labels.has(key))) this.#labelled(row, keys);
    else if (this.#form.planTitle !== '' && keys.includes(normalized(this.#form.planTitle)))
      this.#planHead(row, spreadKeys(row));
    else if (keys.includes(normalized(this.#form.goalsTitle))) this.#goalsOf(row, keys);
    else if (this.#afterAmount) this.#purpose(row);
    else this.#log.lost(row, this.#title, '认不出项目表里的这一行');
  }

  /** A row of at least three of the indicator titles is the head of indicators. */
  #headOf(keys: readonly string[]): Map<number, IndicatorField> | undefined {
    const found = new Map<number, IndicatorField>();
    for (const { id, title } of this.#form.indicatorColumns) {
      const wanted = normalized(title);
      keys.forEach((key, at) => {
        if (key === wanted) found.set(at, id);
      });
    }
    return new Set(found.values()).size >= 3 ? found : undefined;
  }

  #labelled(row: Row, keys: readonly string[]): void {
    let field: string | undefined;
    row.forEach((cell, index) => {
      const key = keys[index] as string;
      const label = this.#labels.get(key);
      if (label !== undefined) field = label;
      else if (key !== '' && field !== undefined && !this.#fields.has(field)) {
        this.#fields.set(
          field,
          field === 'name' ? squeeze(cell.text) : field === 'code' ? solid(cell.text) : amountText(cell),
        );
        field = undefined;
      } else if (key !== '' && !this.#own.has(key))
        this.#log.lost([cell], this.#title, '认不出项目表里的这一格');
    });
    if (keys.includes(normalized(this.#form.amountTitle))) this.#afterAmount = true;
  }

  #purpose(row: Row): void {
    const text = row
      .map((cell) => squeeze(cell.text))
      .filter((item) => item !== '')
      .join('');
    this.#fields.set('purpose', (this.#fields.get('purpose') ?? '') + text);
  }

  #planHead(row: Row, keys: readonly string[]): void {
    const times = new Map(this.#form.plan.map((time) => [normalized(time), time]));
    this.#planColumns = new Map();
    keys.forEach((key, index) => {
      const time = times.get(key);
      if (time !== undefined) this.#planColumns?.set(index, time);
      else if (key !== '' && key !== normalized(this.#form.planTitle))
        this.#log.lost([row[index] as RawCell], this.#title, '认不出支出计划的时点');
    });
  }

  #planValues(row: Row): void {
    row.forEach((cell, index) => {
      const text = solid(cell.text);
      const time = this.#planColumns?.get(index);
      if (time !== undefined) this.#plan.set(time, (this.#plan.get(time) ?? '') + text);
      else if (text !== '') this.#log.lost([cell], this.#title, '支出计划的这一格没有对应的时点');
    });
    this.#planColumns = undefined;
    this.#afterAmount = false;
  }

  /** Cells of a head that are neither known nor the form's own words. */
  #tellStrange(row: Row, isKnown: (index: number) => boolean): void {
    row.forEach((cell, index) => {
      const key = normalized(cell.text);
      if (key !== '' && !isKnown(index) && !this.#own.has(key))
        this.#log.lost([cell], this.#title, '认不出项目表里的这一格');
    });
  }

  #goalsOf(row: Row, keys: readonly string[]): void {
    this.#afterAmount = false;
    const label = keys.indexOf(normalized(this.#form.goalsTitle));
    this.#goals = row
      .filter((_, index) => index !== label)
      .flatMap((cell) => splitGoals(cell.text))
      .map(squeeze);
  }

  #indicator(row: Row): void {
    const fields: Partial<Record<IndicatorField, string>> = {};
    row.forEach((cell, index) => {
      const id = this.#indicatorColumns?.get(index);
      const text = squeeze(cell.text);
      if (id !== undefined) fields[id] = squeeze(`${fields[id] ?? ''}${text}`);
      else if (text !== '') this.#log.lost([cell], this.#title, '指标的这一格没有对应的列');
    });
    const draft = indicator(fields) as Draft;
    const last = this.#indicators.at(-1);
    if (last && draft.level2 === '' && draft.level3 === '') {
      // A page broke the row: its cells go on.
      for (const { id } of this.#form.indicatorColumns) last[id] = squeeze(last[id] + draft[id]);
      return;
    }
    if (draft.level1 === '') draft.level1 = last?.level1 ?? '';
    if (draft.level2 === '') draft.level2 = last?.level2 ?? '';
    this.#indicators.push(draft);
  }

  project(line: number): ReadProject {
    const field = (name: string): string => this.#fields.get(name) ?? '';
    return {
      name: field('name') || this.#title,
      code: field('code'),
      amount: field('amount'),
      funding: new Map(this.#form.funding.map(({ id }) => [id, field(`funding.${id}`)])),
      purpose: field('purpose'),
      plan: this.#plan,
      goals: this.#goals,
      indicators: this.#indicators satisfies ReadIndicator[],
      line,
    };
  }
}
