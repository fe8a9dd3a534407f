import { OWN_PAGES, ownParts } from '../../../src/components/own-page.ts';
import type { Made } from '../../../src/reader.ts';
import type { Settings } from '../../../src/settings.ts';
import { shareSite } from '../../../src/site.ts';
import { viewChecks } from '../../../src/view/checks-page.ts';
import type { Frames } from './frames.ts';

/** Makes a disclosure's own pages: HTML in pieces, by address (`130303/2024/350001/checks/`). */
export async function renderDisclosure(
  made: Made,
  settings: Settings,
  frames: Frames,
): Promise<ReadonlyMap<string, readonly string[]>> {
  // What is shared outlasts the call: held while the next is read, all of this one would be copied by the collector.
  let shown: Made | undefined = made;
  const own = (id: string): Made => {
    if (shown?.disclosure.id !== id) throw new Error(`the page of ${id} is not being made`);
    return shown;
  };
  shareSite({
    settings,
    site: made.disclosure.site,
    disclosure: (id) => own(id).view,
    checks: (id) => viewChecks(own(id).disclosure, own(id).view, settings),
  });
  const pages = new Map<string, readonly string[]>();
  const { id } = made.disclosure;
  for (const name of OWN_PAGES) {
    const parts = ownParts(id, name);
    if (parts) pages.set(`${id}/${name}`, await frames.around(name, parts));
  }
  shown = undefined;
  return pages;
}
