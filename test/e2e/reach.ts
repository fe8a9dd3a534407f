import type { Page } from 'playwright-core';

/** Presses Tab until the focused element matches; the number of stops, or an error. */
export async function tabTo(page: Page, selector: string, most: number): Promise<number> {
  for (let stops = 1; stops <= most; stops++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
      return stops;
  }
  throw new Error(`${selector} was not reached in ${most} stops`);
}

/** Texts in type under 16 px that can be read, a few of each kind. */
export function smallType(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent || !walker.currentNode.nodeValue?.trim() || !parent.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      const box = parent.getBoundingClientRect();
      if (size > 0 && size < 16 && box.width > 1)
        found.add(`${size} px: <${parent.localName} class="${parent.className}">`);
    }
    return [...found];
  });
}

/**
 * What can be pressed and is smaller than 44 × 44 px, a few of each kind. Left out, as WCAG 2.5.8 does: links
 * in a line of text; what is out of sight until it is focused; what a finger cannot press. A box or a
 * choice is as large as its label.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inText = (element: Element) => {
      if (getComputedStyle(element).display !== 'inline') return false;
      const block = element.closest('p, li, dd, dt, td, th, caption, h1, h2, h3, h4, figcaption');
      return block !== null && block.textContent?.trim() !== element.textContent?.trim();
    };
    const found = new Set<string>();
    for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (getComputedStyle(element).pointerEvents === 'none' || inText(element)) continue;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const boxes = [element, ...labels].map((one) => one.getBoundingClientRect());
      const left = Math.min(...boxes.map((box) => box.left));
      const width = Math.max(...boxes.map((box) => box.right)) - left;
      const height = Math.max(...boxes.map((box) => box.height));
      // Out of sight until focused: the way past the head.
      if (boxes.every((box) => box.bottom + window.scrollY < 0)) continue;
      if (width >= 43.5 && height >= 43.5) continue;
      const parent = element.parentElement;
      found.add(
        `${Math.round(width)} × ${Math.round(height)}: ${parent?.localName}.${parent?.className} > ${element.localName}.${element.className}`,
      );
    }
    return [...found];
  });
}
