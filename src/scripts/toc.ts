/** Marks the section being read in 目录, and closes 目录 on a phone once a section is chosen. */
export function currentSection(): void {
  const list = document.querySelector<HTMLElement>('.toc-list');
  const toggle = document.querySelector<HTMLDetailsElement>('.toc-switch');
  const here = document.querySelector<HTMLElement>('.toc-here');
  if (!list || !toggle || !here) return;

  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of list.querySelectorAll('a')) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }

  const inSight = new Set<Element>();
  let current: HTMLAnchorElement | undefined;
  const mark = () => {
    let next: HTMLAnchorElement | undefined;
    // Sections hold one another: the last in the order of the page is the innermost.
    for (const [section, link] of links) if (inSight.has(section)) next = link;
    if (!next || next === current) return;
    current?.removeAttribute('aria-current');
    next.setAttribute('aria-current', 'location');
    current = next;
    here.textContent = next.textContent;
    keepInSight(next, list);
  };

  // A line a fifth of the way down: the section that crosses it is being read.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inSight.add(target);
        else inSight.delete(target);
      }
      mark();
    },
    { rootMargin: '-20% 0px -79% 0px' },
  );
  for (const section of links.keys()) observer.observe(section);

  const close = () => {
    toggle.open = false;
  };
  list.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !toggle.open) return;
    close();
    toggle.querySelector('summary')?.focus();
  });
  toggle.addEventListener('toggle', () => {
    if (toggle.open && current) keepInSight(current, list);
  });
}

/** Scrolls the list alone: scrollIntoView() would move the page as well. */
function keepInSight(link: HTMLElement, list: HTMLElement): void {
  const box = link.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (box.top < frame.top + 40) list.scrollTop += box.top - frame.top - 40;
  else if (box.bottom > frame.bottom - 40) list.scrollTop += box.bottom - frame.bottom + 40;
}
