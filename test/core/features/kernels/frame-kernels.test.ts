import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWav } from '../../../../src/core/audio/wav.js';
import { ChannelFeatures } from '../../../../src/core/features/channel-features.js';
import { LLD_NAMES } from '../../../../src/core/features/feature-schema.js';
import {
  DECIMATOR_LINE,
  type FrameKernels,
  PITCH_WINDOW,
  SPECTRAL_WINDOW,
} from '../../../../src/core/features/kernels/frame-kernels.js';
import { JavaScriptKernels } from '../../../../src/core/features/kernels/javascript-kernels.js';
import { WebAssemblyKernels } from '../../../../src/core/features/kernels/webassembly-kernels.js';
import { EVIDENCE_NAMES } from '../../../../src/core/features/lld/voice-evidence-names.js';

const reference = new JavaScriptKernels();
const kernels = WebAssemblyKernels.load()!;
const speech = readWav(readFileSync('src/lab/telephones/demo-call.wav')).channels[0]!;

const largestDifference = (a: Float32Array, b: Float32Array) =>
  b.reduce((largest, value, i) => Math.max(largest, Math.abs(a[i]! - value)), 0);

/** Frames of 256 samples: level in dBFS, and uniform noise, a tone or both. */
const frames = fc
  .record({
    noise: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 256, maxLength: 256 }),
    toneHz: fc.double({ min: 50, max: 3900, noNaN: true }),
    toneShare: fc.double({ min: 0, max: 1, noNaN: true }),
    levelDb: fc.double({ min: -60, max: 0, noNaN: true }),
  })
  .map(({ noise, toneHz, toneShare, levelDb }) =>
    Float32Array.from(noise, (value, n) => {
      const tone = Math.sin((2 * Math.PI * toneHz * n) / 8000);
      return 10 ** (levelDb / 20) * (toneShare * tone + (1 - toneShare) * value);
    }),
  );

function expectSamePitch(history: Float32Array): void {
  const audible = reference.analysePitch(history);
  expect(kernels.analysePitch(history)).toBe(audible);
  const [meanSquare, ...energies] = reference.pitchBands;
  // Rounding is by the strongest bin, which may lie below the bands: about 10,000 mean squares are in all bins.
  const rounding = 1e-3 * meanSquare!;
  expect(Math.abs(kernels.pitchBands[0]! - meanSquare!)).toBeLessThanOrEqual(1e-5 * meanSquare!);
  for (const [band, energy] of energies.entries())
    expect(Math.abs(kernels.pitchBands[band + 1]! - energy)).toBeLessThanOrEqual(1e-5 * energy + rounding);
  if (audible) expect(largestDifference(kernels.lags, reference.lags)).toBeLessThan(1e-5);
  for (const lag of [6, 7, 30, 54]) {
    kernels.correlateAround(history, lag);
    reference.correlateAround(history, lag);
    expect(largestDifference(kernels.correlations, reference.correlations)).toBeLessThan(1e-5);
  }
}

/** Tolerances are thousandths of a decibel and of a percent: a single-precision transform, not an approximation. */
function expectSameSpectrum(history: Float32Array, toleranceDb: number): void {
  kernels.describeSpectrum(history);
  reference.describeSpectrum(history);
  expect(largestDifference(kernels.logMel, reference.logMel)).toBeLessThan(toleranceDb);
  expect(largestDifference(kernels.spectralSummary, reference.spectralSummary)).toBeLessThan(toleranceDb);
  // No bin holds more than the whole frame.
  const whole = 32768 * Math.sqrt(history.reduce((sum, sample) => sum + sample ** 2, 0));
  expect(largestDifference(kernels.shapeAmplitudes, reference.shapeAmplitudes)).toBeLessThan(1e-6 * whole);
}

