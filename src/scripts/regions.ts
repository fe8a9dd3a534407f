/**
 * A table that fits needs no scrolling, so it is no stop of the Tab key either.
 * One that is wider than it was laid out for (larger type, amounts in 元) gets
 * a scrolling box of its own. One that has been moved aside shows where its
 * fixed column ends.
 */
export function scrollRegions(): void {
  const regions = document.querySelectorAll<HTMLElement>('.region');
  for (const region of regions) {
    const mark = () => region.classList.toggle('scrolled', region.scrollLeft > 0);
    region.addEventListener('scroll', mark, { passive: true });
  }
  if (typeof ResizeObserver === 'undefined') return;
  const observer = new ResizeObserver((entries) => {
    const changed = new Set(entries.map(({ target }) => target.closest<HTMLElement>('.region')));
    for (const region of changed) if (region) fitRegion(region);
  });
  for (const region of regions) {
    observer.observe(region);
    if (region.firstElementChild) observer.observe(region.firstElementChild);
  }
}

function fitRegion(region: HTMLElement): void {
  const isWide = region.scrollWidth > region.clientWidth + 1;
  region.classList.toggle('spills', isWide);
  if (isWide || region.scrollHeight > region.clientHeight + 1) {
    region.tabIndex = 0;
    region.setAttribute('role', 'region');
    // Its title alone: the table says who, when and in what unit.
    const title = (region.querySelector('caption > span') ?? region.querySelector('caption'))?.textContent;
    if (title && !region.hasAttribute('aria-label')) region.setAttribute('aria-label', title);
  } else region.removeAttribute('tabindex');
}
