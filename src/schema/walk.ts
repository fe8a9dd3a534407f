import type { z } from 'zod';
import { kept } from '../model/kept.ts';

/** Walking a zod schema beside the data, for messages and for dropping what is empty. */

export type Schema = z.core.$ZodType | undefined;

interface Def {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly getter?: () => z.core.$ZodType;
}

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def;

/** Without `optional`, `default`, `transform` and `lazy` around it. */
const unwrapped = (schema: Schema): Schema => schema && bare(schema);

const bare = kept((schema: z.core.$ZodType): z.core.$ZodType => {
  const def = defOf(schema);
  const inner = def.innerType ?? def.in ?? def.getter?.();
  return inner ? bare(inner) : schema;
});

/** The fields of an object; undefined for anything else. */
export function shapeOf(schema: Schema): Def['shape'] {
  const inner = unwrapped(schema);
  return inner && defOf(inner).shape;
}

/** What a record's values are; undefined for anything else. */
export function recordValue(schema: Schema): Schema {
  const inner = unwrapped(schema);
  return unwrapped(inner && defOf(inner).valueType);
}

export function childOf(schema: Schema, step: PropertyKey): Schema {
  const inner = unwrapped(schema);
  const def = inner && defOf(inner);
  return def?.shape ? def.shape[String(step)] : (def?.element ?? def?.valueType);
}

export function at(schema: Schema, path: readonly PropertyKey[]): Schema {
  let current = schema;
  for (const step of path) current = childOf(current, step);
  return current;
}

/** The Chinese name that `describe` gave a field, if any. */
export function titleOf(schema: Schema): string | undefined {
  return (schema as z.ZodType | undefined)?.description;
}
