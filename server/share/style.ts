/**
 * The whole look of a shared page, within it: nothing is fetched but its picture. Colours are those of the application
 * (`app/globals.css`), light or dark as the browser wishes.
 */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fafafa;--card:#fff;--text:#18181b;--soft:#5c5c66;--line:#e4e4e7;--input:#8d8d97;--brand:#2c5bd8;--fill:#2c5bd81f;--up:#08735f;--down:#bb3a0b;--warn:#855600;--warnbg:#fbf1d9;--bad:#c11f3b}
@media(prefers-color-scheme:dark){:root{--bg:#09090b;--card:#111113;--text:#ededef;--soft:#a3a3ad;--line:#26262a;--input:#70707b;--brand:#82a7ff;--fill:#82a7ff24;--up:#3fcfb0;--down:#ff8f61;--warn:#e8bd4a;--warnbg:#2d2410;--bad:#ff7c8b}}
*{box-sizing:border-box;margin:0}
html{-webkit-text-size-adjust:100%}
body{background:var(--bg);color:var(--text);font:15px/1.5 Geist,ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
.wrap{max-width:62rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline;margin-bottom:1rem}
h1{font-size:1.5rem;line-height:1.25;font-weight:600;letter-spacing:-.015em;overflow-wrap:anywhere;flex:1 1 16rem}
h2{font-size:1rem;font-weight:600}
.brand{display:inline-flex;gap:.4rem;align-items:center;color:var(--soft);font-size:.8125rem}
.brand svg{width:1.1rem;height:1.1rem}
.standing{color:var(--soft);font-size:.8125rem;margin-bottom:1rem}
nav{display:flex;gap:.25rem;margin:0 0 1rem;overflow-x:auto}
nav a,.button{display:inline-flex;align-items:center;min-height:2.25rem;padding:0 .75rem;border-radius:.5rem;color:var(--soft);text-decoration:none;font-size:.875rem;white-space:nowrap}
nav a:hover{color:var(--text)}
nav a[aria-current]{background:var(--card);color:var(--text);font-weight:500;box-shadow:inset 0 0 0 1px var(--line)}
@media(pointer:coarse){nav a,.button{min-height:2.75rem}}
:focus-visible{outline:2px solid var(--brand);outline-offset:2px}
main>section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin-bottom:1rem;overflow:hidden}
main>section>h2{padding:.875rem 1rem 0}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.75rem 1rem;padding:.75rem 1rem 1rem}
dt{color:var(--soft);font-size:.8125rem}
dd{font-size:1.125rem;font-weight:500;white-space:nowrap}
.up{color:var(--up)}.down{color:var(--down)}.mark{color:var(--warn);font-weight:400}
figure{padding:0 1rem .75rem}
.plot{display:flex;gap:.75rem}
.plot svg{flex:1 1 0;min-width:0;height:13rem;display:block}
.plot ol{list-style:none;padding:0;display:flex;flex-direction:column;justify-content:space-between;text-align:right;color:var(--soft);font-size:.75rem}
figcaption{display:flex;justify-content:space-between;color:var(--soft);font-size:.75rem;margin-top:.25rem}
.line{fill:none;stroke:var(--brand);stroke-width:2;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.area{fill:var(--fill)}
.scroll{position:relative;overflow-x:auto;border-top:1px solid var(--line)}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{padding:.5rem 1rem;text-align:right;white-space:nowrap;border-top:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.75rem;border-top:0}
th:first-child{text-align:left}
tbody th{font-weight:500}
th small{display:block;color:var(--soft);font-size:.75rem;font-weight:400}
.note{color:var(--soft);font-size:.8125rem;padding:0 1rem .875rem}
.scroll+.note{padding-top:.75rem}
.none{color:var(--soft);padding:.25rem 1rem 1rem}
footer{color:var(--soft);font-size:.75rem}
footer a{color:inherit}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.alone{min-height:100dvh;display:grid;place-items:center;padding:1rem}
.alone>div{width:100%;max-width:22rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem}
.alone h1{font-size:1.125rem;margin:.75rem 0 .25rem}
.alone p{color:var(--soft);font-size:.875rem}
.alone form{display:grid;gap:.375rem;margin-top:1rem}
label{font-size:.875rem;font-weight:500}
input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--input);border-radius:.5rem;min-height:2.5rem;padding:0 .625rem;width:100%}
.button{background:var(--text);color:var(--bg);border:0;font:inherit;font-weight:500;justify-content:center;min-height:2.5rem;margin-top:.5rem;cursor:pointer}
.alone .bad{color:var(--bad)}
@media(max-width:30rem){dd{font-size:1rem}.plot svg{height:10rem}dl{grid-template-columns:1fr 1fr}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tbody tr,tbody th,tbody td{display:block}
tbody tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(6.25rem,1fr));gap:.25rem .75rem;padding:.625rem 1rem;border-top:1px solid var(--line)}
tbody tr:first-child{border-top:0}
tbody th,tbody td{padding:0;border:0;min-width:0}
tbody th{grid-column:1/-1}
tbody td{font-size:.8125rem}
tbody td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.75rem}}
@media print{body{background:#fff;color:#000}nav{display:none}main>section{break-inside:avoid}}
`
