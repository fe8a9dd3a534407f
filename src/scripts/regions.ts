/** A table that fits needs no scrolling, so it is no stop of the Tab key either. */
export function scrollRegions(): void {
  const regions = document.querySelectorAll<HTMLElement>('.region[tabindex]');
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
