import { FadingHistogram } from './fading-histogram.js';

/** Voiced hops after which the baseline is half trusted. */
const HALF_TRUST_HOPS = 300;
/** Voiced hops after which it adapts slowly. */
const FORMED_HOPS = 1500;
/**
 * Weight of values far above the median once formed: arousal raises level and F0, so the baseline follows up
 * reluctantly. What is far lies outside a calm speaker's own swing; were it the median itself, the baseline of a steady
 * voice would sink to its lowest tenth.
 */
const UPWARD_WEIGHT = 0.1;
const FAR_SEMITONES = 3;
const FAR_DB = 6;
const FAR_LOUDNESS_RATIO = 1.5;
const FADE_EVERY_HOPS = 100;
/** Half of the weight is gone after about two minutes of voiced speech. */
const FADE = 0.9943;

/**
 * What is usual for this speaker on this line: running medians of F0, level and loudness over voiced speech, and of
 * the articulation rate. Follows down readily and up reluctantly, so a caller who starts shouting is re-based when
 * they calm, and one who becomes angrier is not treated as normal.
 */
export class SpeakerBaseline {
  f0Semitones = Number.NaN;
  levelDb = Number.NaN;
  loudness = Number.NaN;
  articulationRate = Number.NaN;
  private readonly f0 = new FadingHistogram(12, 60, 0.5);
  private readonly level = new FadingHistogram(-80, 0, 1);
  private readonly loudnesses = new FadingHistogram(0, 60, 0.5);
  private readonly rates = new FadingHistogram(0, 12, 0.25);
  private voicedHops = 0;

  /** 0 = no baseline, 1 = fully trusted. */
  get confidence(): number {
    return this.voicedHops / (this.voicedHops + HALF_TRUST_HOPS);
  }

  addVoiced(f0Semitones: number, levelDb: number, loudness: number): void {
    this.voicedHops += 1;
    const formed = this.voicedHops > FORMED_HOPS;
    this.f0.add(f0Semitones, formed && f0Semitones > this.f0Semitones + FAR_SEMITONES ? UPWARD_WEIGHT : 1);
    this.level.add(levelDb, formed && levelDb > this.levelDb + FAR_DB ? UPWARD_WEIGHT : 1);
    this.loudnesses.add(
      loudness,
      formed && loudness > this.loudness * FAR_LOUDNESS_RATIO ? UPWARD_WEIGHT : 1,
    );
    if (this.voicedHops % FADE_EVERY_HOPS === 0 && formed) {
      for (const histogram of [this.f0, this.level, this.loudnesses]) histogram.fade(FADE);
    }
    if (this.voicedHops < 100 || this.voicedHops % 25 === 0) {
      this.f0Semitones = this.f0.quantile(0.5);
      this.levelDb = this.level.quantile(0.5);
      this.loudness = this.loudnesses.quantile(0.5);
    }
  }

  addRate(articulationRate: number): void {
    this.rates.add(articulationRate);
    this.articulationRate = this.rates.quantile(0.5);
  }
}
