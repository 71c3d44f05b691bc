import { HOP_MS, HOP_SAMPLES } from '../audio/audio-frame.js';
import { ChannelFeatures } from '../features/channel-features.js';
import type { FeatureDetail } from '../features/channel-features-options.js';
import { LossConcealer } from './loss-concealer.js';
import { RoleTimeline } from './role-timeline.js';

const SILENT_HOP = new Float32Array(HOP_SAMPLES);
/** A channel that was never louder than this carries no voice. */
const NOBODY_DB = -90;

export type RoleChannelOptions = {
  /** How far the call has come when the role joins it, hops. */
  readonly startHop: number;
  readonly detail: FeatureDetail;
  /** On hold the leg carries music: it teaches nothing and counts for nothing. */
  readonly isMusicOnHold: boolean;
};

/** One role of a call: its hops as they are due, its features, and what has been heard of it. */
export class RoleChannel {
  readonly timeline: RoleTimeline;
  features: ChannelFeatures;
  /** How much of the audio has been examined, milliseconds. */
  heardMs = 0;
  /** How much of it never came, or too late, since it was first heard. */
  missingMs = 0;
  readonly #options: RoleChannelOptions;
  readonly #concealer = new LossConcealer();
  #isHeardNow = false;
  #wasEverLoud = false;

  constructor(options: RoleChannelOptions) {
    this.#options = options;
    this.timeline = new RoleTimeline(options.startHop);
    this.features = new ChannelFeatures(options);
  }

  /** Whether there is audio of somebody now. */
  get isHeard(): boolean {
    return this.#isHeardNow && this.#wasEverLoud;
  }

  /** Earlier measurements of the voice do not apply to what follows. */
  forgetVoice(): void {
    this.features = new ChannelFeatures(this.#options);
  }

  /** The call's next hop, bridged where it can be; whether it has come. */
  hop(onHold: boolean): boolean {
    const came = this.timeline.next();
    const next = came ?? this.#concealer.bridge();
    if (came !== null) this.#concealer.hear(came);
    const isUnwanted = onHold && this.#options.isMusicOnHold;
    const hop = isUnwanted ? null : next;
    this.features.push(hop ?? SILENT_HOP, hop === null);
    this.#isHeardNow = came !== null;
    if (came === null) this.#miss(1, onHold);
    else if (!isUnwanted) {
      this.heardMs += HOP_MS;
      if (this.features.levelDb > NOBODY_DB) this.#wasEverLoud = true;
    }
    return came !== null;
  }

  /** Takes a run of missing hops in one step, under the conditions of `ChannelFeatures.skip`. */
  skip(hops: number, onHold: boolean): void {
    this.timeline.skip(hops);
    this.features.skip(hops);
    this.#miss(hops, onHold);
  }

  #miss(hops: number, onHold: boolean): void {
    if (this.heardMs > 0 && !onHold) this.missingMs += hops * HOP_MS;
  }
}
