import { Buffer, transcode } from 'node:buffer';

let room = Buffer.allocUnsafeSlow(1 << 20);

/** Below so many units the detour over UTF-16 does not pay. */
const SHORT = 1 << 11;

/**
 * A text as UTF-8, in memory that the next call may write over: for bytes that
 * are hashed and written at once. Node encodes a text that is not Latin-1 a
 * unit at a time; bytes of UTF-16 it turns into UTF-8 many at a time, in less
 * than half of the time.
 */
export function utf8(text: string): Uint8Array {
  // No unit of a string takes more than three bytes.
  if (room.length < text.length * 3) room = Buffer.allocUnsafeSlow(text.length * 3);
  if (text.length > SHORT) {
    try {
      return transcode(room.subarray(0, room.write(text, 'utf16le')), 'utf16le', 'utf8');
    } catch {
      // Half of a surrogate pair has no UTF-8: it becomes U+FFFD, as below.
    }
  }
  return room.subarray(0, room.write(text));
}
