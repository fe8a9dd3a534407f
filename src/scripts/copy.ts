const LINKS = 'a.copy, .tbl tbody a';

/** Copies the address of a row or a section on a click at its link, and says so. */
export function linkCopying(): void {
  const said = document.getElementById('said');
  let timer = 0;
  const say = (words: string) => {
    if (!said) return;
    said.textContent = words;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      said.textContent = '';
    }, 4000);
  };

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>(LINKS);
    // The link is followed as well: the row is marked and the address bar shows the same.
    if (!link) return;
    copy(link.href).then(
      () => say('已复制链接'),
      () => say('没能复制，请从地址栏复制链接'),
    );
    // Following it takes the focus away, and with it the arrow keys' place.
    window.setTimeout(() => link.focus({ preventScroll: true }));
  });

  for (const table of document.querySelectorAll('table'))
    oneTabStop([...table.querySelectorAll<HTMLElement>(LINKS)]);
}

async function copy(text: string): Promise<void> {
  // Intranet sites are often plain http, where the clipboard's own interface is missing.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (!done) throw new Error('copy refused');
}

/** Forty links of rows are one stop of the Tab key; the arrow keys go from row to row. */
function oneTabStop(links: readonly HTMLElement[]): void {
  links.forEach((link, i) => {
    link.tabIndex = i === 0 ? 0 : -1;
    link.addEventListener('focus', () => {
      for (const other of links) other.tabIndex = other === link ? 0 : -1;
    });
    link.addEventListener('keydown', (event) => {
      const next = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: links.length - 1 }[event.key];
      if (next === undefined || !links[next]) return;
      event.preventDefault();
      links[next].focus();
    });
  });
}
