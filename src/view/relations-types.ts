/** Beside a disclosure's page, loaded when a figure is chosen. */
export const RELATIONS_FILE = 'relations.json';

/** Whose numbers are indexes into the lists before them. */
export interface CellRelations {
  /** Titles of rules. */
  readonly rules: readonly string[];
  /** What a figure is called, as it is printed, and the fragment of its place on the page. */
  readonly figures: readonly (readonly [label: string, text: string, anchor?: string])[];
  /** The sum of some figures against the sum of others, and how it came out. */
  readonly relations: readonly (readonly [
    rule: number,
    sign: '=' | '≤',
    left: readonly number[],
    right: readonly number[],
    verdict: string,
  ])[];
  /** By fragment of a table, then `line.column` as drawn: its figure. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A cell's part in its relations. */
export interface Role {
  readonly title: string;
  readonly relations: readonly CellRelations['relations'][number][];
}

/** The figure of a cell; undefined where it takes part in no relation. */
export function figureAt(file: CellRelations, table: string, cell: string): number | undefined {
  const figure = file.cells[table]?.[cell];
  // What every object has is no cell. Object.hasOwn is younger than the browsers that we serve.
  return typeof figure === 'number' ? figure : undefined;
}

/** What a figure is made of, what it is part of, and where it stands again, in this order; those without relations left out. */
export function rolesOf(file: CellRelations, figure: number): readonly Role[] {
  const roles = new Map(TITLES.map((title) => [title, [] as Role['relations'][number][]]));
  for (const relation of file.relations) {
    const [, , left, right] = relation;
    if (left.includes(figure) || right.includes(figure)) roles.get(titleOf(relation, figure))?.push(relation);
  }
  return [...roles].flatMap(([title, relations]) => (relations.length > 0 ? [{ title, relations }] : []));
}

const TITLES = ['由这些数相加', '算进这些数', '和这些数相等', '有上限'] as const;

function titleOf([, sign, left, right]: Role['relations'][number], figure: number): (typeof TITLES)[number] {
  if (sign === '≤') return '有上限';
  const [own, other] = left.includes(figure) ? [left, right] : [right, left];
  if (own.length > 1) return '算进这些数';
  return other.length > 1 ? '由这些数相加' : '和这些数相等';
}
