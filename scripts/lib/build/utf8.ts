let room = Buffer.allocUnsafeSlow(1 << 20);

/**
 * A text as UTF-8, in memory that the next call writes over: for bytes that are
 * hashed and written at once. A buffer of its own for each file takes three
 * times as long.
 */
export function utf8(text: string): Uint8Array {
  // No unit of a string takes more than three bytes.
  if (room.length < text.length * 3) room = Buffer.allocUnsafeSlow(text.length * 3);
  return room.subarray(0, room.write(text));
}
