import { describe, expect, it } from 'vitest';
import { MetricsSample } from '../../src/cli/running/metrics-sample.js';
import type { Role } from '../../src/core/audio/audio-frame.js';
import { COVERAGE_NOTES } from '../../src/core/call/call-summary.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { METRIC_TABLE } from '../../src/telemetry/metric-table.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { observeTraced } from '../../src/telemetry/observe-traced.js';

/** Labels that would single out a person, a call or a customer of ours. */
const IDENTIFYING = /agent|call|tenant|team|subject|user|session|phone|ip|name/i;
const UNIT =
  /_(total|seconds|bytes|windows|records|summaries|calls|info|open|limit|active|draining|up|seen|step)$|_timestamp_seconds$/;

describe('createMetrics', () => {
  const own = async () =>
    (await createMetrics().registry.getMetricsAsArray()).filter(({ name }) => name.startsWith('evenkeel_'));

  it('names every metric with its unit and explains it', async () => {
    const metrics = await own();
    expect(metrics.length).toBeGreaterThan(25);
    for (const { name, help } of metrics) {
      expect(name).toMatch(UNIT);
      expect(help).toMatch(/\.$/);
    }
  });

  it('labels nothing with an identifier', () => {
    const labels = Object.values(METRIC_TABLE).flatMap<string>((metric) => metric.labels);
    expect(labels.length).toBeGreaterThan(10);
    expect(labels.filter((label) => IDENTIFYING.test(label))).toEqual([]);
  });

  it('starts a counter at 0 for every value that its label can have', async () => {
    const text = await createMetrics().registry.metrics();
    for (const role of ['customer', 'agent', 'mixed'] satisfies Role[]) {
      expect(text).toContain(`evenkeel_audio_gap_seconds_total{role="${role}"} 0`);
      expect(text).toContain(`evenkeel_audio_dropped_seconds_total{role="${role}"} 0`);
    }
    for (const coverage of COVERAGE_NOTES)
      expect(text).toContain(`evenkeel_calls_ended_total{coverage="${coverage}"} 0`);
    for (const type of ['call', 'cue', 'feedback', 'reset', 'binding'] satisfies StoredRecord['type'][])
      expect(text).toContain(`evenkeel_storage_dropped_total{type="${type}"} 0`);
  });

  it('names the trace of an observation where calls are traced, and is OpenMetrics then', async () => {
    const traced = createMetrics({ isTraced: true });
    observeTraced(traced.cueDelay, 0.08, 'a1b2');
    observeTraced(traced.cueDelay, 0.3, null);
    const text = await traced.registry.metrics();
    expect(text).toMatch(/cue_delay_seconds_bucket\{le="0.1"\} 1 # \{trace_id="a1b2"\} 0.08 /);
    expect(text).toMatch(/cue_delay_seconds_bucket\{le="0.5"\} 2\n/);
    expect(text).toMatch(/# EOF\n$/);
    const sample = new MetricsSample(text, 0);
    expect(sample.buckets('evenkeel_cue_delay_seconds').slice(2, 5)).toEqual([
      [0.05, 0],
      [0.1, 1],
      [0.25, 1],
    ]);
    const plain = createMetrics();
    observeTraced(plain.cueDelay, 0.08, 'a1b2');
    expect(await plain.registry.metrics()).not.toContain('a1b2');
    expect(plain.registry.contentType).toMatch(/^text\/plain/);
  });

  it('counts the lag of the event loop, and keeps two processes of one test apart', async () => {
    const first = createMetrics();
    first.cuesShown.inc({ kind: 'breath' });
    expect(await first.registry.metrics()).toMatch(/evenkeel_cues_shown_total\{kind="breath"\} 1/);
    expect(await first.registry.metrics()).toMatch(/nodejs_eventloop_lag_p99_seconds/);
    expect(await createMetrics().registry.metrics()).not.toMatch(/kind="breath"/);
  });
});
