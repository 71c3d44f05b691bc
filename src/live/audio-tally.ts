import type { Role } from '../core/audio/audio-frame.js';
import type { LineEvent } from '../core/audio/line-event.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Dropped } from './coaching/coach-host.js';

type Heard = { seconds: number; chunks: number; gapSeconds: number; droppedSeconds: number };

type TalliedMetrics = Pick<
  Metrics,
  'audioSeconds' | 'audioChunks' | 'audioGapSeconds' | 'audioDroppedSeconds' | 'windowsDropped'
>;

const ROLES: readonly Role[] = ['customer', 'agent', 'mixed'];

/** Adds up the audio of all calls between two rounds: a metric for every packet would cost more than reading it. */
export class AudioTally {
  readonly #heard: Readonly<Record<Role, Heard>> = {
    customer: nothing(),
    agent: nothing(),
    mixed: nothing(),
  };
  #windowsDropped = 0;

  take(event: LineEvent): void {
    if (event.type === 'audio') {
      const heard = this.#heard[event.chunk.role];
      heard.chunks += 1;
      heard.seconds += event.chunk.samples.length / event.chunk.sampleRateHz;
    } else if (event.type === 'gap') this.#heard[event.gap.role].gapSeconds += event.gap.durationMs / 1000;
  }

  drop({ windows, audioMs }: Dropped): void {
    this.#windowsDropped += windows;
    if (audioMs === null) return;
    for (const role of ROLES) this.#heard[role].droppedSeconds += audioMs[role] / 1000;
  }

  /** Hands what was heard since the last time to the metrics. */
  flush(metrics: TalliedMetrics): void {
    if (this.#windowsDropped > 0) metrics.windowsDropped.inc(this.#windowsDropped);
    this.#windowsDropped = 0;
    for (const role of ROLES) {
      const heard = this.#heard[role];
      if (heard.chunks > 0) {
        metrics.audioSeconds.inc({ role }, heard.seconds);
        metrics.audioChunks.inc({ role }, heard.chunks);
      }
      if (heard.gapSeconds > 0) metrics.audioGapSeconds.inc({ role }, heard.gapSeconds);
      if (heard.droppedSeconds > 0) metrics.audioDroppedSeconds.inc({ role }, heard.droppedSeconds);
      Object.assign(heard, nothing());
    }
  }
}

function nothing(): Heard {
  return { seconds: 0, chunks: 0, gapSeconds: 0, droppedSeconds: 0 };
}
