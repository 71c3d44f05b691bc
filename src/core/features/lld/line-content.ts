import type { LineContent } from '../channel-facts.js';
import type { SignalTones } from './signal-tones.js';
import type { VoiceEvidence } from './voice-evidence.js';
import { EVIDENCE_NAMES } from './voice-evidence-names.js';

const MEAN_SNR = EVIDENCE_NAMES.indexOf('meanSnrDb');
const SUSTAINED = EVIDENCE_NAMES.indexOf('sustainedPeriodicity');
const STEADY = EVIDENCE_NAMES.indexOf('steadyPitchShare');

/**
 * An audible sound that holds its pitch from hop to hop is not a voice: speech glides, its median share is 0.2. A tune
 * without a rest becomes the noise floor itself, so a high floor is audible too.
 */
const AUDIBLE_SNR_DB = 8;
const HELD_SHARE = 0.5;
/** Notes follow on each other without a hole, but their chords and decay are less periodic than a signalling tone. */
const MUSIC_SHARE = 0.8;
const MUSIC_PERIODICITY = 0.45;
const NOISE_DB = -60;

/** What fills a channel. Thresholds were read off DTMF, ringback, busy and fax tones and synthetic hold tunes. */
export function lineContent(
  isSpeaking: boolean,
  tones: SignalTones,
  { values, noiseFloor }: VoiceEvidence,
): LineContent {
  if (tones.excludesVoice) return 'tone';
  if (isSpeaking) return 'speech';
  if (tones.fillsLine) return 'tone';
  const audible = noiseFloor.levelDb > NOISE_DB || values[MEAN_SNR]! > AUDIBLE_SNR_DB;
  if (audible && values[STEADY]! > HELD_SHARE) {
    return values[STEADY]! > MUSIC_SHARE && values[SUSTAINED]! < MUSIC_PERIODICITY ? 'music' : 'tone';
  }
  return noiseFloor.levelDb > NOISE_DB ? 'noise' : 'silence';
}