describe('kernels in WebAssembly SIMD', () => {
  it('are what this process runs', () => {
    expect(kernels.name).toBe('WebAssembly SIMD');
  });

  it('hear speech as the JavaScript reference does', () => {
    for (let at = 0; at + SPECTRAL_WINDOW <= speech.length; at += 400) {
      const history = speech.subarray(at, at + SPECTRAL_WINDOW);
      if (!history.some((sample) => Math.abs(sample) > 1e-3)) continue;
      expectSamePitch(history.subarray(0, PITCH_WINDOW));
      expectSameSpectrum(history, 0.001);
    }
  });

  it('describe any frame as the reference does', () => {
    fc.assert(
      fc.property(frames, (history) => {
        // Below -80 dBFS, the offset left out, there is only rounding.
        reference.analysePitch(history.subarray(0, PITCH_WINDOW));
        fc.pre(reference.pitchBands[0]! > 1e-8);
        expectSamePitch(history.subarray(0, PITCH_WINDOW));
        expectSameSpectrum(history, 0.01);
      }),
      { numRuns: 200 },
    );
  });

  it('clean and decimate any hop as the reference does, whatever is not a number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.float({ min: -2, max: 2 }), fc.float()), { minLength: 110, maxLength: 110 }),
        (samples) => {
          const hop = Float32Array.from(samples.slice(0, 80));
          const run = (one: FrameKernels) => {
            const clean = new Float32Array(80);
            const energy = one.cleanHop(hop, clean);
            const line = new Float32Array(DECIMATOR_LINE);
            line.set(clean, DECIMATOR_LINE - 80);
            const halved = new Float32Array(41);
            one.decimate(line, halved, 1);
            return { energy, clean, halved };
          };
          const [found, wanted] = [run(kernels), run(reference)];
          expect(largestDifference(found.clean, wanted.clean)).toBe(0);
          expect(found.energy).toBeCloseTo(wanted.energy, 4);
          expect(largestDifference(found.halved, wanted.halved)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('hear nothing in a constant offset', () => {
    fc.assert(
      fc.property(fc.float({ min: -1, max: 1, noNaN: true }), (offset) => {
        const history = new Float32Array(PITCH_WINDOW).fill(offset);
        expect(kernels.analysePitch(history)).toBe(reference.analysePitch(history));
      }),
    );
  });

  it('find the same voice in any evidence', () => {
    const evidence = fc.array(fc.double({ min: -60, max: 60, noNaN: true }), {
      minLength: EVIDENCE_NAMES.length,
      maxLength: EVIDENCE_NAMES.length,
    });
    fc.assert(
      fc.property(
        evidence.map((values) => Float64Array.from(values)),
        (values) => {
          expect(kernels.voiceLogOdds(values)).toBe(reference.voiceLogOdds(values));
        },
      ),
    );
  });

  it('take silence for silence', () => {
    for (const one of [kernels, reference]) {
      expect(one.analysePitch(new Float32Array(PITCH_WINDOW))).toBe(false);
      expect(one.pitchBands).toEqual(new Float32Array(4));
      one.describeSpectrum(new Float32Array(SPECTRAL_WINDOW));
      expect(largestDifference(one.logMel, new Float32Array(one.logMel.length))).toBe(0);
      expect(largestDifference(one.spectralSummary, new Float32Array(4))).toBeLessThan(1e-9);
    }
  });

  it('give a bin-centred sine its energy in its own bins and its period as the lag', () => {
    // 1000 Hz is bin 32; a Hann window spreads it over bins 31 to 33, which lie in the shape's groups 5 and 6.
    const history = Float32Array.from({ length: 256 }, (_, n) => Math.sin((2 * Math.PI * n) / 8) / 4);
    for (const one of [kernels, reference]) {
      one.describeSpectrum(history);
      // Σ |X|² over 256 bins is 256 Σ x²; half of it lies below 4 kHz; the frame's mean square is 1/32, Hann's 3/8.
      const energy = (32768 ** 2 * 256 * (1 / 32) * (3 / 8)) / 2;
      const below = one.shapeAmplitudes[5]! ** 2 - 1;
      const above = one.shapeAmplitudes[6]! ** 2 - 1;
      expect((below + above) / energy).toBeCloseTo(1, 4);
      const pitch = Float32Array.from({ length: PITCH_WINDOW }, (_, n) => Math.sin((2 * Math.PI * n) / 16));
      one.analysePitch(pitch);
      const peak = one.lags.indexOf(Math.max(...one.lags.subarray(8, 24)));
      expect(peak).toBe(16);
    }
  });

  it('leave a whole channel’s descriptors as they are, and its F0 decisions too', () => {
    const rowsOf = (one: FrameKernels) => {
      const rows: Float32Array[] = [];
      const features = new ChannelFeatures({
        detail: 'full',
        kernels: one,
        onFrame: (row) => rows.push(row.slice()),
      });
      for (let at = 0; at + 80 <= speech.length; at += 80) features.push(speech.subarray(at, at + 80), false);
      return rows;
    };
    const [found, wanted] = [rowsOf(kernels), rowsOf(reference)];
    const worst = Object.fromEntries(
      LLD_NAMES.map((name, column) => [
        name,
        wanted.reduce((most, row, i) => Math.max(most, Math.abs(row[column]! - found[i]![column]!)), 0),
      ]),
    );
    for (const name of LLD_NAMES) expect(worst[name], name).toBeLessThan(0.001);
  });
});
