import { HOP_MS, HOP_SAMPLES } from '../audio/audio-frame.js';
import { doubtsOf } from './channel-doubts.js';
import type { ChannelFacts } from './channel-facts.js';
import type { ChannelFeaturesOptions } from './channel-features-options.js';
import { LLD, LLD_NAMES, WINDOW_FRAMES, WINDOW_HOPS } from './feature-schema.js';
import { FrameHistory } from './frame-history.js';
import { SyllableDetector } from './functionals/syllable-detector.js';
import { HeardWindow } from './heard-window.js';
import { defaultKernels } from './kernels/default-kernels.js';
import type { FrameKernels } from './kernels/frame-kernels.js';
import { LineFaults } from './line-faults.js';
import { LineGain } from './line-gain.js';
import { LineOffset } from './line-offset.js';
import { meanSquareDb } from './lld/level.js';
import { lineContent } from './lld/line-content.js';
import { PitchCandidates } from './lld/pitch-candidates.js';
import { PitchTracker } from './lld/pitch-tracker.js';
import { SignalTones } from './lld/signal-tones.js';
import { FRAME_HOPS, SpectralFrame } from './lld/spectral-frame.js';
import { VoiceActivityDetector } from './lld/voice-activity.js';
import type { WindowValues } from './model-window.js';
import { RecentSamples } from './recent-samples.js';
import { SampleRateCheck } from './sample-rate-check.js';
import { SpeakerBaseline } from './speaker-baseline.js';
import { SpeakerProfile } from './speaker-profile.js';
import { VoiceQualityMeter } from './voice-quality.js';
import { voicedStatistics } from './voiced-statistics.js';

/** Frames between a spectral row and its F0: the pitch is decided 54 ms after it was heard, the spectrum after 16. */
const PITCH_LAG_FRAMES = 2;
/** Level and voice activity wait in a ring for their hop's F0. */
const PITCH_LAG_HOPS = 5;
/** Three seconds of window and the frames that wait for their pitch have passed; filters have settled. */
export const SETTLED_AFTER_HOPS = 400;
const MIN_VOICED_HOPS_FOR_MODEL = 60;
const MIN_VOICED_HOPS_FOR_FACTS = 30;
/** Below this level nothing is analysed: it is the noise of the codec. */
const AUDIBLE_DB = -65;
const REFERENCE_HZ = 27.5;

const UNKNOWN = { medianF0: Number.NaN, rangeF0: Number.NaN, meanLevelDb: Number.NaN };
const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** All features of one channel, hop by hop. Pure: the same samples give the same values. */
export class ChannelFeatures {
  readonly baseline = new SpeakerBaseline();
  readonly profile: SpeakerProfile;
  /** Level of the newest hop, dBFS, without what the line added. */
  levelDb = Number.NEGATIVE_INFINITY;
  private readonly kernels: FrameKernels;
  private readonly candidates: PitchCandidates;
  private readonly tracker = new PitchTracker();
  private readonly tones = new SignalTones();
  private readonly voiceActivity: VoiceActivityDetector;
  private readonly syllables = new SyllableDetector();
  private readonly spectrum: SpectralFrame | null;
  private readonly frames: FrameHistory | null;
  private readonly voiceQuality: VoiceQualityMeter | null;
  private readonly lineGain = new LineGain();
  private readonly offset = new LineOffset();
  private readonly faults = new LineFaults();
  private readonly rateCheck = new SampleRateCheck();
  private readonly clean = new Float32Array(HOP_SAMPLES);
  private readonly recent: RecentSamples | null;
  private readonly restored = new Float32Array(HOP_SAMPLES);
  /** Takes off what the line's gain has risen by since the call began. */
  private gain = 1;
  private readonly delayedLevel = new Float32Array(PITCH_LAG_HOPS + 1);
  private readonly delayedSpeech = new Uint8Array(PITCH_LAG_HOPS + 1);
  /** Per hop of the window: F0 in semitones (0 = unvoiced), level, speech. */
  private readonly f0 = new Float32Array(WINDOW_HOPS);
  private readonly level = new Float32Array(WINDOW_HOPS);
  private readonly speech = new Uint8Array(WINDOW_HOPS);
  private voicedInWindow = 0;
  private speechInWindow = 0;
  private speechHops = 0;
  private hop = 0;
  private f0Semitones = 0;
  private strength = 0;

  constructor(private readonly options: ChannelFeaturesOptions) {
    const full = options.detail === 'full';
    this.profile = options.profile ?? new SpeakerProfile();
    this.kernels = options.kernels ?? defaultKernels;
    this.candidates = new PitchCandidates(this.kernels);
    this.voiceActivity = new VoiceActivityDetector(this.kernels);
    this.spectrum = full ? new SpectralFrame(this.kernels) : null;
    this.voiceQuality = full ? new VoiceQualityMeter() : null;
    this.recent = full ? new RecentSamples() : null;
    this.frames = full ? new FrameHistory(PITCH_LAG_FRAMES) : null;
  }

  /** Whether this hop belongs to speech, hang-over included. */
  get isSpeaking(): boolean {
    return this.voiceActivity.isSpeaking;
  }

