import { HOP_SAMPLES } from '../../core/audio/audio-frame.js';
import { ChannelFeatures } from '../../core/features/channel-features.js';
import { FUNCTIONAL_NAMES, LLD_NAMES, WINDOW_HOPS } from '../../core/features/feature-schema.js';
import { FRAME_HOPS } from '../../core/features/lld/spectral-frame.js';
import { type ModelWindow, windowFrom } from '../../core/features/model-window.js';
import { SpeakerProfile } from '../../core/features/speaker-profile.js';

/** A decision every half second, as in a live call. */
const STEP_HOPS = 50;
/** A row is complete when its F0 is decided, two frames later. */
const TAIL_HOPS = 2 * FRAME_HOPS;

const silence = new Float32Array(HOP_SAMPLES);

/** Feeds samples hop by hop; a last incomplete hop is filled with silence. */
function stream(samples: Float32Array, push: (hop: Float32Array, index: number) => void): void {
  const hops = Math.ceil(samples.length / HOP_SAMPLES);
  for (let i = 0; i < hops; i++) {
    const hop = samples.subarray(i * HOP_SAMPLES, (i + 1) * HOP_SAMPLES);
    if (hop.length === HOP_SAMPLES) push(hop, i);
    else {
      const filled = new Float32Array(HOP_SAMPLES);
      filled.set(hop);
      push(filled, i);
    }
  }
}

/**
 * Windows of one clip, through the live extractors: one every half second from the third second on, and one at the
 * clip's end, so that every clip has at least one. The speaker is heard as the customer of a call. A window with too little voice for a live call is kept: a clip
 * must be answered.
 */
export function windowsOf(samples: Float32Array, profile: SpeakerProfile): ModelWindow[] {
  const features = new ChannelFeatures({ detail: 'full', profile });
  const windows: ModelWindow[] = [];
  stream(samples, (hop, index) => {
    features.push(hop, false);
    if (index + 1 >= WINDOW_HOPS && (index + 1 - WINDOW_HOPS) % STEP_HOPS === 0) {
      const window = features.window();
      if (window !== null) windows.push(windowFrom('customer', window));
    }
  });
  for (let i = 0; i < TAIL_HOPS; i++) features.push(silence, true);
  const last = features.window(0);
  if (last !== null) windows.push(windowFrom('customer', last));
  return windows;
}

/** All rows of descriptors of one clip, row by row, and the functionals of its last three seconds. */
export function framesOf(samples: Float32Array): {
  readonly rows: Float32Array;
  readonly functionals: Float32Array;
} {
  const rows: Float32Array[] = [];
  const features = new ChannelFeatures({ detail: 'full', onFrame: (row) => rows.push(row.slice()) });
  stream(samples, (hop) => features.push(hop, false));
  for (let i = 0; i < TAIL_HOPS; i++) features.push(silence, true);
  const all = new Float32Array(rows.length * LLD_NAMES.length);
  rows.forEach((row, i) => {
    all.set(row, i * LLD_NAMES.length);
  });
  return {
    rows: all,
    functionals: features.window(0)?.functionals ?? new Float32Array(FUNCTIONAL_NAMES.length),
  };
}

/** The profile of a speaker from clips of theirs, one after the other as in a call. */
export function profileOf(clips: readonly Float32Array[]): SpeakerProfile {
  const profile = new SpeakerProfile();
  for (const samples of clips) {
    const { rows } = framesOf(samples);
    for (let at = 0; at < rows.length; at += LLD_NAMES.length) profile.add(rows, at);
  }
  return profile;
}
