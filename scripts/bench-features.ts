/** What the features of a channel cost, for `scripts/bench.ts` and by itself: `npx tsx scripts/bench-features.ts [--json]`. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HOP_MS, HOP_SAMPLES } from '../src/core/audio/audio-frame.js';
import { readWav } from '../src/core/audio/wav.js';
import { ChannelFeatures } from '../src/core/features/channel-features.js';
import type { FeatureDetail } from '../src/core/features/channel-features-options.js';
import { LLD_NAMES } from '../src/core/features/feature-schema.js';
import { defaultKernels } from '../src/core/features/kernels/default-kernels.js';
import type { FrameKernels } from '../src/core/features/kernels/frame-kernels.js';
import { JavaScriptKernels } from '../src/core/features/kernels/javascript-kernels.js';
import { PitchCandidates } from '../src/core/features/lld/pitch-candidates.js';
import { PitchTracker } from '../src/core/features/lld/pitch-tracker.js';
import { SignalTones } from '../src/core/features/lld/signal-tones.js';
import { FRAME_HOPS, SpectralFrame } from '../src/core/features/lld/spectral-frame.js';
import { VoiceActivityDetector } from '../src/core/features/lld/voice-activity.js';
import { VoicePeriods } from '../src/core/features/lld/voice-periods.js';
import { readOptions } from './read-options.js';

/** As the call pipeline asks: facts every 250 ms, a model window every 500 ms. */
const FACTS_EVERY_HOPS = 25;
const WINDOW_EVERY_HOPS = 50;
const CHANNELS = 1000;
const ROUNDS = 7;

export type FeatureBench = {
  /** CPU seconds per second of audio, one thread; the customer's channel: everything, facts and windows included. */
  readonly realTimeFactor: number;
  /** The same without any pause: voice only. */
  readonly continuousSpeechRealTimeFactor: number;
  /** The agent's channel: facts only. */
  readonly agentRealTimeFactor: number;
  /** What the arithmetic runs on, and the first and third figure without it: on the JavaScript reference. */
  readonly kernels: FrameKernels['name'];
  readonly javascript: { readonly realTimeFactor: number; readonly agentRealTimeFactor: number };
  readonly bytesPerChannel: number;
  readonly agentBytesPerChannel: number;
  readonly microsecondsPerHop: Readonly<Record<string, number>>;
};

const { channels } = readWav(readFileSync('src/lab/telephones/demo-call.wav'));
const caller = channels[0]!;

function hopsOf(samples: Float32Array): Float32Array[] {
  const count = Math.floor(samples.length / HOP_SAMPLES);
  return Array.from({ length: count }, (_, i) => samples.subarray(i * HOP_SAMPLES, (i + 1) * HOP_SAMPLES));
}

type Step = (hop: Float32Array, index: number) => void;

/** CPU microseconds per hop of one pass, user and system. */
function passCost(hops: readonly Float32Array[], step: Step): number {
  const before = process.cpuUsage();
  for (let i = 0; i < hops.length; i++) step(hops[i]!, i);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / hops.length;
}

/** The median of several passes after one to warm up. */
function median(pass: () => number): number {
  const [, ...taken] = Array.from({ length: ROUNDS + 1 }, pass);
  return taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)]!;
}

/** CPU microseconds per hop, user and system; every pass begins afresh. */
function cpuPerHop(hops: readonly Float32Array[], fresh: () => Step): number {
  return median(() => passCost(hops, fresh()));
}

function channelCost(
  hops: readonly Float32Array[],
  detail: FeatureDetail,
  kernels: FrameKernels = defaultKernels,
): number {
  return cpuPerHop(hops, () => {
    const features = new ChannelFeatures({ detail, kernels });
    return (hop, index) => {
      features.push(hop, false);
      if (index % FACTS_EVERY_HOPS === 0) features.facts();
      if (detail === 'full' && index % WINDOW_EVERY_HOPS === 0) features.window();
    };
  });
}

/** Heap and external growth over many channels, each with four seconds heard, divided by their number. */
function bytesPerChannel(hops: readonly Float32Array[], detail: FeatureDetail): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Array buffers are freed behind the collector's back: the second round sees them gone.
  const held = () => {
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  const kept = Array.from({ length: CHANNELS }, () => {
    const features = new ChannelFeatures({ detail });
    for (let i = 0; i < 400; i++) features.push(hops[i]!, false);
    return features;
  });
  return Math.round((held() - before) / kept.length);
}

/** F0 of each hop, as the tracker decides it. */
function pitchOf(hops: readonly Float32Array[]): Float64Array {
  const candidates = new PitchCandidates();
  const tracker = new PitchTracker();
  return Float64Array.from(hops, (hop) => {
    candidates.push(hop, true);
    tracker.push(candidates);
    return tracker.f0Hz;
  });
}

