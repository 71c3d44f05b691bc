import { dirname, resolve } from 'node:path';
import { INITIAL_CALL_STATE, isTense, reduceCallState } from '../../core/call/call-state.js';
import { type MoodOptions, type MoodThresholds, withThresholds } from '../../core/call/mood-options.js';
import type { Observation } from '../../core/call/observation.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import { CallCoach } from '../../core/cues/call-coach.js';
import { EvenkeelError } from '../../errors.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';
import { groupBy } from '../../storage/group-by.js';
import { meaningOf } from '../corpus/emotion-label.js';
import { readTsvTable } from '../corpus/tsv-table.js';
import { readRecording } from '../recordings/recording.js';
import { replayCall } from './replay-call.js';

/** A stretch of one call in which a person heard the caller tense, or not. */
type JudgedStretch = { readonly fromMs: number; readonly toMs: number; readonly tense: boolean };

export type JudgedCall = {
  readonly call: string;
  readonly observations: readonly Observation[];
  readonly stretches: readonly JudgedStretch[];
};

export type CueCalibrationFigures = {
  readonly tenseStretches: number;
  /** Tense stretches in which an alarm was raised within 10 s, or was standing already. */
  readonly raised: number;
  readonly calmHours: number;
  readonly falseAlarms: number;
};

export type CueCalibration = {
  readonly calls: number;
  readonly before: CueCalibrationFigures;
  /** On calls left out of the fit, one at a time. */
  readonly leftOut: CueCalibrationFigures;
  readonly after: CueCalibrationFigures;
  /** Whether calls left out of the fit are served better than before. If not, the fit is chance. */
  readonly helps: boolean;
  /** The thresholds to use: the fitted ones where they help, else those of before. */
  readonly mood: MoodThresholds;
};

const LEAST = { calls: 5, tenseStretches: 10, calmMs: 300_000 };
const RAISED_WITHIN_MS = 10_000;
/** One false alarm per calm hour weighs as much as this share of the tense stretches. */
const FALSE_ALARM_WEIGHT = 0.1;
const THRESHOLD_SCALES = [0.4, 0.6, 0.8, 1, 1.25, 1.6, 2, 3];

/**
 * Listens to a site's labelled calls through the shipped path: a table of call (audio file beside the table: stereo with
 * the customer first, or the customer alone), role, start_s, end_s, label. Rows of the agent are passed over.
 * Errors: `table.*`, `audio.file-unreadable`.
 */
export async function judgedCalls(
  path: string,
  classifier: Classifier,
  onProgress: (done: number, total: number) => void,
): Promise<readonly JudgedCall[]> {
  const table = await readTsvTable(path, ['call', 'role', 'start_s', 'end_s', 'label']);
  const rows = table.rows.filter(
    ({ cells }) => cells.role === 'customer' && meaningOf(cells.label ?? '') !== null,
  );
  const byCall = groupBy(rows, ({ cells }) => cells.call ?? '');
  const calls: JudgedCall[] = [];
  for (const [call, labels] of byCall) {
    const file = resolve(dirname(path), call);
    const stereo = await readRecording({ kind: 'stereo', path: file, left: 'customer' });
    const mono = stereo.tracks.length === 1;
    const recording = mono
      ? await readRecording({ kind: 'sides', customer: file, agent: undefined })
      : stereo;
    const coach = new CallCoach(
      defaultCoachOptions(
        recording.tracks.map(({ role }) => role),
        true,
      ),
    );
    const observations: Observation[] = [];
    for await (const event of replayCall(recording, coach, classifier))
      if (event.type === 'observation') observations.push(event.observation);
    const stretches = labels.map(({ cells }) => {
      const meaning = meaningOf(cells.label ?? '');
      return {
        fromMs: Number(cells.start_s) * 1000,
        toMs: Number(cells.end_s) * 1000,
        tense: meaning === 'anger' || meaning === 'anxiety',
      };
    });
    calls.push({ call, observations, stretches });
    onProgress(calls.length, byCall.size);
  }
  return calls;
}

