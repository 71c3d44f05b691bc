import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentKey, CallKey } from '../../src/binding/agent-binding.js';
import { BindingRegistry } from '../../src/binding/binding-registry.js';
import { ObjectionRegistry } from '../../src/binding/objection-registry.js';
import { SharedStanding } from '../../src/binding/shared-standing.js';
import { SINGLE_NODE_NOTICE } from '../../src/binding/single-node-notice.js';
import { configSchema } from '../../src/config/config-schema.js';
import { type Attention, FRESH_ATTENTION } from '../../src/core/cues/attention.js';
import { type CallCoachOptions, DEFAULT_AGENT_SETTINGS } from '../../src/core/cues/call-coach.js';
import type { CoachInput } from '../../src/core/cues/coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import type { Cue, CueKind } from '../../src/core/cues/cue.js';
import { SelfCoach } from '../../src/core/cues/self-coach.js';
import type { AgentMessage, DesktopEvent } from '../../src/delivery/agent-message.js';
import { LocalCueBus } from '../../src/delivery/local-cue-bus.js';
import type { StreamOpen } from '../../src/ingest/media-adapter.js';
import { CallCoordinator } from '../../src/live/call-coordinator.js';
import type { CoachHost, HostedCoach, RoundListener } from '../../src/live/coaching/coach-host.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { NO_TRACES } from '../../src/telemetry/call-traces.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { SpreadClassifier } from '../support/spread-classifier.js';
import { StandingInMemory } from '../support/standing-in-memory.js';
import { SUMMARY } from '../support/stored-records.js';

const CALL: CallKey = { tenant: 'acme', platform: 'native', callId: 'c-1' };
const ANN: AgentKey = { tenant: 'acme', agentId: 'ann' };
const BOB: AgentKey = { tenant: 'acme', agentId: 'bob' };
const HOUR_MS = 3_600_000;

const OPEN: StreamOpen = {
  streamId: 's',
  tenant: 'acme',
  connector: 'pbx',
  platform: 'native',
  callId: 'c-1',
  platformSessionId: null,
  roles: ['customer', 'agent'],
  notice: { given: true, wordingVersion: null },
  agentId: null,
  language: null,
  openedAtMs: 0,
  openedAtWallMs: 0,
};

const cueOf = (kind: CueKind, id = 'c1'): Cue => ({
  id,
  kind,
  step: 'soothe',
  atMs: 5_000,
  expiresAtMs: 15_000,
  reason: { key: 'tense', values: kind === 'reset' ? { strain: 70 } : {}, mood: null },
});

/** A coach whose events the test writes. */
class ScriptedCoach implements HostedCoach {
  customerHeardMs = 0;
  readonly inputs: CoachInput[] = [];
  next: CoachEvent[] = [];
  attention: Attention = FRESH_ATTENTION;
  constructor(readonly options: CallCoachOptions) {}

  push(input: CoachInput): void {
    this.inputs.push(input);
  }

  of<Type extends CoachInput['type']>(type: Type): Extract<CoachInput, { type: Type }>[] {
    return this.inputs.filter((input): input is Extract<CoachInput, { type: Type }> => input.type === type);
  }
}

class ScriptedHost implements CoachHost {
  readonly coaches: ScriptedCoach[] = [];

  open(options: CallCoachOptions): ScriptedCoach {
    const coach = new ScriptedCoach(options);
    this.coaches.push(coach);
    return coach;
  }

  async round(ending: ReadonlySet<HostedCoach>, listener: RoundListener): Promise<void> {
    for (const coach of this.coaches) {
      if (coach.next.length > 0) listener.events(coach, coach.next.splice(0));
      if (ending.has(coach))
        listener.ended(coach, [{ type: 'summary', atMs: 60_000, summary: SUMMARY }], coach.attention);
    }
  }

  async close(): Promise<void> {}
}

