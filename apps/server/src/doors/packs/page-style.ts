/** The look of a pack's page: readable on a desk, on a phone and on A4 paper; no script and nothing loaded from elsewhere. */
export const pageStyle = `
:root{color-scheme:light;--ink:#1a1f26;--soft:#525d6b;--line:#d5dae1;--ground:#fff;--tint:#f4f6f9;--mark:#0b5c8a;--warn:#8a3b00}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.75 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:break-word}
.page{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
a{color:var(--mark);text-underline-offset:.2em}
a:focus-visible,:target{outline:3px solid var(--mark);outline-offset:3px}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem 1rem;z-index:1}
h1{font-size:1.65rem;line-height:1.35;margin:0 0 .5rem}
h2{font-size:1.3rem;margin:3rem 0 1rem;padding-bottom:.35rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.1rem;margin:2rem 0 .75rem}
h4{font-size:1rem;margin:0}
p,ul,ol{margin:.5rem 0}
ul,ol{padding-left:1.4em}
.lead{color:var(--soft)}
.id{font-weight:400;font-size:.85em;color:var(--soft);white-space:nowrap}
.cite{color:var(--soft);font-size:.9em}
.warn{color:var(--warn);font-weight:600}
nav{background:var(--tint);padding:1rem 1.25rem;margin:1.5rem 0;border-left:4px solid var(--mark)}
nav h2{font-size:1rem;margin:0 0 .5rem;padding:0;border:0}
nav ul{columns:2;column-gap:2rem;padding-left:1.1em;margin:0}
nav li{break-inside:avoid}
dl{margin:.75rem 0;display:grid;grid-template-columns:7.5em 1fr;gap:.4rem 1rem}
dt{color:var(--soft)}
dd{margin:0}
dd ul,dd ol,dd p:first-child{margin-top:0}
.item{border:1px solid var(--line);border-radius:6px;padding:1rem 1.25rem;margin:0 0 1.25rem}
.item>h3,.item>h4{font-size:1.1rem;line-height:1.5;margin:0}
.case{border-top:1px solid var(--line);padding:1rem 0}
.case h3{margin:0 0 .5rem;font-size:1rem}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.95rem}
caption{text-align:left;color:var(--soft);padding-bottom:.4rem}
th,td{border:1px solid var(--line);padding:.45rem .6rem;text-align:left;vertical-align:top}
thead th{background:var(--tint)}
tbody th{font-weight:600}
footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.9rem}
@media(max-width:42rem){
.page{padding:1.25rem 1rem 3rem}
h1{font-size:1.4rem}
nav ul{columns:1}
dl{grid-template-columns:1fr;gap:0}
dt{margin-top:.5rem;font-size:.9rem}
.item{padding:.85rem 1rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,caption,tbody,tr,th,td{display:block;width:100%}
td:empty{display:none}
tr{border:1px solid var(--line);margin-bottom:.75rem}
tbody th,td{border:0;border-bottom:1px solid var(--line);padding:.4rem .7rem}
tr>:last-child{border-bottom:0}
tbody th{background:var(--tint)}
td[data-of]::before{content:attr(data-of) "：";color:var(--soft)}
}
@page{size:A4;margin:18mm 16mm}
@media print{
body{font-size:10pt;line-height:1.6}
.page{max-width:none;padding:0}
nav,.skip{display:none}
a{color:inherit;text-decoration:none}
h2{break-after:avoid;margin-top:1.5rem}
h3,h4{break-after:avoid}
.item,.case,tr{break-inside:avoid}
.item{border-color:#999}
.case{padding:.5rem 0;font-size:9pt}
.case dl{gap:.1rem 1rem;margin:.25rem 0}
thead{display:table-header-group}
}
`.trim()
