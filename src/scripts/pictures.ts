/**
 * Pictures of a page. A drawing is made when it comes into view, and what draws
 * it is loaded then; until then, and wherever it cannot be loaded, the table
 * with its bars stands in its place.
 */

/** Room for a line of one bar, for each further bar, for a name above them, and around all lines; in rem. */
const LINE = 2;
const MORE = 1.375;
const NAME = 1.125;
const AROUND = 1;
/** More of the width is too much for names beside their bars. */
const BESIDE = 0.32;

export function startPictures(root: ParentNode = document): void {
  const figures = [...root.querySelectorAll<HTMLElement>('.picture[data-draw]:not(.is-drawn)')];
  if (figures.length === 0 || typeof IntersectionObserver === 'undefined') return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        draw(target as HTMLElement);
      }
    },
    { rootMargin: '200px 0px' },
  );
  for (const figure of figures) {
    reserve(figure);
    observer.observe(figure);
  }
}

/** The room is taken at once, so that nothing moves when the drawing comes. */
function reserve(figure: HTMLElement): void {
  const chart = figure.querySelector<HTMLElement>('.chart');
  const lines = figure.querySelectorAll('tr.drawn').length;
  const series = figure.querySelector('tr.drawn')?.querySelectorAll('data').length ?? 1;
  if (!chart) return;
  figure.classList.add('is-drawn');
  const names = [...figure.querySelectorAll('tr.drawn .label')].map(({ textContent }) => textContent ?? '');
  const longest = Math.max(...names.map(({ length }) => length));
  const size = Number.parseFloat(getComputedStyle(figure).fontSize);
  const above = longest * size > chart.clientWidth * BESIDE;
  figure.dataset.names = above ? 'above' : 'beside';
  chart.style.height = `${lines * (LINE + (series - 1) * MORE + (above ? NAME : 0)) + AROUND}rem`;
  const data = figure.querySelector<HTMLDetailsElement>('.data');
  if (data) data.open = false;
}

// A turned phone has another width. What is drawn follows by itself.
window.matchMedia('(max-width: 40em)').addEventListener('change', () => {
  for (const figure of document.querySelectorAll<HTMLElement>('.picture.is-drawn')) reserve(figure);
});

function draw(figure: HTMLElement): void {
  import('./chart.ts').then(
    ({ drawPicture }) => drawPicture(figure),
    () => {
      // Offline, or a file gone: the table is the picture.
      figure.classList.remove('is-drawn');
      const data = figure.querySelector<HTMLDetailsElement>('.data');
      if (data) data.open = true;
    },
  );
}

/** On paper the tables stand open: a drawing on screen has the screen's colours. */
const opened = new Set<HTMLDetailsElement>();
window.addEventListener('beforeprint', () => {
  for (const data of document.querySelectorAll<HTMLDetailsElement>('.picture .data:not([open])')) {
    data.open = true;
    opened.add(data);
  }
});
window.addEventListener('afterprint', () => {
  for (const data of opened) data.open = false;
  opened.clear();
});
