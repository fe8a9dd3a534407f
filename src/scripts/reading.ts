import { showAmounts } from './units.ts';

/**
 * 阅读设置: what the reader chose stands as classes on <html>, where styles and
 * scripts find it; the browser keeps it for the other pages (see early.js).
 */

const KEPT = 'mingzhang.reading';
const NAMES = ['large', 'contrast', 'cards', 'yuan', 'wan'] as const;
const root = document.documentElement.classList;

export function readingSettings(): void {
  const panel = document.querySelector<HTMLDetailsElement>('.reading');
  const form = panel?.querySelector('form');
  if (!panel || !form) return;
  tick(form);
  apply();
  form.addEventListener('change', ({ target }) => {
    // Large type leaves no room for columns.
    const large = target instanceof HTMLInputElement && target.name === 'large' && target.checked;
    if (large) for (const input of inputs(form)) if (input.value === 'cards') input.checked = true;
    keep(new Set([...new FormData(form).values()].map(String)));
  });
  form.addEventListener('reset', () => {
    keep(new Set());
    window.setTimeout(() => tick(form));
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  closing(panel);
  oneChoiceOfCards(form);
}

function inputs(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll('input')];
}

/** The controls say what the classes say. */
function tick(form: HTMLFormElement): void {
  for (const input of inputs(form)) {
    const others = inputs(form).filter(({ name, value }) => name === input.name && value);
    input.checked = input.value
      ? root.contains(input.value)
      : !others.some(({ value }) => root.contains(value));
  }
}

function keep(chosen: ReadonlySet<string>): void {
  for (const name of NAMES) root.toggle(name, chosen.has(name));
  try {
    localStorage.setItem(KEPT, NAMES.filter((name) => chosen.has(name)).join(' '));
  } catch {
    // Good for this page alone.
  }
  apply();
}

/** Only what styles cannot do. */
function apply(): void {
  showAmounts();
  for (const box of document.querySelectorAll<HTMLInputElement>('.cards-on'))
    box.checked = root.contains('cards');
}

/** By Escape, by a click beside it, and when the focus goes on. */
function closing(panel: HTMLDetailsElement): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !panel.open) return;
    panel.open = false;
    panel.querySelector('summary')?.focus();
  });
  const outside = ({ target }: Event) => {
    if (panel.open && target instanceof Node && !panel.contains(target)) panel.open = false;
  };
  document.addEventListener('click', outside);
  document.addEventListener('focusin', outside);
}

/** The box over one table stands for all of them; the table under the finger stays where it is. */
function oneChoiceOfCards(form: HTMLFormElement): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.classList.contains('cards-on')) return;
    const { top } = target.getBoundingClientRect();
    const chosen = new Set<string>(NAMES.filter((name) => root.contains(name)));
    if (target.checked) chosen.add('cards');
    else chosen.delete('cards');
    keep(chosen);
    tick(form);
    window.scrollBy({ top: target.getBoundingClientRect().top - top, behavior: 'instant' });
  });
}
