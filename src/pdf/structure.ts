import { kids, PdfFile, reference } from './pdf-file.ts';
import type { Block, CellRole, PdfDocument, PdfTable } from './types.ts';

/** Roles by row and cell, heads first, in the order of reading. */
interface TableRoles {
  readonly head: readonly (readonly (CellRole | undefined)[])[];
  readonly body: readonly (readonly (CellRole | undefined)[])[];
}

/**
 * Typst marks heads of columns, but not of rows. This goes through the structure
 * tree and makes heads of the cells that name a row, tells every data cell its
 * row heads, and makes data of a line of column numbers.
 */
export function markRowHeads(pdf: Buffer, document: PdfDocument): Buffer {
  const file = new PdfFile(pdf);
  const root = reference(file.object(reference(file.trailer, 'Root')), 'StructTreeRoot');
  const tables = elementsOf(file, root, 'Table');
  const roles = document.runs.flatMap((run) => run.blocks.flatMap(tablesIn)).map(rolesOf);
  roles.push({
    head: [],
    body: document.colophon.lines
      .concat([
        ['', ''],
        ['', ''],
      ])
      .map((_, i) => colophonRow(i)),
  });
  if (tables.length !== roles.length)
    throw new Error(`${tables.length} tables in the PDF, not ${roles.length}`);
  const ids = new IdTree(file, root);
  roles.forEach((table, n) => {
    markTable(file, tables[n] as number, table, n, ids);
  });
  ids.save();
  return file.save();
}

function colophonRow(line: number): readonly CellRole[] {
  return [{ key: String(line) }, { under: [String(line)] }];
}

function tablesIn(block: Block): PdfTable[] {
  switch (block.k) {
    case 'table':
      return [block];
    case 'list':
      return block.items.flat().flatMap(tablesIn);
    case 'note':
      return block.blocks.flatMap(tablesIn);
    default:
      return [];
  }
}

function rolesOf({ head, body }: PdfTable): TableRoles {
  return {
    head: head.map((row) => row.map((cell) => cell.role)),
    body: body.map((row) => row.cells.map((cell) => cell.role)),
  };
}

/** Elements of a kind, in the order of reading. */
function elementsOf(file: PdfFile, from: number, kind: string): number[] {
  const found: number[] = [];
  const walk = (number: number): void => {
    const object = file.object(number);
    if (object.includes(`/S /${kind}\n`)) found.push(number);
    else for (const kid of kids(object)) walk(kid);
  };
  walk(from);
  return found;
}

function markTable(file: PdfFile, table: number, roles: TableRoles, n: number, ids: IdTree): void {
  const rows = elementsOf(file, table, 'TR').map((row) => kids(file.object(row)));
  const wanted = [...roles.head, ...roles.body];
  const shape = (lines: readonly (readonly unknown[])[]): string =>
    lines.map((line) => line.length).join(' ');
  if (shape(rows) !== shape(wanted)) throw new Error(`table ${n} of the PDF is not built as planned`);
  const idOf = (key: string): string => `R${n}-${key}`;
  const gone = new Set<string>();
  wanted.forEach((line, r) => {
    line.forEach((role, c) => {
      const number = rows[r]?.[c] as number;
      if (role?.data) gone.add(makeData(file, number, ids));
    });
  });
  wanted.forEach((line, r) => {
    line.forEach((role, c) => {
      if (role?.data || r < roles.head.length) return;
      const number = rows[r]?.[c] as number;
      const before = file.object(number);
      const under = (role?.under ?? []).map(idOf);
      let after = gone.size > 0 || under.length > 0 ? withHeaders(before, gone, under) : before;
      if (role?.key !== undefined) {
        const id = idOf(role.key);
        after = makeHead(after, id);
        ids.add(id, number);
      }
      if (after !== before) file.replace(number, after);
    });
  });
}

/** A head of column numbers becomes data; returns the id that no cell refers to any more. */
function makeData(file: PdfFile, number: number, ids: IdTree): string {
  const object = file.object(number);
  const id = /\/ID \(([^)]*)\)/.exec(object)?.[1] ?? '';
  ids.remove(id);
  file.replace(
    number,
    object
      .replace('/S /TH\n', '/S /TD\n')
      .replace(/ *\/ID \([^)]*\)\n/, '')
      .replace(/ *\/Scope \/Column\n/, ''),
  );
  return id;
}

function withHeaders(object: string, gone: ReadonlySet<string>, under: readonly string[]): string {
  const match = /\/Headers \[([^\]]*)\]/.exec(object);
  const own = [...(match?.[1] ?? '').matchAll(/\(([^)]*)\)/g)].map((one) => one[1] as string);
  const list = [...own.filter((id) => !gone.has(id)), ...under].map((id) => `(${id})`).join(' ');
  if (match) return object.replace(match[0], `/Headers [${list}]`);
  return withTableAttribute(object, `/Headers [${list}]`);
}

function makeHead(object: string, id: string): string {
  const head = object.replace('/S /TD\n', `/S /TH\n  /ID (${id})\n`);
  return withTableAttribute(head, '/Scope /Row');
}

function withTableAttribute(object: string, attribute: string): string {
  if (object.includes('/O /Table\n')) return object.replace('/O /Table\n', `/O /Table\n    ${attribute}\n`);
  const own = `<<\n    /O /Table\n    ${attribute}\n  >>`;
  if (object.includes('/A [')) return object.replace('/A [', `/A [${own} `);
  return object.replace(/\n(>>\s*endobj\s*)$/, `\n  /A [${own}]\n$1`);
}

/** `/IDTree` of the structure tree's root: every id with its element, sorted. */
class IdTree {
  readonly #file: PdfFile;
  readonly #root: number;
  readonly #ids: Map<string, number>;

  constructor(file: PdfFile, root: number) {
    this.#file = file;
    this.#root = root;
    const names = /\/IDTree <<\s*\/Names \[([^\]]*)\]/.exec(file.object(root))?.[1] ?? '';
    this.#ids = new Map(
      [...names.matchAll(/\(([^)]*)\) (\d+) 0 R/g)].map((one) => [one[1] as string, Number(one[2])]),
    );
  }

  add(id: string, element: number): void {
    if (this.#ids.has(id)) throw new Error(`two cells of the PDF are called ${id}`);
    this.#ids.set(id, element);
  }

  remove(id: string): void {
    this.#ids.delete(id);
  }

  save(): void {
    const object = this.#file.object(this.#root);
    const sorted = [...this.#ids].sort(([a], [b]) => (a < b ? -1 : 1));
    const names = sorted.map(([id, element]) => `(${id}) ${element} 0 R`).join(' ');
    const tree = `/IDTree <<\n    /Names [${names}]\n  >>`;
    this.#file.replace(
      this.#root,
      object.includes('/IDTree')
        ? object.replace(/\/IDTree <<\s*\/Names \[[^\]]*\]\s*>>/, () => tree)
        : object.replace('/Type /StructTreeRoot\n', `/Type /StructTreeRoot\n  ${tree}\n`),
    );
  }
}
