// Runs before anything is drawn: what the reader chose stands as classes on <html>, and the page never jumps.
// As it is in every browser: this file is sent unchanged.
{
  const { classList } = document.documentElement;
  // What is only right with a script running hangs on this class.
  classList.add('js');
  try {
    const kept = (localStorage.getItem('mingzhang.reading') || '').split(' ');
    // The same names as in reading.ts.
    for (const name of ['large', 'contrast', 'cards', 'yuan', 'wan']) {
      if (kept.includes(name)) classList.add(name);
    }
  } catch {
    // A browser that keeps nothing shows the page as it is.
  }
}
