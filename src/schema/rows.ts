import type { Cell } from '../model/cell.ts';
import { kept } from '../model/kept.ts';
import type { Line, Row } from '../model/table.ts';
import type { FixedRow, RowRole, RowsSpec, SideSpec } from '../model/template.ts';
import { bareLabel, normalized } from '../model/titles.ts';
import type { MatchedColumn } from './columns.ts';

/** Gives each side's lines their names: code or form's row, role, level, parent. Nothing is refused here. */
export function nameRows(
  lines: readonly Line[],
  columns: readonly MatchedColumn[],
  sides: readonly SideSpec[],
): Row[] {
  if (sides.some((side) => side.rows.kind !== 'fixed')) return namesOf(lines, columns, sides);
  const known = namedBefore(sides);
  const key = labelsKey(lines, columns, sides);
  let rows = known.get(key);
  if (!rows) {
    rows = namesOf(lines, columns, sides);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, rows);
  }
  return rows.map((row) => ({ ...row }));
}

/** Rows that a form prints follow from their labels, and most disclosures leave these as they are. */
const namedBefore = kept((_: readonly SideSpec[]) => new Map<string, readonly Row[]>());

const MOST_KNOWN = 100;

/** All that the names of fixed rows are read from. */
function labelsKey(
  lines: readonly Line[],
  columns: readonly MatchedColumn[],
  sides: readonly SideSpec[],
): string {
  let key = String(lines.length);
  for (const side of sides) {
    const label = indexIn(columns, side, side.rows.label);
    key += `\0${columns[label]?.spec.kind}`;
    for (const line of lines) key += `\0${textAt(line, label)}`;
  }
  return key;
}

function indexIn(columns: readonly MatchedColumn[], side: SideSpec, id: string | undefined): number {
  return columns.findIndex(({ spec }) => spec.id === id && spec.side === side.id);
}

