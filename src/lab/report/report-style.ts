/** Styles of the report; no red, and every colour also has a caption or a row of its own. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;accent-color:var(--customer);--ink:#1d2733;--soft:#5b6b7b;--line:#d5dde5;--paper:#fbfcfd;--customer:#0b6e8f;--agent:#6b5a9e;--calm:#bfe3d3;--tense:#f2d89b;--angry:#dd9b4a;--anxious:#a9a4dd;--unsure:#e6eaee;--anger:#b3541e;--anxiety:#5b54b8}
@media(prefers-color-scheme:dark){:root{--ink:#e7edf3;--soft:#a3b2c0;--line:#35424f;--paper:#141a20;--customer:#66c3e0;--agent:#b9a8ea;--calm:#28523f;--tense:#6d5a22;--angry:#8a5a1c;--anxious:#4b478a;--unsure:#2a333c;--anger:#e9a36b;--anxiety:#aaa4f2}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;max-width:1200px;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
.legend span{white-space:nowrap;margin-right:1rem}
.legend i{display:inline-block;width:1rem;height:.8rem;margin:0 .3rem 0 0;border:1px solid var(--line)}
.legend .calm{background:var(--calm)}.legend .tense{background:var(--tense)}.legend .angry{background:var(--angry)}.legend .anxious{background:var(--anxious)}.legend .unsure{background:var(--unsure)}
.legend b{display:inline-block;width:1.2rem;height:0;margin:0 .3rem .25rem 0;border-top:3px solid}.legend .anger{border-color:var(--anger)}.legend .anxiety{border-top-style:dashed;border-color:var(--anxiety)}.legend .threshold{border-top:2px dashed var(--soft)}
.legend{color:var(--soft);font-size:.875rem;margin:.4rem 0}.bar{display:flex;gap:.25rem 1.5rem;flex-wrap:wrap;align-items:center}
.zoom{display:flex;gap:.5rem;align-items:center;color:var(--soft)}.zoom input{width:12rem}
.player{display:flex;flex-wrap:wrap;gap:.5rem 1rem;margin:.5rem 0}.player{align-items:center}.recording{display:contents}.open{font-size:.875rem;color:var(--soft);border-radius:1rem}.open input{position:absolute;width:1px;height:1px;opacity:0}.open:focus-within{outline:2px solid var(--customer);outline-offset:2px}.press{display:inline-block;min-height:1.25rem;padding:.25rem .9rem;border:1px solid var(--soft);border-radius:1rem;background:none;color:var(--ink);font:inherit;font-size:.875rem;cursor:pointer}[hidden]{display:none!important}
.readout{display:flex;flex-wrap:wrap;gap:0 1.1rem;min-height:3.2rem;align-content:flex-start;font-size:.8125rem;font-variant-numeric:tabular-nums}.readout b{font-weight:400;color:var(--soft)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0}
.lanes{--gutter:10.5rem;width:calc(var(--gutter) + var(--zoom,1)*max(100% - var(--gutter),26rem));position:relative;padding-bottom:.25rem;cursor:crosshair;user-select:none}
.row,.lane{display:grid;grid-template-columns:var(--gutter) minmax(0,1fr);align-items:stretch}
.gutter{position:sticky;left:0;z-index:1;background:var(--paper);border-right:1px solid var(--line);display:flex;justify-content:space-between;gap:.3rem;padding-left:.5rem;font-size:.75rem;line-height:1.25;color:var(--soft)}
.gutter p{margin:auto 0}.marks{position:relative;min-width:4.6rem;flex:none}.band .marks{display:none}.marks span{position:absolute;right:.3rem;transform:translateY(-50%);font-size:.625rem;white-space:nowrap}.marks span:first-child{transform:translateY(-100%)}.marks span:last-child{transform:none}
.axis .plot,.flags .plot{position:relative;height:1.5rem;overflow:clip}.tick,.flag{position:absolute;font-size:.75rem;white-space:nowrap;border-left:1px solid var(--soft);padding-left:.25rem;color:var(--soft)}
.tick.fine{display:none}.near .tick.fine{display:inline}
.flag{display:flex;flex-wrap:wrap;box-sizing:border-box;gap:0 .25rem;height:1.2rem;line-height:1.2rem;color:var(--ink);font-weight:600;border-left:3px solid var(--customer);padding-left:.15rem;overflow:clip}.flag::before{content:"";height:1.2rem;margin-right:-.25rem}.flag b{color:var(--soft)}
.tick.late{transform:translateX(-100%);border-left:0;border-right:1px solid var(--soft);padding:0 .25rem 0 0}
.flag.late{flex-direction:row-reverse;transform:translateX(-100%);border-left:0;border-right:3px solid var(--customer);padding:0 .15rem 0 0}
.lane{border-top:1px solid var(--line)}.lane svg{display:block;width:100%;height:3.4rem}.lane.band svg{height:1.2rem}
.cursor{position:absolute;top:0;bottom:0;width:0;border-left:1px solid var(--ink);left:calc(var(--gutter) + var(--at,0)*(100% - var(--gutter)));pointer-events:none}
line{vector-effect:non-scaling-stroke;stroke:var(--line)}line.threshold{stroke:var(--soft);stroke-dasharray:5 4}
summary h2{display:inline;font-size:1rem;font-weight:400}.scroll table{min-width:60rem}.scroll td:nth-child(2),.scroll td:nth-child(3){white-space:nowrap}.compared th{white-space:nowrap}
@media(max-width:40rem){.lanes{--gutter:6.5rem}.marks{display:none}}
path{fill:none;stroke-width:1.4;vector-effect:non-scaling-stroke}
.anger{stroke:var(--anger)}.anxiety{stroke:var(--anxiety);stroke-dasharray:5 3}.evidence{stroke:var(--ink)}
.customer{stroke:var(--customer)}.agent{stroke:var(--agent)}.mixed{stroke:var(--soft)}
rect{stroke:none}rect.speech.customer{fill:var(--customer)}rect.speech.agent{fill:var(--agent)}rect.speech.mixed{fill:var(--soft)}rect.overlap{fill:var(--soft)}
rect.calm{fill:var(--calm)}rect.tense{fill:var(--tense)}rect.angry{fill:var(--angry)}rect.anxious{fill:var(--anxious)}rect.unsure{fill:var(--unsure)}
table{border-collapse:collapse;font-size:.8rem;width:100%}th,td{border-bottom:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top}caption{text-align:left;padding:.5rem;color:var(--soft)}
@media(forced-colors:active){.legend i,.legend b{forced-color-adjust:none}}
@media print{:root{color-scheme:light;--ink:#1d2733;--soft:#4b5a69;--line:#c5ced6;--paper:#fff;--customer:#0b6e8f;--agent:#6b5a9e;--calm:#bfe3d3;--tense:#f2d89b;--angry:#dd9b4a;--anxious:#a9a4dd;--unsure:#e6eaee}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{size:A4 landscape;margin:12mm}body{max-width:none;margin:0}.lane,tr{break-inside:avoid}.lane svg{height:2.6rem}.bar,.player,.readout,.cursor,.near .tick.fine{display:none}details:not([open])>*:not(summary){display:block}.scroll{overflow:visible;border:0}.lanes{--zoom:1!important;width:100%!important}.scroll table{min-width:0}}
`;
