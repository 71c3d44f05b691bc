import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { Speaker } from '../../src/lab/telephones/call-plan.js';
import { recordingMs, type TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';

/** Cuts a recording into frames of any length and plays it again and again on one timeline that never jumps back. */
export class LoopedCall {
  readonly #recording: TwoPartyRecording;
  readonly #frameMs: number;
  readonly #perFrame: number;
  /** Frames of one turn of the recording: a last, partial frame is left out. */
  readonly frames: number;

  constructor(recording: TwoPartyRecording, frameMs: number) {
    this.#recording = recording;
    this.#frameMs = frameMs;
    this.#perFrame = Math.round((recording.sampleRateHz * frameMs) / 1000);
    this.frames = Math.floor(recordingMs(recording) / frameMs);
  }

  frame(index: number): CallFrame {
    const from = (index % this.frames) * this.#perFrame;
    const cut = (speaker: Speaker): Float32Array => {
      const part = new Float32Array(this.#perFrame);
      part.set(this.#recording.voices[speaker].subarray(from, from + this.#perFrame));
      return part;
    };
    return {
      index,
      startMs: index * this.#frameMs,
      durationMs: this.#frameMs,
      voices: { customer: cut('customer'), agent: cut('agent') },
    };
  }
}
