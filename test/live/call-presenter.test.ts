import { describe, expect, it, vi } from 'vitest';
import type { AgentBinding, AgentKey } from '../../src/binding/agent-binding.js';
import { type Attention, FRESH_ATTENTION } from '../../src/core/cues/attention.js';
import type { CoachInput } from '../../src/core/cues/coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import type { AgentMessage } from '../../src/delivery/agent-message.js';
import { LocalCueBus } from '../../src/delivery/local-cue-bus.js';
import { AgentDesks } from '../../src/live/agent-desks.js';
import { AudioTally } from '../../src/live/audio-tally.js';
import { CallPresenter } from '../../src/live/call-presenter.js';
import type { HostedCoach } from '../../src/live/coaching/coach-host.js';
import { DeskView } from '../../src/live/desk-view.js';
import { LiveCall } from '../../src/live/live-call.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { NO_TRACES } from '../../src/telemetry/call-traces.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { SUMMARY } from '../support/stored-records.js';

const CALL = { tenant: 'acme', platform: 'native', callId: 'c-1' };
const ANN: AgentKey = { tenant: 'acme', agentId: 'ann' };
const BOB: AgentKey = { tenant: 'acme', agentId: 'bob' };
const CUE: CoachEvent = {
  type: 'cue',
  atMs: 5000,
  cue: {
    id: 'c1',
    kind: 'breath',
    step: 'soothe',
    atMs: 5000,
    expiresAtMs: 15_000,
    reason: { key: 'tense', values: {}, mood: null },
  },
};

const ASKED: Attention = { givenAgoMs: [5_000], dismissedAgoMs: 2_000, hardCallsInARow: 1 };
const HANDOVER: CoachEvent = { type: 'handover', atMs: 60_000, summary: SUMMARY, attention: ASKED };

const on = (agent: AgentKey): AgentBinding => ({ call: CALL, agent, source: 'announce', state: 'active' });

/** One call with its presenter, two desktops, and the records that were written. */
function desk(desks = new AgentDesks(() => 0)) {
  const bus = new LocalCueBus((cause) => expect.unreachable(String(cause)));
  const seen = { ann: [] as AgentMessage[], bob: [] as AgentMessage[] };
  bus.onReport((agent, event) => {
    if (event.type === 'attention') desks.remember(agent, event);
  });
  bus.subscribe(ANN, (message) => void seen.ann.push(message));
  bus.subscribe(BOB, (message) => void seen.bob.push(message));
  const records: StoredRecord[] = [];
  const inputs: CoachInput[] = [];
  const coach: HostedCoach = { customerHeardMs: 0, push: (input) => void inputs.push(input) };
  const now = () => 1_700_000_000_000;
  const withdrawNotice = vi.fn();
  let presenter: CallPresenter | undefined;
  new LiveCall({
    key: CALL,
    ref: 'ref',
    coach,
    output: (call) => {
      presenter = new CallPresenter(
        call,
        new DeskView({ callRef: call.ref, now, wordingOf: () => undefined, sinceHeardMs: () => 0 }),
        {
          bus,
          desks,
          traces: NO_TRACES,
          standing: { withdrawNotice },
          ownership: { leaseOf: () => null, isElsewhere: () => false, isStranger: () => false },
          logger: createLogger({ logLevel: 'silent', logIdentifiers: 'remove' }),
          metrics: createMetrics(),
          now,
          writer: {
            write: async (record) => {
              records.push(record);
              return 'durable';
            },
          } as ConstructorParameters<typeof CallPresenter>[2]['writer'],
        },
      );
      return presenter;
    },
    onAgent: () => {},
    onHold: () => {},
    onObjection: () => {},
    tally: new AudioTally(),
    objectionsKnown: () => true,
    startedAt: 1_699_999_000_000,
    zeroMs: 0,
    monotonicMs: () => 0,
    rejoinMs: { normal: 0, lost: 0 },
  });
  return { presenter: presenter!, seen, records, inputs, withdrawNotice };
}

const typesOf = (messages: readonly AgentMessage[]) =>
  messages.map((message) => (message.type === 'call' ? message.state : message.type));

