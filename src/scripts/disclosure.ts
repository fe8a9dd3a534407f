import { explaining } from './explain.ts';
import { quoting } from './quote.ts';
import { scrollRegions } from './regions.ts';
import { readingAloud } from './speech.ts';
import { currentSection } from './toc.ts';

currentSection();
quoting();
scrollRegions();
explaining();
readingAloud();
