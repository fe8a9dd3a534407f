import { formatDecimal } from '../../../model/decimal.ts';
import { isGeneral, shownNumber, storedNumber } from './format.ts';
import type { SheetCell } from './sheet.ts';

/** What a cell holds, whatever kind of workbook it came from. */
export interface CellValue {
  readonly kind: 'text' | 'number' | 'boolean' | 'error' | 'date';
  readonly raw: string;
  /** Number format of a number. */
  readonly format: string;
  readonly formula: boolean;
}

/** A whole number of more digits than a spreadsheet keeps has lost its last ones. */
const KEPT_DIGITS = 15;

/** The cell as it is shown; undefined where it shows nothing. */
export function shownCell(column: number, value: CellValue, date1904: boolean): SheetCell | undefined {
  const { kind, raw, format, formula } = value;
  if (formula && raw === '') return { column, text: '', fault: '公式没有保存算出的值' };
  if (kind === 'error') return { column, text: '', fault: `公式出错（${raw}）` };
  if (kind === 'boolean') return { column, text: raw === '1' || raw === 'true' ? '是' : '否' };
  if (kind === 'date') return { column, text: raw.replace(/T00:00.*$/, '').replace('T', ' ') };
  if (kind === 'text') return raw.trim() === '' ? undefined : { column, text: raw };
  const stored = storedNumber(raw);
  if (!stored) return raw.trim() === '' ? undefined : { column, text: raw };
  const { text, whole } = shownNumber(stored, format, date1904);
  const full = formatDecimal(stored);
  if (text === '' && full === '0') return { column, text: '', stored: '0' };
  if (text === '') return { column, text: full, stored: full };
  const lost = full.replace('-', '').length > KEPT_DIGITS && !full.includes('.');
  if (lost) return { column, text: full, fault: '数字超过 15 位，表格软件已经丢了后面几位' };
  return whole || text === full
    ? { column, text, ...(isGeneral(format) && { exact: true }) }
    : { column, text, stored: full };
}
