import type { ChannelFacts } from '../features/channel-facts.js';
import type { TurnFacts } from '../features/turn-facts.js';

/** Voiced speech in the window: below the first the window has no weight, from the second on full weight. */
const VOICED_MS = { nothing: 300, all: 1000 };
/** Level of the voice over the noise floor, and on the line. */
const SNR_DB = { nothing: 4, all: 14 };
const VOICE_DBFS = { nothing: -50, all: -40 };
/**
 * Harmonics over noise, and voiced speech in all that counts as speech: laughter, coughs and effort are more breath than
 * tone, and their voiced bursts are short.
 */
const HARMONICS_DB = { nothing: 1, all: 4.5 };
const VOICED_SHARE = { nothing: 0.25, all: 0.45 };
const WINDOW_MS = 3000;
/** Syllables a second that speech has in every mood; hums, moans and grunts have fewer. */
const SYLLABLES_A_SECOND = { nothing: 1.6, all: 2.8 };
/** So far from the caller's own pitch it is laughter, another person or an octave error more often than a mood. */
const ANOTHER_VOICE_SEMITONES = 13;
const ANOTHER_VOICE_WEIGHT = 0.3;
const CLIPPED_WEIGHT = 0.4;
const GAPS_WEIGHT = 0.4;
/** What crosses over from the other side during overlap may be in the window still. */
const OVERLAPPED_WEIGHT = 0.5;
/** From this weight on a voice is measured well enough for its level and pitch to be compared. */
const MEASURED_FROM = 0.5;

/**
 * How well a window of the caller was heard, 0 to 1: what it says counts in this proportion. Faint, fragmentary, noisy,
 * clipped and overlapped windows weigh little, one without a voice nothing. Without facts the weight is full.
 */
export function hearingWeight(customer: ChannelFacts | null, turns: TurnFacts): number {
  if (customer === null) return 1;
  if (customer.doubts.includes('wrong-rate')) return 0;
  const { snrDb, noiseFloorDb } = customer;
  return (
    ramp(customer.windowVoicedMs, VOICED_MS) *
    ramp(voicedShare(customer), VOICED_SHARE) *
    (customer.voiceQuality === null ? 1 : ramp(customer.voiceQuality.hnrDb, HARMONICS_DB)) *
    (snrDb === null ? 1 : ramp(snrDb, SNR_DB) * ramp(noiseFloorDb + snrDb, VOICE_DBFS)) *
    (customer.articulationRate === null ? 1 : ramp(customer.articulationRate, SYLLABLES_A_SECOND)) *
    (Math.abs(customer.f0DeltaSemitones ?? 0) > ANOTHER_VOICE_SEMITONES ? ANOTHER_VOICE_WEIGHT : 1) *
    (customer.doubts.includes('clipped') ? CLIPPED_WEIGHT : 1) *
    (customer.doubts.includes('gaps') ? GAPS_WEIGHT : 1) *
    (turns.overlapMs > 0 ? OVERLAPPED_WEIGHT : 1)
  );
}

/** Whether level and pitch against the caller's start are a measure, and not an error of a window badly heard. */
export function isMeasured(customer: ChannelFacts, turns: TurnFacts): boolean {
  return !customer.doubts.includes('little-voice') && hearingWeight(customer, turns) >= MEASURED_FROM;
}

/** Of what counts as speech in the window, the share that is voiced. */
export function voicedShare({ windowVoicedMs, pauseRatio }: ChannelFacts): number {
  const speechMs = WINDOW_MS * (1 - (pauseRatio ?? 0));
  return speechMs <= 0 ? 0 : Math.min(1, windowVoicedMs / speechMs);
}

function ramp(value: number, { nothing, all }: { readonly nothing: number; readonly all: number }): number {
  return Math.min(1, Math.max(0, (value - nothing) / (all - nothing)));
}
