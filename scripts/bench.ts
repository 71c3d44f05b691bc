/** `npm run bench`: what Evenkeel costs in CPU and memory. `-- --json` prints one document instead of the table. */
import { benchFeatures, featureTable } from './bench-features.js';
import { benchModel } from './bench-model.js';
import { benchPipeline } from './bench-pipeline.js';

const features = benchFeatures();
const model = await benchModel();
const alone = await benchPipeline('off');
const pipeline = await benchPipeline();

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ features, model, pipeline, alone }, null, 2)}\n`);
} else {
  process.stdout.write(featureTable(features));
  process.stdout.write(
    `model                ${model.microsecondsPerWindow.toFixed(0)} µs a window, ${model.bytes} bytes\n` +
      `whole call           ${pipeline.cpuSecondsPerStereoCallSecond.toFixed(5)} CPU seconds per second of a two-party call: ${Math.floor(1 / pipeline.cpuSecondsPerStereoCallSecond)} calls a core\n` +
      `without 2nd opinion  ${alone.cpuSecondsPerStereoCallSecond.toFixed(5)}; it was asked of ${(pipeline.askedShare * 100).toFixed(1)} % of the windows\n`,
  );
}
