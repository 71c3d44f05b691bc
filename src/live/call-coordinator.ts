import type { AgentKey, BindingOutcome, CallKey } from '../binding/agent-binding.js';
import type { BindingChange, BindingRegistry } from '../binding/binding-registry.js';
import type { CallLeases } from '../binding/call-leases.js';
import type { ObjectionRegistry } from '../binding/objection-registry.js';
import type { SharedStanding } from '../binding/shared-standing.js';
import type { ErasedKeys } from '../binding/standing-store.js';
import type { Config } from '../config/config-schema.js';
import { contain, type FaultHandler } from '../containment.js';
import type { Classifier } from '../core/classifier/classifier.js';
import type { Attention } from '../core/cues/attention.js';
import type { CallCoachOptions } from '../core/cues/call-coach.js';
import { OwnEyesClassifier } from '../core/cues/own-eyes-classifier.js';
import type { VoiceOrigin } from '../core/features/model-window.js';
import { EvenkeelError } from '../errors.js';
import type { IngestClock } from '../ingest/ingest-clock.js';
import type { MediaSink, StreamOpen } from '../ingest/media-adapter.js';
import type { Logger } from '../telemetry/logger.js';
import { AgentDesks } from './agent-desks.js';
import { AudioTally } from './audio-tally.js';
import { CallLog, type NoticeStanding } from './call-log.js';
import { CallOwnership } from './call-ownership.js';
import { CallPresenter, type CallPresenterParts } from './call-presenter.js';
import { CallRoster } from './call-roster.js';
import type { CoachHost, HostedCoach } from './coaching/coach-host.js';
import { coachOptionsOf, moodOf } from './coaching-settings.js';
import { DeskView } from './desk-view.js';
import { DesktopReports } from './desktop-reports.js';
import type { LiveCall } from './live-call.js';
import { LiveCalls } from './live-calls.js';
import { LoadRelief } from './load-relief.js';
import { SelfCoaching } from './self-coaching.js';

export type CallCoordinatorParts = Omit<CallPresenterParts, 'desks' | 'now' | 'ownership'> & {
  /** Null: a single node. */
  readonly leases: CallLeases | null;
  readonly config: Config;
  /** For self-coaching; calls are coached by the host. */
  readonly classifier: Classifier<VoiceOrigin>;
  readonly host: CoachHost;
  readonly bindings: BindingRegistry;
  readonly objections: ObjectionRegistry;
  readonly standing: SharedStanding;
  readonly clock: IngestClock;
  readonly logger: Logger;
  readonly onFault: FaultHandler;
};

/** Where streams, coaches, bindings and desktops meet: everything that happens to the calls of this node. */
export class CallCoordinator {
  readonly #parts: CallCoordinatorParts;
  readonly #calls: LiveCalls;
  readonly #tally = new AudioTally();
  readonly #roster = new CallRoster();
  readonly #ownership: CallOwnership;
  readonly #relief: LoadRelief;
  readonly #log: CallLog;
  readonly #desks: AgentDesks;
  readonly #reports: DesktopReports;
  readonly #selfCoaching: SelfCoaching;
  #isStopping = false;