/** A node with everything real but its coaches and its clock. */
async function startNode(legalBasis: string | null = null) {
  const time = { nowMs: 0 };
  const clock = { monotonicMs: () => time.nowMs, wallMs: () => 1_700_000_000_000 + time.nowMs };
  const onFault = (cause: unknown) => expect.unreachable(String(cause));
  const host = new ScriptedHost();
  const bus = new LocalCueBus(onFault);
  const bindings = new BindingRegistry(clock.monotonicMs);
  const objections = new ObjectionRegistry(clock.monotonicMs);
  const store = new StandingInMemory();
  const standing = new SharedStanding({
    bindings,
    objections,
    store,
    notice: SINGLE_NODE_NOTICE,
    pollMs: null,
    now: () => 0,
    journal: null,
    onFault,
  });
  await standing.read();
  const records: StoredRecord[] = [];
  const logged: object[] = [];
  const logger = createLogger({ logLevel: 'silent', logIdentifiers: 'remove' });
  // That a call began and ended is a line of every call.
  const note = (fields: object | string) => {
    if (typeof fields === 'object' && !('callRef' in fields)) logged.push(fields);
  };
  vi.spyOn(logger, 'info').mockImplementation(note);
  vi.spyOn(logger, 'warn').mockImplementation(note);
  const coordinator = new CallCoordinator({
    config: configSchema.parse({
      calls: { rejoinMs: 0, lostPeerMs: 0 },
      desktop: { selfCoachingLegalBasis: legalBasis },
    }),
    classifier: new SpreadClassifier(),
    host,
    bindings,
    objections,
    standing,
    bus,
    leases: null,
    traces: NO_TRACES,
    clock,
    logger,
    metrics: createMetrics(),
    writer: {
      write: async (record) => {
        records.push(record);
        return 'durable';
      },
      flush: async () => {},
      withErased: (_erased, work) => work(0),
    },
    onFault,
  });
  const shown = new Map<AgentKey, AgentMessage[]>([
    [ANN, []],
    [BOB, []],
  ]);
  for (const [agent, messages] of shown) bus.subscribe(agent, (message) => void messages.push(message));
  const report = (agent: AgentKey, event: DesktopEvent) => bus.report(agent, event);
  const events = async (...next: CoachEvent[]) => {
    host.coaches.at(-1)!.next.push(...next);
    await coordinator.tick();
  };
  const open = (more: Partial<StreamOpen> = {}) => {
    const stream = coordinator.sink.stream({ ...OPEN, ...more });
    return { stream, coach: host.coaches.at(-1)! };
  };
  const of = (agent: AgentKey) =>
    shown
      .get(agent)!
      .filter(({ type }) => type !== 'level')
      .map((message) => (message.type === 'call' ? message.state : message.type));
  return { coordinator, open, report, events, of, shown, records, logged, standing, store, bindings, time };
}

let node: Awaited<ReturnType<typeof startNode>>;
beforeEach(async () => {
  node = await startNode();
});

const refOf = (agent: AgentKey): string => {
  const message = node.shown.get(agent)!.find((one) => one.type === 'call');
  if (message === undefined || !('callRef' in message)) throw new Error('No call was shown.');
  return message.callRef;
};

describe('a call and its agent', () => {
  it('is shown to the agent who was announced before it began', async () => {
    await node.standing.bind(CALL, ANN, 'announce', { actor: 'binder' });
    node.open();
    expect(node.of(ANN)).toEqual(['listening']);
    expect(node.of(BOB)).toEqual([]);
  });

  it('is shown to the agent whom its stream names, and to nobody once the stream names nobody', async () => {
    const { stream } = node.open({ agentId: 'ann' });
    expect(node.of(ANN)).toEqual(['listening']);
    stream.handle({ type: 'agent', agentId: null });
    expect(node.of(ANN)).toEqual(['listening', 'ended']);
  });

  it('stays with the agent it was transferred to when a stream comes back with its first parameters', async () => {
    const { stream } = node.open({ agentId: 'ann' });
    await node.standing.bind(CALL, BOB, 'announce', { actor: 'binder' });
    node.open({ agentId: 'ann' });
    stream.handle({ type: 'close', reason: 'peer-lost' });
    expect(node.bindings.of(CALL)?.agent).toEqual(BOB);
    expect(node.of(ANN)).toEqual(['listening', 'ended']);
    node.open({ agentId: 'carol' });
    expect(node.bindings.of(CALL)?.agent.agentId).toBe('carol');
  });

  it('goes on without an agent when the stream names one who is on too many calls', () => {
    for (let i = 0; i < 100; i++) node.open({ callId: `c-${i}`, agentId: 'ann' });
    expect(node.logged).toContainEqual({ code: 'binding.limit-reached' });
    expect(node.coordinator.callCount).toBe(100);
  });

  it('ends for its agent when the call ends, which leaves its summary and releases the binding', async () => {
    const { stream } = node.open({ agentId: 'ann' });
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    expect(node.of(ANN)).toEqual(['listening', 'ended']);
    expect(node.records.find(({ type }) => type === 'call')).toMatchObject({ key: { agentId: 'ann' } });
    expect(node.bindings.of(CALL)).toBeNull();
    expect(node.coordinator.callCount).toBe(0);
  });

  it('keeps its binding when this node stops: another node may take the call over', async () => {
    node.open({ agentId: 'ann' });
    await node.coordinator.endAll();
    expect(node.bindings.of(CALL)?.agent).toEqual(ANN);
    expect(node.records.some(({ type }) => type === 'call')).toBe(true);
  });

  it('cannot be taken by another agent’s ticket', async () => {
    node.open({ agentId: 'ann' });
    await expect(node.coordinator.bindByTicket(CALL, BOB)).rejects.toMatchObject({ code: 'binding.taken' });
    expect(node.bindings.of(CALL)?.agent).toEqual(ANN);
  });
});

