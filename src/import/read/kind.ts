import { ImportRefusal } from '../refusal.ts';
import { readXml } from './xml.ts';
import { Archive } from './zip/archive.ts';

/** What a file really is, by its bytes. */
export type Kind =
  | { readonly kind: 'xlsx' | 'docx'; readonly archive: Archive; readonly macros: boolean }
  | { readonly kind: 'xls'; readonly macros: boolean }
  | { readonly kind: 'text' };

/** Files without compression: nothing of them grows on reading. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Endings that a kind may bear. WPS gives .et to either kind of workbook. */
const ENDINGS: Readonly<Record<Kind['kind'], RegExp>> = {
  xlsx: /\.(?:xlsx|xlsm|xltx|et|ett)$/i,
  xls: /\.(?:xls|xlt|et|ett)$/i,
  docx: /\.(?:docx|docm|dotx|wps)$/i,
  text: /(?:^|[/\\])[^.]*$|\.(?:txt|text|md|tsv)$/i,
};

const NAMES: Readonly<Record<Kind['kind'], string>> = {
  xlsx: '新版工作簿（.xlsx）',
  xls: '97—2003 版工作簿（.xls）',
  docx: '新版文档（.docx）',
  text: '文字',
};

/** Tells a file's kind and holds it against its name. */
export function kindOf(file: string, bytes: Uint8Array): Kind {
  if (bytes.length === 0) throw new ImportRefusal(file, '文件是空的', '请确认保存完整后再导入。');
  if (bytes.length > MOST_BYTES)
    throw new ImportRefusal(
      file,
      `文件有 ${Math.ceil(bytes.length / 1024 / 1024)} MB，超过 50 MB 的上限`,
      '请去掉图片等附件，或分几个文件导入。',
    );
  const found = begins(bytes, [0x50, 0x4b])
    ? zipKind(file, bytes)
    : begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])
      ? compoundKind(file, bytes)
      : textKind(file, bytes);
  if (!ENDINGS[found.kind].test(file)) {
    const ending = /\.[^./\\]+$/.exec(file)?.[0] ?? '（没有扩展名）';
    throw new ImportRefusal(
      file,
      `名字的结尾是“${ending}”，内容却是${NAMES[found.kind]}`,
      found.kind === 'text'
        ? '请在 WPS 或 Office 中打开，另存为 .xlsx 或 .docx；确是纯文字的，请把扩展名改为 .txt。'
        : '请核实文件的来源；确认无误后改成正确的扩展名再导入。',
    );
  }
  return found;
}

/** PNG, JPEG, GIF. */
const PICTURES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
];

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

function zipKind(file: string, bytes: Uint8Array): Kind {
  const archive = new Archive(file, bytes);
  const types = contentTypes(file, archive);
  const macros = archive.names.some((name) => /vbaProject\.bin$/i.test(name));
  if (/spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template)\.macroEnabled\.main/.test(types))
    return { kind: 'xlsx', archive, macros };
  if (
    /wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled/.test(types)
  )
    return { kind: 'docx', archive, macros };
  if (/ms-excel\.sheet\.binary/.test(types) || archive.has('mimetype'))
    throw new ImportRefusal(
      file,
      '不认识这种工作簿或文档（.xlsb、.ods、.odt）',
      '请另存为 .xlsx 或 .docx 再导入。',
    );
  throw new ImportRefusal(file, '这是压缩文件，不是工作簿或文档', '请先解压，再导入里面的文件。');
}

function contentTypes(file: string, archive: Archive): string {
  const name = '[Content_Types].xml';
  const bytes = archive.read(name);
  const types: string[] = [];
  if (bytes)
    readXml(file, name, bytes, {
      open: (_, { ContentType: type = '' }) => types.push(type),
      close: () => {},
      text: () => {},
    });
  return types.join('\n');
}

/** The old container: a workbook, a document, or either of the new ones behind a password. */
function compoundKind(file: string, bytes: Uint8Array): Kind {
  if (holds(bytes, 'EncryptedPackage') || holds(bytes, 'EncryptionInfo'))
    throw new ImportRefusal(file, '文件加了密码', '请在 WPS 或 Office 中去掉密码，另存后再导入。');
  if (holds(bytes, 'Workbook') || holds(bytes, 'Book'))
    return { kind: 'xls', macros: holds(bytes, '_VBA_PROJECT_CUR') || holds(bytes, 'VBA') };
  if (holds(bytes, 'WordDocument'))
    throw new ImportRefusal(
      file,
      '这是 97—2003 版文档（.doc、.wps）',
      '请在 WPS 或 Word 中打开，另存为 .docx 再导入。',
    );
  throw new ImportRefusal(
    file,
    '不认识这种文件',
    '请在 WPS 或 Office 中打开，另存为 .xlsx 或 .docx 再导入。',
  );
}

/** Names in the old container are two bytes a character, ended by a zero. */
function holds(bytes: Uint8Array, name: string): boolean {
  const wanted = [...`${name}\0`].flatMap((character) => [character.charCodeAt(0), 0]);
  const [first] = wanted as [number];
  // Entries of the list begin at multiples of 128 bytes.
  for (let at = 0; at + wanted.length <= bytes.length; at += 128) {
    if (bytes[at] === first && wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

function textKind(file: string, bytes: Uint8Array): Kind {
  const start = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1024))
    .replace(/^\ufeff|^ï»¿/, '')
    .trimStart();
  const refuse = (what: string, remedy: string): ImportRefusal => new ImportRefusal(file, what, remedy);
  if (start.startsWith('%PDF'))
    throw refuse('这是 PDF，读不出里面的表', '请找出当初的工作簿或文档，导入那一份。');
  if (start.startsWith('{\\rtf'))
    throw refuse('这是 RTF 文档', '请在 WPS 或 Word 中打开，另存为 .docx 再导入。');
  const looks = /^<(?:!doctype|html|\?xml|meta|table)|^MIME-Version/i.test(start);
  if (looks && !ENDINGS.text.test(file))
    throw refuse('内容其实是网页或 XML', '请在 WPS 或 Excel 中打开，另存为 .xlsx 再导入。');
  if (PICTURES.some((signature) => begins(bytes, signature)))
    throw refuse('这是图片，读不出里面的表', '请找出当初的工作簿或文档，导入那一份。');
  return { kind: 'text' };
}
