import { dirname, resolve } from 'node:path';
import { HOP_MS, HOP_SAMPLES } from '../../core/audio/audio-frame.js';
import { Resampler } from '../../core/audio/resampler.js';
import type { OnnxClassifier } from '../../core/classifier/onnx-classifier.js';
import { ChannelFeatures } from '../../core/features/channel-features.js';
import { type ModelWindow, windowFrom } from '../../core/features/model-window.js';
import { EvenkeelError } from '../../errors.js';
import type { LabelledStretch } from '../evaluation/calibration-loss.js';
import { readAudioFile } from '../recordings/audio-file.js';
import { classOf, EMOTION_CLASSES, meaningOf } from './emotion-label.js';
import { readTsvTable } from './tsv-table.js';

const COLUMNS = ['call', 'role', 'start_s', 'end_s', 'label'] as const;
const STEP_HOPS = 500 / HOP_MS;
/** A window looks back three seconds; it belongs to a stretch in which its last half lies. */
const LOOK_BACK_S = 1.5;

type LabelRow = {
  readonly line: number;
  readonly startS: number;
  readonly endS: number;
  readonly truth: 0 | 1 | 2;
};

export type LabelledCalls = {
  readonly stretches: readonly LabelledStretch[];
  /** Sentences about rows that were passed over, with file and line. */
  readonly passedOver: readonly string[];
};

/**
 * Runs the network over a site's labelled calls: a table of call (audio file beside the table, WAV or FLAC), role,
 * start_s, end_s, label. Rows of the agent are passed over: the model never hears agents. In a file of two channels
 * the customer is the first. Errors: `table.*`, `audio.file-unreadable`.
 */
export async function readLabelledCalls(
  path: string,
  classifier: OnnxClassifier,
  onProgress: (done: number, total: number) => void,
): Promise<LabelledCalls> {
  const table = await readTsvTable(path, COLUMNS);
  const calls = new Map<string, LabelRow[]>();
  const passedOver: string[] = [];
  for (const { line, cells } of table.rows) {
    const meaning = meaningOf(cells.label ?? '');
    const [startS, endS] = [Number(cells.start_s), Number(cells.end_s)];
    const fault =
      Number(cells.raters ?? 2) < 2
        ? 'one rater only; a second one is needed'
        : cells.role !== 'customer'
          ? `role ${cells.role} is not the customer`
          : meaning === null
            ? `unknown label "${cells.label}"`
            : !(startS >= 0 && endS > startS)
              ? `start_s ${cells.start_s} and end_s ${cells.end_s} do not bound a stretch`
              : null;
    if (fault !== null || meaning === null) passedOver.push(`${path}:${line}: ${fault}`);
    else {
      const rows = calls.get(cells.call ?? '') ?? [];
      rows.push({ line, startS, endS, truth: EMOTION_CLASSES.indexOf(classOf(meaning)) as 0 | 1 | 2 });
      calls.set(cells.call ?? '', rows);
    }
  }
  const stretches: LabelledStretch[] = [];
  for (const [call, rows] of calls) {
    const heard = await windowsOfCall(resolve(dirname(path), call));
    for (const { line, startS, endS, truth } of rows) {
      const inside = heard.filter(({ endsAtS }) => endsAtS >= startS + LOOK_BACK_S && endsAtS <= endS + 0.5);
      if (inside.length === 0) passedOver.push(`${path}:${line}: too little speech in ${startS}-${endS} s`);
      else {
        stretches.push({
          call,
          truth,
          outputs: await classifier.outputs(inside.map(({ window }) => window)),
        });
      }
    }
    onProgress([...calls.keys()].indexOf(call) + 1, calls.size);
  }
  return { stretches, passedOver };
}

/** The windows of one call's customer, as a live call would give them. */
async function windowsOfCall(path: string): Promise<{ endsAtS: number; window: ModelWindow }[]> {
  const { sampleRateHz, channels } = await readAudioFile(path);
  const customer = channels[0];
  if (customer === undefined) throw new EvenkeelError('audio.file-unreadable', path);
  const resampler = new Resampler(sampleRateHz);
  return [...customerWindows(resampler.push(Float32Array.from(customer)).slice())];
}

/** The windows that a live call would make of a customer's channel; 8 kHz. */
export function* customerWindows(
  samples: Float32Array,
): Generator<{ readonly endsAtS: number; readonly window: ModelWindow }> {
  const features = new ChannelFeatures({ detail: 'full' });
  for (let hop = 0; (hop + 1) * HOP_SAMPLES <= samples.length; hop++) {
    features.push(samples.subarray(hop * HOP_SAMPLES, (hop + 1) * HOP_SAMPLES), false);
    if ((hop + 1) % STEP_HOPS !== 0) continue;
    const window = features.window();
    if (window !== null)
      yield { endsAtS: ((hop + 1) * HOP_MS) / 1000, window: windowFrom('customer', window) };
  }
}
