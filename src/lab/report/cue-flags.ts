import type { Cue } from '../../core/cues/cue.js';
import { escapeHtml } from './escape-html.js';

/** From this share of the call on a name stands to the left of its cue: to the right is no room. */
const LATE = 0.9;

/** Where each cue came: its number in the list below and its name, each where it has room before the next cue; else it is hidden whole. */
export function cueFlags(
  cues: readonly Cue[],
  durationMs: number,
  words: { readonly name: (cue: Cue) => string; readonly all: (cue: Cue) => string },
): string {
  return cues
    .map((cue, index) => {
      const late = cue.atMs > LATE * durationMs;
      const style = `left:${percent(cue.atMs / durationMs)};max-width:min(11rem,${percent(roomOf(cues, index, durationMs))})`;
      return `<span class="flag${late ? ' late' : ''}" style="${style}" title="${index + 1}. ${escapeHtml(words.all(cue))}"><b>${index + 1}</b> <span>${escapeHtml(words.name(cue))}</span></span>`;
    })
    .join('');
}

/** Share of the picture that a flag may cover: two that grow towards each other have half of what is between them. */
function roomOf(cues: readonly Cue[], index: number, durationMs: number): number {
  const shareOf = (cue: Cue | undefined, otherwise: number) =>
    cue === undefined ? otherwise : cue.atMs / durationMs;
  const [before, at, after] = [
    shareOf(cues[index - 1], 0),
    shareOf(cues[index], 0),
    shareOf(cues[index + 1], 1),
  ];
  if (at > LATE) return before > LATE || index === 0 ? at - before : (at - before) / 2;
  return after > LATE && index + 1 < cues.length ? (after - at) / 2 : after - at;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)}%`;
}
