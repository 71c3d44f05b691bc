import { isTense } from '../../core/call/call-state.js';
import { DEFAULT_MOOD_OPTIONS } from '../../core/call/mood-options.js';
import type { CoachEvent, SuppressionReason } from '../../core/cues/coach-event.js';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { callNoteTexts } from '../../i18n/texts/call-note-texts.js';
import { cliTexts } from '../../i18n/texts/cli-texts.js';
import { clockText } from './clock-text.js';
import type { HearingPoint } from './hearing-curve.js';

/** Why a call got no cue. */
export type CallNote =
  | { readonly kind: 'mixed' | 'no-caller' | 'no-notice' | 'silent-caller' | 'narrow-band' | 'no-moment' }
  | { readonly kind: 'little-speech'; readonly spokenMs: number }
  | { readonly kind: 'below-threshold'; readonly share: number; readonly atMs: number }
  | { readonly kind: 'too-brief'; readonly atMs: number }
  | { readonly kind: 'withheld'; readonly why: SuppressionReason };

/** What the notes are made from. */
export type NotedCall = {
  readonly roles: readonly ('customer' | 'agent' | 'mixed')[];
  readonly events: readonly CoachEvent[];
  readonly hearing: readonly HearingPoint[];
  /** Whether the caller's channel reaches the top of the telephone band; null = not known. */
  readonly reachesTop: boolean | null;
};

/** Why a call got no cue, the weightiest reason first; empty where it got one. */
export function callNotes({ roles, events, hearing, reachesTop }: NotedCall): readonly CallNote[] {
  if (events.some(({ type }) => type === 'cue')) return [];
  if (roles.includes('mixed')) return [{ kind: 'mixed' }];
  if (!roles.includes('customer')) return [{ kind: 'no-caller' }];
  const last = events.findLast((event) => event.type === 'summary');
  const summary = last?.type === 'summary' ? last.summary : null;
  if (summary?.coverage === 'no-notice') return [{ kind: 'no-notice' }];
  const spokenMs = summary?.customerSpeechMs ?? 0;
  if (spokenMs === 0) return [{ kind: 'silent-caller' }];
  if (spokenMs < DEFAULT_MOOD_OPTIONS.leastVoicedMs || hearing.length === 0)
    return [{ kind: 'little-speech', spokenMs }];
  const narrow: readonly CallNote[] = reachesTop === false ? [{ kind: 'narrow-band' }] : [];
  return [...narrow, ...evidenceNotes(events, hearing)];
}

function evidenceNotes(events: readonly CoachEvent[], hearing: readonly HearingPoint[]): readonly CallNote[] {
  const withheld = events.flatMap((event) => (event.type === 'withheld' ? [event.why] : []));
  if (withheld.length > 0) return [...new Set(withheld)].map((why) => ({ kind: 'withheld', why }));
  if (events.some((event) => event.type === 'state' && isTense(event.state.mood)))
    return [{ kind: 'no-moment' }];
  const { share, atMs } = hearing.reduce(
    (most, { evidence, atMs }) => ((evidence ?? 0) > most.share ? { share: evidence ?? 0, atMs } : most),
    { share: 0, atMs: 0 },
  );
  return [share >= 1 ? { kind: 'too-brief', atMs } : { kind: 'below-threshold', share, atMs }];
}

/** A note as a sentence. */
export function noteText(note: CallNote, language: Language): string {
  const text = callNoteTexts[language][note.kind];
  switch (note.kind) {
    case 'silent-caller':
      return filled(text, { option: '--left agent' });
    case 'little-speech':
      return filled(text, { spoken: Math.round(note.spokenMs / 1000) });
    case 'below-threshold':
      // Rounded up it would be the threshold itself.
      return filled(text, { share: Math.floor(note.share * 100), time: clockText(note.atMs) });
    case 'too-brief':
      return filled(text, { time: clockText(note.atMs) });
    case 'withheld':
      return filled(text, { why: cliTexts[language].withheld[note.why] });
    default:
      return text;
  }
}
