export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** `_x000D_` stands for a character that XML cannot hold. */
export function plainText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
