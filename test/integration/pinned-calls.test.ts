import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH, MODEL_PATH } from '../../src/app/package-root.js';
import type { Classifier } from '../../src/core/classifier/classifier.js';
import { OnnxClassifier } from '../../src/core/classifier/onnx-classifier.js';
import { CallCoach } from '../../src/core/cues/call-coach.js';
import type { ModelWindow } from '../../src/core/features/model-window.js';
import { replayCall } from '../../src/lab/evaluation/replay-call.js';
import { type RecordingFiles, readRecording } from '../../src/lab/recordings/recording.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { DATA_FOLDER, lacks } from '../support/requirements.js';

/**
 * Features and cues of whole calls, bit for bit: a change that should move code, and nothing else, cannot move a number.
 * Each file of `test/fixtures/pinned` has a line for every window that the model is asked about, with a digest of all
 * its features, and a line for every cue and its end. The first line that differs says where in the call it began.
 *
 * A change that is meant to change features or cues renews the files and says so in its commit:
 *
 *     npx vitest run test/integration/pinned-calls.test.ts --update
 *
 * Look at `git diff test/fixtures/pinned` before the commit: cues that come, go or move must be the ones intended.
 * Probabilities are not pinned: the last bits of a network's sums depend on the processor.
 */
const PINNED = new URL('../fixtures/pinned/', import.meta.url).pathname;

const shared = (name: string) => join(DATA_FOLDER, 'calls', `${name}.flac`);

const SHARED_CALLS: readonly (readonly [string, RecordingFiles])[] = [
  [
    'auto-repairs',
    { kind: 'sides', customer: shared('AutoRepairs_40_caller'), agent: shared('AutoRepairs_40_agent') },
  ],
  ['unhurried-talk', { kind: 'sides', customer: shared('demo_agent'), agent: undefined }],
];

/** Little-endian on every platform that there are builds of the model's runtime for. */
function digestOf({ functionals, sequence, profile, picture }: ModelWindow): string {
  const hash = createHash('sha256');
  for (const values of [functionals, sequence, profile, picture ?? new Float32Array()])
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return hash.digest('hex').slice(0, 16);
}

/** Four minutes of a call take seconds, and minutes under coverage on a busy machine. */
const LIMIT_MS = 600_000;

let classifier: OnnxClassifier;
beforeAll(async () => {
  classifier = await OnnxClassifier.load({ modelPath: MODEL_PATH });
});
afterAll(() => classifier.close());

/** The shipped model, which notes every window that it is asked about. */
function noting(lines: string[]): Classifier {
  let windows = 0;
  const noted = (asked: readonly ModelWindow[]) => {
    for (const window of asked) lines.push(`window ${windows++} ${digestOf(window)}`);
    return asked;
  };
  const { opinions } = classifier;
  return {
    classify: (asked) => classifier.classify(noted(asked)),
    opinions: opinions && {
      first: (asked) => opinions.first(noted(asked)),
      second: (asked) => opinions.second(asked),
    },
    close: () => Promise.resolve(),
  };
}

async function heardIn(files: RecordingFiles): Promise<string> {
  const lines: string[] = [];
  const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], true));
  for await (const event of replayCall(await readRecording(files), coach, noting(lines))) {
    if (event.type === 'cue') {
      const { kind, step, reason } = event.cue;
      lines.push(`cue ${event.atMs} ms ${kind} ${step} ${JSON.stringify(reason)}`);
    }
    if (event.type === 'cue-ended') lines.push(`cue-ended ${event.atMs} ms ${event.why}`);
  }
  expect(lines.length).toBeGreaterThan(100);
  return `${lines.join('\n')}\n`;
}

it('hears the demo call as it always did', { timeout: LIMIT_MS }, async () => {
  const heard = await heardIn({ kind: 'stereo', path: DEMO_CALL_PATH, left: 'customer' });
  await expect(heard).toMatchFileSnapshot(join(PINNED, 'demo-call.txt'));
});

describe.skipIf(lacks('data'))('the shared calls', () => {
  it.each(SHARED_CALLS)('hears %s as it always did', { timeout: LIMIT_MS }, async (name, files) => {
    await expect(await heardIn(files)).toMatchFileSnapshot(join(PINNED, `${name}.txt`));
  });
});
