import { describe, expect, it } from 'vitest';
import type { EmotionAbsence, EmotionEvidence } from '../../src/core/call/observation.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { DeskView } from '../../src/live/desk-view.js';
import { observationAt } from '../support/made-up-moment.js';
import { SUMMARY } from '../support/stored-records.js';

const CUE = {
  id: 'c1',
  kind: 'breath',
  step: 'soothe',
  atMs: 5000,
  expiresAtMs: 15_000,
  reason: { key: 'tense', values: {}, mood: null },
} as const;
const HEARD: EmotionEvidence = { kind: 'heard', probabilities: { anger: 0.1, anxiety: 0.1, other: 0.8 } };
const LISTENING = { type: 'call', callRef: 'ref', state: 'listening' };

function viewAt({ now = 100_000, sinceHeardMs = 200 } = {}) {
  const clock = { now };
  const view = new DeskView({
    callRef: 'ref',
    now: () => clock.now,
    wordingOf: ({ kind }) =>
      (kind === 'reassure' ? { text: { en: 'Say that you are there.' } } : undefined) as never,
    sinceHeardMs: () => sinceHeardMs,
  });
  return { view, clock };
}

const observed = (emotion: EmotionEvidence): CoachEvent => ({
  type: 'observation',
  atMs: 0,
  observation: { ...observationAt(0), emotion },
});
const absent = (reason: EmotionAbsence) => observed({ kind: 'absent', reason });

describe('what the desktops show of a call', () => {
  it('shows how the line stands, and says it again to a desktop that comes', () => {
    const { view } = viewAt();
    expect(view.media('paused')).toEqual([{ ...LISTENING, state: 'paused' }]);
    expect(view.snapshot()).toEqual([{ ...LISTENING, state: 'paused' }]);
  });

  it.each(['objection', 'fault'] as const)('says that %s ends the coaching', (change) => {
    const { view } = viewAt();
    expect(view.media(change)).toEqual([LISTENING, { type: 'unavailable', callRef: 'ref', why: change }]);
  });

  it('says once why nothing is heard of the caller, and once that it is heard again', () => {
    const { view } = viewAt();
    expect(view.event(absent('no-notice'))).toHaveLength(2);
    expect(view.event(absent('no-notice'))).toEqual([]);
    expect(view.event(absent('between-windows'))).toEqual([]);
    expect(view.event(observed(HEARD))).toEqual([LISTENING]);
    expect(view.event(absent('too-little-speech'))).toEqual([]);
  });

  it('shows a cue with how long it took, and repeats it without', () => {
    const { view } = viewAt();
    const [shown] = view.event({ type: 'cue', atMs: 5000, cue: CUE });
    expect(shown).toMatchObject({
      cueId: 'ref.c1',
      decidedAt: 100_000,
      expiresAt: 110_000,
      heardAt: 99_800,
    });
    expect(shown).not.toHaveProperty('wording');
    expect(view.snapshot()).toEqual([LISTENING, { ...shown, heardAt: undefined }]);
  });

  it('never says that audio was heard after its cue was decided', () => {
    const { view } = viewAt({ sinceHeardMs: -50 });
    expect(view.event({ type: 'cue', atMs: 5000, cue: CUE })[0]).toMatchObject({ heardAt: 100_000 });
  });

  it('uses the wording of the site where it has one', () => {
    const { view } = viewAt();
    const cue = { ...CUE, kind: 'reassure' } as const;
    expect(view.event({ type: 'cue', atMs: 5000, cue })[0]).toMatchObject({
      wording: { text: { en: 'Say that you are there.' } },
    });
  });

  it('repeats no cue that has expired, and none that has gone', () => {
    const { view, clock } = viewAt();
    view.event({ type: 'cue', atMs: 5000, cue: CUE });
    clock.now += 10_000;
    expect(view.snapshot()).toEqual([LISTENING]);
    clock.now -= 10_000;
    view.event({ type: 'cue-ended', atMs: 6000, cueId: 'another', why: 'expired' });
    expect(view.snapshot()).toHaveLength(2);
    expect(view.event({ type: 'cue-ended', atMs: 6000, cueId: 'c1', why: 'expired' })).toEqual([
      { type: 'cue-ended', callRef: 'ref', cueId: 'ref.c1' },
    ]);
    expect(view.snapshot()).toEqual([LISTENING]);
  });

  it.each([
    [{ strain: 61 }, 61],
    [{}, 0],
  ])('offers a reset with the strain of %o', (values, strain) => {
    const { view } = viewAt();
    const reason = { key: 'strain', values, mood: null };
    expect(
      view.event({ type: 'cue', atMs: 5000, cue: { ...CUE, kind: 'reset', step: null, reason } }),
    ).toMatchObject([{ type: 'reset', offerId: 'ref.c1', strain, seconds: [30, 60] }]);
  });

  it('says at the end that the call is over, and no longer what was missing', () => {
    const { view } = viewAt();
    view.event({ type: 'forgotten', atMs: 1, why: 'objection' });
    expect(view.event({ type: 'summary', atMs: 9, summary: SUMMARY })).toEqual([
      { ...LISTENING, state: 'ended' },
    ]);
  });

  it('shows nothing of what is decided behind it', () => {
    const { view } = viewAt();
    expect(view.event({ type: 'withheld', atMs: 1, kind: 'breath', why: 'spacing', cue: null })).toEqual([]);
  });
});
