import { HIDDEN_BIASES, HIDDEN_WEIGHTS, OUTPUT_BIAS, OUTPUT_WEIGHTS } from '../lld/voice-activity-weights.js';
import { INPUTS } from '../lld/voice-network.js';
import { MEL_BANDS, SPECTRAL_WINDOW } from './frame-kernels.js';
import { HALF_BAND_TAPS } from './half-band-taps.js';
import type { KernelMemory } from './kernel-memory.js';
import { pitchWindow, windowCorrelation } from './pitch-tables.js';
import { melFilters, slopeWeights, spectralWindow } from './spectral-tables.js';
import { halvingTwiddles, laneTwiddles, radix4Twiddles } from './twiddles.js';

/** Windows, filters and twiddles, scaled for how the kernels compute. */
export function writeTables(memory: KernelMemory): void {
  const write = (name: string, table: ArrayLike<number>) => memory.floats(name, table.length).set(table);
  write('decimatorTaps', HALF_BAND_TAPS);
  // The transform gives twice the spectrum.
  write(
    'pitchWindow',
    pitchWindow.map((weight) => weight / 2),
  );
  write(
    'lagGains',
    windowCorrelation.map((correlation) => 1 / correlation),
  );
  // Its power is taken over the frame's length.
  write(
    'spectralWindow',
    spectralWindow.map((weight) => weight / 2 / Math.sqrt(SPECTRAL_WINDOW)),
  );
  // The kernel weighs binary logarithms.
  write(
    'slopeWeights',
    slopeWeights.map((weight) => weight * 10 * Math.log10(2)),
  );
  const quadruples = melFilters.map(({ weights }) => Math.ceil(weights.length / 4));
  memory
    .integers('melBands', 2 * MEL_BANDS)
    .set(melFilters.flatMap(({ firstBin }, band) => [firstBin, quadruples[band]!]));
  write(
    'melWeights',
    melFilters.flatMap(({ weights }, band) => [
      ...weights,
      ...new Array<number>(4 * quadruples[band]! - weights.length).fill(0),
    ]),
  );
  write('quarterTwiddles', radix4Twiddles(32));
  write('eighthTwiddles', radix4Twiddles(8));
  write('halvingTwiddles', halvingTwiddles());
  write('laneTwiddles', laneTwiddles());
}

/** The voice network's weights; hidden units go in pairs, their weights interleaved. */
export function writeVoiceNetwork(memory: KernelMemory): void {
  const units = HIDDEN_BIASES.length;
  memory
    .doubles('voiceWeights', units * INPUTS)
    .set(
      HIDDEN_WEIGHTS.flatMap((weights, unit) =>
        unit % 2 === 1 ? [] : weights.flatMap((weight, i) => [weight, HIDDEN_WEIGHTS[unit + 1]![i]!]),
      ),
    );
  memory.doubles('voiceBiases', units).set(HIDDEN_BIASES);
  memory.doubles('voiceOutput', units + 1).set([...OUTPUT_WEIGHTS, OUTPUT_BIAS]);
}