describe('how a call stands with its caller’s notice', () => {
  it('is unknown without a stream, missing or given by its streams, and an objection before all', async () => {
    expect(node.coordinator.noticeOf(CALL)).toBe('unknown');
    const { stream } = node.open({ notice: null });
    expect(node.coordinator.noticeOf(CALL)).toBe('missing');
    stream.handle({ type: 'notice', notice: { given: true, wordingVersion: null } });
    expect(node.coordinator.noticeOf(CALL)).toBe('given');
    stream.handle({ type: 'objection' });
    expect(node.coordinator.noticeOf(CALL)).toBe('objection');
  });

  it('keeps an objection that came before the call', async () => {
    await node.standing.object(CALL, { actor: 'binder' });
    const { coach } = node.open({ agentId: 'ann' });
    expect(coach.of('objection')).toHaveLength(1);
    expect(node.shown.get(ANN)).toContainEqual(
      expect.objectContaining({ type: 'unavailable', why: 'objection' }),
    );
  });
});

describe('what an agent does at the desktop', () => {
  it('joining shows the state of the call again, with a cue that is still valid', async () => {
    node.open({ agentId: 'ann' });
    await node.events({ type: 'cue', atMs: 5_000, cue: cueOf('breath') });
    node.shown.get(ANN)!.length = 0;
    node.report(ANN, { type: 'joined', sessionId: 'one' });
    expect(node.of(ANN)).toEqual(['listening', 'cue']);
    node.time.nowMs = 11_000;
    node.shown.get(ANN)!.length = 0;
    node.report(ANN, { type: 'joined', sessionId: 'two' });
    expect(node.of(ANN)).toEqual(['listening']);
  });

  it('settings hold for the call in progress and the next one', () => {
    const { coach, stream } = node.open({ agentId: 'ann' });
    const settings = { quiet: true, fewerCues: false, kindsOff: ['reset' as const] };
    node.report(ANN, { type: 'settings', ...settings, language: 'en' });
    expect(coach.of('settings').at(-1)).toEqual({ type: 'settings', settings });
    stream.handle({ type: 'close', reason: 'normal' });
    const next = node.open({ callId: 'c-2', agentId: 'ann' });
    expect(next.coach.of('settings').at(-1)).toEqual({ type: 'settings', settings });
  });

  it('a mute for an hour ends by itself, a mute for this call does not', async () => {
    const { coach } = node.open({ agentId: 'ann' });
    coach.inputs.length = 0;
    const mutes = () => coach.of('mute').map(({ on }) => on);
    node.report(ANN, { type: 'mute', scope: 'hour', forMs: HOUR_MS });
    expect(mutes()).toEqual([true]);
    node.time.nowMs = HOUR_MS - 1;
    await node.coordinator.tick();
    expect(mutes()).toEqual([true]);
    node.time.nowMs = HOUR_MS;
    await node.coordinator.tick();
    expect(mutes()).toEqual([true, false]);
    node.report(ANN, { type: 'mute', scope: 'call', forMs: null });
    node.time.nowMs = 9 * HOUR_MS;
    await node.coordinator.tick();
    expect(mutes()).toEqual([true, false, true]);
    node.report(ANN, { type: 'mute', scope: 'off', forMs: null });
    expect(mutes()).toEqual([true, false, true, false]);
  });

  it('a cue of one of two calls at once, and its dismissal, count for the other; never twice, and for nobody else', async () => {
    const first = node.open({ agentId: 'ann' });
    const second = node.open({ callId: 'c-2', agentId: 'ann' });
    const bobs = node.open({ callId: 'c-3', agentId: 'bob' });
    first.coach.next.push({ type: 'cue', atMs: 0, cue: cueOf('breath') });
    await node.coordinator.tick();
    node.report(ANN, { type: 'feedback', cueId: `${refOf(ANN)}.c1`, verdict: 'not-now' });
    const asked = { type: 'asked-elsewhere', givenAgoMs: [], dismissedAgoMs: null };
    expect(second.coach.of('asked-elsewhere')).toEqual([
      { ...asked, givenAgoMs: [expect.any(Number)] },
      { ...asked, dismissedAgoMs: 0 },
    ]);
    expect([first, bobs].flatMap(({ coach }) => coach.of('asked-elsewhere'))).toEqual([]);
    // Another node's call of the same agent says so as well; what a call sums up at its end was said before.
    node.report(ANN, {
      ...FRESH_ATTENTION,
      type: 'attention',
      callRef: 'elsewhere',
      givenAgoMs: [40],
    });
    node.report(ANN, { ...FRESH_ATTENTION, type: 'attention', givenAgoMs: [40] });
    for (const { coach } of [first, second])
      expect(coach.of('asked-elsewhere').at(-1)).toEqual({ ...asked, givenAgoMs: [40] });
    expect(first.coach.of('asked-elsewhere')).toHaveLength(1);
  });

  it('feedback reaches the coach and the record, also shortly after the call, and only the agent’s own', async () => {
    const { coach, stream } = node.open({ agentId: 'ann' });
    const cueId = `${refOf(ANN)}.c1`;
    node.report(BOB, { type: 'feedback', cueId, verdict: 'wrong' });
    expect(coach.of('feedback')).toEqual([]);
    node.report(ANN, { type: 'feedback', cueId, verdict: 'wrong' });
    expect(coach.of('feedback')).toEqual([{ type: 'feedback', cueId: 'c1', verdict: 'wrong' }]);
    // For own eyes alone, even where another node lets it through.
    const own = `${cueId.slice(0, cueId.lastIndexOf('.'))}.own-1`;
    node.report(ANN, { type: 'feedback', cueId: own, verdict: 'seen' });
    node.report(ANN, { type: 'reset', offerId: own, outcome: 'taken' });
    expect(coach.of('feedback')).toHaveLength(1);
    expect(node.records.some(({ type }) => type === 'reset')).toBe(false);
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    node.report(BOB, { type: 'feedback', cueId, verdict: 'helped' });
    node.report(ANN, { type: 'feedback', cueId, verdict: 'helped' });
    const verdicts = node.records.flatMap((record) => (record.type === 'feedback' ? [record.verdict] : []));
    expect(verdicts).toEqual(['wrong', 'helped']);
  });

  it('a reset that was taken breaks the row of hard calls, one that was declined does not', async () => {
    for (const [outcome, inARow] of [
      ['skipped', 2],
      ['taken', 0],
    ] as const) {
      node = await startNode();
      const { coach, stream } = node.open({ agentId: 'ann' });
      coach.attention = { ...FRESH_ATTENTION, hardCallsInARow: 2 };
      const offerId = `${refOf(ANN)}.c1`;
      stream.handle({ type: 'close', reason: 'normal' });
      await node.coordinator.tick();
      node.report(BOB, { type: 'reset', offerId, outcome });
      node.report(ANN, { type: 'reset', offerId, outcome });
      expect(node.records.filter(({ type }) => type === 'reset')).toMatchObject([{ offerId, outcome }]);
      const next = node.open({ callId: 'c-2', agentId: 'ann' });
      expect(JSON.stringify(next.coach.inputs)).toContain(`"hardCallsInARow":${inARow}`);
    }
  });

  it('leaving a call takes off that agent only', async () => {
    node.open({ agentId: 'ann' });
    node.report(BOB, { type: 'unbind', platform: 'native', callId: 'c-1' });
    expect(node.bindings.of(CALL)?.agent).toEqual(ANN);
    node.report(ANN, { type: 'unbind', platform: 'native', callId: 'c-1' });
    await expect.poll(() => node.bindings.of(CALL)).toBeNull();
  });

  it('holding works on the agent’s own call, by its reference or its key', async () => {
    const { coach } = node.open({ agentId: 'ann' });
    node.report(BOB, { type: 'hold', callRef: refOf(ANN), on: true });
    node.report(ANN, { type: 'hold', callRef: 'no such call', on: true });
    expect(coach.of('hold')).toEqual([]);
    node.report(ANN, { type: 'hold', callRef: refOf(ANN), on: true });
    await expect.poll(() => coach.of('hold').map(({ on }) => on)).toEqual([true]);
    node.report(ANN, { type: 'hold', platform: 'native', callId: 'c-1', on: false });
    await expect.poll(() => coach.of('hold').map(({ on }) => on)).toEqual([true, false]);
  });

  it('is one hold, whoever says it: who takes it back ends it for all', async () => {
    const { coach, stream } = node.open({ agentId: 'ann' });
    const binder = { actor: 'binder', by: 'crm' };
    stream.handle({ type: 'hold', on: true });
    await node.standing.hold(CALL, true, binder);
    node.report(ANN, { type: 'hold', callRef: refOf(ANN), on: true });
    stream.handle({ type: 'hold', on: false });
    await node.standing.hold(CALL, false, binder);
    await expect.poll(() => coach.of('hold').map(({ on }) => on)).toEqual([true, false]);
    await node.standing.hold(CALL, true, binder);
    stream.handle({ type: 'hold', on: true });
    await node.standing.hold(CALL, false, binder);
    expect(coach.of('hold').map(({ on }) => on)).toEqual([true, false, true, false]);
  });

  it('stays on hold when it is transferred meanwhile, and the next agent is told', async () => {
    const binder = { actor: 'binder', by: 'crm' };
    await node.standing.hold(CALL, true, binder);
    const { coach, stream } = node.open();
    expect(coach.of('hold').map(({ on }) => on)).toEqual([true]);
    await node.standing.bind(CALL, ANN, 'announce', binder);
    await node.standing.bind(CALL, BOB, 'announce', binder);
    expect([node.of(ANN), node.of(BOB)]).toEqual([['held', 'ended'], ['held']]);
    stream.handle({ type: 'hold', on: false });
    await expect.poll(() => node.of(BOB)).toEqual(['held', 'listening']);
    expect(coach.of('hold').map(({ on }) => on)).toEqual([true, false]);
    expect(node.bindings.of(CALL)).toMatchObject({ agent: BOB, state: 'active' });
  });

  it('is off hold for the next call of the same id once it has ended on hold', async () => {
    const { stream } = node.open({ agentId: 'ann' });
    stream.handle({ type: 'hold', on: true });
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    await expect
      .poll(async () => (await node.store.changes()).bindings.map(({ isHeld }) => isHeld))
      .toEqual([false]);
    expect(node.open({ agentId: 'ann' }).coach.of('hold')).toEqual([]);
  });

  it('is logged by its code when the store cannot keep it', async () => {
    node.open({ agentId: 'ann' });
    await expect.poll(() => node.bindings.of(CALL)).not.toBeNull();
    node.store.isAway = true;
    node.report(ANN, { type: 'hold', callRef: refOf(ANN), on: true });
    await expect.poll(() => node.logged).toContainEqual({ code: 'binding.not-kept' });
  });
});

