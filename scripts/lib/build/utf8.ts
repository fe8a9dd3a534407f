import { Buffer, transcode } from 'node:buffer';

let room = Buffer.allocUnsafeSlow(1 << 20);

/** Below so many units the detour over UTF-16 does not pay. */
const SHORT = 1 << 11;

/**
 * A text, or one in pieces, as UTF-8, in memory that the next call may write over: for bytes that are hashed and written
 * at once. Node encodes a text that is not Latin-1 a unit at a time; bytes of UTF-16 it turns into UTF-8 many at a time,
 * in less than half of the time.
 */
export function utf8(text: string | readonly string[]): Uint8Array {
  const pieces = typeof text === 'string' ? [text] : text;
  const units = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // No unit of a string takes more than three bytes.
  if (room.length < units * 3) room = Buffer.allocUnsafeSlow(units * 3);
  if (units > SHORT) {
    try {
      return transcode(room.subarray(0, write(pieces, 'utf16le')), 'utf16le', 'utf8');
    } catch {
      // Half of a surrogate pair has no UTF-8: it becomes U+FFFD, as below.
    }
  }
  return room.subarray(0, write(pieces, 'utf8'));
}

function write(pieces: readonly string[], encoding: 'utf16le' | 'utf8'): number {
  let end = 0;
  for (const piece of pieces) end += room.write(piece, end, encoding);
  return end;
}
