import { z } from 'zod';
import { may, type Principal, type Right } from '../../auth/principal.js';
import type { Role } from '../../core/audio/audio-frame.js';
import { decodePcm16 } from '../../core/audio/pcm16.js';
import { SOURCE_RATES_HZ } from '../../core/audio/resampler.js';
import { type CallState, INITIAL_CALL_STATE, reduceCallState } from '../../core/call/call-state.js';
import { tenseShare } from '../../core/call/mood-evidence.js';
import type { Observation } from '../../core/call/observation.js';
import { CallCoach } from '../../core/cues/call-coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import type { DesktopSocket } from '../../delivery/desktop-socket.js';
import {
  type HeardEmotion,
  LIVE_VIEW_LAYOUTS,
  type LiveViewLayout,
  type LiveViewMessage,
} from '../../delivery/live-view-message.js';
import { refusalIn } from '../../delivery/refusal-in.js';
import { type ErrorCode, EvenkeelError } from '../../errors.js';
import { CallInbox } from '../coaching/call-inbox.js';
import type { LoopTurns } from '../coaching/loop-turns.js';
import { type CoachingSettings, coachOptionsOf, moodOf } from '../coaching-settings.js';

export type LiveViewSessionOptions = {
  readonly socket: DesktopSocket;
  readonly settings: CoachingSettings;
  readonly verifyToken: (token: string) => Promise<Principal>;
  readonly turns: LoopTurns;
  /** The visitor was not let in, or was sent away. */
  readonly onRefused?: (code: ErrorCode) => void;
};

/** The right that a visit needs: those who may send call audio may see its analysis. */
export const LIVE_VIEW_RIGHT = 'stream.send' satisfies Right;

/** Audio of one visit: enough to see an escalation, too little to be anybody's call recorder. */
const LONGEST_MS = 600_000;

const token = z.string().min(1);
const firstMessage = z.discriminatedUnion('type', [
  /** Whether this token may: the page asks before it offers anything. */
  z.strictObject({ type: z.literal('check'), token }),
  z.strictObject({
    type: z.literal('start'),
    token,
    sampleRateHz: z.int().refine((rate) => SOURCE_RATES_HZ.includes(rate)),
    layout: z.enum(LIVE_VIEW_LAYOUTS).default('caller'),
  }),
]);

/** The role of each channel, in the order of the samples. */
const ROLES: Readonly<Record<LiveViewLayout, readonly Role[]>> = {
  caller: ['customer'],
  mixed: ['mixed'],
  'caller-left': ['customer', 'agent'],
  'caller-right': ['agent', 'customer'],
};

type ViewState =
  | { readonly name: 'waiting' }
  | {
      readonly name: 'listening';
      readonly coach: CallCoach;
      readonly inbox: CallInbox;
      readonly sampleRateHz: number;
      readonly roles: readonly Role[];
    }
  | { readonly name: 'closed' };

/** One visitor of the live view, heard as a caller would be. Samples go to the pipeline and nowhere else. */
export class LiveViewSession {
  readonly #options: LiveViewSessionOptions;
  #state: ViewState = { name: 'waiting' };
  /** Samples of each channel so far. */
  #samples = 0;
  #callState: CallState = INITIAL_CALL_STATE;
  /** The token that let the visitor in; null = none yet. */
  #token: string | null = null;
  #wasAwaited = false;

  constructor(options: LiveViewSessionOptions) {
    this.#options = options;
  }

  get coach(): CallCoach | null {
    return this.#state.name === 'listening' ? this.#state.coach : null;
  }

  /** One text message; never throws. */
  async receiveText(text: string): Promise<void> {
    try {
      await this.#start(text);
    } catch (cause) {
      this.fail(cause instanceof EvenkeelError ? cause : new EvenkeelError('desktop.message-invalid'));
    }
  }