describe('what is kept and shown of a call', () => {
  it('is a record of every cue, shown or withheld, and of the offer of a reset', async () => {
    node.open({ agentId: 'ann' });
    await node.events(
      { type: 'cue', atMs: 5_000, cue: cueOf('breath') },
      {
        type: 'withheld',
        atMs: 6_000,
        kind: 'acknowledge',
        why: 'hold-out',
        cue: cueOf('acknowledge', 'c2'),
      },
      { type: 'withheld', atMs: 7_000, kind: 'sum-up', why: 'spacing', cue: null },
      { type: 'cue', atMs: 8_000, cue: cueOf('reset', 'c3') },
    );
    const kept = node.records.flatMap((record) => {
      if (record.type === 'cue') return [`${record.kind} ${record.outcome}`];
      return record.type === 'reset' ? [`offer ${record.outcome}`] : [];
    });
    expect(kept).toEqual(['breath shown', 'acknowledge hold-out', 'offer offered', 'reset shown']);
    expect(node.of(ANN)).toEqual(['listening', 'cue', 'reset']);
    expect(node.shown.get(ANN)).toContainEqual(expect.objectContaining({ strain: 70, seconds: [30, 60] }));
  });

  it('takes the offer of a reset away when the caller objects after the end of the call', async () => {
    const { stream } = node.open({ agentId: 'ann' });
    await node.events({ type: 'cue', atMs: 8_000, cue: cueOf('reset', 'c3') });
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    node.shown.get(ANN)!.length = 0;
    for (const callId of ['another', CALL.callId, CALL.callId])
      await node.standing.object({ ...CALL, callId }, { actor: 'binder', by: 'crm' });
    expect(node.shown.get(ANN)!.filter(({ type }) => type !== 'call')).toEqual([
      { type: 'reset-ended', offerId: expect.stringMatching(/\.c3$/) },
    ]);
  });

  it('is a log line, once a call, when its cues reach nobody', async () => {
    node.open();
    const withheld = { type: 'withheld', atMs: 6_000, kind: 'breath', why: 'unbound', cue: null } as const;
    await node.events(withheld, withheld);
    expect(node.logged).toEqual([{ platform: 'native' }]);
  });

  it('takes the cue away when it ends, and not another one', async () => {
    node.open({ agentId: 'ann' });
    await node.events(
      { type: 'cue', atMs: 5_000, cue: cueOf('breath', 'c2') },
      { type: 'cue-ended', atMs: 6_000, cueId: 'c1', why: 'replaced' },
    );
    node.shown.get(ANN)!.length = 0;
    node.report(ANN, { type: 'joined', sessionId: 'one' });
    expect(node.of(ANN)).toEqual(['listening', 'cue']);
    await node.events({ type: 'cue-ended', atMs: 7_000, cueId: 'c2', why: 'expired' });
    node.shown.get(ANN)!.length = 0;
    node.report(ANN, { type: 'joined', sessionId: 'two' });
    expect(node.of(ANN)).toEqual(['listening']);
  });

  it('says that coaching is unavailable once what was inferred is forgotten', async () => {
    node.open({ agentId: 'ann' });
    await node.events({ type: 'forgotten', atMs: 5_000, why: 'no-notice' });
    expect(node.shown.get(ANN)).toContainEqual(
      expect.objectContaining({ type: 'unavailable', why: 'no-notice' }),
    );
  });
});

