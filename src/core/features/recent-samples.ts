import { HOP_SAMPLES } from '../audio/audio-frame.js';
import { WINDOW_HOPS } from './feature-schema.js';

/** The samples of the last three seconds, in memory only, for the picture that a second network may ask for. */
export class RecentSamples {
  private readonly ring = new Float32Array(WINDOW_HOPS * HOP_SAMPLES);
  private next = 0;

  push(hop: Float32Array): void {
    this.ring.set(hop, this.next);
    this.next = (this.next + HOP_SAMPLES) % this.ring.length;
  }

  /** A copy, oldest first; silence where nothing has been heard yet. */
  copy(): Float32Array {
    const samples = new Float32Array(this.ring.length);
    samples.set(this.ring.subarray(this.next));
    samples.set(this.ring.subarray(0, this.next), this.ring.length - this.next);
    return samples;
  }
}
