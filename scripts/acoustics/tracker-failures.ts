import { countPitchErrors, noPitchCounts, type PitchTrack } from '../../src/lab/acoustics/pitch-errors.js';
import { type PitchFailures, pitchFailures, pitchFigures } from '../../src/lab/acoustics/pitch-figures.js';
import type { PitchReference } from '../../src/lab/acoustics/pitch-reference.js';

/** Lower ends of the ranges of true F0 that are reported apart, Hz. */
const F0_RANGES_HZ = [75, 110, 150, 200, 300] as const;
const WORST_CLIPS = 5;

/** One clip as the trackers hear it. */
export type HeardClip = {
  /** Corpus and sex. */
  readonly group: string;
  readonly name: string;
  readonly reference: PitchReference;
  readonly samples: Float32Array;
};

/** Where a tracker fails. */
export type TrackerFailures = {
  readonly byCorpusAndSex: Readonly<Record<string, PitchFailures>>;
  /** Over voiced frames, by their true F0. */
  readonly byTrueF0: Readonly<Record<string, PitchFailures>>;
  readonly worstClips: readonly { readonly clip: string; readonly frameErrorPercent: number }[];
};

/** `tracks[i]` is what the tracker made of `heard[i]`, null where it gave nothing. */
export function trackerFailures(
  heard: readonly HeardClip[],
  tracks: readonly (PitchTrack | null)[],
  lagMs: number,
): TrackerFailures {
  const countOver = (clips: readonly number[], lowHz?: number, highHz?: number) => {
    const counts = noPitchCounts();
    for (const i of clips) {
      const track = tracks[i];
      if (track) countPitchErrors(heard[i]!.reference, track, counts, { lagMs, lowHz, highHz });
    }
    return counts;
  };
  const everyClip = heard.map((_, i) => i);
  const groups = [...new Set(heard.map(({ group }) => group))].sort();
  return {
    byCorpusAndSex: Object.fromEntries(
      groups.map((group) => [
        group,
        pitchFailures(countOver(everyClip.filter((i) => heard[i]!.group === group))),
      ]),
    ),
    byTrueF0: Object.fromEntries(
      F0_RANGES_HZ.map((lowHz, i) => {
        const highHz = F0_RANGES_HZ[i + 1];
        return [`${lowHz}-${highHz ?? 600} Hz`, pitchFailures(countOver(everyClip, lowHz, highHz))];
      }),
    ),
    worstClips: everyClip
      .filter((i) => tracks[i] !== null)
      .map((i) => ({
        clip: heard[i]!.name,
        frameErrorPercent: pitchFigures(countOver([i])).frameErrorPercent,
      }))
      .sort((a, b) => b.frameErrorPercent - a.frameErrorPercent)
      .slice(0, WORST_CLIPS),
  };
}
