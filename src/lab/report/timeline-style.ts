/** Styles of the report; no red, and every colour also has a caption or a row of its own. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6b7b;--line:#d5dde5;--paper:#fbfcfd;--customer:#0b6e8f;--agent:#6b5a9e;--calm:#bfe3d3;--tense:#f2d89b;--angry:#dd9b4a;--anxious:#a9a4dd;--unsure:#e6eaee}
@media(prefers-color-scheme:dark){:root{--ink:#e7edf3;--soft:#a3b2c0;--line:#35424f;--paper:#141a20;--customer:#66c3e0;--agent:#b9a8ea;--calm:#28523f;--tense:#6d5a22;--angry:#8a5a1c;--anxious:#4b478a;--unsure:#2a333c}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;max-width:1200px;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
.legend span{white-space:nowrap;margin-right:1rem}
.legend i{display:inline-block;width:1rem;height:.8rem;margin:0 .3rem 0 0;border:1px solid var(--line)}
.legend .calm{background:var(--calm)}.legend .tense{background:var(--tense)}.legend .angry{background:var(--angry)}.legend .anxious{background:var(--anxious)}.legend .unsure{background:var(--unsure)}
.zoom{display:flex;gap:.5rem;align-items:center;color:var(--soft)}.zoom input{width:16rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0}
.lanes{width:calc(var(--zoom,1)*100%);min-width:100%;position:relative;padding-bottom:.5rem}
.axis,.flags{position:relative;height:1.6rem;overflow:clip}.tick,.flag{position:absolute;font-size:.75rem;white-space:nowrap;border-left:1px solid var(--soft);padding-left:.25rem;color:var(--soft)}
.tick.fine{display:none}.near .tick.fine{display:inline}
.flag{color:var(--ink);font-weight:600;border-left:3px solid var(--customer)}
.flag.late{transform:translateX(-100%);border-left:0;border-right:3px solid var(--customer);padding:0 .25rem 0 0}
.lane p{position:sticky;left:0;display:inline-block;margin:.35rem 0 0;padding:0 .5rem;font-size:.75rem;color:var(--soft)}
.lane svg{display:block;width:100%;height:3.6rem}.lane.band svg{height:.9rem}
path{fill:none;stroke-width:1.4;vector-effect:non-scaling-stroke}
.customer{stroke:var(--customer)}.agent{stroke:var(--agent)}.mixed{stroke:var(--soft)}
rect{stroke:none}rect.speech.customer{fill:var(--customer)}rect.speech.agent{fill:var(--agent)}rect.speech.mixed{fill:var(--soft)}rect.overlap{fill:var(--soft)}
rect.calm{fill:var(--calm)}rect.tense{fill:var(--tense)}rect.angry{fill:var(--angry)}rect.anxious{fill:var(--anxious)}rect.unsure{fill:var(--unsure)}
table{border-collapse:collapse;font-size:.8rem;width:100%}th,td{border-bottom:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top}caption{text-align:left;padding:.5rem;color:var(--soft)}
@media print{:root{color-scheme:light;--ink:#1d2733;--soft:#4b5a69;--line:#c5ced6;--paper:#fff;--customer:#0b6e8f;--agent:#6b5a9e;--calm:#bfe3d3;--tense:#f2d89b;--angry:#dd9b4a;--anxious:#a9a4dd;--unsure:#e6eaee}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{size:A4 landscape;margin:12mm}body{max-width:none;margin:0}.lane,tr{break-inside:avoid}.lane svg{height:2.6rem}.zoom,.near .tick.fine{display:none}.scroll{overflow:visible;border:0}.lanes{width:100%!important}}
`;

/** The only script: the zoom. Without it the picture still stands. */
export const REPORT_SCRIPT = `
const zoom=document.querySelector('.zoom input');const lanes=document.querySelector('.lanes');const box=lanes.parentElement;
zoom.addEventListener('input',()=>{const middle=(box.scrollLeft+box.clientWidth/2)/lanes.clientWidth;lanes.style.setProperty('--zoom',zoom.value);lanes.classList.toggle('near',zoom.value>=5);box.scrollLeft=middle*lanes.clientWidth-box.clientWidth/2;});
`;
