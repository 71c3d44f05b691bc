/** Why what is said about a channel deserves less trust than usual. */
export const DOUBTS = [
  /** Too little voice in the window, or none yet. */
  'little-voice',
  /** This speaker is not known well enough yet to be compared with themselves. */
  'baseline-forming',
  'faint',
  'noisy',
  'clipped',
  /** A signalling tone or a tune instead of a voice. */
  'tone',
  'music',
  /** Audio is missing. */
  'gaps',
  /** Plays too fast or too slow: the stream's sample rate is not what it says. */
  'wrong-rate',
] as const;
export type Doubt = (typeof DOUBTS)[number];

const MIN_BASELINE_CONFIDENCE = 0.5;
const FAINT_DB = -45;
const NOISY_SNR_DB = 10;
const CLIPPED_SHARE = 0.005;
const GAP_SHARE = 0.1;

export type DoubtMeasures = {
  /** Enough voice in the window for statistics. */
  readonly isVoiceKnown: boolean;
  readonly baselineConfidence: number;
  /** Level of the voice, dBFS, and over the noise floor; both unknown without a voice. */
  readonly voiceDb: number;
  readonly snrDb: number;
  readonly isTone: boolean;
  readonly isMusic: boolean;
  readonly clippedShare: number;
  readonly gapShare: number;
  readonly isRateWrong: boolean;
};

/** The doubts about a channel, in the order of DOUBTS; empty where all is well. */
export function doubtsOf(measures: DoubtMeasures): Doubt[] {
  const { isVoiceKnown } = measures;
  const holds: Record<Doubt, boolean> = {
    'little-voice': !isVoiceKnown,
    'baseline-forming': measures.baselineConfidence < MIN_BASELINE_CONFIDENCE,
    faint: isVoiceKnown && measures.voiceDb < FAINT_DB,
    noisy: isVoiceKnown && measures.snrDb < NOISY_SNR_DB,
    clipped: measures.clippedShare > CLIPPED_SHARE,
    tone: measures.isTone,
    music: measures.isMusic,
    gaps: measures.gapShare > GAP_SHARE,
    'wrong-rate': measures.isRateWrong,
  };
  return DOUBTS.filter((doubt) => holds[doubt]);
}
