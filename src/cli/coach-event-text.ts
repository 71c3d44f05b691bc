import type { CoachEvent } from '../core/cues/coach-event.js';
import type { Cue } from '../core/cues/cue.js';
import type { Language } from '../i18n/language.js';
import { sayCue } from '../i18n/say-cue.js';

/** `m:ss.s` of a position in the call. */
export function clockText(atMs: number): string {
  const seconds = atMs / 1000;
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}

/** One line of the text timeline, or null for events that only `--json` shows. */
export function coachEventLine(event: CoachEvent, language: Language): string | null {
  const at = clockText(event.atMs).padStart(8);
  switch (event.type) {
    case 'cue':
      return `${at}  cue      ${cueText(event.cue, language)}`;
    case 'cue-ended':
      return `${at}  ended    ${event.cueId} (${event.why})`;
    case 'state':
      return `${at}  caller   ${event.state.mood}`;
    case 'withheld':
      return `${at}  withheld ${event.kind} (${event.why})`;
    case 'forgotten':
      return `${at}  forgot   all that was inferred (${event.why})`;
    case 'summary': {
      const { durationMs, tenseMs, episodes, strain, hard, coverage } = event.summary;
      const length = `${clockText(durationMs)} long, ${clockText(tenseMs)} tense in ${episodes.length} stretch(es)`;
      return `${at}  summary  ${length}; strain ${strain}${hard ? ', a hard call' : ''}; coverage ${coverage}`;
    }
    case 'observation':
      return null;
  }
}

/** `breath: One slow breath – louder by 7 dB …` */
export function cueText(cue: Pick<Cue, 'kind' | 'reason'>, language: Language): string {
  const { title, reason } = sayCue(cue, language);
  return `${cue.kind}: ${title} – ${reason}`;
}