  /** F0 decided last, Hz, 0 = unvoiced: it belongs to the time PITCH_DELAY_MS before the end of the newest hop. */
  get f0Hz(): number {
    return this.tracker.f0Hz;
  }

  /** Syllable nuclei heard since the channel began. */
  get syllableCount(): number {
    return this.syllables.total;
  }

  /** Takes 80 samples at 8 kHz; `marked` hops stand for audio that never came and teach nothing. */
  push(hop: Float32Array, marked: boolean): void {
    const offset = marked ? 0 : this.offset.push(hop);
    const energy = this.kernels.cleanHop(this.restore(hop, offset), this.clean);
    const levelDb = meanSquareDb(energy / HOP_SAMPLES);
    this.levelDb = levelDb;
    this.recent?.push(this.clean);
    this.faults.push(hop, levelDb, marked);
    this.candidates.push(this.clean, !marked && levelDb > AUDIBLE_DB);
    this.tracker.push(this.candidates);
    this.tones.push(this.candidates, !marked && levelDb > AUDIBLE_DB);
    this.voiceActivity.push(levelDb, this.candidates, marked, this.tones.excludesVoice);
    this.advance(levelDb);
    this.describeSpectrum(levelDb);
    this.hop += 1;
  }

  /**
   * Takes a run of missing hops in one step, with the result of pushing each. The number must be even, and at least
   * `SETTLED_AFTER_HOPS` missing hops must have come before: every memory here is shorter, so it holds silence alone.
   */
  skip(hops: number): void {
    this.hop += hops;
    this.faults.skip(hops);
    this.candidates.skip(hops);
    this.tones.skip(hops);
    this.voiceActivity.skip(hops);
    this.syllables.skip(hops);
    this.voiceQuality?.skip(hops);
    this.lineGain.skip(hops);
    this.frames?.skip(hops / FRAME_HOPS);
  }

  /** Takes off what the line added: a constant offset, and what its gain has risen by. */
  private restore(hop: Float32Array, offset: number): Float32Array {
    if (this.gain === 1 && offset === 0) return hop;
    for (let n = 0; n < HOP_SAMPLES; n++) this.restored[n] = this.gain * (hop[n]! - offset);
    return this.restored;
  }

  /** Brings what was heard since a step of the line's gain to the level before it. */
  private absorb(stepDb: number, hopsAgo: number): void {
    this.gain = 10 ** (-this.lineGain.totalDb / 20);
    for (let hop = Math.max(0, this.hop - Math.min(hopsAgo, WINDOW_HOPS) + 1); hop <= this.hop; hop++) {
      this.level[hop % WINDOW_HOPS]! -= stepDb;
    }
    for (let i = 0; i < this.delayedLevel.length; i++) this.delayedLevel[i]! -= stepDb;
    this.voiceActivity.evidence.shift(-stepDb);
  }

  /** Moves the window of per-hop values on by the hop whose F0 was just decided. */
  private advance(levelDb: number): void {
    const ring = this.hop % (PITCH_LAG_HOPS + 1);
    this.delayedLevel[ring] = levelDb;
    this.delayedSpeech[ring] = this.isSpeaking ? 1 : 0;
    if (this.isSpeaking) this.speechHops += 1;
    const due = (this.hop + 1) % (PITCH_LAG_HOPS + 1);
    const dueLevelDb = this.delayedLevel[due]!;
    const dueSpeech = this.hop >= PITCH_LAG_HOPS ? this.delayedSpeech[due]! : 0;
    const f0Hz = this.tracker.f0Hz;
    this.f0Semitones = f0Hz > 0 ? 12 * Math.log2(f0Hz / REFERENCE_HZ) : 0;
    // A tune or a tone has a pitch too: only a voice counts for the window, the syllables and the baseline.
    const voiced = f0Hz > 0 && dueSpeech === 1;
    this.strength = this.tracker.strength;
    const slot = this.hop % WINDOW_HOPS;
    this.voicedInWindow += (voiced ? 1 : 0) - (this.f0[slot]! > 0 ? 1 : 0);
    this.speechInWindow += dueSpeech - this.speech[slot]!;
    this.f0[slot] = voiced ? this.f0Semitones : 0;
    this.level[slot] = dueLevelDb;
    this.speech[slot] = dueSpeech;
    this.syllables.push(dueLevelDb, voiced);
    this.voiceQuality?.push(this.clean, voiced ? f0Hz : 0);
    if (voiced) this.rateCheck.addVoiced(this.f0Semitones, this.candidates);
    if (voiced) this.baseline.addVoiced(this.f0Semitones, dueLevelDb, this.loudness());
    const step = this.lineGain.push(
      dueLevelDb,
      this.f0[slot]!,
      this.candidates.lowBandDb,
      this.voiceActivity.evidence.noiseFloor.levelDb,
    );
    if (step !== null) this.absorb(step.stepDb, step.hopsAgo);
    if (this.hop % 100 === 99 && this.speechInWindow > 150) {
      this.baseline.addRate(this.articulationRate());
      this.rateCheck.addRate(this.articulationRate());
    }
  }

