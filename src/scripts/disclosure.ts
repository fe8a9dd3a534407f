import { explaining } from './explain.ts';
import { startPictures } from './pictures.ts';
import { quoting } from './quote.ts';
import { scrollRegions } from './regions.ts';
import { readingAloud } from './speech.ts';
import { currentSection } from './toc.ts';

currentSection();
startPictures();
quoting();
scrollRegions();
explaining();
readingAloud();
