import { VoicePeriods } from './lld/voice-periods.js';

/** Below this ratio of voice to noise floor, this periodicity or this many pairs of periods, the line decides. */
const MIN_SNR_DB = 20;
const MIN_HNR_DB = 7;
const MIN_PERIODS = 100;
/** The mean harmonics-to-noise ratio fades over three seconds of voiced frames. */
const HNR_MEMORY_FRAMES = 150;

/** How regular the voice of the last three seconds is. Not an input of the model. */
export type VoiceQuality = {
  /** Mean difference of successive periods over the mean period, percent. */
  readonly jitterPercent: number;
  /** Mean difference of successive amplitudes over the mean amplitude, percent. */
  readonly shimmerPercent: number;
  /** Mean harmonics-to-noise ratio below 2 kHz, dB. */
  readonly hnrDb: number;
  /** False where noise, or too little steady voice, decides more than the voice does. */
  readonly isReliable: boolean;
};

/** Measures the voice quality of one channel. */
export class VoiceQualityMeter {
  private readonly periods = new VoicePeriods();
  private hnrDb = 0;
  private hnrFrames = 0;

  /** Every hop of 80 samples, and the F0 decided with it, 0 without a voice. */
  push(hop: Float32Array, f0Hz: number): void {
    this.periods.push(hop, f0Hz);
  }

  /** Takes a run of silent hops in one step; the last three seconds must have been silent too. */
  skip(hops: number): void {
    this.periods.skip(hops);
  }

  /** Every voiced frame. */
  addHarmonicsToNoise(hnrDb: number): void {
    this.hnrFrames = Math.min(HNR_MEMORY_FRAMES, this.hnrFrames + 1);
    this.hnrDb += (hnrDb - this.hnrDb) / this.hnrFrames;
  }

  /** `snrDb`: voice over noise floor, null while unknown. Null without a voice. */
  quality(snrDb: number | null): VoiceQuality | null {
    const { perturbation } = this.periods;
    if (perturbation === null || this.hnrFrames === 0) return null;
    return {
      jitterPercent: perturbation.jitterPercent,
      shimmerPercent: perturbation.shimmerPercent,
      hnrDb: this.hnrDb,
      isReliable:
        perturbation.periods >= MIN_PERIODS && this.hnrDb >= MIN_HNR_DB && (snrDb ?? 0) >= MIN_SNR_DB,
    };
  }
}
