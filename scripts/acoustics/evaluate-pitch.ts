import { channelTracks } from '../../src/lab/acoustics/channel-tracks.js';
import { countPitchErrors, noPitchCounts, type PitchTrack } from '../../src/lab/acoustics/pitch-errors.js';
import {
  type PitchFailures,
  type PitchFigures,
  pitchFailures,
  pitchFigures,
} from '../../src/lab/acoustics/pitch-figures.js';
import { clipOf, type PitchReference } from '../../src/lab/acoustics/pitch-reference.js';
import { ClipReader, type SpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';
import { codeForTelephone, lineGain } from '../../src/lab/corpus/telephone-coding.js';
import { PITCH_PEERS, peerTrack } from './pitch-peers.js';
import { type HeardClip, type TrackerFailures, trackerFailures } from './tracker-failures.js';

/** Constant lags that may be subtracted from a tracker, the same for every clip. */
const LAGS_MS = [0, 10, 20, 30, 40, 50, 60] as const;

/** A tracker beside ours: its figures at its own best lag. */
type PeerFigures = PitchFigures &
  TrackerFailures & {
    readonly lagMs: number;
    readonly clipsRefused: number;
  };

export type PitchReport = PitchFailures &
  TrackerFailures & {
    readonly clips: number;
    /** References whose clip is not in the data folder, and clips that could not be read. */
    readonly clipsMissing: number;
    readonly clipsUnreadable: number;
    readonly peers: Readonly<Record<string, PeerFigures | { readonly absent: string }>>;
  };

/** The clips that references are about; `missing` of them are not there. */
async function hear(
  references: readonly PitchReference[],
  corpus: SpeechCorpus,
  onFault: (sentence: string) => void,
): Promise<{ heard: HeardClip[]; missing: number }> {
  const reader = new ClipReader(corpus.folder, 'resample');
  const heard: HeardClip[] = [];
  let missing = 0;
  for (const reference of references) {
    const clip = await clipOf(reference, corpus, (one) => reader.rateOf(one));
    if (clip === null) missing += 1;
    const samples = clip === null ? null : await reader.readOrTell(clip, onFault);
    if (clip === null || samples === null) continue;
    heard.push({
      group: `${reference.corpus} ${clip.cells.sex || '?'}`,
      name: `${reference.corpus}/${reference.clip}`,
      reference,
      samples: codeForTelephone(samples, lineGain([samples])),
    });
  }
  return { heard, missing };
}

/** The one lag, over all clips, with the fewest wrong frames. */
function atBestLag(heard: readonly HeardClip[], tracks: readonly (PitchTrack | null)[]) {
  const totals = LAGS_MS.map((lagMs) => {
    const counts = noPitchCounts();
    heard.forEach(({ reference }, i) => {
      const track = tracks[i];
      if (track) countPitchErrors(reference, track, counts, { lagMs });
    });
    return { lagMs, figures: pitchFigures(counts) };
  });
  return totals.reduce((best, next) =>
    next.figures.frameErrorPercent < best.figures.frameErrorPercent ? next : best,
  );
}

/** Null where none of the references' clips is in the folder or can be read. */
export async function evaluatePitch(
  references: readonly PitchReference[],
  corpus: SpeechCorpus,
  progress: (message: string) => void,
  onFault: (sentence: string) => void,
): Promise<PitchReport | null> {
  const { heard, missing } = await hear(references, corpus, onFault);
  if (heard.length === 0) return null;
  const tracks = heard.map(({ samples }) => channelTracks(samples).pitch);
  const all = noPitchCounts();
  heard.forEach(({ reference }, i) => {
    countPitchErrors(reference, tracks[i]!, all);
  });
  const peers: Record<string, PitchReport['peers'][string]> = {};
  for (const peer of PITCH_PEERS) {
    if (!peer.isInstalled()) {
      peers[peer.name] = { absent: `not installed: apt-get install ${peer.debianPackage}` };
      continue;
    }
    progress(`pitch: ${peer.name} hears the same ${heard.length} clips`);
    const theirs = heard.map(({ samples }) => peerTrack(peer, samples));
    const clipsRefused = theirs.filter((track) => track === null).length;
    if (clipsRefused === heard.length) {
      peers[peer.name] = {
        absent: `installed, but it refuses every clip: try ${peer.debianPackage} by hand`,
      };
      continue;
    }
    const { lagMs, figures } = atBestLag(heard, theirs);
    peers[peer.name] = {
      ...figures,
      lagMs,
      clipsRefused,
      ...trackerFailures(heard, theirs, lagMs),
    };
  }
  return {
    ...pitchFailures(all),
    clips: heard.length,
    clipsMissing: missing,
    clipsUnreadable: references.length - missing - heard.length,
    ...trackerFailures(heard, tracks, 0),
    peers,
  };
}
