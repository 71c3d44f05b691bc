import { HOP_MS } from '../../audio/audio-frame.js';
import type { VoiceActivity } from '../channel-facts.js';
import { NoiseFloor } from './noise-floor.js';

/** A hop counts as voice above this level over the noise floor, when it is periodic or loud enough. */
const VOICED_SNR_DB = 6;
const LOUD_SNR_DB = 12;
const PERIODIC_STRENGTH = 0.5;
/** Voice-like hops among the last ten that start a stretch of speech, and the hang-over that ends it. */
const START_HOPS = 4;
const RECENT_HOPS = 10;
const HANG_OVER_HOPS = 20;
/** Below this level nothing is a voice, whatever the floor. */
const AUDIBLE_DB = -60;

/** Voice activity of one channel: quiet, starting, speaking, stopping; decided every hop without look-ahead. */
export class VoiceActivityDetector {
  activity: VoiceActivity = 'quiet';
  readonly noiseFloor = new NoiseFloor();
  private recentVoice = 0;
  private history = 0;
  private hopsSinceVoice = HANG_OVER_HOPS;

  /** Length of the present stretch, of speech while `isSpeaking`, else of silence. */
  stretchMs = 0;

  get isSpeaking(): boolean {
    return this.activity === 'speaking' || this.activity === 'stopping';
  }

  push(levelDb: number, periodicity: number, marked: boolean): void {
    if (!marked) this.noiseFloor.push(levelDb, periodicity);
    const snrDb = levelDb - this.noiseFloor.levelDb;
    const audible = !marked && levelDb > AUDIBLE_DB;
    const voice =
      audible && (snrDb > LOUD_SNR_DB || (snrDb > VOICED_SNR_DB && periodicity > PERIODIC_STRENGTH));
    this.history = ((this.history << 1) | (voice ? 1 : 0)) & ((1 << RECENT_HOPS) - 1);
    this.recentVoice = countBits(this.history);
    this.hopsSinceVoice = voice ? 0 : this.hopsSinceVoice + 1;
    const was = this.isSpeaking;
    this.activity = this.next();
    this.stretchMs = this.isSpeaking === was ? this.stretchMs + HOP_MS : HOP_MS;
  }

  private next(): VoiceActivity {
    if (this.isSpeaking) {
      if (this.hopsSinceVoice >= HANG_OVER_HOPS) return 'quiet';
      return this.hopsSinceVoice > 2 ? 'stopping' : 'speaking';
    }
    if (this.recentVoice >= START_HOPS) return 'speaking';
    return this.recentVoice > 0 ? 'starting' : 'quiet';
  }
}

function countBits(value: number): number {
  let bits = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
