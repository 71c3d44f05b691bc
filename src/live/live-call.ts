import type { CallKey } from '../binding/agent-binding.js';
import { contain } from '../containment.js';
import { movedBy } from '../core/audio/line-event.js';
import type { CoachInput } from '../core/cues/coach.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { MediaEvent, MediaStream, StreamCloseReason, StreamOpen } from '../ingest/media-adapter.js';
import type { AudioTally } from './audio-tally.js';
import type { CallOutput } from './call-output.js';
import { CallStreams } from './call-streams.js';
import { CallTrace } from './call-trace.js';
import type { Dropped, HostedCoach } from './coaching/coach-host.js';
import { HeardLevel } from './heard-level.js';
import { LegNotice } from './leg-notice.js';
import { LegStanding } from './leg-standing.js';

export type LiveCallOptions = {
  readonly key: CallKey;
  /** Opaque reference that desktops use; it reveals nothing about the caller. */
  readonly ref: string;
  readonly coach: HostedCoach;
  readonly output: (call: LiveCall) => CallOutput;
  /** A trusted stream names another agent (transfer), or none; `isSaidAgain`: another stream has named the same one. */
  readonly onAgent: (call: LiveCall, agentId: string | null, isSaidAgain: boolean) => void;
  /** A stream reports that the call is on hold, or resumed; the keeper of holds answers with `hold`. */
  readonly onHold: (call: LiveCall, on: boolean) => void;
  /** A stream brought the caller's objection; the keeper of objections answers with `object`. */
  readonly onObjection: (call: LiveCall) => void;
  /** Whether every objection is known here; until then nothing may be inferred. */
  readonly objectionsKnown: () => boolean;
  /** The call timeline's zero: by the wall clock, milliseconds since the epoch, and by the monotonic one. */
  readonly startedAt: number;
  readonly zeroMs: number;
  /** Monotonic clock, milliseconds. */
  readonly monotonicMs: () => number;
  /** Counts the audio of all calls. */
  readonly tally: AudioTally;
  /** How long a call waits for another stream: after a polite end, and after a lost peer. */
  readonly rejoinMs: { readonly normal: number; readonly lost: number };
};

/** One call: its streams joined on one timeline, its coach, and where the events go. */
export class LiveCall {
  readonly key: CallKey;
  readonly ref: string;
  readonly coach: HostedCoach;
  readonly startedAt: number;
  readonly heard = new HeardLevel();
  readonly trace = new CallTrace();
  readonly #options: LiveCallOptions;
  readonly #output: CallOutput;
  readonly #streams: CallStreams;
  readonly #staleStreams = new Set<object>();
  readonly #notice = new LegNotice();
  readonly #standing = new LegStanding();
  readonly #listeners = new Set<(input: CoachInput) => void>();
  #hasObjected = false;
  #namedAgent: string | null = null;
  #droppedMs = 0;
  #isFaulty = false;
  #settle: () => void = () => {};
  /** Resolves once what is kept of the ended call is durable, or has been dropped. */
  readonly settled = new Promise<void>((resolve) => {
    this.#settle = resolve;
  });

  constructor(options: LiveCallOptions) {
    this.#options = options;
    this.key = options.key;
    this.ref = options.ref;
    this.coach = options.coach;
    this.startedAt = options.startedAt;
    this.#streams = new CallStreams(options.monotonicMs, options.rejoinMs);
    this.#output = options.output(this);
  }

  /** True once no stream is left and none is waited for any longer. */
  get isOver(): boolean {
    return this.#streams.isOver;
  }

  /** No stream is open, and another is waited for. */
  get isIdle(): boolean {
    return this.#streams.isIdle;
  }

  /** Another node has the call: its streams are turned away, and it ends here. */
  giveUp(): void {
    this.#streams.giveUp();
  }

  /** How long ago the audio at a position of the call was due, by the monotonic clock. */
  sinceMs(atMs: number): number {
    return this.#options.monotonicMs() - this.#options.zeroMs - atMs;
  }

  /** Remembers whom a stream names as it opens; whether that is said again: each stream of a call opens with its parameters. */
  names({ agentId }: StreamOpen): boolean {
    const isSaidAgain = agentId === this.#namedAgent;
    this.#namedAgent = agentId ?? this.#namedAgent;
    return isSaidAgain;
  }