function namesOf(
  lines: readonly Line[],
  columns: readonly MatchedColumn[],
  sides: readonly SideSpec[],
): Row[] {
  const ids = new Map<string, number>();
  /** Spaces and `#` would have to be escaped in an address. */
  const unique = (id: string): string => {
    const clean = id.replace(/[\s\u3000#%?/\\&"'<>]+/gu, '_') || '行';
    const count = (ids.get(clean) ?? 0) + 1;
    ids.set(clean, count);
    return count === 1 ? clean : `${clean}-${count}`;
  };
  return sides.flatMap((side) => {
    const index = (id: string | undefined): number => indexIn(columns, side, id);
    return side.rows.kind === 'fixed'
      ? fixedRows(lines, index(side.rows.label), columns, side, unique)
      : openRows(
          lines,
          side,
          index(side.rows.label),
          side.rows.code.map(index),
          index(side.rows.unitCode),
          unique,
        );
  });
}

const textAt = (line: Line, index: number): string => line.cells[index]?.text ?? '';

interface FormLabels {
  readonly exact: readonly ReadonlySet<string>[];
  readonly bare: readonly string[];
  readonly levels: readonly number[];
}

const labelsOf = kept((rows: RowsSpec): FormLabels => {
  const level = (row: FixedRow, depth: number): number => {
    const parent =
      depth < 10 && row.parent !== undefined ? rows.fixed.find((item) => item.id === row.parent) : undefined;
    // A part of the table's own total stands beside it, not under it.
    return parent && parent.role !== 'total' && parent.role !== 'subtotal' ? level(parent, depth + 1) + 1 : 0;
  };
  return {
    exact: rows.fixed.map(
      (row) => new Set([row.label, ...row.aliases].flatMap((label) => [normalized(label), bareLabel(label)])),
    ),
    bare: rows.fixed.map((row) => bareLabel(row.label)),
    levels: rows.fixed.map((row) => level(row, 0)),
  };
});

/** A row that nothing is known of; what is spread from it and changed keeps its shape. */
function lineOf({ id: side }: SideSpec, line: number): Row {
  return {
    id: '',
    side,
    line,
    label: '',
    code: undefined,
    role: 'line',
    level: 0,
    parent: undefined,
    spec: undefined,
  };
}

/** Rows that the form prints: recognised by label, in order, since one label may stand twice. */
function fixedRows(
  lines: readonly Line[],
  label: number,
  columns: readonly MatchedColumn[],
  side: SideSpec,
  unique: (id: string) => string,
): Row[] {
  const { fixed } = side.rows;
  // A form without names for its lines (one line of figures) is read by position.
  const byPosition = columns[label]?.spec.kind !== 'text';
  const form = labelsOf(side.rows);
  const taken = new Set<number>();
  const idOf = new Map<number, string>();
  let after = 0;
  const rows: Row[] = [];
  for (const [line, entry] of lines.entries()) {
    const text = byPosition ? (fixed[line]?.label ?? '') : textAt(entry, label);
    if (text === '' && !byPosition) continue;
    const wanted = normalized(text);
    const bare = bareLabel(text);
    const matches = (index: number): boolean =>
      !taken.has(index) && (form.exact[index]?.has(wanted) || form.bare[index] === bare);
    let found = fixed.findIndex((_, index) => index >= after && matches(index));
    if (found < 0) found = fixed.findIndex((_, index) => matches(index));
    const spec = fixed[found];
    if (!spec) {
      rows.push({ ...lineOf(side, line), id: unique(bare || '行'), label: text });
      continue;
    }
    taken.add(found);
    after = found + 1;
    const id = unique(form.bare[found] || spec.id);
    idOf.set(found, id);
    const { role, code } = spec;
    const level = form.levels[found] ?? 0;
    rows.push({ ...lineOf(side, line), id, label: text, role, level, spec, code });
  }
  // Only now are all ids known: a total stands below its parts as often as above them.
  return rows.map((row) => {
    const parent = idOf.get(fixed.findIndex((item) => item.id === row.spec?.parent));
    return parent === undefined ? row : { ...row, parent };
  });
}

/** 类, 款, 项 by length: 3, 5, 7 digits; an economic code ends at 款. */
function roleOfCode(code: string): RowRole {
  if (/^\d{3}$/.test(code)) return 'class';
  if (/^\d{5}$/.test(code)) return 'group';
  return /^\d{7}$/.test(code) ? 'item' : 'line';
}

const LEVEL: Partial<Record<RowRole, number>> = { class: 0, group: 1, item: 2 };

/** Rows by code, and lists of any length. */
function openRows(
  lines: readonly Line[],
  side: SideSpec,
  label: number,
  code: readonly number[],
  unitCode: number,
  unique: (id: string) => string,
): Row[] {
  const spec = side.rows;
  const totals = new Set(spec.total.map(normalized));
  const isTotal = (text: string): boolean => text !== '' && totals.has(normalized(text));
  const isSum = (text: string): boolean =>
    isTotal(text) || spec.subtotal.some((end) => normalized(text).endsWith(end));
  const rows: Row[] = [];
  const byCode = new Map<string, string>();
  for (const [line, entry] of lines.entries()) {
    const parts = code.map((index) => textAt(entry, index));
    const labelText = textAt(entry, label);
    const first = entry.cells.find(isText)?.text ?? '';
    // Some forms print 合计 in the code's place or merged over the first columns.
    const unnamed = totals.has('') && !entry.cells.some(isText);
    const sumLabel = unnamed
      ? '合计'
      : isSum(labelText)
        ? labelText
        : first !== labelText && isSum(first)
          ? first
          : undefined;
    const figuresCode = parts.some((part) => /\d/.test(part));
    if (sumLabel !== undefined && !figuresCode) {
      const role: RowRole = unnamed || isTotal(sumLabel) ? 'total' : 'subtotal';
      rows.push({ ...lineOf(side, line), id: unique(normalized(sumLabel)), label: sumLabel, role });
      continue;
    }
    const unit = unitCode < 0 ? '' : textAt(entry, unitCode);
    if (/^\d+$/.test(unit) && !figuresCode) {
      const name = entry.cells.find((cell) => isText(cell) && cell.text !== unit)?.text ?? unit;
      rows.push({ ...lineOf(side, line), id: unique(unit), label: name, code: unit, role: 'unit' });
      continue;
    }
    if (code.length === 0) {
      const text = labelText || first;
      rows.push({ ...lineOf(side, line), id: unique(normalized(text)), label: text });
      continue;
    }
    const key = parts.filter((part) => part !== '').join(spec.codeJoin);
    const role = spec.codeJoin === '' ? roleOfCode(key) : 'item';
    const id = unique(key || normalized(labelText));
    const parent = spec.hierarchical ? parentCode(key, byCode) : undefined;
    byCode.set(key, id);
    const level = spec.hierarchical ? (LEVEL[role] ?? 0) : 0;
    const own = key === '' ? undefined : key;
    rows.push({ id, side: side.id, line, label: labelText, code: own, role, level, parent, spec: undefined });
  }
  return rows;
}

const isText = ({ state }: Cell): boolean => state === 'text';

function parentCode(code: string, byCode: ReadonlyMap<string, string>): string | undefined {
  for (let length = code.length - 2; length >= 3; length -= 2) {
    const parent = byCode.get(code.slice(0, length));
    if (parent !== undefined) return parent;
  }
  return undefined;
}
