import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type CallKey, callKeyText } from '../binding/agent-binding.js';
import { contain, containAsync, type FaultHandler } from '../containment.js';
import { type Attention, FRESH_ATTENTION } from '../core/cues/attention.js';
import type { CallCoachOptions } from '../core/cues/call-coach.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { MediaSink, MediaStream, StreamOpen } from '../ingest/media-adapter.js';
import type { AudioTally } from './audio-tally.js';
import type { CallOutput } from './call-output.js';
import type { CoachHost, HostedCoach } from './coaching/coach-host.js';
import { LiveCall } from './live-call.js';

export type LiveCallsOptions = {
  readonly host: CoachHost;
  readonly coachOptions: (open: StreamOpen) => CallCoachOptions;
  readonly output: (call: LiveCall) => CallOutput;
  readonly onAgent: (call: LiveCall, agentId: string | null, isSaidAgain: boolean) => void;
  readonly onHold: (call: LiveCall, on: boolean) => void;
  readonly onObjection: (call: LiveCall) => void;
  readonly monotonicMs: () => number;
  readonly tally: AudioTally;
  readonly rejoinMs: { readonly normal: number; readonly lost: number };
  readonly objectionsKnown: () => boolean;
  readonly onStart?: (call: LiveCall, open: StreamOpen) => void;
  readonly onEnd?: (call: LiveCall, attention: Attention) => void;
  /** A fault that concerned one call, or the round between calls. */
  readonly onFault: FaultHandler;
};

/** How many rounds calls may take to end: more than any backlog needs, and none that a dead thread could wait for. */
const LAST_ROUNDS = 100;

/** Every call in progress on this node: joins streams to calls, and runs the model once a tick for all of them. */
export class LiveCalls implements MediaSink {
  readonly #calls = new Set<LiveCall>();
  /** A call that is over may still wait for its last round while a new one of the same key has begun. */
  readonly #byKey = new Map<string, LiveCall>();
  readonly #byCoach = new Map<HostedCoach, LiveCall>();
  readonly #byRef = new Map<string, LiveCall>();
  readonly #options: LiveCallsOptions;
  #round: Promise<void> = Promise.resolve();

  constructor(options: LiveCallsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#calls.size;
  }

  all(): Iterable<LiveCall> {
    return this.#calls;
  }

  byKey(key: CallKey): LiveCall | undefined {
    return this.#byKey.get(callKeyText(key));
  }

  byRef(ref: string): LiveCall | undefined {
    return this.#byRef.get(ref);
  }

  stream(open: StreamOpen): MediaStream {
    const key = { tenant: open.tenant, platform: open.platform, callId: open.callId };
    const known = this.byKey(key);
    const {
      host,
      coachOptions,
      output,
      onAgent,
      onHold,
      onObjection,
      objectionsKnown,
      monotonicMs,
      tally,
      rejoinMs,
    } = this.#options;
    if (known !== undefined && !known.isOver) {
      const isSaidAgain = known.names(open);
      if (open.agentId !== null) onAgent(known, open.agentId, isSaidAgain);
      return known.join(open);
    }
    const call = new LiveCall({
      key,
      ref: randomUUID(),
      coach: host.open(coachOptions(open)),
      output,
      onAgent,
      onHold,
      onObjection,
      objectionsKnown,
      startedAt: open.openedAtWallMs,
      zeroMs: open.openedAtMs,
      monotonicMs,
      tally,
      rejoinMs,
    });
    this.#calls.add(call);
    this.#byKey.set(callKeyText(key), call);
    this.#byCoach.set(call.coach, call);
    this.#byRef.set(call.ref, call);
    call.names(open);
    const stream = call.join(open);
    contain(this.#options.onFault, () => this.#options.onStart?.(call, open));
    return stream;
  }

  /** One batch for all calls, then the calls that are over end. Rounds never overlap: a slow one delays the next. */
  tick(): Promise<void> {
    this.#round = this.#round.then(() => containAsync(this.#options.onFault, () => this.#runRound()));
    return this.#round;
  }

  /** Ends every call: what was heard is settled first, so that each leaves its summary. */
  async endAll(): Promise<void> {
    await this.tick();
    const all = [...this.#calls];
    // A call with a backlog takes several rounds.
    for (let round = 0; round < LAST_ROUNDS && this.#calls.size > 0; round++) {
      this.#round = this.#round.then(() => this.#runRound([...this.#calls]));
      await this.#round;
      await setImmediate();
    }
    // A coach whose thread has died produces no more events.
    for (const call of [...this.#calls]) this.#end(call, [], FRESH_ATTENTION);
    await Promise.all(all.map((call) => call.settled));
  }

  /** The coaches of these calls were restarted: they are given the state of their calls again. */
  restate(coaches: ReadonlySet<HostedCoach>): readonly LiveCall[] {
    const calls = [...coaches].flatMap((coach) => this.#byCoach.get(coach) ?? []);
    for (const call of calls) call.restate();
    return calls;
  }

  async #runRound(over = [...this.#calls].filter((call) => call.isOver)): Promise<void> {
    await this.#options.host.round(new Set(over.map(({ coach }) => coach)), {
      events: (coach, events) => {
        const call = this.#byCoach.get(coach);
        if (call !== undefined && !call.isFaulty) call.deliver(events);
      },
      fault: (coach, cause) => {
        const call = this.#byCoach.get(coach);
        call?.fail(cause, over.includes(call));
      },
      dropped: (coach, dropped) => this.#byCoach.get(coach)?.drop(dropped),
      ended: (coach, events, attention) => {
        const call = this.#byCoach.get(coach);
        if (call !== undefined) this.#end(call, events, attention);
      },
    });
  }

  #end(call: LiveCall, events: readonly CoachEvent[], attention: Attention): void {
    contain(this.#options.onFault, () => call.end(events));
    const text = callKeyText(call.key);
    this.#calls.delete(call);
    if (this.#byKey.get(text) === call) this.#byKey.delete(text);
    this.#byCoach.delete(call.coach);
    this.#byRef.delete(call.ref);
    contain(this.#options.onFault, () => this.#options.onEnd?.(call, attention));
  }
}
