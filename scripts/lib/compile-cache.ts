import { enableCompileCache } from 'node:module';
import { cacheFolder } from './cache-folder.ts';

/**
 * Loaded before a command (`node --import`): what Node has compiled once is found by the next run, which takes half of a
 * command's start.
 */
enableCompileCache(cacheFolder('node'));
