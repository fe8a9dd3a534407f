/** The look of the review file: that of the site, in one style sheet of its own. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1d21; --quiet: #4a5058; --line: #d9dce1;
  --rule: #2b2f35; --accent: #0a3a82; --wrong: #8f1515; --gone: #fbe9e7; --new: #e2f0e5; }
@media (prefers-color-scheme: dark) { :root { --paper: #131517; --ink: #e7e8ea; --quiet: #b4b9c0;
  --line: #32373d; --rule: #8d949d; --accent: #a6c6f7; --wrong: #ffb3ab; --gone: #3d2220; --new: #1c3323; } }
* { box-sizing: border-box; }
body { max-width: 68rem; margin: 0 auto; padding: 3rem 1.5rem 6rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.875rem "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  font-variant-numeric: tabular-nums; line-break: strict; overflow-wrap: anywhere; }
h1, h2 { font-family: "Songti SC", "SimSun", "Noto Serif CJK SC", "Noto Serif SC", serif; line-height: 1.4; }
h1 { margin: 0; font-size: 2.125rem; }
h2 { margin: 0; font-size: 1.5rem; }
h3 { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline;
  margin: 2rem 0 .25rem; font-size: 1.0625rem; }
p { margin: 0; }
section { margin-top: 4rem; }
section.part { padding-top: 1.5rem; border-top: 1px solid var(--rule); }
a { color: var(--accent); text-underline-offset: .25em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font-size: .9em; }
.quiet { color: var(--quiet); font-size: .9375rem; font-weight: 400; }
.wrong { color: var(--wrong); }
.lead { margin: 1.5rem 0 0; font-size: 1.25rem; }
.lead div { display: flex; gap: 1.5rem; padding: .5rem 0; border-top: 1px solid var(--line); }
.lead div:last-child { border-bottom: 1px solid var(--line); }
.lead dt { flex: none; color: var(--quiet); }
.lead dd { margin: 0; }
.reason { margin-top: .5rem; padding-inline-start: .75rem; border-inline-start: 3px solid var(--wrong); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.5rem; }
th, td { padding: .5rem 0 .5rem 1.25rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th:first-child, td:first-child { padding-inline-start: 0; }
thead th { border-bottom-color: var(--rule); color: var(--quiet); font-weight: 400; white-space: nowrap; }
tbody th { font-weight: 400; }
.note { display: block; }
.n { text-align: end; }
.list .n, .list td { white-space: nowrap; }
.figures { table-layout: fixed; }
.figures thead th:first-child { width: 40%; }
.figures thead th:last-child { width: 12%; }
.texts { table-layout: fixed; }
.texts:not(.placed) td { line-height: 1.75rem; }
.texts.placed thead th:first-child { width: 40%; }
table + table { margin-top: 1rem; }
.edits th[scope="row"], .placed th[scope="row"] { font-weight: 600; }
.followers .head th { padding-top: 1rem; color: var(--quiet); }
.followers th[scope="row"] { padding-inline-start: 1rem; }
.followers th[scope="row"], .followers td { color: var(--quiet); }
.fault { margin-inline-start: .5em; font-size: .875rem; font-weight: 400; white-space: nowrap; }
.view { font-size: .9375rem; font-weight: 400; }
del { background: var(--gone); text-decoration: line-through; text-decoration-thickness: 1px; }
ins { background: var(--new); text-decoration: none; }
.figures del, .figures ins { padding: .125rem .25rem; margin-inline-end: -.25rem; }
.followers del, .followers ins { background: none; text-decoration: none; }
.bound { border-bottom: 1px dotted currentColor; }
.findings { margin: 0; padding: 0; list-style: none; }
.findings li { padding: .75rem 0; border-bottom: 1px solid var(--line); }
.findings li:target { border-bottom-color: var(--wrong); }
.findings strong { margin-inline-end: .75em; }
.where { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.where details[open] { flex-basis: 100%; }
details p { color: var(--quiet); line-height: 1.6; }
summary { display: inline-block; color: var(--accent); cursor: pointer; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media screen and (max-width: 45em) {
  body { padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.75rem; }
  .lead { font-size: 1.0625rem; }
  .lead div { gap: 1rem; }
  thead { display: none; }
  table, tbody { display: block; }
  .figures tr { display: grid; grid-template-columns: repeat(3, 1fr); padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .texts tr, .list tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  th, td { display: block; padding: .125rem 0; border: 0; width: auto; }
  .list td { display: inline; margin-inline-end: 1rem; }
  .figures th { grid-column: 1 / -1; }
  .figures .n { text-align: start; }
  .figures td:last-child { grid-column: 3; color: var(--quiet); }
  .figures tr:not(.head) td:nth-child(3)::before { content: "→ " / ""; color: var(--quiet); }
  .followers th[scope="row"] { padding-inline-start: 0; }
  [data-is]::before { content: attr(data-is) "　"; color: var(--quiet); }
  .list [data-is]::before { content: attr(data-is) " "; }
}
@media print {
  @page { margin: 18mm 16mm; }
  :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #333; --line: #b5b9be; --rule: #000; --accent: #000;
    --wrong: #000; --gone: #fff; --new: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.6; }
  h1 { font-size: 18pt; } h2 { font-size: 14pt; } h3 { font-size: 10.5pt; }
  .lead { font-size: 12pt; } table, .quiet, .fault, details p { font-size: 9.5pt; line-height: 1.5; }
  .texts:not(.placed) td { line-height: 1.6; } .lead div:has(a[href^="http"]) { display: none; }
  section { margin-top: 2rem; } .scroll { overflow: visible; }
  tr, li { break-inside: avoid; } h2, h3, .followers .head { break-after: avoid; } thead { display: table-header-group; }
  th, td { padding-block: .25rem; }
  ins { font-weight: 600; } a { color: inherit; text-decoration: none; } .view { display: none; } details:not([open]) { display: none; }
}
`;
