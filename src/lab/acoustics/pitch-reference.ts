import { EvenkeelError } from '../../errors.js';
import type { SpeechClip, SpeechCorpus } from '../corpus/speech-corpus.js';
import { readTsvTable, type TsvRow } from '../corpus/tsv-table.js';

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

/**
 * Reads a table of `corpus clip time_s f0_hz`; a clip ends where the name changes or time runs back. Errors, each with
 * file and line: `table.*`.
 */
export async function readPitchReference(path: string): Promise<PitchReference[]> {
  const { rows } = await readTsvTable(path, ['corpus', 'clip', 'time_s', 'f0_hz']);
  const clips: { corpus: string; clip: string; times: number[]; f0: number[] }[] = [];
  for (const row of rows) {
    const { cells } = row;
    const timeMs = numberAt(row, 'time_s', path) * 1000;
    const last = clips.at(-1);
    const goesOn =
      last?.corpus === cells.corpus && last?.clip === cells.clip && timeMs > (last?.times.at(-1) ?? 0);
    const current = goesOn ? last! : { corpus: cells.corpus!, clip: cells.clip!, times: [], f0: [] };
    if (!goesOn) clips.push(current);
    current.times.push(timeMs);
    current.f0.push(numberAt(row, 'f0_hz', path));
  }
  return clips.map(({ corpus, clip, times, f0 }) => ({
    corpus,
    clip,
    timesMs: Float64Array.from(times),
    f0Hz: Float64Array.from(f0),
  }));
}

/** Times and frequencies are numbers from 0 on. */
function numberAt({ line, cells }: TsvRow, column: 'time_s' | 'f0_hz', path: string): number {
  const cell = cells[column] ?? '';
  const value = Number(cell);
  if (cell.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new EvenkeelError('table.cell-unreadable', `${path}:${line}: ${column} is "${cell}"`);
}

/**
 * The clip that a reference is about. Some corpora repeat clip names between speakers, so the length decides: frames
 * lie symmetrically in a clip, hence first plus last frame time is its length. Null where no clip fits. `rateOf` gives
 * the sample rate of a clip's file.
 */
export async function clipOf(
  reference: PitchReference,
  corpus: SpeechCorpus,
  rateOf: (clip: SpeechClip) => Promise<number>,
): Promise<SpeechClip | null> {
  const lengthMs = reference.timesMs[0]! + reference.timesMs.at(-1)!;
  const named = corpus.speakers
    .flatMap(({ clips }) => clips)
    .filter(({ cells }) => cells.corpus === reference.corpus && cells.clip === reference.clip);
  let best: SpeechClip | null = null;
  let leastMs = named.length === 1 ? SAME_NAME_MS : SAME_CLIP_MS;
  for (const clip of named) {
    const durationMs = ((clip.endSample - clip.startSample) * 1000) / (await rateOf(clip));
    const offMs = Math.abs(durationMs - lengthMs);
    if (offMs > leastMs || (best !== null && offMs === leastMs)) continue;
    best = clip;
    leastMs = offMs;
  }
  return best;
}
