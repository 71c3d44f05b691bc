import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { readFlacFile } from '../recordings/flac-file.js';

/** The first channel of a FLAC file at 8 kHz; null where it cannot be read, after its sentence was handed over. */
export async function readNarrowFlac(
  path: string,
  onFault: (sentence: string) => void,
): Promise<Float32Array | null> {
  try {
    const { sampleRateHz, channels } = await readFlacFile(path);
    return atAnalysisRate(channels[0]!, sampleRateHz);
  } catch (cause) {
    onFault(cause instanceof Error ? cause.message : String(cause));
    return null;
  }
}
