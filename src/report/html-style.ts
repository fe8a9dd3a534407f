/** The style of the report that is one file: read on a screen, in a mail program, or printed. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1d21; --quiet: #4a5058; --line: #d9dce1; --wrong: #8f1515; --accent: #0a3a82; }
@media (prefers-color-scheme: dark) { :root { --paper: #131517; --ink: #e7e8ea; --quiet: #b4b9c0; --line: #32373d; --wrong: #ffb3ab; --accent: #a6c6f7; } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #333; --line: #b5b9be; --wrong: #000; --accent: #000; } }
* { box-sizing: border-box; }
body { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; line-break: strict; }
h1, h2 { font-family: "Songti SC", SimSun, "Noto Serif CJK SC", serif; line-height: 1.4; }
h1 { margin: 0; font-size: 1.75rem; }
h2 { margin: 0; font-size: 1.375rem; }
h3 { margin: 0; font-size: 1rem; font-weight: 400; }
p, ol, ul, dl, dd, table { margin: 0; padding: 0; }
ol, ul { list-style: none; }
a { color: var(--accent); text-underline-offset: .25em; }
section { margin-top: 3rem; }
.quiet, .place, caption { color: var(--quiet); font-size: .9375rem; }
.state { margin-right: .5em; font-weight: 600; }
.error .state, td.error { color: var(--wrong); }
.group { margin-top: 1.25rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.group.error { border-left-color: var(--wrong); }
.group li { margin-top: .625rem; }
.remedy { margin-top: .5rem; }
table { width: 100%; margin-top: 1.5rem; border-collapse: collapse; font-size: .9375rem; }
caption { text-align: start; }
th, td { padding: .375rem 1rem .375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; text-align: start; vertical-align: baseline; }
thead th { color: var(--quiet); white-space: nowrap; border-bottom-color: var(--ink); }
.n { text-align: end; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } section { margin-top: 1.5rem; } .group li, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } a { text-decoration: none; } }
`.trim();
