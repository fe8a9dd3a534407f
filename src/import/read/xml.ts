import { SaxesParser } from 'saxes';
import { ImportRefusal } from '../refusal.ts';

/** Deeper than any office writes. */
const MAX_DEPTH = 256;

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  /** Names come without their prefix: `w:tbl` is `tbl`. */
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads a part of an Office file. Nothing is expanded and nothing fetched: a DOCTYPE is refused before parsing. */
export function readXml(file: string, part: string, bytes: Uint8Array, handler: XmlHandler): void {
  const source = decodeXml(file, bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(source))
    throw new ImportRefusal(
      file,
      `里面的“${part}”带有文档类型声明（DOCTYPE），可能引用外部文件`,
      '正常的工作簿和文档不会这样，请核实文件的来源。',
    );
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH) throw damaged(file, part);
    handler.open(local(tag.name), attributesOf(tag.attributes));
  });
  parser.on('closetag', (tag) => {
    depth--;
    handler.close(local(tag.name));
  });
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.on('error', () => {
    throw damaged(file, part);
  });
  parser.write(source).close();
}

function attributesOf(attributes: Readonly<Record<string, unknown>>): Attributes {
  const found: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) found[local(name)] = value as string;
  return found;
}

function decodeXml(file: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw damaged(file, '');
  }
}

function damaged(file: string, part: string): ImportRefusal {
  return new ImportRefusal(
    file,
    part === '' ? '里面的文字编码有误' : `里面的“${part}”不完整或已损坏`,
    '请在 WPS 或 Office 中能打开后，另存一份再导入。',
  );
}
