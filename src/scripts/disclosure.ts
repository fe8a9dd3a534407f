import { linkCopying } from './copy.ts';
import { scrollRegions } from './regions.ts';
import { currentSection } from './toc.ts';

// What is only right with a script running hangs on this class.
document.documentElement.classList.add('js');
currentSection();
linkCopying();
scrollRegions();