describe('what was erased', () => {
  const HELPED = { type: 'feedback', verdict: 'helped' } as const;
  const CHOSEN = { ...DEFAULT_AGENT_SETTINGS, fewerCues: true };

  it('leaves memory: the agent’s choices, and the calls that the agent could still answer', async () => {
    const { stream } = node.open({ agentId: 'ann' });
    node.report(ANN, { type: 'settings', ...CHOSEN, language: 'en' });
    const ref = refOf(ANN);
    await node.events({ type: 'cue', atMs: 5_000, cue: cueOf('breath') });
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    node.store.eraseAgent('ann');
    await node.standing.read();
    node.records.length = 0;
    node.report(ANN, { ...HELPED, cueId: `${ref}.c1` });
    expect(node.records).toEqual([]);
    const { coach } = node.open({ callId: 'c-2', agentId: 'ann' });
    expect(coach.of('settings')).toEqual([{ type: 'settings', settings: DEFAULT_AGENT_SETTINGS }]);
  });

  it('leaves the desk of an agent who is on a call again, until that is over', async () => {
    node.open({ agentId: 'ann' });
    node.report(ANN, { type: 'settings', ...CHOSEN, language: 'en' });
    node.store.erased = { agent: (agent) => agent.agentId === 'ann', call: () => false };
    await node.standing.read();
    const { coach } = node.open({ callId: 'c-2', agentId: 'ann' });
    expect(coach.of('settings')).toEqual([{ type: 'settings', settings: CHOSEN }]);
  });

  it('keeps what other agents may still answer', async () => {
    const { stream } = node.open({ agentId: 'bob' });
    const ref = refOf(BOB);
    await node.events({ type: 'cue', atMs: 5_000, cue: cueOf('breath') });
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    node.store.eraseAgent('ann');
    await node.standing.read();
    node.report(BOB, { ...HELPED, cueId: `${ref}.c1` });
    expect(node.records.at(-1)).toMatchObject({ type: 'feedback', verdict: 'helped' });
  });
});

