import { type ChannelTracks, channelTracks } from '../../src/evaluation/channel-tracks.js';
import {
  addPitchCounts,
  countPitchErrors,
  noPitchCounts,
  type PitchCounts,
  type PitchFigures,
  type PitchTrack,
  pitchFigures,
} from '../../src/evaluation/pitch-errors.js';
import { clipOf, type PitchReference } from '../../src/evaluation/pitch-reference.js';
import { ClipReader, type SpeechCorpus } from '../../src/evaluation/speech-corpus.js';
import { codeForTelephone, lineGain } from '../../src/evaluation/telephone-coding.js';
import { PITCH_PEERS, peerTrack } from './pitch-peers.js';

/** Constant lags that may be taken off a tracker, the same for every clip. */
const LAGS_MS = [0, 10, 20, 30, 40, 50, 60] as const;

type Heard = {
  readonly group: string;
  readonly name: string;
  readonly reference: PitchReference;
  readonly samples: Float32Array;
};

export type PitchReport = PitchFigures & {
  readonly clips: number;
  /** References whose clip is not in the data folder. */
  readonly clipsMissing: number;
  readonly tooHighPercent: number;
  readonly tooLowPercent: number;
  readonly byCorpusAndSex: Readonly<Record<string, PitchFigures & { readonly frames: number }>>;
  readonly worstClips: readonly { readonly clip: string; readonly frameErrorPercent: number }[];
  readonly peers: Readonly<
    Record<
      string,
      (PitchFigures & { readonly lagMs: number; readonly clipsRefused: number }) | { readonly absent: string }
    >
  >;
};

async function hear(references: readonly PitchReference[], corpus: SpeechCorpus): Promise<Heard[]> {
  const reader = new ClipReader(corpus.folder);
  const heard: Heard[] = [];
  for (const reference of references) {
    const clip = clipOf(reference, corpus);
    if (clip === null) continue;
    const samples = await reader.read(clip);
    heard.push({
      group: `${reference.corpus} ${clip.cells.sex || '?'}`,
      name: `${reference.corpus}/${reference.clip}`,
      reference,
      samples: codeForTelephone(samples, lineGain([samples])),
    });
  }
  return heard;
}

/** The one lag, over all clips, with the fewest wrong frames. */
function atBestLag(heard: readonly Heard[], tracks: readonly (PitchTrack | null)[]) {
  const totals = LAGS_MS.map((lagMs) => {
    const counts = noPitchCounts();
    heard.forEach(({ reference }, i) => {
      const track = tracks[i];
      if (track) countPitchErrors(reference, track, lagMs, counts);
    });
    return { lagMs, figures: pitchFigures(counts) };
  });
  return totals.reduce((best, next) =>
    next.figures.frameErrorPercent < best.figures.frameErrorPercent ? next : best,
  );
}

export async function evaluatePitch(
  references: readonly PitchReference[],
  corpus: SpeechCorpus,
  progress: (message: string) => void,
): Promise<PitchReport> {
  const heard = await hear(references, corpus);
  const groups = new Map<string, PitchCounts>();
  const all = noPitchCounts();
  const clips = heard.map(({ group, name, reference, samples }) => {
    const counts = noPitchCounts();
    const { pitch }: ChannelTracks = channelTracks(samples);
    countPitchErrors(reference, pitch, 0, counts);
    if (!groups.has(group)) groups.set(group, noPitchCounts());
    addPitchCounts(counts, groups.get(group)!);
    addPitchCounts(counts, all);
    return { clip: name, frameErrorPercent: pitchFigures(counts).frameErrorPercent };
  });
  const peers: Record<string, PitchReport['peers'][string]> = {};
  for (const peer of PITCH_PEERS) {
    if (!peer.isInstalled()) {
      peers[peer.name] = { absent: `not installed: apt-get install ${peer.debianPackage}` };
      continue;
    }
    progress(`pitch: ${peer.name} hears the same ${heard.length} clips`);
    const tracks = heard.map(({ samples }) => peerTrack(peer, samples));
    const { lagMs, figures } = atBestLag(heard, tracks);
    peers[peer.name] = { ...figures, lagMs, clipsRefused: tracks.filter((track) => track === null).length };
  }
  return {
    ...pitchFigures(all),
    clips: heard.length,
    clipsMissing: references.length - heard.length,
    tooHighPercent: (100 * all.tooHigh) / all.bothVoiced,
    tooLowPercent: (100 * all.tooLow) / all.bothVoiced,
    byCorpusAndSex: Object.fromEntries(
      [...groups].map(([group, counts]) => [group, { ...pitchFigures(counts), frames: counts.frames }]),
    ),
    worstClips: clips.sort((a, b) => b.frameErrorPercent - a.frameErrorPercent).slice(0, 5),
    peers,
  };
}
