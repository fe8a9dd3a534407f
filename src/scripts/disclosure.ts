import { quoting } from './quote.ts';
import { scrollRegions } from './regions.ts';
import { readingAloud } from './speech.ts';
import { currentSection } from './toc.ts';

currentSection();
quoting();
scrollRegions();
readingAloud();
