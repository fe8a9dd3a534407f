import { readingSettings } from './reading.ts';

readingSettings();

document.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('[data-print]')) window.print();
});

// The way back to the top appears once the head of the page is out of sight;
// on a phone, where it would lie over figures, only on the way up.
const { classList } = document.documentElement;
const head = document.querySelector('.site-header');
if (head) {
  new IntersectionObserver(([entry]) => {
    classList.toggle('scrolled-down', entry?.isIntersecting === false);
  }).observe(head);
  let before = window.scrollY;
  const direction = () => {
    classList.toggle('going-up', window.scrollY < before);
    before = window.scrollY;
  };
  window.addEventListener('scroll', direction, { passive: true });
}
