import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { expect, it } from 'vitest';
import { openTelemetryTraces } from '../../src/telemetry/open-telemetry-traces.js';

const STARTED_MS = 1_700_000_000_000;
const msOf = ([seconds, nanos]: readonly [number, number]) => seconds * 1_000 + nanos / 1e6;

it('traces a call, in it the window that decided a cue, in that the cue on its way', async () => {
  const exporter = new InMemorySpanExporter();
  // What was exported is dropped by the end.
  exporter.shutdown = async () => {};
  const options = { url: 'http://127.0.0.1:1', version: '1', windowMs: 3_000, now: () => STARTED_MS + 9_100 };
  const traces = openTelemetryTraces(options, exporter);
  const line = traces.begin('ref', 'native', STARTED_MS);
  expect(traces.traceOf('ref')).toBe(line.traceId);
  line.cue('breath', STARTED_MS + 9_000);
  line.end('full');
  expect(traces.traceOf('ref')).toBeNull();
  await traces.close();
  const [cue, window, call] = ['cue', 'window', 'call'].map((name) =>
    exporter.getFinishedSpans().find((span) => span.name === name),
  );
  expect(cue?.parentSpanContext?.spanId).toBe(window?.spanContext().spanId);
  expect(window?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
  expect(call?.parentSpanContext).toBeUndefined();
  expect(call?.spanContext().traceId).toBe(line.traceId);
  expect(call?.attributes).toEqual({ 'call.ref': 'ref', platform: 'native', coverage: 'full' });
  expect([msOf(cue!.startTime), msOf(cue!.endTime)]).toEqual([STARTED_MS + 9_000, STARTED_MS + 9_100]);
  expect([msOf(window!.startTime), msOf(window!.endTime)]).toEqual([STARTED_MS + 6_000, STARTED_MS + 9_000]);
});