describe('how much has been examined', () => {
  it('is what the coach says of a call in progress, and nothing of a call that is not here', () => {
    const { coach } = node.open();
    coach.customerHeardMs = 4_200;
    expect(node.coordinator.examinedMs(CALL)).toBe(4_200);
    expect(node.coordinator.examinedMs({ ...CALL, callId: 'other' })).toBe(0);
  });
});

describe('a coach that was restarted', () => {
  it('is given the notice, the agent and the settings of its call again', () => {
    const { coach } = node.open({ agentId: 'ann' });
    coach.inputs.length = 0;
    node.coordinator.restate(new Set([coach]));
    expect(coach.inputs.map(({ type }) => type)).toEqual(['notice', 'handover', 'bound', 'settings', 'mute']);
  });

  it('is told again that the call is on hold, paused and objected to', () => {
    const { stream, coach } = node.open();
    stream.handle({ type: 'hold', on: true });
    stream.handle({ type: 'pause', on: true });
    stream.handle({ type: 'objection' });
    coach.inputs.length = 0;
    node.coordinator.restate(new Set([coach]));
    expect(coach.inputs).toEqual(
      expect.arrayContaining([
        { type: 'hold', on: true },
        { type: 'pause', on: true },
        { type: 'objection' },
      ]),
    );
  });

  it('is left alone once its call is over', async () => {
    const { stream, coach } = node.open();
    stream.handle({ type: 'close', reason: 'normal' });
    await node.coordinator.tick();
    coach.inputs.length = 0;
    node.coordinator.restate(new Set([coach]));
    expect(coach.inputs).toEqual([]);
  });
});