function stages(hops: readonly Float32Array[]): Record<string, number> {
  const candidates = new PitchCandidates();
  const pushCandidates = (hop: Float32Array) => candidates.push(hop, true);
  /** What comes on top of the candidates: each pass with it less one without it right before, as a machine's speed drifts. */
  const withCandidates = (use: () => void) =>
    median(() => {
      const without = passCost(hops, pushCandidates);
      const both = passCost(hops, (hop) => {
        pushCandidates(hop);
        use();
      });
      return both - without;
    });
  const tracker = new PitchTracker();
  const tones = new SignalTones();
  const activity = new VoiceActivityDetector();
  const spectrum = new SpectralFrame();
  const row = new Float32Array(LLD_NAMES.length);
  const clean = new Float32Array(HOP_SAMPLES);
  const f0Hz = pitchOf(hops);
  return {
    cleanAndLevel: cpuPerHop(hops, () => (hop) => defaultKernels.cleanHop(hop, clean)),
    pitchCandidates: cpuPerHop(hops, () => pushCandidates),
    pitchTracking: withCandidates(() => tracker.push(candidates)),
    harmonicsToNoise: withCandidates(() => candidates.harmonicsToNoiseDb()) / FRAME_HOPS,
    signalTones: withCandidates(() => tones.push(candidates, true)),
    voiceActivity: withCandidates(() => activity.push(-20, candidates, false)),
    spectrumAndLoudness: cpuPerHop(hops, () => (hop, index) => {
      spectrum.push(hop);
      if (index % FRAME_HOPS === 0) spectrum.write(row, 0);
    }),
    jitterAndShimmer: cpuPerHop(hops, () => {
      const periods = new VoicePeriods();
      return (hop, index) => periods.push(hop, f0Hz[index]!);
    }),
    mfccOfVoicedFrames: cpuPerHop(hops, () => () => spectrum.writeVoicedMfcc(row, 0)) / FRAME_HOPS,
  };
}

export function benchFeatures(): FeatureBench {
  const hops = hopsOf(caller);
  const probe = new ChannelFeatures({ detail: 'facts' });
  const speech = hops.filter((hop) => {
    probe.push(hop, false);
    return probe.isSpeaking;
  });
  const share = (microsecondsPerHop: number) => microsecondsPerHop / (HOP_MS * 1000);
  const realTimeFactor = share(channelCost(hops, 'full'));
  const continuousSpeechRealTimeFactor = share(channelCost(speech, 'full'));
  const agentRealTimeFactor = share(channelCost(hops, 'facts'));
  const microsecondsPerHop = stages(speech);
  // Last: with a second kind of kernels in the process, calls to them cost a little more.
  const reference = new JavaScriptKernels();
  return {
    realTimeFactor,
    continuousSpeechRealTimeFactor,
    agentRealTimeFactor,
    kernels: defaultKernels.name,
    javascript: {
      realTimeFactor: share(channelCost(hops, 'full', reference)),
      agentRealTimeFactor: share(channelCost(hops, 'facts', reference)),
    },
    agentBytesPerChannel: bytesPerChannel(speech, 'facts'),
    bytesPerChannel: bytesPerChannel(speech, 'full'),
    microsecondsPerHop,
  };
}

export function featureTable(bench: FeatureBench): string {
  const lines = [
    `customer's channel   ${bench.realTimeFactor.toFixed(5)} of real time (at most 0.0015), ${bench.continuousSpeechRealTimeFactor.toFixed(5)} while speaking without a pause`,
    `agent's channel      ${bench.agentRealTimeFactor.toFixed(5)} of real time (at most 0.0008)`,
    `kernels              ${bench.kernels}; on the JavaScript reference ${bench.javascript.realTimeFactor.toFixed(5)} and ${bench.javascript.agentRealTimeFactor.toFixed(5)}`,
    `state of a channel   ${bench.bytesPerChannel} bytes (at most 65536); facts only ${bench.agentBytesPerChannel}`,
    'stage                   µs per 10 ms of speech',
    ...Object.entries(bench.microsecondsPerHop).map(
      ([name, value]) => `${name.padEnd(22)}  ${value.toFixed(2).padStart(6)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

if (process.argv[1]?.endsWith('bench-features.ts')) {
  const { values } = readOptions(
    `npx tsx scripts/bench-features.ts [--json]

Processor time of each stage of the features, per second of a call.

  --json             one document on standard output`,
    { json: { type: 'boolean', default: false } },
  );
  const bench = benchFeatures();
  process.stdout.write(
    values.json ? `${JSON.stringify({ features: bench }, null, 2)}\n` : featureTable(bench),
  );
}
