/** One file of an archive, as the archive's own list has it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly size: number;
  /** CRC-32 of the unpacked bytes. */
  readonly checksum: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const ENTRY = 0x02014b50;
const ALL_ONES = 0xffffffff;

const decoder = new TextDecoder('utf-8');

/** The list at the archive's end; undefined where the bytes hold none that can be read whole. */
export function readDirectory(bytes: Uint8Array, most: number): ZipEntry[] | number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const { count, size, offset } = extent(view, end);
  // Fewer bytes than the entries need is a list that lies.
  if (count > most) return count;
  if (offset + size > end || count * 46 > size) return undefined;
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.length) return undefined;
    const wide = wideFields(view, at + 46 + nameLength, extraLength);
    const take = (field: number): number => {
      const value = view.getUint32(at + field, true);
      return value === ALL_ONES ? (wide.shift() ?? value) : value;
    };
    const size = take(24);
    const packed = take(20);
    entries.push({
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      size,
      packed,
      checksum: view.getUint32(at + 16, true),
      offset: take(42),
    });
    at = next;
  }
  return entries;
}

function findEnd(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= least; at--) if (view.getUint32(at, true) === END) return at;
  return undefined;
}

function extent(view: DataView, end: number): { count: number; size: number; offset: number } {
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR64) {
    const at = Number(view.getBigUint64(locator + 8, true));
    if (at + 56 <= end && view.getUint32(at, true) === END64) {
      return {
        count: Number(view.getBigUint64(at + 32, true)),
        size: Number(view.getBigUint64(at + 40, true)),
        offset: Number(view.getBigUint64(at + 48, true)),
      };
    }
  }
  return {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
  };
}

/** 64-bit values of the extra field 0x0001, in their order: size, packed size, offset. */
function wideFields(view: DataView, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length; ) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      const values: number[] = [];
      for (let field = at + 4; field + 8 <= Math.min(at + 4 + size, from + length); field += 8)
        values.push(Number(view.getBigUint64(field, true)));
      return values;
    }
    at += 4 + size;
  }
  return [];
}