describe('self-coaching', () => {
  it('is not done without a recorded legal basis, and leaves no trace with one', async () => {
    for (const legalBasis of [null, 'works agreement no. 7 of 2026']) {
      node = await startNode(legalBasis);
      const { stream } = node.open({ agentId: 'ann' });
      node.report(ANN, { type: 'self-coaching', sessionId: 'one', on: true });
      await node.coordinator.tick();
      stream.handle({
        type: 'audio',
        chunk: { role: 'agent', streamTimeMs: 0, sampleRateHz: 8000, samples: new Float32Array(80) },
      });
      await node.coordinator.tick();
      node.report(ANN, { type: 'left', sessionId: 'one' });
      await node.coordinator.tick();
      expect(node.records.filter(({ type }) => type !== 'binding')).toEqual([]);
      expect(node.logged).toEqual([]);
    }
  });

  const AGENT_AUDIO = {
    type: 'audio',
    chunk: { role: 'agent', streamTimeMs: 0, sampleRateHz: 8000, samples: new Float32Array(80) },
  } as const;

  /** A node on which Ann has switched it on, and what her ear hears of the call. */
  async function listening() {
    node = await startNode('works agreement no. 7 of 2026');
    const heard: unknown[] = [];
    vi.spyOn(SelfCoach.prototype, 'audio').mockImplementation((chunk) => void heard.push(chunk.role));
    vi.spyOn(SelfCoach.prototype, 'gap').mockImplementation((gap) => void heard.push(gap.reason));
    const { stream } = node.open({ agentId: 'ann' });
    node.report(ANN, { type: 'self-coaching', sessionId: 'one', on: true });
    await node.coordinator.tick();
    return { stream, heard };
  }
  afterEach(() => vi.restoreAllMocks());

  it('hears audio and gaps, and nothing else of the call', async () => {
    const { stream, heard } = await listening();
    stream.handle(AGENT_AUDIO);
    stream.handle({
      type: 'gap',
      gap: { role: 'agent', streamTimeMs: 10, durationMs: 40, reason: 'lost' },
    });
    stream.handle({ type: 'hold', on: true });
    expect(heard).toEqual(['agent', 'lost']);
  });

  it.each([
    [
      'the agent switches it off',
      () => node.report(ANN, { type: 'self-coaching', sessionId: 'one', on: false }),
    ],
    ['the session leaves', () => node.report(ANN, { type: 'left', sessionId: 'one' })],
    ['the agent is off the call', () => node.bindings.unbind(CALL)],
  ])('hears nothing more once %s', async (_when, ends) => {
    const { stream, heard } = await listening();
    ends();
    await node.coordinator.tick();
    stream.handle(AGENT_AUDIO);
    expect(heard).toEqual([]);
  });

  it('falls silent where it fails, and the call goes on', async () => {
    const { stream } = await listening();
    const fails = vi.spyOn(SelfCoach.prototype, 'audio').mockImplementation(() => {
      throw new Error('A fault of ours.');
    });
    stream.handle(AGENT_AUDIO);
    stream.handle(AGENT_AUDIO);
    expect(fails).toHaveBeenCalledOnce();
    await node.coordinator.tick();
    expect(node.logged).toEqual([]);
  });
});
