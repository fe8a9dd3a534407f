import type { Aside, Notice, ReadDocument } from '../../blocks.ts';
import { ImportRefusal } from '../../refusal.ts';
import { type Relation, relations, targetOf } from '../relations.ts';
import { readXml, type XmlHandler } from '../xml.ts';
import type { Archive } from '../zip/archive.ts';
import { Body, type Origin } from './body.ts';
import { Numbering } from './numbering.ts';
import { Styles } from './styles.ts';

/** Reads a document of the Office Open XML kind: its text and tables, never a macro, a link or a picture. */
export function readDocx(file: string, archive: Archive, notices: readonly string[]): ReadDocument {
  const main = targetOf(relations(file, archive, ''), 'officeDocument') ?? 'word/document.xml';
  const bytes = archive.read(main);
  if (!bytes) throw new ImportRefusal(file, '里面没有正文', '请在 WPS 或 Word 中另存为 .docx 再导入。');
  const parts = relations(file, archive, main);
  const styles = new Styles();
  const numbering = new Numbering();
  readPart(file, archive, targetOf(parts, 'styles'), styles);
  readPart(file, archive, targetOf(parts, 'numbering'), numbering);
  const body = new Body(file, styles, numbering);
  readXml(file, main, bytes, body);
  const { origins } = body;
  const texts = [...notices, ...passedOver(body, archive)];
  return {
    form: 'word',
    blocks: body.blocks,
    converted: [],
    notices: texts.map((text): Notice => ({ line: undefined, text })),
    aside: asideOf(file, archive, parts),
    lines: origins.length,
    placeOf: (line) => placeOf(origins[line - 1], line),
  };
}

function placeOf(origin: Origin | undefined, line: number): string {
  if (!origin) return `第 ${line} 处`;
  return 'paragraph' in origin
    ? `正文第 ${origin.paragraph} 段`
    : `第 ${origin.table} 张表第 ${origin.row} 行`;
}

function readPart(file: string, archive: Archive, part: string | undefined, handler: XmlHandler): void {
  const bytes = part === undefined ? undefined : archive.read(part);
  if (part !== undefined && bytes) readXml(file, part, bytes, handler);
}

function passedOver({ counts }: Body, archive: Archive): string[] {
  const told: string[] = [];
  if (counts.pictures > 0) told.push(`有 ${counts.pictures} 张图片，图片里的文字和表格读不出来`);
  if (counts.objects > 0) told.push(`嵌有 ${counts.objects} 个对象（例如 Excel 表），没有读取；请另行导入`);
  if (counts.chunks > 0) told.push(`嵌有 ${counts.chunks} 份别的文档，没有读取；请另行导入`);
  if (counts.revisions > 0) told.push('有修订痕迹：删去的文字没有读，插入的已读入，等于接受全部修订');
  if (counts.hidden > 0) told.push(`有 ${counts.hidden} 处隐藏文字，已照样读入，请核对是否应当公开`);
  if (archive.names.some((name) => /(?:^|\/)comments\.xml$/.test(name))) told.push('有批注，没有读取');
  return told;
}

const ASIDE: Readonly<Record<string, string>> = {
  header: '页眉',
  footer: '页脚',
  footnotes: '脚注',
  endnotes: '尾注',
};

/** What stands around the text: page heads and feet, which every page repeats, and notes. */
function asideOf(file: string, archive: Archive, parts: readonly Relation[]): Aside[] {
  const found = new Map<string, Aside>();
  for (const { type, target, external } of parts) {
    const place = ASIDE[type];
    const bytes = place === undefined || external ? undefined : archive.read(target);
    if (place === undefined || !bytes) continue;
    const body = new Body(file, new Styles(), new Numbering());
    readXml(file, target, bytes, body);
    for (const block of body.blocks) {
      const texts =
        block.kind === 'paragraph'
          ? [block.text]
          : block.kind === 'grid'
            ? block.rows.flat().map((cell) => cell.text)
            : [];
      for (const text of texts) {
        // A page's number says nothing.
        if (!/[^\d\s\-—－–·.第共页]/u.test(text)) continue;
        found.set(`${place} ${text}`, { place, text, minor: type === 'header' || type === 'footer' });
      }
    }
  }
  return [...found.values()];
}
