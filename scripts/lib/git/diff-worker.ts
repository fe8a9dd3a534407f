import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { comparePairs } from '../../../src/diff/compare.ts';
import { openRevisions, type ThreadTask } from './diff.ts';

/** Compares its share of the disclosures of a large change. */
const { request, pairs } = workerData as ThreadTask;
const { base, head } = openRevisions(request);
parentPort?.postMessage(await comparePairs(pairs, base, head, setImmediate));
