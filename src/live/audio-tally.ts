import type { Role } from '../core/audio/audio-frame.js';
import type { LineEvent } from '../core/audio/line-event.js';
import type { Metrics } from '../telemetry/metrics.js';

type Heard = { seconds: number; chunks: number; gapSeconds: number };

/** Adds up the audio of all calls between two rounds: a metric for every packet would cost more than reading it. */
export class AudioTally {
  readonly #heard: Readonly<Record<Role, Heard>> = {
    customer: nothing(),
    agent: nothing(),
    mixed: nothing(),
  };

  take(event: LineEvent): void {
    if (event.type === 'audio') {
      const heard = this.#heard[event.chunk.role];
      heard.chunks += 1;
      heard.seconds += event.chunk.samples.length / event.chunk.sampleRateHz;
    } else if (event.type === 'gap') this.#heard[event.gap.role].gapSeconds += event.gap.durationMs / 1000;
  }

  /** Hands what was heard since the last time to the metrics. */
  flush(metrics: Pick<Metrics, 'audioSeconds' | 'audioChunks' | 'audioGapSeconds'>): void {
    for (const role of ['customer', 'agent', 'mixed'] as const) {
      const heard = this.#heard[role];
      if (heard.chunks > 0) {
        metrics.audioSeconds.inc({ role }, heard.seconds);
        metrics.audioChunks.inc({ role }, heard.chunks);
      }
      if (heard.gapSeconds > 0) metrics.audioGapSeconds.inc({ role }, heard.gapSeconds);
      Object.assign(heard, nothing());
    }
  }
}

function nothing(): Heard {
  return { seconds: 0, chunks: 0, gapSeconds: 0 };
}
