/** The look of the review file: that of the site, in one style sheet of its own. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --tint: #f4f5f7; --ink: #1b1d21; --quiet: #4a5058; --line: #d9dce1;
  --rule: #2b2f35; --accent: #0a3a82; --wrong: #8f1515; --gone: #fbe9e7; --new: #e4f1e6; }
@media (prefers-color-scheme: dark) { :root { --paper: #131517; --tint: #1c1f23; --ink: #e7e8ea; --quiet: #b4b9c0;
  --line: #32373d; --rule: #8d949d; --accent: #a6c6f7; --wrong: #ffb3ab; --gone: #3d2220; --new: #1c3323; } }
* { box-sizing: border-box; }
body { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.875rem "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  font-variant-numeric: tabular-nums; line-break: strict; overflow-wrap: anywhere; }
h1, h2 { font-family: "Songti SC", "SimSun", "Noto Serif CJK SC", "Noto Serif SC", serif; line-height: 1.4; }
h1 { margin: 0; font-size: 2.125rem; }
h2 { margin: 0 0 .5rem; font-size: 1.5rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.0625rem; }
p { margin: 0 0 .5rem; }
section { margin-top: 3rem; }
a { color: var(--accent); text-underline-offset: .25em; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font-size: .9em; }
.lead { margin-top: .75rem; font-size: 1.25rem; }
.quiet { color: var(--quiet); font-size: .9375rem; font-weight: 400; }
.wrong { color: var(--wrong); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.5rem; }
th, td { padding: .5rem .75rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th:first-child, td:first-child { padding-inline-start: 0; }
thead th { border-bottom-color: var(--rule); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
th .quiet, li .quiet { display: block; }
.n { text-align: end; white-space: nowrap; }
.text { max-width: 20rem; }
.part th { padding-top: 1rem; color: var(--quiet); font-weight: 600; }
.followers th[scope="row"], .followers td { color: var(--quiet); }
.edits th[scope="row"] { font-weight: 600; }
.edits td.n { font-size: 1.0625rem; }
.texts td { width: 50%; line-height: 1.75rem; }
.texts td + td { border-inline-start: 1px solid var(--line); }
.texts td:first-child { padding-inline-end: 1rem; }
del { background: var(--gone); text-decoration: line-through; text-decoration-thickness: 1px; }
ins { background: var(--new); text-decoration: none; }
.n del, .n ins, .text del, .text ins { padding: .125rem .25rem; }
.followers del, .followers ins { padding: 0; background: none; }
.followers del { text-decoration: none; }
.bound { border-bottom: 1px dotted currentColor; }
.findings { margin: 0; padding: 0; list-style: none; }
.findings li { padding: .75rem 0; border-bottom: 1px solid var(--line); }
.findings strong { margin-inline-end: .5em; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40em) { .texts td { display: block; width: auto; } .texts td + td { border-inline-start: 0; }
  .texts thead { display: none; } }
@media print { :root { --paper: #fff; --tint: #fff; --ink: #000; --quiet: #333; --gone: #eee; --new: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.6; } .scroll { overflow: visible; }
  section { margin-top: 1.5rem; } tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; } thead { display: table-header-group; }
  ins { font-weight: 600; border-bottom: 1px solid #000; } a { color: inherit; text-decoration: none; } }
`;
