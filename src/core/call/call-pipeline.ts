import { type AudioChunk, type AudioGap, HOP_MS, type Role } from '../audio/audio-frame.js';
import type { ChannelFacts } from '../features/channel-facts.js';
import { SETTLED_AFTER_HOPS } from '../features/channel-features.js';
import { type ModelWindow, type VoiceOrigin, windowFrom } from '../features/model-window.js';
import type { TurnFacts } from '../features/turn-facts.js';
import { TurnTaking } from '../features/turn-taking.js';
import { type NoticeEvent, type NoticeGate, passNotice, withoutProsody } from './notice-gate.js';
import type { EmotionAbsence } from './observation.js';
import { RoleChannel } from './role-channel.js';
import { lagHops } from './role-timeline.js';
import { stepHops } from './step-hops.js';
import { withoutParties } from './without-parties.js';

export type PipelineOptions<O extends VoiceOrigin = 'customer'> = {
  /** Whose voice is examined for the model; of every other channel only facts are made. */
  readonly origin: O;
  /** Roles that are awaited from the start; others join with their first audio. `mixed` makes a call that claims nothing. */
  readonly roles: readonly Role[];
  readonly noticeGiven: boolean;
  /** Distance of observations, and the least distance of model windows. Multiples of 10 ms. */
  readonly stepMs: number;
  readonly windowEveryMs: number;
  /** New caller speech that a further window must hold. */
  readonly newSpeechMs: number;
  /** Voiced speech that a window must hold: a single shouted word is enough to be judged, a cough is not. */
  readonly minVoicedMs: number;
  /** A role that lags by more is treated as silent until it has caught up. */
  readonly maxLagMs: number;
};

/** After a stall the backlog of one connection may come whole before that of the other: so much of it is waited for. */
const LONGEST_BACKLOG_MS = 40_000;
/** A customer channel without audio for this long counts as missing. */
const NO_CHANNEL_AFTER_MS = 10_000;

/** The channel on which the examined voice is heard. */
const EXAMINED_ROLE: Readonly<Record<VoiceOrigin, Role>> = { customer: 'customer', 'own-eyes': 'agent' };

export const DEFAULT_PIPELINE_TIMING = {
  stepMs: 250,
  windowEveryMs: 500,
  newSpeechMs: 150,
  minVoicedMs: 200,
  maxLagMs: 1000,
} as const;

/** A moment of the call before the model has run: a window for it, or the reason why there is none. */
export type PipelineStep<O extends VoiceOrigin = 'customer'> = {
  readonly atMs: number;
  /** Facts of the examined voice. */
  readonly customer: ChannelFacts | null;
  readonly agent: ChannelFacts | null;
  readonly turns: TurnFacts;
  readonly window: ModelWindow<O> | null;
  readonly absence: EmotionAbsence | null;
  /** Made of audio that arrived too late to act on. */
  readonly stale: boolean;
};

/** Sound this far above the noise floor, and above the quietest that counts, may be a voice. */
const LOUD_OVER_FLOOR_DB = 10;
const QUIETEST_DB = -60;
const JUST_NOW_HOPS = 12;

/**
 * From audio to observations, purely: both channels advance together, hop by hop, and every `stepMs` of the call a step
 * is given. Steps depend on sample positions alone, never on how the audio was cut.
 */
export class CallPipeline<O extends VoiceOrigin = 'customer'> {
  readonly #options: PipelineOptions<O>;
  readonly #onStep: (step: PipelineStep<O>) => void;
  readonly #examined: Role;
  readonly #channels = new Map<Role, RoleChannel>();
  readonly #turns = new TurnTaking();
  #customer: RoleChannel | null = null;
  #agent: RoleChannel | null = null;
  #mixed: RoleChannel | null = null;
  #gate: NoticeGate;
  #hops = 0;
  /** For how many hops nothing has come of anybody, since the channels last changed. */
  #missingHops = 0;
  #onHold = false;
  /** Where late audio starts and ends, in hops; `to` is null while audio is still late. */
  #late: { readonly from: number; readonly to: number | null } | null = null;
  #agentFloorDb = QUIETEST_DB;
  #agentLoudHop = Number.NEGATIVE_INFINITY;
  #lastWindow = { atMs: Number.NEGATIVE_INFINITY, speechMs: 0 };

