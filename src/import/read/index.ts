import type { Block, Conversion, ReadDocument } from '../blocks.ts';
import { readLined } from './lined.ts';
import { readPrinted } from './printed.ts';
import { readTabbed } from './tabbed.ts';

type TextForm = 'tabbed' | 'lined' | 'printed';

const READERS: Readonly<Record<TextForm, (text: string, converted: Conversion[]) => Block[]>> = {
  tabbed: readTabbed,
  lined: readLined,
  printed: readPrinted,
};

/** How a text sets its tables out: by tabs, by one cell a line, or by spaces. */
export function formOf(text: string): TextForm {
  const tabbed = text.split('\n').filter((line) => line.includes('\t'));
  if (tabbed.length === 0) return 'printed';
  const single = tabbed.filter((line) => /^\t[^\t]*$/.test(line)).length;
  return single > tabbed.length / 2 ? 'lined' : 'tabbed';
}

export function readText(source: string): ReadDocument {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const form = formOf(text);
  const converted: Conversion[] = [];
  const blocks = READERS[form](text, converted);
  const lines = text.split('\n').length;
  return { form, blocks, converted, notices: [], aside: [], lines, placeOf: (line) => `第 ${line} 行` };
}
