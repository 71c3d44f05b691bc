import { beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/audio/audio-frame.js';
import { AudioTally } from '../../src/live/audio-tally.js';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.js';

describe('the tally of call audio', () => {
  let tally: AudioTally;
  let metrics: Metrics;
  beforeEach(() => {
    tally = new AudioTally();
    metrics = createMetrics();
  });

  const second = (role: Role) =>
    tally.take({
      type: 'audio',
      chunk: { role, streamTimeMs: 0, sampleRateHz: 8000, samples: new Float32Array(8000) },
    });

  /** What the metrics say, `name{role}` or `name` to value; metrics that were never touched are absent. */
  async function said(): Promise<Record<string, number>> {
    const { audioSeconds, audioChunks, audioGapSeconds, audioDroppedSeconds, windowsDropped } = metrics;
    const counters = { audioSeconds, audioChunks, audioGapSeconds, audioDroppedSeconds, windowsDropped };
    const found: Record<string, number> = {};
    for (const [name, counter] of Object.entries(counters))
      for (const { labels, value } of (await counter.get()).values)
        if (value > 0) found['role' in labels ? `${name}{${labels.role}}` : name] = value;
    return found;
  }

  it('hands over seconds and chunks by role, and begins again at nothing', async () => {
    second('customer');
    second('customer');
    second('agent');
    tally.flush(metrics);
    const heard = {
      'audioSeconds{customer}': 2,
      'audioSeconds{agent}': 1,
      'audioChunks{customer}': 2,
      'audioChunks{agent}': 1,
    };
    expect(await said()).toEqual(heard);
    tally.flush(metrics);
    expect(await said()).toEqual(heard);
  });

  it('counts gaps by role', async () => {
    tally.take({
      type: 'gap',
      gap: { role: 'mixed', streamTimeMs: 0, durationMs: 500, reason: 'lost' },
    });
    tally.flush(metrics);
    expect(await said()).toEqual({ 'audioGapSeconds{mixed}': 0.5 });
  });

  it('counts nothing for what is no audio', async () => {
    tally.take({ type: 'hold', on: true });
    tally.take({ type: 'objection' });
    tally.flush(metrics);
    expect(await said()).toEqual({});
  });

  it('counts windows that never came to the model, and audio that gave way to newer', async () => {
    tally.drop({ windows: 2, audioMs: null });
    tally.drop({ windows: 1, audioMs: { customer: 1500, agent: 0, mixed: 0 } });
    tally.flush(metrics);
    tally.flush(metrics);
    expect(await said()).toEqual({ windowsDropped: 3, 'audioDroppedSeconds{customer}': 1.5 });
  });
});