  constructor(options: PipelineOptions<O>, onStep: (step: PipelineStep<O>) => void) {
    this.#options = options;
    this.#onStep = onStep;
    this.#examined = EXAMINED_ROLE[options.origin];
    this.#gate = options.noticeGiven ? 'open' : 'no-notice';
    for (const role of options.roles) this.#join(role);
  }

  /** Milliseconds of the call's audio that never came, or too late, since a channel was first heard; on the worst one. */
  get gapMs(): number {
    return Math.max(0, ...[...this.#channels.values()].map(({ missingMs }) => missingMs));
  }

  /** How much of a role's audio has been examined, milliseconds. */
  heardMs(role: Role): number {
    return this.#channels.get(role)?.heardMs ?? 0;
  }

  /** Whether the audio now coming is too late to act on. */
  stale(on: boolean): void {
    const frontier = this.#frontier();
    if (on) this.#late = { from: this.#late?.to === null ? this.#late.from : frontier, to: null };
    else if (this.#late !== null) this.#late = { ...this.#late, to: frontier };
    this.#advance();
  }

  push(chunk: AudioChunk): void {
    this.#join(chunk.role).timeline.push(chunk, this.#frontier());
    this.#advance();
  }

  gap(gap: AudioGap): void {
    this.#join(gap.role).timeline.gap(gap);
    this.#advance();
  }

  hold(on: boolean): void {
    this.#onHold = on;
    this.#turns.setHold(on);
  }

  /** Opens or closes the gate; true = it changed. What was known of the caller's voice is forgotten at every change. */
  pass(event: NoticeEvent): boolean {
    const gate = passNotice(this.#gate, event);
    if (gate === this.#gate) return false;
    this.#gate = gate;
    this.#lastWindow = { atMs: Number.NEGATIVE_INFINITY, speechMs: 0 };
    this.#forgetVoice(this.#customer);
    return true;
  }

  /** Another person speaks on the agent's channel: measurements of the former voice do not apply to theirs. */
  changeAgent(): void {
    this.#forgetVoice(this.#agent);
  }

  /** Flushes what the framers hold; roles that are short are silent to the end. */
  end(): void {
    for (const { timeline } of this.#channels.values()) timeline.end();
    for (let left = this.#frontier() - this.#hops; left > 0; left = this.#frontier() - this.#hops)
      this.#goOn(left);
  }

  #forgetVoice(channel: RoleChannel | null): void {
    channel?.forgetVoice();
    this.#missingHops = 0;
  }

  #join(role: Role): RoleChannel {
    const known = this.#channels.get(role);
    if (known !== undefined) return known;
    const detail = role === this.#examined ? 'full' : 'facts';
    const channel = new RoleChannel({ startHop: this.#hops, detail, isMusicOnHold: role !== 'agent' });
    this.#channels.set(role, channel);
    this.#missingHops = 0;
    if (role === this.#examined) this.#customer = channel;
    else if (role === 'agent') this.#agent = channel;
    else this.#mixed = channel;
    return channel;
  }

  #frontier(): number {
    let furthest = 0;
    for (const { timeline } of this.#channels.values()) furthest = Math.max(furthest, timeline.frontier);
    return furthest;
  }

  #advance(): void {
    const lag = this.#lagHops();
    for (;;) {
      const ahead = this.#frontier() - this.#hops;
      if (ahead <= 0 || (ahead <= lag && this.#waits())) return;
      this.#goOn(ahead);
    }
  }

  /** Whether a role that is awaited has not come as far as the call. */
  #waits(): boolean {
    for (const { timeline } of this.#channels.values())
      if (timeline.isAwaited && timeline.frontier <= this.#hops) return true;
    return false;
  }

  /** While one connection's backlog comes in, and shortly after, that of the other is waited for. */
  #lagHops(): number {
    const lag = lagHops(this.#options.maxLagMs);
    const late = this.#late;
    if (late === null) return lag;
    if (late.to === null) return lagHops(LONGEST_BACKLOG_MS);
    return Math.max(lag, late.to + lag - this.#hops);
  }

  /**
   * By one hop, or at once to the next step where nobody has been heard for so long that all memories have run out: a gap
   * costs what its steps cost, however long it is.
   */
  #goOn(ahead: number): void {
    const missing = this.#missingAhead(ahead);
    const isSettled = this.#missingHops >= SETTLED_AFTER_HOPS;
    if (!isSettled || missing < 2) this.#hop();
    else this.#skip(missing - (missing % 2));
  }

  /** How many hops from here to the frontier are missing for every role. */
  #missingAhead(ahead: number): number {
    let missing = ahead;
    for (const { timeline } of this.#channels.values()) missing = Math.min(missing, timeline.missingAhead);
    return missing;
  }

  #hop(): void {
    let came = false;
    for (const channel of this.#channels.values()) came = channel.hop(this.#onHold) || came;
    if (this.#agent && this.#agent.features.levelDb > this.#agentFloorDb + LOUD_OVER_FLOOR_DB)
      this.#agentLoudHop = this.#hops;
    this.#turns.push(
      this.#customer?.features.isSpeaking ?? this.#mixed?.features.isSpeaking ?? false,
      this.#agent?.features.isSpeaking ?? false,
      (this.#mixed?.isHeard ?? false) || (this.#customer?.isHeard === true && this.#agent?.isHeard === true),
    );
    this.#missingHops = came ? 0 : this.#missingHops + 1;
    this.#goneOn(1);
  }

  /** An even number of hops, at most up to the next step. */
  #skip(missing: number): void {
    const apart = this.#hopsApart();
    const hops = Math.min(missing, apart - (this.#hops % apart));
    if (hops % 2 === 1) {
      this.#hop();
      return;
    }
    for (const channel of this.#channels.values()) channel.skip(hops, this.#onHold);
    this.#turns.skip(hops);
    this.#missingHops += hops;
    this.#goneOn(hops);
  }

  #goneOn(hops: number): void {
    this.#hops += hops;
    if (this.#hops % this.#hopsApart() === 0) this.#onStep(this.#step(this.#hops * HOP_MS));
  }

  #hopsApart(): number {
    return stepHops(this.#options.stepMs, this.#missingHops);
  }

  /**
   * A detector of voice activity needs some frames to be sure, and a cue must not slip in before it is: sound on the
   * agent's channel in the last moment counts as a voice that may be starting.
   */
  #soonStarting(facts: ChannelFacts): ChannelFacts {
    this.#agentFloorDb = Math.max(QUIETEST_DB, facts.noiseFloorDb);
    const loud = this.#hops - this.#agentLoudHop <= JUST_NOW_HOPS;
    return loud && facts.activity === 'quiet' ? { ...facts, activity: 'starting' } : facts;
  }

  #isStale(hops: number): boolean {
    return this.#late !== null && hops > this.#late.from && hops <= (this.#late.to ?? hops);
  }

  #step(atMs: number): PipelineStep<O> {
    const heard = this.#customer?.features.facts() ?? null;
    const customer = heard !== null && this.#gate !== 'open' ? withoutProsody(heard) : heard;
    const agent = this.#agent === null ? null : this.#soonStarting(this.#agent.features.facts());
    const turns = this.#mixed === null ? this.#turns.facts() : withoutParties(this.#turns.facts());
    const claim = this.#claim(atMs, heard);
    return { atMs, customer, agent, turns, ...claim, stale: this.#isStale(this.#hops) };
  }

  /** The window for the model, or the reason why there is none. Behind a closed gate no window is ever made. */
  #claim(atMs: number, facts: ChannelFacts | null): Pick<PipelineStep<O>, 'window' | 'absence'> {
    const absent = (absence: EmotionAbsence) => ({ window: null, absence });
    if (this.#mixed !== null) return absent('mixed-channel');
    const isUnheard = atMs > NO_CHANNEL_AFTER_MS && this.heardMs(this.#examined) === 0 && !this.#onHold;
    if (this.#customer === null || facts === null || isUnheard) return absent('no-customer-channel');
    if (this.#gate !== 'open') return absent(this.#gate);
    if (this.#onHold || facts.content === 'tone' || facts.content === 'music') return absent('not-speech');
    if (atMs - this.#lastWindow.atMs < this.#options.windowEveryMs) return absent('between-windows');
    if (facts.totalSpeechMs - this.#lastWindow.speechMs < this.#options.newSpeechMs)
      return absent('too-little-speech');
    const values = this.#customer.features.window(this.#options.minVoicedMs / HOP_MS);
    if (values === null) return absent('too-little-speech');
    this.#lastWindow = { atMs, speechMs: facts.totalSpeechMs };
    return { window: windowFrom(this.#options.origin, values), absence: null };
  }
}
