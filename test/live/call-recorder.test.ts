import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cue } from '../../src/core/cues/cue.js';
import { CallRecorder } from '../../src/live/call-recorder.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.js';
import { observationAt, QUIET_CHANNEL } from '../support/made-up-moment.js';
import { KEY, SUMMARY } from '../support/stored-records.js';

const STARTED_AT = 1_700_000_000_000;
const NOW = STARTED_AT + 600_000;
const BREATH: Cue = {
  id: 'c1',
  kind: 'breath',
  step: 'soothe',
  atMs: 5000,
  expiresAtMs: 15_000,
  reason: { key: 'tense', values: {}, mood: null },
};
const RESET: Cue = { ...BREATH, id: 'c2', kind: 'reset', step: null };

describe('what is kept and counted of a call', () => {
  let records: StoredRecord[];
  let metrics: Metrics;
  let recorder: CallRecorder;
  const logger = createLogger({ logLevel: 'silent', logIdentifiers: 'remove' });
  const warned = vi.spyOn(logger, 'warn');
  const failed = vi.spyOn(logger, 'error');

  beforeEach(() => {
    records = [];
    metrics = createMetrics();
    warned.mockClear();
    failed.mockClear();
    recorder = new CallRecorder(
      { platform: 'native', startedAt: STARTED_AT, cueId: (own) => `call.${own}` },
      {
        writer: {
          write: async (record) => {
            records.push(record);
            return 'durable';
          },
          withErased: (_, work) => work(0),
          flush: async () => {},
        },
        metrics,
        logger,
        now: () => NOW,
      },
    );
  });

  const countOf = async (
    metric: 'cuesShown' | 'cuesUnbound' | 'callsWithoutNotice' | 'callObjections' | 'faults',
  ) => (await metrics[metric].get()).values.reduce((sum, { value }) => sum + value, 0);

  it('keeps a cue that was shown, under its id outside the call', async () => {
    await recorder.record({ type: 'cue', atMs: 5000, cue: BREATH }, KEY);
    expect(records).toEqual([
      {
        type: 'cue',
        key: KEY,
        cueId: 'call.c1',
        kind: 'breath',
        reason: BREATH.reason,
        decidedAt: NOW,
        outcome: 'shown',
      },
    ]);
    expect(await countOf('cuesShown')).toBe(1);
  });

  it('keeps beside a reset that it was offered; not where it was held back', async () => {
    await recorder.record({ type: 'cue', atMs: 5000, cue: RESET }, KEY);
    expect(records.map(({ type }) => type)).toEqual(['reset', 'cue']);
    expect(records[0]).toMatchObject({ offerId: 'call.c2', outcome: 'offered', at: NOW });
    records.length = 0;
    await recorder.record({ type: 'withheld', atMs: 5000, kind: 'reset', why: 'hold-out', cue: RESET }, KEY);
    expect(records).toMatchObject([{ type: 'cue', outcome: 'hold-out' }]);
  });

  it('counts a kind that was due and not shown, and keeps nothing where no cue was made', async () => {
    await recorder.record({ type: 'withheld', atMs: 5000, kind: 'breath', why: 'spacing', cue: null }, KEY);
    expect(records).toEqual([]);
    expect((await metrics.cuesWithheld.get()).values).toMatchObject([
      { labels: { kind: 'breath', reason: 'spacing' }, value: 1 },
    ]);
  });

  it('says once a call that its cues reach nobody, and counts each', async () => {
    for (const atMs of [5000, 9000])
      await recorder.record({ type: 'withheld', atMs, kind: 'breath', why: 'unbound', cue: BREATH }, KEY);
    expect(await countOf('cuesUnbound')).toBe(2);
    expect(warned).toHaveBeenCalledOnce();
  });

  it('keeps each stretch from where it began, and only the last with the end of the call', async () => {
    const attention = { givenAgoMs: [], dismissedAgoMs: null, hardCallsInARow: 0 };
    await recorder.record({ type: 'handover', atMs: 60_000, summary: SUMMARY, attention }, KEY);
    await recorder.record({ type: 'handover', atMs: 90_000, summary: null, attention }, KEY);
    await recorder.record({ type: 'summary', atMs: 120_000, summary: SUMMARY }, KEY);
    expect(records).toMatchObject([
      { startedAt: STARTED_AT },
      { startedAt: STARTED_AT + 90_000, overAt: NOW },
    ]);
    expect(records[0]).not.toMatchObject({ overAt: expect.anything() });
  });

  it('counts calls without notice', async () => {
    await recorder.record({ type: 'summary', atMs: 9, summary: { ...SUMMARY, coverage: 'no-notice' } }, KEY);
    await recorder.record({ type: 'summary', atMs: 9, summary: SUMMARY }, KEY);
    expect(await countOf('callsWithoutNotice')).toBe(1);
  });

  it('says once that a stream does not have the sample rate that it claims', async () => {
    const doubted = { ...QUIET_CHANNEL, doubts: ['wrong-rate'] as const };
    const moments = [null, QUIET_CHANNEL, doubted, doubted].map((customer) => ({
      ...observationAt(0),
      customer,
    }));
    for (const observation of moments)
      await recorder.record({ type: 'observation', atMs: observation.atMs, observation }, KEY);
    expect(warned).toHaveBeenCalledOnce();
    expect(records).toEqual([]);
  });

  it('leaves nothing of what only the desktop shows', async () => {
    await recorder.record({ type: 'cue-ended', atMs: 9, cueId: 'c1', why: 'expired' }, KEY);
    await recorder.record({ type: 'forgotten', atMs: 9, why: 'objection' }, KEY);
    expect(records).toEqual([]);
  });

  it('counts objections, and each fault, which it says once', async () => {
    recorder.objected();
    recorder.fault(new Error('one'));
    recorder.fault(new Error('two'));
    expect(await countOf('callObjections')).toBe(1);
    expect(await countOf('faults')).toBe(2);
    expect(failed).toHaveBeenCalledOnce();
  });
});
