import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../src/schema/json-schema.ts';
import { toolRoot } from './lib/build/publish.ts';
import { run } from './lib/run.ts';

/** Writes public/schemas/: run after a change in src/schema; a test holds the files against the schemas. */
await run('npm run schemas', async () => {
  const folder = join(toolRoot, 'public/schemas');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(folder, name), text);
});
