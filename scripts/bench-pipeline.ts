/** What a whole call costs, samples to cues, for `scripts/bench.ts` and by itself: `npx tsx scripts/bench-pipeline.ts`. */
import { DEMO_CALL_PATH, MODEL_PATH } from '../src/app/package-root.js';
import { OnnxClassifier, type SecondOpinionUse } from '../src/core/classifier/onnx-classifier.js';
import { CallCoach } from '../src/core/cues/call-coach.js';
import { replayCall } from '../src/lab/evaluation/replay-call.js';
import { readRecording } from '../src/lab/recordings/recording.js';
import { defaultCoachOptions } from '../src/live/coaching-settings.js';
import { readOptions } from './read-options.js';

const COUNTED_CALLS = 5;

export type PipelineBench = {
  /** Processor seconds, all threads, per second of a two-party call: median of {@link COUNTED_CALLS} calls. */
  readonly cpuSecondsPerStereoCallSecond: number;
  readonly callSeconds: number;
  /** Of the windows classified, those of which the second network was asked. */
  readonly askedShare: number;
};

/** Replays the demo call, once to warm up and then counted, through the coach that live calls run. */
export async function benchPipeline(secondOpinion: SecondOpinionUse = 'auto'): Promise<PipelineBench> {
  const recording = await readRecording({ kind: 'stereo', path: DEMO_CALL_PATH, left: 'customer' });
  const classifier = await OnnxClassifier.load({ modelPath: MODEL_PATH, secondOpinion });
  const [track] = recording.tracks;
  const callSeconds = track!.samples.length / track!.sampleRateHz;
  const cpuSeconds: number[] = [];
  for (let call = 0; call <= COUNTED_CALLS; call++) {
    const before = process.cpuUsage();
    const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], true));
    for await (const event of replayCall(recording, coach, classifier)) void event;
    const { user, system } = process.cpuUsage(before);
    if (call > 0) cpuSeconds.push((user + system) / 1e6);
  }
  const { asked, windows } = classifier.counts;
  await classifier.close();
  const median = cpuSeconds.sort((a, b) => a - b)[Math.floor(COUNTED_CALLS / 2)]!;
  return { cpuSecondsPerStereoCallSecond: median / callSeconds, callSeconds, askedShare: asked / windows };
}

if (process.argv[1]?.endsWith('bench-pipeline.ts')) {
  const { values } = readOptions(
    `npx tsx scripts/bench-pipeline.ts [--json]

Processor time of a whole call, from samples to cues.

  --json             one document on standard output`,
    { json: { type: 'boolean', default: false } },
  );
  const bench = await benchPipeline();
  if (values.json) process.stdout.write(`${JSON.stringify({ pipeline: bench }, null, 2)}\n`);
  else
    process.stdout.write(
      `pipeline: ${bench.cpuSecondsPerStereoCallSecond.toFixed(5)} CPU seconds per second of a two-party call, ` +
        `about ${Math.floor(1 / bench.cpuSecondsPerStereoCallSecond)} calls a core\n`,
    );
}
