import { HOP_MS } from '../../src/core/audio/audio-frame.js';
import { channelTracks } from '../../src/lab/acoustics/channel-tracks.js';
import { countFrames, type FrameCounts, frameF1, noFrameCounts } from '../../src/lab/acoustics/frame-f1.js';
import type { VoiceScene } from '../../src/lab/corpus/voice-activity-scenes.js';
import { SileroVad } from './silero.js';

/** Silero is judged at the better of its usual threshold and a more sensitive one. */
const SILERO_THRESHOLDS = [0.3, 0.5] as const;

export type VoiceActivityReport = {
  readonly scenes: number;
  readonly frameF1: number;
  readonly referenceFrameF1: number;
  readonly referenceThreshold: number;
  /** CPU seconds per second of audio: of our whole facts channel (voice activity is a part of it), and of Silero. */
  readonly realTimeFactor: number;
  readonly referenceRealTimeFactor: number;
  readonly byKind: Readonly<Record<string, { readonly frameF1: number; readonly referenceFrameF1: number }>>;
};

export async function evaluateVoiceActivity(scenes: readonly VoiceScene[]): Promise<VoiceActivityReport> {
  const silero = await SileroVad.load();
  const seconds = scenes.reduce((sum, { labels }) => sum + (labels.length * HOP_MS) / 1000, 0);
  const cpuSeconds = () => process.cpuUsage().user / 1e6;
  const began = cpuSeconds();
  const ours = scenes.map(({ samples }) => channelTracks(samples).speaking);
  const between = cpuSeconds();
  const reference: Float32Array[] = [];
  for (const { samples } of scenes) reference.push(await silero.probabilities(samples));
  const ended = cpuSeconds();

  const count = (decisions: readonly ArrayLike<number>[], kind?: string): FrameCounts => {
    const counts = noFrameCounts();
    scenes.forEach((scene, i) => {
      if (kind === undefined || scene.kind === kind) countFrames(scene.labels, decisions[i]!, counts);
    });
    return counts;
  };
  const thresholded = (threshold: number) =>
    reference.map((probabilities) => probabilities.map((p) => (p > threshold ? 1 : 0)));
  const [best] = SILERO_THRESHOLDS.map((threshold) => {
    const decisions = thresholded(threshold);
    return { threshold, decisions, f1: frameF1(count(decisions)) };
  }).sort((a, b) => b.f1 - a.f1);
  return {
    scenes: scenes.length,
    frameF1: frameF1(count(ours)),
    referenceFrameF1: best!.f1,
    referenceThreshold: best!.threshold,
    realTimeFactor: (between - began) / seconds,
    referenceRealTimeFactor: (ended - between) / seconds,
    byKind: Object.fromEntries(
      [...new Set(scenes.map(({ kind }) => kind))].map((kind) => [
        kind,
        { frameF1: frameF1(count(ours, kind)), referenceFrameF1: frameF1(count(best!.decisions, kind)) },
      ]),
    ),
  };
}