describe('A call’s presenter', () => {
  it('tells nobody while no agent is on the call, but records what happened', () => {
    const { presenter, seen, records } = desk();
    presenter.events([CUE]);
    expect(seen).toEqual({ ann: [], bob: [] });
    expect(records).toMatchObject([
      { type: 'cue', key: { agentId: null }, cueId: 'ref.c1', outcome: 'shown' },
    ]);
  });

  it('shows a new agent how the call stands, with a cue that is still valid', () => {
    const { presenter, seen } = desk();
    presenter.events([CUE]);
    presenter.bind(on(ANN));
    expect(typesOf(seen.ann)).toEqual(['listening', 'cue']);
  });

  it('moves with a transfer: the first agent’s desktop ends the call, the second’s begins it', () => {
    const { presenter, seen, records } = desk();
    presenter.bind(on(ANN));
    presenter.bind(on(BOB));
    presenter.events([HANDOVER, CUE]);
    expect(typesOf(seen.ann)).toEqual(['listening', 'ended']);
    expect(typesOf(seen.bob)).toEqual(['listening', 'cue']);
    expect(records.at(-1)).toMatchObject({ type: 'cue', key: { agentId: 'bob' } });
  });

  it('stores each stretch under the agent who was on the call in it, from when it began', () => {
    const { presenter, records, inputs } = desk();
    presenter.bind(on(ANN));
    presenter.bind(on(BOB));
    presenter.bind(null);
    presenter.bind(on(ANN));
    presenter.events([
      CUE,
      HANDOVER,
      { ...HANDOVER, atMs: 90_000 },
      { ...HANDOVER, atMs: 90_000, summary: null },
      { type: 'summary', atMs: 120_000, summary: SUMMARY },
    ]);
    expect(inputs.filter(({ type }) => type === 'handover')).toHaveLength(3);
    const kept = records.map((record) => [
      record.key.agentId,
      record.type === 'call' ? record.startedAt - 1_699_999_000_000 : record.type,
    ]);
    expect(kept).toEqual([
      ['ann', 'cue'],
      ['ann', 0],
      ['bob', 60_000],
      ['ann', 90_000],
    ]);
  });

  it('counts what came before anybody was announced as the first agent’s', () => {
    const { presenter, records, inputs } = desk();
    presenter.bind(null);
    presenter.bind(on(ANN));
    presenter.events([{ type: 'summary', atMs: 120_000, summary: SUMMARY }]);
    expect(inputs.filter(({ type }) => type === 'handover')).toEqual([]);
    expect(records).toMatchObject([{ key: { agentId: 'ann' }, startedAt: 1_699_999_000_000 }]);
  });

  it('asks for no cue once nobody is on the call', () => {
    const { presenter, inputs } = desk();
    presenter.bind(on(ANN));
    presenter.bind(null);
    const bound = inputs.flatMap((input) => (input.type === 'bound' ? [input.on] : []));
    expect(bound).toEqual([true, false]);
  });

  it('brings the agent’s own settings and mute to the call, once', () => {
    const { presenter, inputs } = desk();
    presenter.bind(on(ANN));
    presenter.bind(on(ANN));
    expect(inputs.filter(({ type }) => type === 'settings')).toHaveLength(1);
    expect(inputs.filter(({ type }) => type === 'mute')).toEqual([{ type: 'mute', on: false }]);
  });

  it('has the standing withdrawn when notice is lost, and tells the desktop why coaching stops', () => {
    const { presenter, seen, withdrawNotice } = desk();
    presenter.bind(on(ANN));
    presenter.events([{ type: 'forgotten', atMs: 1000, why: 'no-notice' }]);
    expect(withdrawNotice).toHaveBeenCalledExactlyOnceWith(CALL);
    expect(seen.ann.at(-1)).toMatchObject({ type: 'unavailable', why: 'no-notice' });
  });

  it('ends with the summary, under the agent who was on the call', () => {
    const { presenter, seen, records } = desk();
    presenter.bind(on(ANN));
    presenter.events([{ type: 'summary', atMs: 300_000, summary: SUMMARY }]);
    expect(typesOf(seen.ann)).toEqual(['listening', 'ended']);
    expect(records).toMatchObject([{ type: 'call', key: { agentId: 'ann' }, startedAt: 1_699_999_000_000 }]);
  });

  it('leaves each agent’s attention with that agent on a transfer, and on the way back', () => {
    let atMs = 0;
    const desks = new AgentDesks(() => atMs);
    const { presenter, inputs } = desk(desks);
    presenter.bind(on(ANN));
    presenter.bind(on(BOB));
    presenter.events([HANDOVER]);
    expect(desks.attention(BOB)).toEqual(FRESH_ATTENTION);
    expect(desks.attention(ANN)).toEqual(ASKED);
    atMs = 10_000;
    presenter.bind(null);
    presenter.events([{ ...HANDOVER, attention: { ...ASKED, dismissedAgoMs: null } }]);
    presenter.bind(on(ANN));
    const brought = inputs.flatMap((input) => (input.type === 'bound' && input.on ? [input.attention] : []));
    expect(brought).toEqual([
      FRESH_ATTENTION,
      FRESH_ATTENTION,
      { givenAgoMs: [15_000], dismissedAgoMs: 12_000, hardCallsInARow: 1 },
    ]);
    expect(desks.attention(BOB)).toMatchObject({ dismissedAgoMs: null });
  });
});
