/** `npm run bench`: what Evenkeel costs in CPU and memory. `-- --json` prints one document instead of the table. */
import { benchFeatures, featureTable } from './bench-features.js';
import { benchModel } from './bench-model.js';
import { benchPipeline } from './bench-pipeline.js';
import { benchLive } from './load/bench-live.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run bench -- [--json]

What Evenkeel costs in processor time and memory: features, model, a whole call, and a live server with its sockets.

  --json             one document on standard output`,
  { json: { type: 'boolean', default: false } },
);

const features = benchFeatures();
const model = await benchModel();
const alone = await benchPipeline('off');
const pipeline = await benchPipeline();
const live = await benchLive();

if (values.json) {
  process.stdout.write(`${JSON.stringify({ features, model, pipeline, alone, live }, null, 2)}\n`);
} else {
  process.stdout.write(featureTable(features));
  process.stdout.write(
    `model                ${model.microsecondsPerWindow.toFixed(0)} µs a window, ${model.bytes} bytes\n` +
      `whole call           ${pipeline.cpuSecondsPerStereoCallSecond.toFixed(5)} CPU seconds per second of a two-party call: ${Math.floor(1 / pipeline.cpuSecondsPerStereoCallSecond)} calls a core\n` +
      `live server          ${live.cpuSecondsPerCallSecond.toFixed(5)} with its sockets: ${live.calls} calls, ${live.protocol}, ${live.packetMs} ms packets; see bench:load\n` +
      `without 2nd opinion  ${alone.cpuSecondsPerStereoCallSecond.toFixed(5)}; it was asked of ${(pipeline.askedShare * 100).toFixed(1)} % of the windows\n`,
  );
}
