import { describe, expect, it } from 'vitest';
import { METRIC_TABLE } from '../../src/telemetry/metric-table.js';
import { createMetrics } from '../../src/telemetry/metrics.js';

/** Labels that would single out a person, a call or a customer of ours. */
const IDENTIFYING = /agent|call|tenant|team|subject|user|session|phone|ip|name/i;
const UNIT =
  /_(total|seconds|bytes|windows|records|summaries|calls|info|open|limit|active|draining|up)$|_timestamp_seconds$/;

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

  it('counts the lag of the event loop, and keeps two processes of one test apart', async () => {
    const first = createMetrics();
    first.cuesShown.inc({ kind: 'breath' });
    expect(await first.registry.metrics()).toMatch(/evenkeel_cues_shown_total\{kind="breath"\} 1/);
    expect(await first.registry.metrics()).toMatch(/nodejs_eventloop_lag_p99_seconds/);
    expect(await createMetrics().registry.metrics()).not.toMatch(/kind="breath"/);
  });
});
