import type { Role } from '../../core/audio/audio-frame.js';
import type { CoachInput } from '../../core/cues/coach.js';

const ROLES: readonly Role[] = ['customer', 'agent', 'mixed'];
/** Numbers of one entry: coach, role or OTHER, place in the samples or in the others, length, stream time, sample rate. */
const STRIDE = 6;
const OTHER = -1;
const FIRST_SAMPLES = 16_384;

/**
 * What many coaches are to be told, in order, in a form that crosses to another thread at the cost of one message: the
 * audio of all of them lies in one block, which is handed over and not copied again.
 */
export type PackedInputs = {
  readonly entries: Float64Array;
  readonly samples: Float32Array;
  readonly others: readonly CoachInput[];
};

/** Gathers inputs until they are taken. */
export class InputPacker {
  #entries: number[] = [];
  #others: CoachInput[] = [];
  #samples = new Float32Array(FIRST_SAMPLES);
  #count = 0;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** Samples gathered so far. */
  get sampleCount(): number {
    return this.#count;
  }

  add(coach: number, input: CoachInput): void {
    if (input.type !== 'audio') {
      this.#entries.push(coach, OTHER, this.#others.length, 0, 0, 0);
      this.#others.push(input);
      return;
    }
    const { role, samples, streamTimeMs, sampleRateHz } = input.chunk;
    this.#reserve(samples.length);
    this.#samples.set(samples, this.#count);
    this.#entries.push(coach, ROLES.indexOf(role), this.#count, samples.length, streamTimeMs, sampleRateHz);
    this.#count += samples.length;
  }

  /** What was gathered; its buffers are the receiver's. */
  take(): PackedInputs {
    const packed = {
      entries: Float64Array.from(this.#entries),
      samples: this.#samples.slice(0, this.#count),
      others: this.#others,
    };
    this.#entries = [];
    this.#others = [];
    this.#count = 0;
    return packed;
  }

  #reserve(count: number): void {
    if (this.#count + count <= this.#samples.length) return;
    const larger = new Float32Array(Math.max(2 * this.#samples.length, this.#count + count));
    larger.set(this.#samples.subarray(0, this.#count));
    this.#samples = larger;
  }
}

/** The buffers that a message may hand over. */
export function transferOf({ entries, samples }: PackedInputs): ArrayBuffer[] {
  return [entries.buffer as ArrayBuffer, samples.buffer as ArrayBuffer];
}

/** Tells each input in order; audio is a view of the packed samples. */
export function unpackInputs(
  { entries, samples, others }: PackedInputs,
  tell: (coach: number, input: CoachInput) => void,
): void {
  for (let at = 0; at < entries.length; at += STRIDE) {
    const coach = entries[at]!;
    const place = entries[at + 2]!;
    if (entries[at + 1] === OTHER) {
      tell(coach, others[place]!);
      continue;
    }
    tell(coach, {
      type: 'audio',
      chunk: {
        role: ROLES[entries[at + 1]!]!,
        samples: samples.subarray(place, place + entries[at + 3]!),
        streamTimeMs: entries[at + 4]!,
        sampleRateHz: entries[at + 5]!,
      },
    });
  }
}
