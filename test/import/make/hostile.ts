import { constants, crc32, deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { workbook } from './workbook.ts';

/** Files that mean harm, made in memory. */

export const plainBook = (): Uint8Array =>
  workbook([
    {
      name: '一',
      rows: [
        ['一般公共预算支出表'],
        ['单位：万元'],
        ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
        ['', '合计', 3, 1, 2],
      ],
    },
  ]);

/** One entry of a zip file, written byte for byte so that the list may lie. */
export interface RawEntry {
  readonly name: string;
  readonly data: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** What the list says of the unpacked size, where it is not the truth. */
  readonly claimed?: number;
  /** The checksum in the list; of `data`, where none is given. */
  readonly checksum?: number;
}

export function rawZip(entries: readonly RawEntry[], count = entries.length): Uint8Array {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let offset = 0;
  for (const {
    name,
    data,
    method = 0,
    flags = 0,
    claimed = data.length,
    checksum = crc32(data),
  } of entries) {
    const bytes = strToU8(name);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(6, flags, true);
    local.setUint16(8, method, true);
    local.setUint32(18, data.length, true);
    local.setUint32(22, claimed, true);
    local.setUint16(26, bytes.length, true);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    central.setUint16(8, flags, true);
    central.setUint16(10, method, true);
    central.setUint32(16, checksum, true);
    central.setUint32(20, data.length, true);
    central.setUint32(24, claimed, true);
    central.setUint16(28, bytes.length, true);
    central.setUint32(42, offset, true);
    parts.push(new Uint8Array(local.buffer), bytes, data);
    list.push(new Uint8Array(central.buffer), bytes);
    offset += 30 + bytes.length + data.length;
  }
  const size = list.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return joined([...parts, ...list, new Uint8Array(end.buffer)]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Millions of the same byte, packed to a thousandth. */
export const bomb = (bytes: number): Uint8Array =>
  zipSync({ '[Content_Types].xml': [new Uint8Array(bytes), { level: 9 }] });

/** So many megabytes of zeros, deflated to a thousandth without ever standing in memory. */
export function packedZeros(megabytes: number): Uint8Array {
  const one = deflateRawSync(new Uint8Array(1024 * 1024), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  return joined([...Array.from({ length: megabytes }, () => one), Uint8Array.of(3, 0)]);
}

/** The old container with names in its list, as far as anyone looks without opening it. */
export function compound(...names: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(512 + 128 * (names.length + 1));
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  names.forEach((name, index) => {
    [...name].forEach((character, at) => {
      bytes[512 + 128 * index + 2 * at] = character.charCodeAt(0);
    });
  });
  return bytes;
}