  private loudness(): number {
    const at = this.frames?.completed ?? -1;
    return at < 0 ? Number.NaN : this.frames!.storage[at + LLD.loudness]!;
  }

  private describeSpectrum(levelDb: number): void {
    if (this.spectrum === null || this.frames === null) return;
    this.spectrum.push(this.clean);
    if (this.hop % FRAME_HOPS !== FRAME_HOPS - 1) return;
    const rows = this.frames.storage;
    if (this.options.profile === undefined && this.frames.leaving >= 0) {
      this.profile.add(rows, this.frames.leaving);
    }
    const at = this.frames.next();
    rows.fill(0, at, at + LLD_NAMES.length);
    rows[at + LLD.speech] = this.isSpeaking ? 1 : 0;
    rows[at + LLD.levelDb] =
      (levelDb + this.delayedLevel[(this.hop + PITCH_LAG_HOPS) % (PITCH_LAG_HOPS + 1)]!) / FRAME_HOPS;
    const hnrDb = this.candidates.harmonicsToNoiseDb();
    rows[at + LLD.hnrDb] = hnrDb;
    if (this.f0[this.hop % WINDOW_HOPS]! > 0) this.voiceQuality?.addHarmonicsToNoise(hnrDb);
    if (levelDb > AUDIBLE_DB) this.spectrum.write(rows, at + LLD.spectral);
    const completed = this.frames.completed;
    if (completed < 0) return;
    rows[completed + LLD.f0Semitones] = this.f0Semitones;
    rows[completed + LLD.voicing] = this.strength;
    if (this.f0Semitones > 0) this.spectrum.writeVoicedMfcc(rows, completed + LLD.spectral);
    this.options.onFrame?.(rows.subarray(completed, completed + LLD_NAMES.length));
  }

  private articulationRate(): number {
    return this.speechInWindow < 50
      ? Number.NaN
      : (this.syllables.recent * 1000) / HOP_MS / this.speechInWindow;
  }

  /** Behavioural facts at this moment. */
  facts(): ChannelFacts {
    const known = this.voicedInWindow >= MIN_VOICED_HOPS_FOR_FACTS;
    const { medianF0, rangeF0, meanLevelDb } = known ? voicedStatistics(this.f0, this.level) : UNKNOWN;
    const rate = this.articulationRate();
    const speaking = this.isSpeaking;
    const noiseFloorDb = this.voiceActivity.evidence.noiseFloor.levelDb;
    const content = lineContent(speaking, this.tones, this.voiceActivity.evidence);
    const snrDb = known ? orNull(meanLevelDb - noiseFloorDb) : null;
    return {
      activity: this.voiceActivity.activity,
      content,
      speakingMs: speaking ? this.voiceActivity.stretchMs : 0,
      silentMs: speaking ? 0 : this.voiceActivity.stretchMs,
      windowVoicedMs: this.voicedInWindow * HOP_MS,
      totalSpeechMs: this.speechHops * HOP_MS,
      baselineConfidence: this.baseline.confidence,
      levelDeltaDb: known ? orNull(meanLevelDb - this.baseline.levelDb) : null,
      f0DeltaSemitones: known ? orNull(medianF0 - this.baseline.f0Semitones) : null,
      f0RangeSemitones: known ? orNull(rangeF0) : null,
      articulationRate: orNull(rate),
      articulationRateRatio: orNull(rate / this.baseline.articulationRate),
      pauseRatio: this.hop < WINDOW_HOPS ? null : 1 - this.speechInWindow / WINDOW_HOPS,
      noiseFloorDb,
      snrDb,
      lineGainDb: this.lineGain.totalDb,
      voiceQuality: this.voiceQuality?.quality(snrDb) ?? null,
      doubts: doubtsOf({
        isVoiceKnown: known,
        baselineConfidence: this.baseline.confidence,
        voiceDb: meanLevelDb,
        snrDb: snrDb ?? Number.NaN,
        isTone: content === 'tone',
        isMusic: content === 'music',
        clippedShare: this.faults.clippedShare,
        gapShare: this.faults.gapShare,
        isRateWrong: this.rateCheck.verdict !== 'plausible',
      }),
    };
  }

  /** The model's inputs over three seconds, freshly allocated; null while there is too little voiced speech. */
  window(minVoicedHops = MIN_VOICED_HOPS_FOR_MODEL): WindowValues | null {
    if (this.frames === null || this.recent === null || this.voicedInWindow < minVoicedHops) return null;
    const sequence = new Float32Array(WINDOW_FRAMES * LLD_NAMES.length);
    this.frames.copyTo(sequence);
    const rate = this.articulationRate();
    const { f0Semitones, levelDb, loudness, articulationRate, confidence } = this.baseline;
    const context = {
      baseline: { f0Semitones, levelDb, loudness, articulationRate, confidence },
      syllablesPerSecond: (this.syllables.recent * 1000) / HOP_MS / WINDOW_HOPS,
      articulationRate: Number.isFinite(rate) ? rate : 0,
      pauseRatio: 1 - this.speechInWindow / WINDOW_HOPS,
    };
    return new HeardWindow(sequence, this.profile.vector(), context, this.recent.copy());
  }
}
