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

/** The drawing takes the place of the table, and its room at once, so that nothing moves when it comes. */
function reserve(figure: HTMLElement): void {
  figure.classList.add('is-drawn');
  const data = figure.querySelector<HTMLDetailsElement>('.data');
  if (data) data.open = false;
  size(figure);
}

function size(figure: HTMLElement): void {
  const chart = figure.querySelector<HTMLElement>('.chart');
  if (!chart) return;
  const names = [...figure.querySelectorAll('tr.drawn .label')].map(({ textContent }) => textContent ?? '');
  const series = figure.querySelector('tr.drawn')?.querySelectorAll('data').length ?? 1;
  const longest = Math.max(...names.map(({ length }) => length));
  const letter = Number.parseFloat(getComputedStyle(figure).fontSize);
  const above = longest * letter > chart.clientWidth * BESIDE;
  figure.dataset.names = above ? 'above' : 'beside';
  const line = LINE + (series - 1) * MORE + (above ? NAME : 0);
  chart.style.height = `${names.length * line + AROUND}rem`;
}

// A turned phone has another width, larger type another height. What is drawn follows by itself.
const resize = () => document.querySelectorAll<HTMLElement>('.picture.is-drawn').forEach(size);
window.matchMedia('(max-width: 40em)').addEventListener('change', resize);
new MutationObserver(resize).observe(document.documentElement, { attributeFilter: ['class'] });

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
