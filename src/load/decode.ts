import type { Finding } from '../model/finding.ts';
import { notice, problem } from '../model/problem.ts';

/** Larger than any disclosure's file by far; a bigger one is a mistake or an attack. */
const MAX_BYTES = 20 * 1024 * 1024;

export interface Decoded {
  /** Undefined where the bytes are no text; `problems` says why. */
  readonly text?: string;
  readonly problems: readonly Finding[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * Text from bytes: UTF-8 with or without BOM; else GB18030, as older WPS and
 * Excel save it, with a notice. CRLF becomes LF.
 */
export function decode(file: string, bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_BYTES) {
    return refused(
      file,
      `文件有 ${Math.ceil(bytes.length / 1024 / 1024)} MB，超过 20 MB 的上限`,
      '请确认放对了文件；图片和扫描件不要放在这里。',
    );
  }
  const other = kindOf(bytes);
  if (other) return refused(file, other, remedy(file));
  let text: string;
  const problems: Finding[] = [];
  try {
    text = utf8.decode(bytes);
  } catch {
    try {
      text = gb18030.decode(bytes);
    } catch {
      return refused(file, '文件既不是 UTF-8 编码，也不是 GB18030 编码，读不出文字', remedy(file));
    }
    problems.push(
      notice(
        'load.gb18030',
        { file, line: 1, column: 1 },
        '文件是 GB18030 编码，已按此读取',
        `以免别的程序读成乱码，${remedy(file)}`,
      ),
    );
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) return refused(file, '文件里有空字符，不是文本文件', remedy(file));
  return { text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, problems };
}

/** How to save it right, by what the file should be. */
function remedy(file: string): string {
  return file.endsWith('.csv')
    ? '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。'
    : '请用文本编辑器打开，另存为 UTF-8 编码。';
}

const UTF16 = '文件是 UTF-16 编码（“Unicode 文本”），应为 UTF-8 编码';
const SIGNATURES: readonly (readonly [number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], '这是改了名的 Excel、Word 或压缩文件，不是文本文件'],
  [[0xd0, 0xcf, 0x11, 0xe0], '这是改了名的旧版 Excel 或 Word 文件，不是文本文件'],
  [[0x25, 0x50, 0x44, 0x46], '这是改了名的 PDF 文件，不是文本文件'],
  [[0xff, 0xfe], UTF16],
  [[0xfe, 0xff], UTF16],
];

/** What a file that is no text of ours begins like; the usual cases of a wrong name or a wrong way of saving. */
function kindOf(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(([start]) => start.every((byte, index) => bytes[index] === byte))?.[1];
}

function refused(file: string, message: string, hint: string): Decoded {
  return { problems: [problem('load.encoding', { file, line: 1, column: 1 }, message, hint)] };
}
