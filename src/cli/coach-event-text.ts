import type { CoachEvent } from '../core/cues/coach-event.js';
import type { Cue } from '../core/cues/cue.js';
import { filled } from '../i18n/filled.js';
import type { Language } from '../i18n/language.js';
import { sayCue } from '../i18n/say-cue.js';
import { cliTexts } from '../i18n/texts/cli-texts.js';
import { cueTexts } from '../i18n/texts/cue-texts.js';
import { padded } from './output/padded.js';

/** `m:ss.s` of a position in the call. */
export function clockText(atMs: number): string {
  const seconds = atMs / 1000;
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}

/** One line of the text timeline, or null for events that only `--json` shows. */
export function coachEventLine(event: CoachEvent, language: Language): string | null {
  const texts = cliTexts[language];
  const line = (column: keyof typeof texts.columns, text: string) =>
    `${clockText(event.atMs).padStart(8)}  ${padded(texts.columns[column], COLUMN_WIDTH)}  ${text}`;
  const withWhy = (kind: string, why: string) => filled(texts.brackets, { text: kind, more: why });
  switch (event.type) {
    case 'cue':
      return line('cue', cueText(event.cue, language));
    case 'cue-ended':
      return line('ended', withWhy(event.cueId, texts.ended[event.why]));
    case 'state':
      return line('state', cueTexts[language].values[event.state.mood] ?? event.state.mood);
    case 'withheld':
      return line(
        'withheld',
        withWhy(cueTexts[language].kinds[event.kind]?.title ?? event.kind, texts.withheld[event.why]),
      );
    case 'forgotten':
      return line('forgotten', texts.forgotten[event.why]);
    case 'summary': {
      const { durationMs, tenseMs, episodes, strain, hard, coverage } = event.summary;
      const values = {
        length: clockText(durationMs),
        tense: clockText(tenseMs),
        stretches: episodes.length,
        strain,
        hard: hard ? texts.hard : '',
        coverage: texts.coverage[coverage] ?? coverage,
      };
      return line('summary', filled(texts.summary, values));
    }
    case 'handover':
    case 'observation':
      return null;
  }
}

/** `One slow breath – Much louder than at the start (11 dB louder, for 3 s)` */
export function cueText(cue: Pick<Cue, 'kind' | 'reason'>, language: Language): string {
  const { title, reason, numbers } = sayCue(cue, language);
  return `${title} – ${filled(cliTexts[language].brackets, { text: reason, more: numbers })}`;
}

const COLUMN_WIDTH = 9;
