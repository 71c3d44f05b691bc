import { type AgentBinding, type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import type { SharedStanding } from '../binding/shared-standing.js';
import { contain, containAsync } from '../containment.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { AgentMessage } from '../delivery/agent-message.js';
import type { CueBus } from '../delivery/cue-bus.js';
import type { RecordKey } from '../storage/stored-record.js';
import type { CallTraceLine, CallTraces } from '../telemetry/call-traces.js';
import type { AgentDesks } from './agent-desks.js';
import type { CallOutput, MediaChange } from './call-output.js';
import type { CallOwnership } from './call-ownership.js';
import { CallRecorder, type CallRecorderParts } from './call-recorder.js';
import type { DeskView } from './desk-view.js';
import type { LiveCall } from './live-call.js';

export type CallPresenterParts = CallRecorderParts & {
  readonly bus: CueBus;
  readonly standing: Pick<SharedStanding, 'withdrawNotice'>;
  readonly desks: AgentDesks;
  readonly traces: CallTraces;
  readonly ownership: Pick<CallOwnership, 'leaseOf' | 'isElsewhere' | 'isStranger'>;
};

const LEVEL_EVERY_MS = 1_000;

/** Presents one call to the agent who is on it at the moment, and passes its events on to be recorded. */
export class CallPresenter implements CallOutput {
  readonly #parts: CallPresenterParts;
  readonly #view: DeskView;
  readonly #call: LiveCall;
  readonly #recorder: CallRecorder;
  readonly #trace: CallTraceLine;
  #binding: AgentBinding | null = null;
  #lastAgent: AgentKey | null = null;
  /** The agents whose stretches still produce events: the first is the stretch being reported, the last the present one. */
  #stretches: readonly (AgentKey | null)[] = [null];
  #levelAt = 0;

  constructor(call: LiveCall, view: DeskView, parts: CallPresenterParts) {
    this.#call = call;
    this.#view = view;
    this.#parts = parts;
    const recorded = { platform: call.key.platform, startedAt: call.startedAt, cueId: view.cueId.bind(view) };
    this.#recorder = new CallRecorder(recorded, parts);
    this.#trace = parts.traces.begin(call.ref, call.key.platform, call.startedAt);
  }

  get agent(): AgentKey | null {
    return this.#binding?.agent ?? null;
  }

  /** Joins the log lines of the call with its trace, where there is one. */
  get traced(): { readonly traceId?: string } {
    const { traceId } = this.#trace;
    return traceId === null ? {} : { traceId };
  }

  get recordKey(): RecordKey {
    return { ...this.#call.key, agentId: this.agent?.agentId ?? null };
  }

  /** Takes away what is still shown of the call; null: nothing is. */
  get takesAway(): AgentMessage | null {
    return this.#view.takesAway;
  }

  /** Whether anybody was ever known to be on the call. */
  get hasHadAgent(): boolean {
    return this.#lastAgent !== null;
  }

  /** Whether somebody else has been on the call: its agent channel carries their voice. */
  hasHadAnother(agent: AgentKey): boolean {
    return this.#lastAgent !== null && agentKeyText(this.#lastAgent) !== agentKeyText(agent);
  }

  isOf(agent: AgentKey): boolean {
    return this.agent !== null && agentKeyText(this.agent) === agentKeyText(agent);
  }

  /** The call's binding was made, changed, or taken away. */
  bind(binding: AgentBinding | null): void {
    const { desks } = this.#parts;
    const before = this.agent;
    const isSame = binding !== null && this.isOf(binding.agent);
    if (before !== null && !isSame)
      this.#publishAll([{ type: 'call', callRef: this.#call.ref, state: 'ended' }]);
    if (!isSame && (before ?? binding) !== null) this.#handOver(binding?.agent ?? null);
    this.#binding = binding;
    this.#lastAgent = binding?.agent ?? this.#lastAgent;
    if (binding === null) {
      this.#call.push({ type: 'bound', on: false });
      return;
    }
    const { agent } = binding;
    this.#call.push({ type: 'bound', on: true, ...(isSame ? {} : { attention: desks.attention(agent) }) });
    if (isSame) return;
    this.#call.push({ type: 'settings', settings: desks.settings(agent) });
    this.#call.push({ type: 'mute', on: desks.isMuted(agent) });
    this.refresh();
  }

  /** Tells a restarted coach who is on the call. */
  restate(): void {
    const binding = this.#binding;
    this.#binding = null;
    this.bind(binding);
  }

  /** Sends the whole state to the agent's desktops: one of them has just connected. */
  refresh(): void {
    this.#publishAll(this.#view.snapshot());
  }

  /** Tells the desktops, once a second, that audio arrives or does not. */
  showLevel(): void {
    const now = this.#parts.now();
    const sinceMs = now - this.#levelAt;
    // The wall clock may have been set back: that is no reason to fall silent until it has caught up.
    if (sinceMs >= 0 && sinceMs < LEVEL_EVERY_MS) return;
    this.#levelAt = now;
    this.#publishAll([{ type: 'level', callRef: this.#call.ref, level: this.#call.heard.take() }]);
  }

  media(change: MediaChange): void {
    if (change === 'objection') this.#recorder.objected();
    this.#publishAll(this.#view.media(change));
  }

  /** What is shown and what is recorded are apart: a fault in one does not keep the other from happening. */
  events(events: readonly CoachEvent[]): void {
    for (const event of events) {
      if (event.type === 'forgotten' && event.why === 'no-notice')
        this.#contained(() => this.#parts.standing.withdrawNotice(this.#call.key));
      this.#contained(() => this.#publishAll(this.#view.event(event)));
      void this.#recorded(event, this.#stretchKey);
      if (event.type === 'cue' && this.agent !== null) this.#gave(event, this.agent);
      if (event.type === 'handover') {
        const [leaver = null] = this.#stretches;
        if (leaver !== null) this.#parts.bus.report(leaver, { type: 'attention', ...event.attention });
        this.#stretches = this.#stretches.slice(1);
      }
    }
  }

  /** The desktop is told that the call has ended, and what is offered after it, once the summary is durable. */
  async end(events: readonly CoachEvent[]): Promise<void> {
    if (this.#parts.ownership.isStranger(this.#call)) return;
    const from = events.findIndex(({ type }) => type === 'summary');
    this.events(events.slice(0, from));
    const { agent } = this;
    const key = this.#stretchKey;
    const messages: AgentMessage[] = [];
    const kept: Promise<unknown>[] = [];
    for (const event of events.slice(from)) {
      if (event.type === 'summary') this.#trace.end(event.summary.coverage);
      this.#contained(() => messages.push(...this.#view.event(event)));
      kept.push(this.#recorded(event, key));
    }
    await kept[0];
    this.#contained(() => this.#publishAll(messages, agent));
  }

  fault(cause: unknown): void {
    this.#recorder.fault(cause);
  }

  #gave({ cue, atMs }: Extract<CoachEvent, { type: 'cue' }>, agent: AgentKey): void {
    const agoMs = Math.max(0, this.#call.sinceMs(atMs));
    this.#trace.cue(cue.kind, this.#parts.now() - agoMs);
    const given = { givenAgoMs: [agoMs], dismissedAgoMs: null, hardCallsInARow: null };
    this.#parts.bus.report(agent, { type: 'attention', callRef: this.#call.ref, ...given });
  }

  /** The key under which the event being reported is recorded. */
  get #stretchKey(): RecordKey {
    const [agent = null] = this.#stretches;
    return { ...this.#call.key, agentId: agent?.agentId ?? null };
  }

  /**
   * A new stretch begins with every change. What came before anybody was known to be on the call is the first agent's:
   * who is on it is often said late.
   */
  #handOver(agent: AgentKey | null): void {
    if (this.#lastAgent === null) {
      this.#stretches = [agent];
      return;
    }
    this.#stretches = [...this.#stretches, agent];
    this.#call.push({ type: 'handover' });
  }

  #recorded(event: CoachEvent, key: RecordKey): Promise<void> {
    return containAsync(
      (cause) => this.#recorder.fault(cause),
      () => this.#recorder.record(event, key),
    );
  }

  #contained(work: () => void): void {
    contain((cause) => this.#recorder.fault(cause), work);
  }

  #publishAll(messages: readonly AgentMessage[], agent: AgentKey | null = this.agent): void {
    const { bus, ownership } = this.#parts;
    if (agent === null || ownership.isElsewhere(this.#call)) return;
    const lease = ownership.leaseOf(this.#call) ?? undefined;
    for (const message of messages) bus.publish(agent, message, lease);
  }
}
