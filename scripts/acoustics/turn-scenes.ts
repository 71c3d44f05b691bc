import { HOP_MS, HOP_SAMPLES } from '../../src/core/audio/audio-frame.js';
import { ClipReader, type CorpusSpeaker, type SpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';
import { codeForTelephone, lineGain } from '../../src/lab/corpus/telephone-coding.js';
import { energyLabels } from '../../src/lab/corpus/voice-activity-scenes.js';
import { normal } from '../../src/lab/random/random-draws.js';
import { type Random, seededRandom } from '../../src/lab/random/seeded-random.js';

/** Both sides of a call, telephone-coded, with a label a hop: 1 = this party speaks. */
export type TurnScene = {
  readonly customer: { readonly samples: Float32Array; readonly labels: Uint8Array };
  readonly agent: { readonly samples: Float32Array; readonly labels: Uint8Array };
};

const CALLS = 12;
const CALL_HOPS = 12_000;
/** Line noise, dBFS RMS. */
const NOISE = 10 ** (-60 / 20);
/** A quarter of the turns begin before the other's end, a tenth after dead air. */
const OVERLAP_SHARE = 0.25;
const DEAD_AIR_SHARE = 0.1;

/** From the end of one party's words to the start of the other's, in hops. */
function gapHops(random: Random): number {
  const kind = random();
  if (kind < OVERLAP_SHARE) return -Math.round(40 + 80 * random());
  if (kind < OVERLAP_SHARE + DEAD_AIR_SHARE) return Math.round(300 + 300 * random());
  return Math.round(10 + 90 * random());
}

/**
 * Two-minute calls between two speakers of a corpus who take turns, clip by clip: who speaks when is known from the
 * clean clips. Fewer than two readable speakers make none.
 */
export async function turnScenes(
  corpus: SpeechCorpus,
  onFault: (sentence: string) => void,
): Promise<TurnScene[]> {
  const random = seededRandom(7);
  const reader = new ClipReader(corpus.folder, 'resample');
  const scenes: TurnScene[] = [];
  if (corpus.speakers.length < 2) return scenes;
  for (let call = 0; call < CALLS; call++) {
    const pair = [2 * call, 2 * call + 1].map((i) => corpus.speakers[i % corpus.speakers.length]!);
    const clips = await Promise.all(pair.map((speaker) => readSome(speaker, reader, onFault)));
    if (clips.some((own) => own.length === 0)) continue;
    const sides = clips.map(() => ({
      samples: new Float32Array(CALL_HOPS * HOP_SAMPLES),
      labels: new Uint8Array(CALL_HOPS),
    }));
    let at = 50;
    for (let turn = 0; ; turn++) {
      const { samples, labels } = clips[turn % 2]![Math.floor(turn / 2) % clips[turn % 2]!.length]!;
      if (at + labels.length >= CALL_HOPS) break;
      sides[turn % 2]!.samples.set(samples, at * HOP_SAMPLES);
      sides[turn % 2]!.labels.set(labels, at);
      // Nobody starts before their own last words, nor before the other has begun.
      at += Math.max(labels.length + gapHops(random), 60);
    }
    const [customer, agent] = sides.map(({ samples, labels }) => ({
      samples: onLine(samples, random),
      labels,
    }));
    scenes.push({ customer: customer!, agent: agent! });
  }
  return scenes;
}

/** Up to twenty clips at one level, from their first to their last word. */
async function readSome(speaker: CorpusSpeaker, reader: ClipReader, onFault: (sentence: string) => void) {
  const heard: { samples: Float32Array; labels: Uint8Array }[] = [];
  for (const clip of speaker.clips.slice(0, 20)) {
    const raw = await reader.readOrTell(clip, onFault);
    if (raw === null) continue;
    const gain = lineGain([raw]);
    const samples = raw.map((sample) => sample * gain);
    const labels = energyLabels(samples);
    const first = labels.indexOf(1);
    const end = labels.lastIndexOf(1) + 1;
    if (first < 0 || end - first < 1000 / HOP_MS) continue;
    heard.push({
      samples: samples.slice(first * HOP_SAMPLES, end * HOP_SAMPLES),
      labels: labels.slice(first, end),
    });
  }
  return heard;
}

function onLine(samples: Float32Array, random: Random): Float32Array {
  return codeForTelephone(
    samples.map((sample) => sample + NOISE * normal(random)),
    1,
  );
}
