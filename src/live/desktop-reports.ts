import type { AgentKey, BindingOutcome, CallKey } from '../binding/agent-binding.js';
import type { BindingRegistry } from '../binding/binding-registry.js';
import type { SharedStanding } from '../binding/shared-standing.js';
import type { OnBehalfOf } from '../binding/standing-store.js';
import { isOwnBreathId } from '../core/cues/self-coach.js';
import type { DesktopEvent } from '../delivery/agent-message.js';
import type { CueBus } from '../delivery/cue-bus.js';
import { EvenkeelError } from '../errors.js';
import type { RecordKey, RecordWriter } from '../storage/stored-record.js';
import type { Logger } from '../telemetry/logger.js';
import type { AgentDesks } from './agent-desks.js';
import type { CallRoster } from './call-roster.js';
import type { SelfCoaching } from './self-coaching.js';

export type DesktopReportsParts = {
  readonly roster: CallRoster;
  readonly desks: AgentDesks;
  readonly bus: Pick<CueBus, 'report'>;
  readonly bindings: BindingRegistry;
  readonly standing: SharedStanding;
  readonly writer: RecordWriter;
  readonly logger: Logger;
  readonly selfCoaching: SelfCoaching;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
};

/** What agents do at their desktops, acted upon: on their calls, their settings and their record. */
export class DesktopReports {
  readonly #parts: DesktopReportsParts;

  constructor(parts: DesktopReportsParts) {
    this.#parts = parts;
  }

  take(agent: AgentKey, event: DesktopEvent): void {
    switch (event.type) {
      case 'joined':
        for (const [, presenter] of this.#parts.roster.callsOf(agent)) presenter.refresh();
        break;
      case 'settings':
        this.#settings(agent, event);
        break;
      case 'mute':
        this.#mute(agent, event);
        break;
      case 'feedback':
        this.#feedback(agent, event);
        break;
      case 'reset':
        this.#reset(agent, event);
        break;
      case 'unbind':
        void this.#unbind(agent, event);
        break;
      case 'hold':
        void this.#hold(agent, event);
        break;
      case 'self-coaching':
        this.#parts.selfCoaching.switch(agent, event.sessionId, event.on);
        break;
      case 'attention':
        this.#attention(agent, event);
        break;
      case 'left':
        this.#parts.selfCoaching.switch(agent, event.sessionId, false);
        break;
    }
  }

  /**
   * A binder's ticket puts the agent on the call.
   * @throws EvenkeelError of the `binding.` codes
   */
  async bind(call: CallKey, agent: AgentKey): Promise<BindingOutcome> {
    const { roster, standing } = this.#parts;
    if (roster.presenterByKey(call)?.hasHadAnother(agent)) throw new EvenkeelError('binding.taken');
    return standing.bind(call, agent, 'desktop', wordOf(agent));
  }

  /** Ends mutes that have run out; to be called now and then. */
  refreshMutes(): void {
    for (const agent of this.#parts.desks.takeUnmuted())
      for (const [call] of this.#parts.roster.callsOf(agent)) call.push({ type: 'mute', on: false });
  }

  #settings(agent: AgentKey, event: Extract<DesktopEvent, { type: 'settings' }>): void {
    const { quiet, fewerCues, kindsOff } = event;
    const settings = { quiet, fewerCues, kindsOff };
    this.#parts.desks.choose(agent, settings);
    for (const [call] of this.#parts.roster.callsOf(agent)) call.push({ type: 'settings', settings });
  }

  #mute(agent: AgentKey, { scope, forMs }: Extract<DesktopEvent, { type: 'mute' }>): void {
    const { desks, roster } = this.#parts;
    if (scope === 'off') desks.mute(agent, null);
    else if (forMs !== null) desks.mute(agent, forMs);
    for (const [call] of roster.callsOf(agent)) call.push({ type: 'mute', on: scope !== 'off' });
  }

  /** An agent may have two calls at once, on one node or two: what one of them asks, the other must not ask again. */
  #attention(agent: AgentKey, event: Extract<DesktopEvent, { type: 'attention' }>): void {
    const { desks, roster } = this.#parts;
    const { callRef, givenAgoMs, dismissedAgoMs } = event;
    desks.remember(agent, event);
    if (callRef === undefined) return;
    for (const [call] of roster.callsOf(agent))
      if (call.ref !== callRef) call.push({ type: 'asked-elsewhere', givenAgoMs, dismissedAgoMs });
  }

  #feedback(agent: AgentKey, { cueId, verdict }: Extract<DesktopEvent, { type: 'feedback' }>): void {
    const { bus, roster, writer, now } = this.#parts;
    const { ref, ownId } = splitCueId(cueId);
    const key = this.#recordKeyOf(agent, cueId);
    if (key === null) return;
    roster.byRef(ref)?.push({ type: 'feedback', cueId: ownId, verdict });
    if (verdict === 'not-now' || verdict === 'wrong') {
      const dismissed = { givenAgoMs: [], dismissedAgoMs: 0, hardCallsInARow: null };
      bus.report(agent, { type: 'attention', callRef: ref, ...dismissed });
    }
    void writer.write({ type: 'feedback', key, cueId, verdict, at: now() });
  }

  #reset(agent: AgentKey, { offerId, outcome }: Extract<DesktopEvent, { type: 'reset' }>): void {
    const { bus, writer, now } = this.#parts;
    const key = this.#recordKeyOf(agent, offerId);
    if (key === null) return;
    // The row of hard calls is broken, for the agent's next call on any node.
    if (outcome === 'taken')
      bus.report(agent, { type: 'attention', givenAgoMs: [], dismissedAgoMs: null, hardCallsInARow: 0 });
    void writer.write({ type: 'reset', key, offerId, outcome, at: now() });
  }

  /** Under what an answer is kept; null: it is about nothing of this agent, or about what is for own eyes. */
  #recordKeyOf(agent: AgentKey, id: string): RecordKey | null {
    return isOwnBreathId(id) ? null : this.#parts.roster.recordKeyOf(agent, splitCueId(id).ref);
  }

  async #unbind(agent: AgentKey, event: Extract<DesktopEvent, { type: 'unbind' }>): Promise<void> {
    const call: CallKey = { tenant: agent.tenant, platform: event.platform, callId: event.callId };
    await this.#attempt(() => this.#parts.standing.unbind(call, wordOf(agent), agent));
  }

  /** An agent cannot hold another agent's call. */
  async #hold(agent: AgentKey, event: Extract<DesktopEvent, { type: 'hold' }>): Promise<void> {
    const { bindings, roster, standing } = this.#parts;
    const { tenant, agentId } = agent;
    const { callRef, platform = '', callId = '' } = event;
    const call = callRef === undefined ? { tenant, platform, callId } : roster.byRef(callRef)?.key;
    const holder = call === undefined ? undefined : bindings.of(call)?.agent;
    if (call === undefined || holder?.tenant !== tenant || holder.agentId !== agentId) return;
    await this.#attempt(() => standing.hold(call, event.on, wordOf(agent)));
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      const code = cause instanceof EvenkeelError ? cause.code : 'internal.fault';
      this.#parts.logger.info({ code }, 'A desktop asked for a call that it may not have');
    }
  }
}

function wordOf({ agentId }: AgentKey): OnBehalfOf {
  return { actor: 'agent', by: agentId };
}

/** A cue's identity on the wire is `<call reference>.<cue id within the call>`. */
function splitCueId(cueId: string): { readonly ref: string; readonly ownId: string } {
  const dot = cueId.lastIndexOf('.');
  return { ref: cueId.slice(0, dot), ownId: cueId.slice(dot + 1) };
}
