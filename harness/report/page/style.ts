/** How the page looks, on a screen and on paper. PURE data. */
export const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font-family: system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; line-height: 1.6;
  --ok: light-dark(#155c28, #86dba0); --bad: light-dark(#9b1216, #ffa0a0); --quiet: light-dark(#595959, #b5b5b5);
  --line: color-mix(in srgb, currentColor 18%, transparent); --shade: color-mix(in srgb, currentColor 5%, transparent) }
html:not([data-lang="en"]) .en, html[data-lang="en"] .ja { display: none }
body { max-width: 76rem; margin: 1rem auto 4rem; padding: 0 1rem }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; justify-content: space-between }
h1 { font-size: 1.5rem; margin: .5rem 0 } h2 { font-size: 1.2rem; margin: 2rem 0 .25rem } h3 { font-size: 1rem; margin: 1rem 0 .25rem }
p { margin: .25rem 0 } button, select, input { font: inherit; padding: .25rem .5rem }
a { color: light-dark(#0b4fa0, #9cc6ff) }
:focus-visible { outline: 3px solid light-dark(#0b4fa0, #9cc6ff); outline-offset: 2px }
.skip { position: absolute; left: -100rem } .skip:focus { position: static }
#finder { position: sticky; top: 0; z-index: 1; background: Canvas; border-block: 1px solid var(--line); padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center }
#finder label { display: inline-flex; gap: .4rem; align-items: center } #q { width: min(26rem, 70vw) }
.wide { overflow-x: auto; margin: 1rem 0; font-size: .85rem } .wide a { overflow-wrap: anywhere } table { border-collapse: collapse; min-width: 100% }
caption { text-align: start; font-weight: bold; padding-bottom: .25rem }
th, td { text-align: start; vertical-align: top; padding: .2rem .75rem .2rem 0; border-bottom: 1px solid var(--line) }
th[scope="col"] { white-space: nowrap } td { min-width: 3rem } td.n { white-space: nowrap; font-variant-numeric: tabular-nums }
.v { white-space: nowrap } .proved .v, .v.proved { color: var(--ok) } .v.failing { color: var(--bad); font-weight: bold } .v.cannot, .v.notRun { color: var(--quiet) }
.badges { display: inline-flex; flex-wrap: wrap; gap: 0 .8rem; font-size: .85rem } .level b { font-weight: normal; color: var(--quiet) }
.rule, .scenario, .failure { border-top: 1px solid var(--line); padding: .4rem 0; scroll-margin-top: 5rem }
.rule > .head { display: grid; grid-template-columns: 4.5rem 1fr; gap: 0 .5rem }
.rule .id { font-weight: bold } .rule blockquote { margin: 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line) }
blockquote cite { font-style: normal; font-size: .8rem; color: var(--quiet) }
.infer { font-size: .9rem; color: var(--quiet) } .none { color: var(--bad) }
details > summary { cursor: pointer } ul.plain { list-style: none; padding-inline-start: 1rem; margin: .25rem 0 }
ol.steps { margin: .25rem 0; padding-inline-start: 2rem } .seen { color: var(--quiet); font-size: .9rem; margin: 0 } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--shade); padding: .5rem; margin: .25rem 0 }
.failure pre, .error { color: var(--bad) } img { max-width: 100%; border: 1px solid var(--line) }
.tags { font-size: .85rem } [hidden] { display: none !important }
@media print {
  @page { size: A4; margin: 15mm }
  :root { color-scheme: light } body { max-width: none; margin: 0; font-size: 9pt }
  #finder, .skip, #language { display: none } a { color: inherit; text-decoration: none }
  .rule, .scenario, .failure { break-inside: avoid } .scenario[open] { break-inside: auto } .wide { overflow: visible }
  h2, h3 { break-after: avoid } img { max-height: 12cm }
}
`;
