/**
 * A table that fits needs no scrolling, so it is no stop of the Tab key either.
 * One that has been moved aside shows where its fixed column ends.
 */
export function scrollRegions(): void {
  const regions = document.querySelectorAll<HTMLElement>('.region[tabindex]');
  for (const region of regions) {
    const mark = () => region.classList.toggle('scrolled', region.scrollLeft > 0);
    region.addEventListener('scroll', mark, { passive: true });
  }
  if (typeof ResizeObserver === 'undefined') return;
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const region = target as HTMLElement;
      const scrolls =
        region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
      if (scrolls) region.tabIndex = 0;
      else region.removeAttribute('tabindex');
    }
  });
  for (const region of regions) observer.observe(region);
}
