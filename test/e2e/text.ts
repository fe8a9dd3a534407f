import type { Page } from 'playwright-core';

/**
 * What a page says, text by text. A script may add means of use (buttons, choices, charts, status words, hints at them),
 * which say nothing of the disclosure and are left out.
 */
export async function textLines(page: Page): Promise<{ all: Set<string>; readable: Set<string> }> {
  const found = await page.evaluate(() => {
    const apart =
      'script, style, noscript, template, canvas, button, select, output, form, [role=toolbar], [role=status], [role=search], .script-hint';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all: string[] = [];
    const readable: string[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue?.replace(/\s+/g, ' ').trim();
      const parent = walker.currentNode.parentElement;
      if (!text || parent === null || parent.closest(apart)) continue;
      all.push(text);
      // What a closed <details> holds, the reader can open.
      const opened = parent.closest('details:not([open])') !== null;
      if (opened || parent.checkVisibility()) readable.push(text);
    }
    return { all, readable };
  });
  return { all: new Set(found.all), readable: new Set(found.readable) };
}
