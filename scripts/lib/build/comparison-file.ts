import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Comparison } from '../../../src/diff/types.ts';
import { UserError } from '../files.ts';

/**
 * A comparison handed from the run that reads a request to the run that may
 * write a comment. The first one runs for anybody, so that the second takes
 * nothing on trust: whatever is not of this shape is refused, and all words of
 * it are escaped where they are written.
 */

const text = z.string();
const maybe = z.string().nullable();
const line = z.number().int().nullable();

const part = z.strictObject({
  kind: z.enum(['same', 'removed', 'added']),
  text,
  binding: z
    .strictObject({ source: text, before: text.exactOptional(), after: text.exactOptional() })
    .exactOptional(),
});
const cell = z.strictObject({ table: maybe, row: maybe, column: maybe });

const change = z.strictObject({
  disclosure: maybe,
  kind: z.enum(['cell', 'row', 'narrative', 'project', 'metadata', 'template']),
  table: maybe,
  row: maybe,
  column: maybe,
  before: maybe,
  after: maybe,
  difference: maybe,
  percent: text.exactOptional(),
  unit: text.exactOptional(),
  note: text.exactOptional(),
  file: text,
  line,
  followsFrom: z.array(cell).exactOptional(),
  parts: z.array(part).exactOptional(),
  touches: z.array(text).exactOptional(),
});

const finding = z.strictObject({
  disclosure: maybe,
  rule: text,
  severity: z.enum(['error', 'warning', 'info']),
  message: text,
  hint: maybe,
  table: maybe,
  row: maybe,
  column: maybe,
  file: text,
  line,
  reason: text.exactOptional(),
});
const checks = z.strictObject({
  newlyFailing: z.array(finding),
  mended: z.array(finding),
  acknowledged: z.array(finding),
});

const comparison = z.strictObject({
  base: text,
  head: text,
  disclosures: z.array(
    z.strictObject({
      id: text,
      title: text,
      status: z.enum(['added', 'removed', 'renamed', 'changed', 'layout', 'form']),
      from: text.exactOptional(),
      holds: text.exactOptional(),
      reason: text.exactOptional(),
      changes: z.array(change),
      checks,
    }),
  ),
  around: z.strictObject({ changes: z.array(change), checks }),
});

/** A change to every disclosure of a province stays far below this. */
const MAX_BYTES = 256 * 1024 * 1024;

export async function readComparison(path: string): Promise<Comparison> {
  const { size } = await stat(path).catch(() => {
    throw new UserError(`没有“${path}”，请先运行 npm run review。`);
  });
  if (size > MAX_BYTES) throw new UserError(`“${path}”太大，不是 npm run review 写的。`);
  try {
    return comparison.parse(JSON.parse(await readFile(path, 'utf8'))) satisfies Comparison;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    throw new UserError(`“${path}”不是 npm run review 写的。`);
  }
}