  /** PCM16 little-endian; two channels interleaved. An incomplete sample frame is left out. */
  receiveAudio(bytes: Uint8Array): void {
    if (this.#state.name === 'waiting') this.fail(new EvenkeelError('desktop.token-first'));
    if (this.#state.name !== 'listening') return;
    const { inbox, sampleRateHz, roles } = this.#state;
    const streamTimeMs = (this.#samples / sampleRateHz) * 1000;
    if (streamTimeMs > LONGEST_MS) {
      this.fail(new EvenkeelError('stream.too-long'));
      return;
    }
    const all = decodePcm16(bytes.subarray(0, bytes.length - (bytes.length % (2 * roles.length))));
    this.#samples += all.length / roles.length;
    for (const [channel, role] of roles.entries()) {
      const samples = roles.length === 1 ? all : all.filter((_, at) => at % roles.length === channel);
      inbox.push({ type: 'audio', chunk: { role, streamTimeMs, sampleRateHz, samples } });
    }
  }

  deliver(events: readonly CoachEvent[]): void {
    for (const event of events) {
      if (event.type === 'observation') this.#sendHeard(event.atMs, event.observation);
      else if (event.type === 'cue') {
        const { kind, reason } = event.cue;
        this.#send({
          type: 'cue',
          atMs: event.atMs,
          kind,
          reason: { key: reason.key, values: reason.values },
        });
      }
    }
  }

  /**
   * To be called every heartbeat: a token that was revoked or has expired ends the visit, a store that is away does
   * not; whoever shows none from one heartbeat to the next gives up the seat.
   */
  async recheck(): Promise<void> {
    if (this.#token === null) {
      if (this.#wasAwaited) this.fail(new EvenkeelError('desktop.token-first'));
      this.#wasAwaited = true;
      return;
    }
    const no = await this.#options.verifyToken(this.#token).then(() => null, refusalIn);
    if (no !== null) this.fail(no);
  }

  fail(error: EvenkeelError): void {
    if (this.#state.name === 'closed') return;
    this.#options.onRefused?.(error.code);
    this.#send({ type: 'error', code: error.code, text: error.message });
    this.#options.socket.close(error.closeCode, error.code);
    this.close();
  }

  close(): void {
    this.#state = { name: 'closed' };
  }

  async #start(text: string): Promise<void> {
    const first = firstMessage.parse(JSON.parse(text));
    const principal = await this.#options.verifyToken(first.token);
    if (!may(principal, LIVE_VIEW_RIGHT))
      throw new EvenkeelError('auth.right-missing', `Needed: ${LIVE_VIEW_RIGHT}.`);
    if (this.#state.name !== 'waiting') return;
    this.#token = first.token;
    if (first.type === 'start') {
      const { sampleRateHz, layout } = first;
      const roles = ROLES[layout];
      const call = { roles, noticeGiven: true, seed: 'live view' } as const;
      const coach = new CallCoach({ ...coachOptionsOf(this.#options.settings, call), bound: true });
      const inbox = new CallInbox({
        turns: this.#options.turns,
        push: (input) => coach.push(input),
        onFault: () => this.fail(new EvenkeelError('internal.fault')),
      });
      this.#state = { name: 'listening', coach, inbox, sampleRateHz, roles };
    }
    this.#send({ type: 'ready' });
  }

  #sendHeard(atMs: number, observation: Observation): void {
    const { customer, agent } = observation;
    const options = moodOf(this.#options.settings);
    this.#callState = reduceCallState(this.#callState, observation, options);
    this.#send({
      type: 'heard',
      atMs,
      speaking: customer?.activity === 'speaking',
      agentSpeaking: agent?.activity === 'speaking',
      levelDeltaDb: customer?.levelDeltaDb ?? null,
      f0DeltaSemitones: customer?.f0DeltaSemitones ?? null,
      articulationRate: customer?.articulationRate ?? null,
      emotion: heardEmotion(observation, tenseShare(this.#callState.evidence, options)),
      mood: this.#callState.mood,
    });
  }

  #send(message: LiveViewMessage): void {
    if (this.#state.name !== 'closed') this.#options.socket.send(JSON.stringify(message));
  }
}

function heardEmotion({ emotion }: Observation, evidence: number): HeardEmotion | null {
  if (emotion.kind === 'absent') return null;
  const { anger, anxiety } = emotion.probabilities;
  return { anger, anxiety, evidence };
}
