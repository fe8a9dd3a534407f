/** A file that is not read at all: `message` says why and what to do, for the person who sent it. */
export class ImportRefusal extends Error {
  override readonly name = 'ImportRefusal';
  constructor(file: string, why: string, remedy: string) {
    super(`没有读“${printable(file)}”：${why}。${remedy}`);
  }
}

/** A name from outside, safe to print: no control characters, no line ends, no end of the screen. */
export function printable(text: string, most = 80): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
  const characters = [...clean];
  return characters.length > most ? `${characters.slice(0, most).join('')}……` : clean;
}
