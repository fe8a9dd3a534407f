import type { Block, Conversion, ReadDocument } from '../blocks.ts';
import { readLined } from './lined.ts';
import { readPrinted } from './printed.ts';
import { readTabbed } from './tabbed.ts';

const READERS: Readonly<Record<ReadDocument['form'], (text: string, converted: Conversion[]) => Block[]>> = {
  tabbed: readTabbed,
  lined: readLined,
  printed: readPrinted,
};

/** How a text sets its tables out: by tabs, by one cell a line, or by spaces. */
export function formOf(text: string): ReadDocument['form'] {
  const tabbed = text.split('\n').filter((line) => line.includes('\t'));
  if (tabbed.length === 0) return 'printed';
  const single = tabbed.filter((line) => /^\t[^\t]*$/.test(line)).length;
  return single > tabbed.length / 2 ? 'lined' : 'tabbed';
}

export function readText(source: string): ReadDocument {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const form = formOf(text);
  const converted: Conversion[] = [];
  return { form, blocks: READERS[form](text, converted), converted };
}
