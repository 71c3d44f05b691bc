import { type AgentBinding, type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { Cue } from '../core/cues/cue.js';
import type { AgentMessage } from '../delivery/agent-message.js';
import type { CueBus } from '../delivery/cue-bus.js';
import type { RecordKey, RecordWriter } from '../storage/stored-record.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { AgentDesks } from './agent-desks.js';
import type { DeskView } from './desk-view.js';
import type { CallOutput, LiveCall, MediaChange } from './live-call.js';

export type AttendanceParts = {
  readonly bus: CueBus;
  readonly writer: RecordWriter;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly desks: AgentDesks;
  readonly now: () => number;
};

/** Who attends a call, and what they are shown and what is kept of it: the way out of one call. */
export class Attendance implements CallOutput {
  readonly #parts: AttendanceParts;
  readonly #view: DeskView;
  readonly #call: LiveCall;
  #binding: AgentBinding | null = null;
  #isRateDoubted = false;

  constructor(call: LiveCall, view: DeskView, parts: AttendanceParts) {
    this.#call = call;
    this.#view = view;
    this.#parts = parts;
  }

  get agent(): AgentKey | null {
    return this.#binding?.agent ?? null;
  }

  get recordKey(): RecordKey {
    return { ...this.#call.key, agentId: this.agent?.agentId ?? null };
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
    this.#binding = binding;
    if (binding === null || binding.state === 'held') {
      this.#call.push({ type: 'bound', on: false });
      return;
    }
    const { agent } = binding;
    this.#call.push({ type: 'bound', on: true, ...(isSame ? {} : { attention: desks.attention(agent) }) });
    if (isSame) return;
    this.#call.push({ type: 'settings', settings: desks.settings(agent) });
    this.#call.push({ type: 'mute', on: desks.isMuted(agent) });
    this.showAgain();
  }

  /** Says everything again to the agent's desktops: one has just come. */
  showAgain(): void {
    this.#publishAll(this.#view.snapshot());
  }

  media(change: MediaChange): void {
    if (change === 'objection') this.#parts.metrics.callObjections.inc();
    this.#publishAll(this.#view.media(change));
  }

  events(events: readonly CoachEvent[]): void {
    for (const event of events) {
      this.#publishAll(this.#view.event(event));
      this.#record(event);
    }
  }

  #publishAll(messages: readonly AgentMessage[]): void {
    const { agent } = this;
    if (agent === null) return;
    for (const message of messages) this.#parts.bus.publish(agent, message);
  }

  #record(event: CoachEvent): void {
    const { metrics, writer } = this.#parts;
    switch (event.type) {
      case 'cue':
        metrics.cuesShown.inc({ kind: event.cue.kind });
        this.#recordCue(event.cue, 'shown');
        break;
      case 'withheld':
        metrics.cuesWithheld.inc({ kind: event.kind, reason: event.why });
        if (event.why === 'unbound') metrics.cuesUnbound.inc();
        if (event.cue !== null) this.#recordCue(event.cue, event.why);
        break;
      case 'summary':
        metrics.callsEnded.inc({ coverage: event.summary.coverage });
        if (event.summary.coverage === 'no-notice') metrics.callsWithoutNotice.inc();
        void writer.write({
          type: 'call',
          key: this.recordKey,
          startedAt: this.#call.startedAt,
          summary: event.summary,
        });
        break;
      case 'observation':
        if (event.observation.customer?.doubts.includes('wrong-rate')) this.#doubtRate();
        break;
      case 'state':
      case 'cue-ended':
        break;
    }
  }

  /** Once a call: its platform is set up with the wrong sample rate, and every feature of it is wrong. */
  #doubtRate(): void {
    if (this.#isRateDoubted) return;
    this.#isRateDoubted = true;
    this.#parts.logger.warn(
      { connector: this.#call.key.platform },
      'A stream sounds as if its sample rate were not what it says',
    );
  }

  #recordCue(cue: Cue, outcome: Extract<CoachEvent, { type: 'withheld' }>['why'] | 'shown'): void {
    const { writer, now } = this.#parts;
    const cueId = this.#view.cueId(cue.id);
    if (cue.kind === 'reset' && outcome === 'shown') {
      void writer.write({
        type: 'reset',
        key: this.recordKey,
        offerId: cueId,
        outcome: 'offered',
        at: now(),
      });
    }
    const { kind, reason } = cue;
    void writer.write({ type: 'cue', key: this.recordKey, cueId, kind, reason, decidedAt: now(), outcome });
  }
}
