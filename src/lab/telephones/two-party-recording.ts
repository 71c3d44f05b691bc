import type { CallFrame } from './call-frame.js';
import type { Speaker } from './call-plan.js';

/** Both sides of a recorded call, samples in [-1, 1] at one rate. */
export type TwoPartyRecording = {
  readonly sampleRateHz: number;
  readonly voices: Readonly<Record<Speaker, Float32Array>>;
};

export function recordingMs(recording: TwoPartyRecording): number {
  const { customer, agent } = recording.voices;
  return (Math.max(customer.length, agent.length) * 1000) / recording.sampleRateHz;
}

/** Cuts a recording into whole frames in order; the shorter side and the last frame are filled with silence. */
export function* framesOf(recording: TwoPartyRecording, frameMs: number): Generator<CallFrame> {
  const perFrame = Math.round((recording.sampleRateHz * frameMs) / 1000);
  const { customer, agent } = recording.voices;
  const count = Math.ceil(Math.max(customer.length, agent.length) / perFrame);
  for (let index = 0; index < count; index++) {
    const cut = (voice: Float32Array): Float32Array => {
      const part = new Float32Array(perFrame);
      part.set(voice.subarray(index * perFrame, (index + 1) * perFrame));
      return part;
    };
    yield {
      index,
      startMs: index * frameMs,
      durationMs: frameMs,
      voices: { customer: cut(customer), agent: cut(agent) },
    };
  }
}
