import type { SpeechClip, SpeechCorpus } from './speech-corpus.js';
import { readTsvTable } from './tsv-table.js';

/** Reference F0 of one clip: frame times from the clip's start, and F0 with 0 for unvoiced. */
export type PitchReference = {
  readonly corpus: string;
  readonly clip: string;
  readonly timesMs: Float64Array;
  readonly f0Hz: Float64Array;
};

/** How far a clip's length may lie from what its reference frames imply. */
const SAME_CLIP_MS = 0.3;
const SAME_NAME_MS = 50;

/** Reads a table of `corpus clip time_s f0_hz`; a clip ends where the name changes or time runs back. */
export async function readPitchReference(path: string): Promise<PitchReference[]> {
  const { rows } = await readTsvTable(path, ['corpus', 'clip', 'time_s', 'f0_hz']);
  const clips: { corpus: string; clip: string; times: number[]; f0: number[] }[] = [];
  for (const { cells } of rows) {
    const timeMs = Number(cells.time_s) * 1000;
    const last = clips.at(-1);
    const goesOn =
      last?.corpus === cells.corpus && last?.clip === cells.clip && timeMs > (last?.times.at(-1) ?? 0);
    const current = goesOn ? last! : { corpus: cells.corpus!, clip: cells.clip!, times: [], f0: [] };
    if (!goesOn) clips.push(current);
    current.times.push(timeMs);
    current.f0.push(Number(cells.f0_hz));
  }
  return clips.map(({ corpus, clip, times, f0 }) => ({
    corpus,
    clip,
    timesMs: Float64Array.from(times),
    f0Hz: Float64Array.from(f0),
  }));
}

/**
 * The clip that a reference is about. Some corpora repeat clip names between speakers, so the length decides: frames
 * lie symmetrically in a clip, hence first plus last frame time is its length. Null where no clip fits.
 */
export function clipOf(reference: PitchReference, corpus: SpeechCorpus): SpeechClip | null {
  const lengthMs = reference.timesMs[0]! + reference.timesMs.at(-1)!;
  const named = corpus.speakers
    .flatMap(({ clips }) => clips)
    .filter(({ cells }) => cells.corpus === reference.corpus && cells.clip === reference.clip);
  const off = ({ startSample, endSample }: SpeechClip) => Math.abs((endSample - startSample) / 8 - lengthMs);
  const best = named.sort((a, b) => off(a) - off(b))[0];
  if (best === undefined) return null;
  return off(best) <= (named.length === 1 ? SAME_NAME_MS : SAME_CLIP_MS) ? best : null;
}