  /** Joins a stream: its zero lies where it opened on the call's timeline. */
  join(open: StreamOpen): MediaStream {
    const offsetMs = open.openedAtMs - this.#options.zeroMs;
    const token = { roles: open.roles };
    this.#streams.join(token);
    this.trace.join(open);
    this.#notice.open(token, open.roles, open.notice?.given ?? null);
    this.tellNotice();
    // A connection that was lost on hold: what the new one carries is the call, unless it says otherwise.
    if (this.#standing.isHoldLeftBehind) this.#options.onHold(this, false);
    const holds = () => this.noticeHolds;
    const dropped = () => this.#droppedMs;
    const streams = this.#streams;
    return {
      handle: (event) => this.#handle(event, token, offsetMs),
      get noticeHolds() {
        return holds();
      },
      get droppedMs() {
        return dropped();
      },
      get isElsewhere() {
        return streams.isGivenUp;
      },
      settled: () => (this.isOver ? this.settled : Promise.resolve()),
    };
  }

  /** Audio of this call that gave way to newer, milliseconds. */
  get droppedMs(): number {
    return this.#droppedMs;
  }

  get hasObjected(): boolean {
    return this.#hasObjected;
  }

  /** Whether the caller was given notice, from all streams. */
  get noticeHolds(): boolean {
    return this.#notice.holds;
  }

  /** Whether a fault of ours has ended the coaching of this call; its audio is still taken. */
  get isFaulty(): boolean {
    return this.#isFaulty;
  }

  push(input: CoachInput): void {
    // The objection holds even then: what it removes must not be in the summary.
    if (!this.#isFaulty || input.type === 'objection' || input.type === 'notice')
      contain(
        (cause) => this.fail(cause),
        () => this.coach.push(input),
      );
    // A listener is an agent's own ear: a fault there is neither told nor counted, it only falls silent.
    for (const listener of this.#listeners)
      contain(
        () => this.#listeners.delete(listener),
        () => listener(input),
      );
  }

  /** A fault of ours in this call: its coaching ends, and other calls are not affected. */
  fail(cause: unknown, isEnding = false): void {
    const isFirst = !this.#isFaulty && !isEnding;
    this.#isFaulty = true;
    this.#output.fault(cause);
    if (isFirst) this.#output.media('fault');
  }

  /** Counts what could not be examined in time. */
  drop(dropped: Dropped): void {
    this.#options.tally.drop(dropped);
    for (const ms of Object.values(dropped.audioMs ?? {})) this.#droppedMs += ms;
  }

  /** Hears what the coach hears. Returns the disposer. */
  listen(listener: (input: CoachInput) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The call is put on hold or resumed, by any source. */
  hold(on: boolean): void {
    this.#standing.hold(on);
    this.push({ type: 'hold', on });
    this.#output.media(this.#standing.media);
  }

  /** The caller objects: inference stops and what was inferred is erased. */
  object(): void {
    if (this.#hasObjected) return;
    this.#hasObjected = true;
    this.push({ type: 'objection' });
    this.#output.media('objection');
  }

  deliver(events: readonly CoachEvent[]): void {
    this.#output.events(events);
  }

  /** Ends the call whatever its streams do, with the last that its coach had to say. */
  end(last: readonly CoachEvent[]): void {
    if (!this.#streams.end()) return;
    this.trace.end(last);
    contain(
      (cause) => {
        this.#output.fault(cause);
        this.#settle();
      },
      () => void this.#output.end(last).then(this.#settle, this.#settle),
    );
  }

  /** Tells a restarted coach what the streams say. */
  restate(): void {
    this.tellNotice();
    if (this.#standing.isHeld) this.push({ type: 'hold', on: true });
    if (this.#standing.isPaused) this.push({ type: 'pause', on: true });
    if (this.#hasObjected) this.push({ type: 'objection' });
  }

  #handle(event: MediaEvent, token: object, offsetMs: number): void {
    if (this.#streams.isGivenUp && event.type !== 'close') return;
    switch (event.type) {
      case 'notice':
        this.#notice.answer(token, event.notice.given);
        this.tellNotice();
        break;
      case 'objection':
        this.#options.onObjection(this);
        break;
      case 'agent':
        this.#namedAgent = event.agentId;
        this.#options.onAgent(this, event.agentId, false);
        break;
      case 'close':
        this.#leave(token, event.reason);
        break;
      case 'language':
      case 'dtmf':
        break;
      case 'warn':
        this.trace.warn(event.code);
        break;
      case 'hold':
        this.#standing.saidBy(token, event.on);
        this.#options.onHold(this, event.on);
        break;
      case 'pause':
        this.#changePause(() => this.#standing.pause(token, event.on));
        break;
      case 'stale':
        this.#tellStale(token, event.on);
        break;
      default:
        if (event.type === 'audio') this.heard.hear(event.chunk.samples);
        this.#options.tally.take(event);
        this.push(offsetMs === 0 ? event : movedBy(event, offsetMs));
    }
  }

  /** To be called again when the objections become known. */
  tellNotice(): void {
    this.push({ type: 'notice', given: this.noticeHolds && this.#options.objectionsKnown() });
  }

  /** The call's audio is late while that of any of its streams is. */
  #tellStale(token: object, on: boolean): void {
    const before = this.#staleStreams.size > 0;
    if (on) this.#staleStreams.add(token);
    else this.#staleStreams.delete(token);
    const now = this.#staleStreams.size > 0;
    if (now !== before) this.push({ type: 'stale', on: now });
  }

  /** The call is paused while any of its streams is, and no longer when that has gone. */
  #changePause(change: () => void): void {
    const before = this.#standing.isPaused;
    change();
    const now = this.#standing.isPaused;
    if (now === before) return;
    this.push({ type: 'pause', on: now });
    this.#output.media(this.#standing.media);
  }

  #leave(token: object, reason: StreamCloseReason): void {
    this.#changePause(() => this.#standing.leave(token));
    this.#tellStale(token, false);
    this.#notice.close(token);
    this.#streams.leave(token, reason);
  }
}
