import type { Language } from '../../i18n/language.js';
import { labelTexts } from '../../i18n/texts/label-texts.js';
import { escapeHtml } from '../report/escape-html.js';
import { RATINGS } from './ratings.js';

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6b7b;--line:#d5dde5;--paper:#fbfcfd}
@media(prefers-color-scheme:dark){:root{--ink:#e7edf3;--soft:#a3b2c0;--line:#35424f;--paper:#141a20}}
body{font:18px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;max-width:40rem;padding:0 1rem}
h1{font-size:1.4rem}p{color:var(--soft)}button,input{font:inherit;padding:.6rem 1rem;border:1px solid var(--soft);border-radius:.5rem;background:none;color:inherit}
button:focus-visible,input:focus-visible{outline:3px solid currentColor;outline-offset:2px}
.answers{display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));margin:1rem 0}[hidden]{display:none}
`;

/** The answers come as JSON from the server that serves the page; nothing else is loaded. */
const SCRIPT = `
const texts = JSON.parse(document.getElementById('texts').textContent);
const at = (id) => document.getElementById(id);
const fill = (text, values) => text.replace(/\\{(\\w+)\\}/g, (_, name) => values[name]);
let rater = '', current = null;
const audio = at('audio');
async function next() {
  const answer = await fetch('next?rater=' + encodeURIComponent(rater)).catch(() => null);
  if (answer === null || !answer.ok) return failed();
  const { window: one, left, waiting, agreement } = await answer.json();
  current = one;
  at('left').textContent = fill(texts.left, { count: left }) + ' ' + fill(texts.waiting, { count: waiting });
  at('agreement').textContent = agreement === null ? texts.noAgreement : fill(texts.agreement, { both: agreement.both, share: Math.round(100 * agreement.share), kappa: agreement.kappa === null ? '–' : agreement.kappa.toFixed(2) });
  at('listen').hidden = one === null;
  at('place').textContent = one === null ? fill(texts.done, { command: 'npx evenkeel calibrate model' }) : fill(texts.place, { call: one.call, start: one.startS, end: one.endS });
  if (one === null) return true;
  audio.src = 'audio/' + one.id;
  play();
  return true;
}
function play() { audio.currentTime = 0; audio.play().catch(() => {}); }
function failed() { at('place').textContent = fill(texts.failed, { command: 'npx evenkeel label' }); return false; }
async function rate(label) {
  if (current === null) return;
  const rated = current;
  const body = JSON.stringify({ id: current.id, rater, label });
  current = null;
  const answer = await fetch('rate', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => null);
  const kept = answer !== null && answer.ok;
  if (!kept) failed();
  if (!kept || !(await next())) current = rated;
}
at('who').addEventListener('submit', (event) => {
  event.preventDefault();
  rater = at('rater').value.trim();
  at('who').hidden = true;
  at('work').hidden = false;
  next();
});
at('again').addEventListener('click', play);
for (const button of document.querySelectorAll('[data-label]')) button.addEventListener('click', () => rate(button.dataset.label));
addEventListener('keydown', (event) => {
  if (at('work').hidden || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = document.querySelectorAll('[data-label]')[Number(event.key) - 1];
  if (button !== undefined) button.click();
  else if (event.key === ' ' && document.activeElement.tagName !== 'BUTTON') { event.preventDefault(); play(); }
});
`;

/** The page on which a rater hears windows and answers; `nonce` lets its own script and style run and no other. */
export function labelPage(language: Language, nonce: string): string {
  const texts = labelTexts[language];
  const answers = RATINGS.map(
    (label, at) =>
      `<button type="button" data-label="${label}">${at + 1} · ${escapeHtml(texts.labels[label])}</button>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(texts.title)}</title><style nonce="${nonce}">${STYLE}</style></head><body>
<main><h1>${escapeHtml(texts.title)}</h1><p>${escapeHtml(texts.howTo)}</p>
<form id="who"><label>${escapeHtml(texts.rater)} <input id="rater" required maxlength="32" pattern="[\\p{L}\\p{N}._\\-]+" autocomplete="off" autofocus></label> <button>${escapeHtml(texts.begin)}</button></form>
<section id="work" hidden><p id="place" role="status"></p><div id="listen"><button type="button" id="again">${escapeHtml(texts.play)}</button><div class="answers">${answers.join('')}</div></div>
<p id="left"></p><p id="agreement"></p></section><audio id="audio"></audio></main>
<script type="application/json" id="texts">${JSON.stringify(texts).replaceAll('<', '\\u003c')}</script><script nonce="${nonce}">${SCRIPT}</script>
</body></html>
`;
}
