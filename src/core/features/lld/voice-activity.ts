import { HOP_MS } from '../../audio/audio-frame.js';
import type { VoiceActivity } from '../channel-facts.js';
import { defaultKernels } from '../kernels/default-kernels.js';
import type { FrameKernels } from '../kernels/frame-kernels.js';
import type { PitchCandidates } from './pitch-candidates.js';
import { VoiceEvidence } from './voice-evidence.js';

/** Log-odds from which a hop is a voice while silent, and below which it is not while speaking. */
const START_LOG_ODDS = 0.2;
const STOP_LOG_ODDS = -0.3;
/** Voice-like hops in a row that start a stretch of speech, and the hang-over that ends it. */
const START_HOPS = 3;
const HANG_OVER_HOPS = 10;

/** Voice activity of one channel: quiet, starting, speaking, stopping; decided every hop without look-ahead. */
export class VoiceActivityDetector {
  activity: VoiceActivity = 'quiet';
  /** Length of the present stretch, of speech while `isSpeaking`, else of silence. */
  stretchMs = 0;
  readonly evidence = new VoiceEvidence();
  private hopsInState = 0;

  constructor(private readonly kernels: FrameKernels = defaultKernels) {}

  get isSpeaking(): boolean {
    return this.activity === 'speaking' || this.activity === 'stopping';
  }

  /**
   * One hop. A marked one stands for audio that never came: it is silence and teaches nothing. One that has a
   * signalling tone is not a voice either.
   */
  push(levelDb: number, candidates: PitchCandidates, marked: boolean, hasTone = false): void {
    let logOdds = Number.NEGATIVE_INFINITY;
    if (hasTone) this.evidence.pushDrowned();
    else if (!marked) {
      this.evidence.push(levelDb, candidates);
      logOdds = this.kernels.voiceLogOdds(this.evidence.values);
    }
    const was = this.activity;
    const wasSpeaking = this.isSpeaking;
    this.activity = this.next(logOdds);
    this.hopsInState = this.activity === was ? this.hopsInState + 1 : 1;
    this.stretchMs = this.isSpeaking === wasSpeaking ? this.stretchMs + HOP_MS : HOP_MS;
  }

  /** Takes a run of missing hops in one step; to be called only while the channel is quiet. */
  skip(hops: number): void {
    this.hopsInState += hops;
    this.stretchMs += hops * HOP_MS;
  }

  private next(logOdds: number): VoiceActivity {
    switch (this.activity) {
      case 'quiet':
        return logOdds > START_LOG_ODDS ? 'starting' : 'quiet';
      case 'starting':
        if (logOdds <= START_LOG_ODDS) return 'quiet';
        return this.hopsInState + 1 >= START_HOPS ? 'speaking' : 'starting';
      case 'speaking':
        return logOdds < STOP_LOG_ODDS ? 'stopping' : 'speaking';
      case 'stopping':
        if (logOdds > START_LOG_ODDS) return 'speaking';
        return this.hopsInState >= HANG_OVER_HOPS ? 'quiet' : 'stopping';
    }
  }
}
