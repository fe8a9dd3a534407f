import type { CheckedDisclosure, Disclosure } from '../../model/disclosure.ts';
import type { Anchors } from '../anchors.ts';
import { meaningsOf } from '../compare/comparable.ts';
import type { AnchorOf } from '../compare/lists.ts';
import { viewYearOnYear } from '../compare/year-on-year.ts';
import type { DisclosureView, SectionView } from '../types.ts';
import { viewPictures } from './disclosure.ts';

/** The page as it is drawn: where rows and projects stand, and the fragments that are taken. */
export interface DrawnPage {
  readonly sections: readonly SectionView[];
  readonly anchors: Anchors;
  readonly anchorOf: AnchorOf;
}

const TITLE = '图解';

/** What the site adds to the form: pictures of this year's figures, and these beside last year's. */
export function viewDrawn(
  disclosure: CheckedDisclosure,
  lastYear: Disclosure | undefined,
  { sections, anchors, anchorOf }: DrawnPage,
): Pick<DisclosureView, 'pictures' | 'yearOnYear'> {
  const now = meaningsOf(disclosure, anchorOf);
  const before = lastYear && !lastYear.withdrawn ? lastYear : undefined;
  const projects = projectAnchors(sections);
  const claim = (anchor: string) => anchors.claim(anchor);
  const pictures = viewPictures(disclosure, {
    now,
    ...(before && { before: meaningsOf(before) }),
    anchorOf,
    projectAnchor: (number) => projects.get(number),
    claim,
  });
  const yearOnYear = before && viewYearOnYear(disclosure, now, before, claim);
  return {
    ...(pictures.length > 0 && { pictures: { anchor: claim(TITLE), title: TITLE, pictures } }),
    ...(yearOnYear && { yearOnYear }),
  };
}

/** Where the projects stand, by number. */
function projectAnchors(sections: readonly SectionView[]): ReadonlyMap<number, string> {
  return new Map(
    sections.flatMap(({ content, children }) => [
      ...content.flatMap((item) =>
        item.kind === 'project' ? [[item.project.number, item.project.anchor] as const] : [],
      ),
      ...projectAnchors(children),
    ]),
  );
}
