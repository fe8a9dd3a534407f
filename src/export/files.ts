import type { DataFile } from '../view/json-ld.ts';

export const WORKBOOK = 'disclosure.xlsx';
export const DATA = 'disclosure.json';
export const TIDY = 'tidy.csv';
export const PACKAGE = 'datapackage.json';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What stands beside each disclosure's page, besides the tables' own CSV files. */
export const DOWNLOADS: readonly DataFile[] = [
  { href: WORKBOOK, title: '全部表格（Excel）', mediaType: XLSX_TYPE },
  { href: TIDY, title: '全部数字，一行一个（CSV）', mediaType: 'text/csv' },
  { href: DATA, title: '全文数据（JSON）', mediaType: 'application/json' },
  { href: PACKAGE, title: '数据包说明（Data Package）', mediaType: 'application/json' },
];
