/**
 * Does a server that only does its work grow? The same calls for twenty minutes, one sample a minute: memory, heap after
 * a collection, descriptors, lateness, and whether every cue that was sent is read.
 *
 * The slope is of the second half, when the code is compiled and the caches are full. Exit status 1: something grew, a
 * call was lost, or a cue that was sent never came.
 */
import { randomBytes } from 'node:crypto';
import { runSteady, type SteadySample } from './load/steady-run.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run soak:steady -- [options]

Does a server that only does its work grow? The same calls all the time, one sample a minute: memory, heap after a
collection, descriptors, lateness, and whether every cue that was sent is read.

  --calls N          default 12
  --minutes N        default 20
  --protocol NAME    default native
  --packet-ms N      length of one audio message, default 20
  --workers N        threads for coaching, default 1
  --json             one document on standard output

Exit code 1 where something grew in the second half, a call was lost, or a cue that was sent never came.`,
  {
    calls: { type: 'string', default: '12' },
    minutes: { type: 'string', default: '20' },
    protocol: { type: 'string', default: 'native' },
    'packet-ms': { type: 'string', default: '20' },
    workers: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
);

/** Growth of the second half, per hour, as a share of what is there: less than a restart every week would notice. */
const MOST_GROWTH_AN_HOUR = 0.1;
const MIB = 2 ** 20;

/** Least squares: bytes an hour. */
function slopePerHour(samples: readonly SteadySample[], value: (sample: SteadySample) => number): number {
  const mean = (of: (sample: SteadySample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [x, y] = [mean(({ minute }) => minute), mean(value)];
  const covariance = mean((sample) => (sample.minute - x) * (value(sample) - y));
  const variance = mean(({ minute }) => (minute - x) ** 2);
  return variance === 0 ? 0 : (60 * covariance) / variance;
}

function row(sample: SteadySample): string {
  const cells = [
    sample.minute,
    (sample.rssBytes / MIB).toFixed(1),
    (sample.heapBytes / MIB).toFixed(2),
    sample.descriptors,
    (sample.cpuSeconds / sample.callSeconds).toFixed(4),
    sample.loopDelayP99Ms.toFixed(1),
    sample.cueP95Ms?.toFixed(0) ?? '–',
    `${sample.cuesSent} / ${sample.cuesRead}`,
    `${sample.windowsDropped} / ${sample.lateRounds}`,
    `${(100 * sample.latePacketShare).toFixed(1)} %`,
    sample.talking,
  ];
  return cells.map((cell) => String(cell).padStart(9)).join('  ');
}

const say = (text: string) => (values.json ? process.stderr : process.stdout).write(`${text}\n`);
say(
  [
    'minute',
    'RSS MiB',
    'heap MiB',
    'files',
    'CPU/s',
    'loop ms',
    'p95 ms',
    'sent/read',
    'drop/late',
    'talking',
  ]
    .map((name) => name.padStart(9))
    .join('  '),
);
const samples = await runSteady(
  {
    calls: Number(values.calls),
    minutes: Number(values.minutes),
    protocol: values.protocol,
    packetMs: Number(values['packet-ms']),
    workers: Number(values.workers),
    secret: randomBytes(32).toString('hex'),
  },
  (sample) => say(row(sample)),
);
const half = samples.slice(Math.floor(samples.length / 2));
const last = samples.at(-1)!;
const growth = (value: (sample: SteadySample) => number) => slopePerHour(half, value) / value(last);
const result = {
  rssGrowthPerHour: growth(({ rssBytes }) => rssBytes),
  heapGrowthPerHour: growth(({ heapBytes }) => heapBytes),
  descriptorsGrown: last.descriptors - half[0]!.descriptors,
  cuesSent: last.cuesSent,
  cuesLost: last.cuesSent - last.cuesRead,
  callsLost: Object.values(last.lost).reduce((sum, count) => sum + count, 0),
};
const passed =
  result.rssGrowthPerHour <= MOST_GROWTH_AN_HOUR &&
  result.heapGrowthPerHour <= MOST_GROWTH_AN_HOUR &&
  result.descriptorsGrown <= 0 &&
  result.cuesLost === 0 &&
  result.callsLost === 0;
if (values.json) process.stdout.write(`${JSON.stringify({ steady: { ...result, passed, samples } })}\n`);
else
  say(
    `second half: RSS ${(100 * result.rssGrowthPerHour).toFixed(1)} % an hour, heap ${(100 * result.heapGrowthPerHour).toFixed(1)} % an hour, files ${result.descriptorsGrown}; ${result.cuesLost} of ${result.cuesSent} cues lost, ${result.callsLost} calls lost; ${passed ? 'passed' : 'FAILED'}`,
  );
process.exitCode = passed ? 0 : 1;