  constructor(parts: CallCoordinatorParts) {
    this.#parts = parts;
    const now = () => parts.clock.wallMs();
    this.#desks = new AgentDesks(() => parts.clock.monotonicMs());
    this.#log = new CallLog(parts.logger, this.#roster, (key) => this.noticeOf(key));
    this.#relief = new LoadRelief({
      ...parts,
      calls: () => this.#calls.all(),
      isSure: () => parts.standing.isSure,
    });
    this.#ownership = new CallOwnership({
      leases: parts.leases,
      monotonicMs: () => parts.clock.monotonicMs(),
      onTakenOver: (call) => this.#roster.presenterByKey(call.key)?.refresh(),
      onGivenUp: () => parts.metrics.callsElsewhere.inc(),
      onFault: parts.onFault,
    });
    // Not counted: a metric must not tell whether anybody's self-coaching is on.
    this.#selfCoaching = new SelfCoaching({
      ...parts,
      ownEyesClassifier: new OwnEyesClassifier(parts.classifier),
      mood: moodOf(parts.config),
      legalBasis: parts.config.desktop.selfCoachingLegalBasis,
      roster: this.#roster,
      now,
    });
    this.#reports = new DesktopReports({
      ...parts,
      roster: this.#roster,
      desks: this.#desks,
      selfCoaching: this.#selfCoaching,
      now,
    });
    this.#calls = new LiveCalls({
      host: parts.host,
      coachOptions: (open) => this.#coachOptions(open),
      output: (call) => this.#present(call, now),
      onAgent: (call, agentId, isSaidAgain) => {
        // A stream that comes back with the call's parameters does not undo a transfer.
        const now = parts.bindings.of(call.key)?.agent.agentId ?? agentId;
        if (!isSaidAgain || now === agentId) this.#nameAgent(call.key, agentId);
      },
      onHold: (call, on) => parts.standing.holdByStream(call.key, on),
      onObjection: (call) => parts.standing.objectByStream(call.key),
      objectionsKnown: () => parts.standing.isKnown,
      tally: this.#tally,
      monotonicMs: () => parts.clock.monotonicMs(),
      rejoinMs: { normal: parts.config.calls.rejoinMs, lost: parts.config.calls.lostPeerMs },
      onStart: (call, open) => this.#started(call, open),
      onEnd: (call, attention) => this.#finished(call, attention),
      onFault: parts.onFault,
    });
    const { onFault } = parts;
    parts.bindings.subscribe((change) => contain(onFault, () => this.#bindingChanged(change)));
    parts.bindings.onHold((key, on) => contain(onFault, () => this.#calls.byKey(key)?.hold(on)));
    parts.objections.subscribe((isMeant) => {
      for (const call of this.#calls.all()) if (isMeant(call.key)) contain(onFault, () => call.object());
      for (const [agent, message] of this.#roster.takeAway(isMeant)) parts.bus.publish(agent, message);
    });
    parts.standing.onErased((erased) => contain(onFault, () => this.#forget(erased)));
    parts.standing.onKnown(() => {
      for (const call of this.#calls.all()) contain(onFault, () => call.tellNotice());
    });
    // What other nodes did not hear while they could not be reached.
    parts.bus.onReturn(() => {
      for (const presenter of this.#roster.presenters()) contain(onFault, () => presenter.refresh());
    });
    parts.bus.onReport((agent, event) => contain(onFault, () => this.#reports.take(agent, event)));
  }

  get sink(): MediaSink {
    return this.#calls;
  }

  get callCount(): number {
    return this.#calls.size;
  }

  /** Rounds are late: the process is to take no more. */
  get isOverloaded(): boolean {
    return this.#relief.isOverloaded;
  }

  /** One round for all calls. */
  async tick(): Promise<void> {
    contain(this.#parts.onFault, () => this.#reports.refreshMutes());
    contain(this.#parts.onFault, () => this.#ownership.tick());
    contain(this.#parts.onFault, () => this.#relief.roundBegins());
    await this.#calls.tick();
    contain(this.#parts.onFault, () => this.#tally.flush(this.#parts.metrics));
    // Neither logged nor counted: that there is anything to fail would tell that somebody's switch is on.
    await this.#selfCoaching.tick().catch(() => {});
    for (const presenter of this.#roster.presenters())
      contain(this.#parts.onFault, () => presenter.showLevel());
    const { clock, config, onFault } = this.#parts;
    contain(onFault, () => this.#relief.roundEnded(clock.monotonicMs(), config.calls.tickMs));
  }

  /** The state of a call's notice, from all its streams on this node. */
  noticeOf(key: CallKey): NoticeStanding {
    if (this.#parts.objections.has(key)) return 'objection';
    const call = this.#calls.byKey(key);
    if (call === undefined) return 'unknown';
    return call.noticeHolds ? 'given' : 'missing';
  }

  /**
   * A binder's ticket puts the agent on the call.
   * @throws EvenkeelError of the `binding.` codes
   */
  bindByTicket(key: CallKey, agent: AgentKey): Promise<BindingOutcome> {
    return this.#reports.bind(key, agent);
  }

  /** How much of the customer's audio has been examined, milliseconds; 0 for a call that is not here. */
  examinedMs(key: CallKey): number {
    return this.#calls.byKey(key)?.coach.customerHeardMs ?? 0;
  }

  /** Ends every call; each leaves its summary. Who was on it stays kept: another node may take the call up. */
  endAll(): Promise<void> {
    this.#isStopping = true;
    return this.#calls.endAll();
  }

  /** These coaches were restarted on a new thread after theirs died. */
  restate(coaches: ReadonlySet<HostedCoach>): void {
    for (const call of this.#calls.restate(coaches)) {
      this.#relief.tell(call);
      this.#roster.presenterOf(call)?.restate();
    }
  }

  #coachOptions(open: StreamOpen): CallCoachOptions {
    return coachOptionsOf(this.#parts.config, {
      roles: open.roles,
      // Only the streams that join can assert notice.
      noticeGiven: false,
      seed: `${open.tenant}/${open.platform}/${open.callId}`,
    });
  }

  #present(call: LiveCall, now: () => number): CallPresenter {
    const { wording } = this.#parts.config.coaching;
    const view = new DeskView({
      callRef: call.ref,
      now,
      wordingOf: (cue) => wording[cue.kind],
      sinceHeardMs: (atMs) => call.sinceMs(atMs),
    });
    const presenter = new CallPresenter(call, view, {
      ...this.#parts,
      desks: this.#desks,
      ownership: this.#ownership,
      now,
    });
    this.#roster.add(call, presenter);
    return presenter;
  }

  #started(call: LiveCall, open: StreamOpen): void {
    this.#ownership.begin(call);
    this.#relief.tell(call);
    this.#parts.standing.begin(call.key);
    this.#parts.metrics.callsActive.set(this.#calls.size);
    const known = this.#parts.bindings.of(call.key);
    if (known !== null) this.#roster.presenterOf(call)?.bind(known);
    if (open.agentId !== null) this.#nameAgent(call.key, open.agentId);
    if (this.#parts.objections.has(call.key)) call.object();
    if (this.#parts.bindings.isHeld(call.key)) call.hold(true);
    this.#log.began(call, open);
  }

  #finished(call: LiveCall, attention: Attention): void {
    const agent = this.#roster.presenterOf(call)?.agent ?? null;
    if (agent !== null) this.#parts.bus.report(agent, { type: 'attention', ...attention });
    contain(this.#parts.onFault, () => this.#log.ended(call));
    const isElsewhere = this.#ownership.isElsewhere(call);
    this.#ownership.end(call);
    this.#roster.remove(call);
    this.#parts.metrics.callsActive.set(this.#calls.size);
    if (this.#calls.byKey(call.key) !== undefined) return;
    this.#parts.standing.end(call.key, !this.#isStopping && !isElsewhere);
  }

  /** What was erased from the store goes out of memory; who is on a call again keeps their desk until it is over. */
  #forget(erased: ErasedKeys): void {
    this.#desks.forget((agent) => erased.agent(agent) && this.#roster.callsOf(agent).length === 0);
    this.#roster.forget(
      (key) =>
        erased.call(key, key.agentId) ||
        (key.agentId !== null && erased.agent({ tenant: key.tenant, agentId: key.agentId })),
    );
  }

  #nameAgent(call: CallKey, agentId: string | null): void {
    const { standing, logger } = this.#parts;
    try {
      if (agentId === null) standing.release(call);
      else standing.bindByStream(call, agentId);
    } catch (cause) {
      if (!(cause instanceof EvenkeelError)) throw cause;
      logger.warn({ code: cause.code }, 'A stream named an agent who cannot be bound');
    }
  }

  #bindingChanged(change: BindingChange): void {
    const { binding } = change;
    const isOver = change.type === 'unbound';
    const call = this.#calls.byKey(binding.call);
    const presenter = call === undefined ? undefined : this.#roster.presenterOf(call);
    presenter?.bind(isOver ? null : binding);
    if (change.isRead) return;
    void this.#parts.writer.write({
      type: 'binding',
      key: { ...binding.call, agentId: binding.agent.agentId },
      source: binding.source,
      state: isOver ? 'ended' : binding.state,
      at: this.#parts.clock.wallMs(),
    });
  }
}
