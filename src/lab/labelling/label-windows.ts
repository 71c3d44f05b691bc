import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import type { Classifier, EmotionProbabilities } from '../../core/classifier/classifier.js';
import { EvenkeelError } from '../../errors.js';
import { customerWindows } from '../corpus/labelled-calls.js';
import { readAudioFile } from '../recordings/audio-file.js';

/** Three seconds of a customer, to be labelled. */
export type LabelWindow = {
  readonly id: string;
  /** The recording, as LABELS.tsv names it: beside the table. */
  readonly call: string;
  readonly startS: number;
  readonly endS: number;
  /** 0 = the model is sure, 1 = it cannot tell at all. */
  readonly uncertainty: number;
  readonly samples: Float32Array;
};

const WINDOW_S = 3;
/** A call gives at most so many windows: many callers say more than many windows of one. */
const MOST_PER_CALL = 20;

/**
 * The windows of one recording, the most uncertain first, none overlapping another. The customer is the first of two
 * channels; one channel may hold both voices and is refused. Errors: `label.mono`, `audio.*`.
 */
export async function labelWindows(path: string, classifier: Classifier): Promise<readonly LabelWindow[]> {
  const { channels, sampleRateHz } = await readAudioFile(path);
  if (channels.length !== 2) throw new EvenkeelError('label.mono', path);
  const customer = atAnalysisRate(Float32Array.from(channels[0]!), sampleRateHz);
  const call = basename(path);
  const chosen: LabelWindow[] = [];
  const ranked: { readonly endsAtS: number; readonly uncertainty: number }[] = [];
  for (const { endsAtS, window } of customerWindows(customer)) {
    if (endsAtS < WINDOW_S) continue;
    const [opinion] = await classifier.classify([window]);
    ranked.push({ endsAtS, uncertainty: uncertaintyOf(opinion!) });
  }
  ranked.sort((a, b) => b.uncertainty - a.uncertainty);
  for (const { endsAtS, uncertainty } of ranked) {
    if (chosen.length === MOST_PER_CALL) break;
    if (chosen.some(({ endS }) => Math.abs(endS - endsAtS) < WINDOW_S)) continue;
    const startS = endsAtS - WINDOW_S;
    const samples = customer.slice(startS * ANALYSIS_RATE_HZ, endsAtS * ANALYSIS_RATE_HZ);
    chosen.push({ id: idOf(call, startS), call, startS, endS: endsAtS, uncertainty, samples });
  }
  return chosen;
}

/** Entropy of the probabilities over that of three equal ones. */
function uncertaintyOf({ anger, anxiety, other }: EmotionProbabilities): number {
  const nats = [anger, anxiety, other].reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  return nats / Math.log(3);
}

function idOf(call: string, startS: number): string {
  return createHash('sha256').update(`${call}\t${startS}`).digest('hex').slice(0, 16);
}
