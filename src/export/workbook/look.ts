import type { BodyCell, CellKind, HeadCell, RowView } from '../../view/types.ts';
import type { Style } from '../xlsx/styles.ts';

/** Tints of one ink, as the form prints them: heads, then sums. */
const HEAD_FILL = 'E7ECF3';
const TOTAL_FILL = 'F3EFE3';
const SUBTOTAL_FILL = 'F8F6EF';
const LINK = '0B3D91';
const QUIET = '595959';

export const LOOK = {
  title: { font: 'heading', size: 16, align: 'center', wrap: true },
  subtitle: { align: 'center', wrap: true },
  line: { color: QUIET },
  lineCentre: { color: QUIET, align: 'center' },
  lineRight: { color: QUIET, align: 'right' },
  note: { wrap: true, top: true },
  heading: { font: 'heading', size: 13 },
  label: { fill: HEAD_FILL, border: true, bold: true, align: 'center', wrap: true },
  value: { border: true, wrap: true },
  amount: { border: true, align: 'right', indent: 1 },
  code: { border: true, format: '@' },
  link: { color: LINK, underline: true },
} as const satisfies Record<string, Style>;

/** Text that a program would run as a formula once it is edited. */
const RISKY = /^[\s\u200b]*[=+\-@＝＋－＠]/u;

/** Styles by what decides them, each made once. */
const made = new Map<string, Style>();

function style(key: string, make: () => Style): Style {
  let known = made.get(key);
  if (!known) {
    known = make();
    made.set(key, known);
  }
  return known;
}

export function headStyle({ element, kind }: HeadCell): Style {
  return style(`head ${element} ${kind}`, () => ({
    fill: HEAD_FILL,
    border: true,
    bold: element === 'th',
    align: 'center',
    wrap: true,
  }));
}

const FILLS: Partial<Record<RowView['role'], string>> = {
  total: TOTAL_FILL,
  subtotal: SUBTOTAL_FILL,
  unit: SUBTOTAL_FILL,
};
const BOLD = new Set<RowView['role']>(['total', 'subtotal', 'class', 'unit']);
const ALIGN = {
  serial: 'center',
  code: 'left',
  text: 'left',
  figure: 'right',
} as const satisfies Record<CellKind, Style['align']>;

/** How a cell of the body looks; `format` shows a number as printed. */
export function bodyStyle(
  { kind, element, text }: Pick<BodyCell, 'kind' | 'element' | 'text'>,
  role: RowView['role'],
  level: number,
  format: string | undefined,
): Style {
  const quoted = format === undefined && RISKY.test(text);
  // Figures keep off the name that stands right of them.
  const indent = kind === 'figure' ? 1 : element === 'th' && kind === 'text' ? level : 0;
  return style(`body ${kind} ${role} ${indent} ${format ?? ''} ${quoted}`, () => ({
    border: true,
    align: ALIGN[kind],
    wrap: kind === 'text',
    ...(FILLS[role] && { fill: FILLS[role] }),
    bold: BOLD.has(role),
    ...(indent > 0 && { indent }),
    ...(format !== undefined ? { format } : kind === 'code' && { format: '@' }),
    quoted,
  }));
}

/** A text's style where it must not become a formula, else as given. */
export function inertStyle(base: Style, text: string): Style {
  if (!RISKY.test(text)) return base;
  return style(`quoted ${JSON.stringify(base)}`, () => ({ ...base, quoted: true }));
}
