import { strToU8 } from 'fflate';
import { describe, test } from 'vitest';
import { withAmendment } from '../../src/diff/amendment-yaml.ts';
import { contentFiles, ImportRefusal, importFiles, reportOf } from '../../src/import/index.ts';
import { p, table, wordDocument } from '../import/make/document.ts';
import { plainBook } from '../import/make/hostile.ts';
import { edited, workbook } from '../import/make/workbook.ts';
import { form } from '../import/support.ts';
import { LONG, RUN_TIME, runOf } from './payloads.ts';

/** Long runs of what careless patterns try again and again, wherever an import reads text. */

const template = form('hebei-2024');
const subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };

const MORE = ['\\', '$\\', '\\a ', '**', '[bookmark: ', '</p> ', '\t…', '…', '!'].map(
  (unit) => [JSON.stringify(unit), runOf(unit)] as const,
);

function imported(name: string, bytes: Uint8Array): void {
  try {
    const result = importFiles([{ name, bytes }], template, subject);
    reportOf(result, name);
    contentFiles(result);
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
  }
}

const attribute = (text: string): string =>
  text.replace(/[&<>"\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A workbook whose cells have a number format of somebody else's. */
function formatted(code: string): Uint8Array {
  return edited(plainBook(), 'xl/styles.xml', (xml) =>
    xml
      .replace(/<numFmts.*?<\/numFmts>/s, '')
      .replace(/<cellXfs.*?<\/cellXfs>/s, () => '<cellXfs count="1"><xf numFmtId="170"/></cellXfs>')
      .replace(
        /(<styleSheet[^>]*>)/,
        (start) =>
          `${start}<numFmts count="1"><numFmt numFmtId="170" formatCode="${attribute(code)}"/></numFmts>`,
      ),
  );
}

describe('long runs in what is imported', { timeout: RUN_TIME }, () => {
  test.each([...LONG.map(({ name, text }) => [name, text] as const), ...MORE])('%s', (_, run) => {
    // Most patterns are tried in vain only where something else follows.
    const text = `$${run}x`;
    const cell = text.slice(0, 32_000);
    const rows = [['部门支出总表'], ['单位：万元'], ['科目编码', '合计'], ['201', cell], [cell, 3]];
    for (const [name, bytes] of [
      ['目录.docx', wordDocument(p(text, '<w:pStyle w:val="TOC1"/>'))],
      ['段落.docx', wordDocument(p('一、部门职责') + p(text))],
      ['表.docx', wordDocument(table(['科目编码', text], ['201', text]))],
      ['a.txt', strToU8(`一、部门职责\n${text}\n`)],
      ['表.txt', strToU8(`部门支出总表\n科目编码\t合计\n201\t${text}\n`)],
      ['a.md', strToU8(`# 一、部门职责\n\n${text}\n`)],
      ['格式.xlsx', formatted(text)],
      ['文字.xlsx', workbook([{ name: '一', rows }])],
    ] as const)
      imported(name, bytes);
  });
});

describe('long runs in a file that a correction is written into', { timeout: RUN_TIME }, () => {
  const entry = { date: '2024-03-01', reason: '更正', changes: [] };
  test.each([
    ['blanks after the key', `amendments: a${runOf(' ')}x\n`],
    ['commas in a list', `amendments: ["a${runOf(', ')}x]"]\n`],
    ['brackets in a list', `amendments: ["${runOf(']')}"]\n`],
  ])('%s', (_, text) => {
    withAmendment(text, entry);
  });
});
