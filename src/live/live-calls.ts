import { randomUUID } from 'node:crypto';
import { type CallKey, callKeyText } from '../binding/agent-binding.js';
import { contain, containAsync, type FaultHandler } from '../containment.js';
import type { Classifier } from '../core/classifier/classifier.js';
import type { Coach } from '../core/cues/coach.js';
import { coachingRound } from '../core/cues/coaching-round.js';
import type { MediaSink, MediaStream, StreamOpen } from '../ingest/media-adapter.js';
import type { AudioTally } from './audio-tally.js';
import { type CallOutput, LiveCall } from './live-call.js';

export type LiveCallsOptions = {
  readonly classifier: Classifier;
  readonly makeCoach: (open: StreamOpen) => Coach;
  readonly output: (call: LiveCall) => CallOutput;
  readonly onAgent: (call: LiveCall, agentId: string | null) => void;
  readonly onHold: (call: LiveCall, on: boolean) => void;
  readonly onObjection: (call: LiveCall) => void;
  readonly monotonicMs: () => number;
  readonly tally: AudioTally;
  readonly rejoinMs: { readonly normal: number; readonly lost: number };
  readonly objectionsKnown: () => boolean;
  readonly onClassifierFailure: (cause: unknown) => void;
  readonly onStart?: (call: LiveCall, open: StreamOpen) => void;
  readonly onEnd?: (call: LiveCall) => void;
  /** A fault that concerned one call, or the round between calls. */
  readonly onFault: FaultHandler;
};

/** Every call in progress on this node: joins streams to calls, and runs the model once a tick for all of them. */
export class LiveCalls implements MediaSink {
  readonly #calls = new Set<LiveCall>();
  /** A call that is over may still wait for its last round while a new one of the same key has begun. */
  readonly #byKey = new Map<string, LiveCall>();
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
    const { makeCoach, output, onAgent, onHold, onObjection, objectionsKnown, monotonicMs, tally, rejoinMs } =
      this.#options;
    if (known !== undefined && !known.isOver) {
      if (open.agentId !== null) onAgent(known, open.agentId);
      return known.join(open);
    }
    const call = new LiveCall({
      key,
      ref: randomUUID(),
      coach: makeCoach(open),
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
    this.#byRef.set(call.ref, call);
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
    const ended = [...this.#calls];
    for (const call of ended) this.#end(call);
    await Promise.all(ended.map((call) => call.settled));
  }

  async #runRound(): Promise<void> {
    const over = [...this.#calls].filter((call) => call.isOver);
    const sound = [...this.#calls].filter((call) => !call.isFaulty);
    const coaches = new Map(sound.map((call) => [call, call.coach]));
    await coachingRound(coaches, this.#options.classifier, {
      events: (call, events) => call.deliver(events),
      modelFailed: this.#options.onClassifierFailure,
      fault: (call, cause) => call.fail(cause),
    });
    for (const call of over) this.#end(call);
  }

  #end(call: LiveCall): void {
    contain(this.#options.onFault, () => call.end());
    const text = callKeyText(call.key);
    this.#calls.delete(call);
    if (this.#byKey.get(text) === call) this.#byKey.delete(text);
    this.#byRef.delete(call.ref);
    contain(this.#options.onFault, () => this.#options.onEnd?.(call));
  }
}
