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
  /** By fragment of a table, then `line.column` as drawn: its figure, then its relations. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

/** A cell's part in its relations. */
export interface Role {
  readonly title: string;
  readonly relations: readonly CellRelations['relations'][number][];
}

/** What a cell is made of, what it is part of, and where it stands again, in this order; those without relations left out. */
export function rolesOf(file: CellRelations, table: string, cell: string): readonly Role[] {
  const own = file.cells[table]?.[cell];
  // What every object has is no cell. Object.hasOwn is younger than the browsers that we serve.
  const [figure, ...numbers] = Array.isArray(own) ? (own as readonly number[]) : [];
  if (figure === undefined) return [];
  const roles = new Map(TITLES.map((title) => [title, [] as Role['relations'][number][]]));
  for (const number of new Set(numbers)) {
    const relation = file.relations[number];
    if (relation) roles.get(titleOf(relation, figure))?.push(relation);
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
