import { beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/audio/audio-frame.js';
import type { StreamOpen } from '../../src/ingest/media-adapter.js';
import { CallTrace } from '../../src/live/call-trace.js';
import { SUMMARY } from '../support/stored-records.js';

function stream(connector: string, roles: readonly Role[]): StreamOpen {
  return {
    streamId: connector,
    tenant: 'acme',
    connector,
    platform: 'native',
    callId: 'c-1',
    platformSessionId: null,
    roles,
    notice: null,
    agentId: null,
    language: null,
    openedAtMs: 0,
    openedAtWallMs: 0,
  };
}

describe('what the log says of a call that has ended', () => {
  let trace: CallTrace;
  beforeEach(() => {
    trace = new CallTrace();
  });

  it('names each connector and role once, and counts streams and faults', () => {
    trace.join(stream('pbx', ['customer']));
    trace.join(stream('pbx', ['customer']));
    trace.join(stream('recorder', ['customer', 'agent']));
    trace.warn('audio.frame-torn');
    trace.warn('audio.frame-torn');
    expect(trace.report(0)).toMatchObject({
      connectors: ['pbx', 'recorder'],
      roles: ['customer', 'agent'],
      streams: 3,
      warnings: { 'audio.frame-torn': 2 },
    });
  });

  it('takes length and coverage from the summary, which the last events bring', () => {
    trace.end([
      { type: 'cue-ended', atMs: 90_000, cueId: 'c1', why: 'call-ended' },
      { type: 'summary', atMs: 90_400, summary: SUMMARY },
    ]);
    expect(trace.report(1_600)).toMatchObject({ seconds: 90, coverage: 'complete', droppedSeconds: 2 });
  });

  it('knows neither length nor coverage where a fault took the summary', () => {
    trace.end([]);
    expect(trace.report(0)).toMatchObject({ seconds: null, coverage: null });
  });
});