/**
 * Moves two thresholds to where they serve these calls best, and keeps that only where it serves calls left out of the fit
 * better too. Error: `calibration.too-little-data`.
 */
export function calibrateCues(calls: readonly JudgedCall[], from: MoodOptions): CueCalibration {
  const before = figuresOf(calls, from);
  if (
    calls.length < LEAST.calls ||
    before.tenseStretches < LEAST.tenseStretches ||
    before.calmHours * 3_600_000 < LEAST.calmMs
  ) {
    const found = `Found ${before.tenseStretches} tense stretches (${LEAST.tenseStretches} needed) and ${(before.calmHours * 60).toFixed(1)} calm minutes (${LEAST.calmMs / 60_000} needed) in ${calls.length} calls (${LEAST.calls} needed).`;
    throw new EvenkeelError('calibration.too-little-data', found);
  }
  const leftOut = calls
    .map((call) =>
      figuresOf(
        [call],
        bestOf(
          calls.filter((other) => other !== call),
          from,
        ),
      ),
    )
    .reduce(sum);
  const best = bestOf(calls, from);
  const helps = worth(leftOut) > worth(before);
  const kept = helps ? best : from;
  const mood = { angerAtNats: kept.anger.atNats, anxietyAtNats: kept.anxiety.atNats };
  return { calls: calls.length, before, leftOut, after: figuresOf(calls, best), helps, mood };
}

function bestOf(calls: readonly JudgedCall[], from: MoodOptions): MoodOptions {
  const candidates = THRESHOLD_SCALES.flatMap((anger) =>
    THRESHOLD_SCALES.map((anxiety) =>
      withThresholds(from, {
        angerAtNats: from.anger.atNats * anger,
        anxietyAtNats: from.anxiety.atNats * anxiety,
      }),
    ),
  );
  let best = from;
  let bestWorth = worth(figuresOf(calls, from));
  for (const candidate of candidates) {
    const value = worth(figuresOf(calls, candidate));
    if (value > bestWorth) {
      best = candidate;
      bestWorth = value;
    }
  }
  return best;
}

function worth({ tenseStretches, raised, calmHours, falseAlarms }: CueCalibrationFigures): number {
  const perHour = calmHours === 0 ? 0 : falseAlarms / calmHours;
  return raised / Math.max(1, tenseStretches) - FALSE_ALARM_WEIGHT * perHour;
}

function figuresOf(calls: readonly JudgedCall[], options: MoodOptions): CueCalibrationFigures {
  return calls.map((call) => figuresOfCall(call, options)).reduce(sum);
}

function figuresOfCall({ observations, stretches }: JudgedCall, options: MoodOptions): CueCalibrationFigures {
  const alarmsMs: number[] = [];
  const tenseMs: number[] = [];
  let state = INITIAL_CALL_STATE;
  for (const observation of observations) {
    const next = reduceCallState(state, observation, options);
    if (isTense(next.mood)) tenseMs.push(next.atMs);
    if (isTense(next.mood) && !isTense(state.mood)) alarmsMs.push(next.atMs);
    state = next;
  }
  const inside = (times: readonly number[], fromMs: number, toMs: number) =>
    times.some((atMs) => atMs >= fromMs && atMs <= toMs);
  const tense = stretches.filter((one) => one.tense);
  const calm = stretches.filter((one) => !one.tense);
  return {
    tenseStretches: tense.length,
    raised: tense.filter(({ fromMs, toMs }) =>
      inside(tenseMs, fromMs, Math.min(toMs, fromMs + RAISED_WITHIN_MS)),
    ).length,
    calmHours: calm.reduce((total, { fromMs, toMs }) => total + (toMs - fromMs), 0) / 3_600_000,
    falseAlarms: alarmsMs.filter((atMs) => calm.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs))
      .length,
  };
}

function sum(a: CueCalibrationFigures, b: CueCalibrationFigures): CueCalibrationFigures {
  return {
    tenseStretches: a.tenseStretches + b.tenseStretches,
    raised: a.raised + b.raised,
    calmHours: a.calmHours + b.calmHours,
    falseAlarms: a.falseAlarms + b.falseAlarms,
  };
}
