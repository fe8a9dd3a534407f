import { rm } from 'node:fs/promises';
import { toolRoot } from '../files.ts';

/** Run by render.ts, with the folder to write to: Astro's build of src/pages into `server/` and `client/`. */
process.env.ASTRO_TELEMETRY_DISABLED = '1';
const { build } = await import('astro');
const outDir = process.argv[2] as string;
await rm(outDir, { recursive: true, force: true });
await build({ root: toolRoot, outDir, logLevel: 'warn' });
