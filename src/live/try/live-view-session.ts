import { z } from 'zod';
import { may, type Principal, type Right } from '../../auth/principal.js';
import type { Config } from '../../config/config-schema.js';
import { decodePcm16 } from '../../core/audio/pcm16.js';
import { SOURCE_RATES_HZ } from '../../core/audio/resampler.js';
import type { CallerMood } from '../../core/call/call-state.js';
import type { Observation } from '../../core/call/observation.js';
import { CallCoach } from '../../core/cues/call-coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import type { DesktopSocket } from '../../delivery/agent-session.js';
import type { LiveViewMessage } from '../../delivery/live-view-message.js';
import { EvenkeelError } from '../../errors.js';
import { CallInbox } from '../coaching/call-inbox.js';
import type { LoopTurns } from '../coaching/loop-turns.js';
import { coachOptionsOf } from '../coaching-settings.js';

export type LiveViewSessionOptions = {
  readonly socket: DesktopSocket;
  readonly coaching: Config['coaching'];
  readonly verifyToken: (token: string) => Promise<Principal>;
  readonly turns: LoopTurns;
};

/** What a visit asks for: whoever may send call audio may hear what is made of it. */
export const LIVE_VIEW_RIGHT = 'stream.send' satisfies Right;

/** Audio of one visit: enough to see an escalation, too little to be anybody's call recorder. */
const LONGEST_MS = 600_000;

const startMessage = z.strictObject({
  type: z.literal('start'),
  token: z.string().min(1),
  sampleRateHz: z.int().refine((rate) => SOURCE_RATES_HZ.includes(rate)),
});

type ViewState =
  | { readonly name: 'waiting' }
  | {
      readonly name: 'listening';
      readonly coach: CallCoach;
      readonly inbox: CallInbox;
      readonly sampleRateHz: number;
    }
  | { readonly name: 'closed' };

/** One visitor of the live view, heard as a caller would be. Samples go to the pipeline and nowhere else. */
export class LiveViewSession {
  readonly #options: LiveViewSessionOptions;
  #state: ViewState = { name: 'waiting' };
  #samples = 0;
  #mood: CallerMood = 'unsure';

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

  /** PCM16 little-endian, mono. */
  receiveAudio(bytes: Uint8Array): void {
    if (this.#state.name === 'waiting') this.fail(new EvenkeelError('desktop.token-first'));
    if (this.#state.name !== 'listening') return;
    const { inbox, sampleRateHz } = this.#state;
    const streamTimeMs = (this.#samples / sampleRateHz) * 1000;
    if (streamTimeMs > LONGEST_MS) {
      this.fail(new EvenkeelError('stream.too-long'));
      return;
    }
    const samples = decodePcm16(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    this.#samples += samples.length;
    inbox.push({ type: 'audio', chunk: { role: 'customer', streamTimeMs, sampleRateHz, samples } });
  }

  deliver(events: readonly CoachEvent[]): void {
    for (const event of events) {
      if (event.type === 'state') this.#mood = event.state.mood;
      else if (event.type === 'observation') this.#sendHeard(event.atMs, event.observation.customer);
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

  fail(error: EvenkeelError): void {
    this.#send({ type: 'error', code: error.code, text: error.message });
    this.#options.socket.close(error.closeCode, error.code);
    this.close();
  }

  close(): void {
    this.#state = { name: 'closed' };
  }

  async #start(text: string): Promise<void> {
    const { token, sampleRateHz } = startMessage.parse(JSON.parse(text));
    const principal = await this.#options.verifyToken(token);
    if (!may(principal, LIVE_VIEW_RIGHT))
      throw new EvenkeelError('auth.right-missing', `Needed: ${LIVE_VIEW_RIGHT}.`);
    if (this.#state.name !== 'waiting') return;
    const call = { roles: ['customer'], noticeGiven: true, seed: 'live view' } as const;
    const coach = new CallCoach({ ...coachOptionsOf(this.#options.coaching, call), bound: true });
    const inbox = new CallInbox({
      turns: this.#options.turns,
      push: (input) => coach.push(input),
      onFault: () => this.fail(new EvenkeelError('internal.fault')),
    });
    this.#state = { name: 'listening', coach, inbox, sampleRateHz };
    this.#send({ type: 'ready' });
  }

  #sendHeard(atMs: number, customer: Observation['customer']): void {
    this.#send({
      type: 'heard',
      atMs,
      speaking: customer?.activity === 'speaking',
      levelDeltaDb: customer?.levelDeltaDb ?? null,
      f0DeltaSemitones: customer?.f0DeltaSemitones ?? null,
      articulationRate: customer?.articulationRate ?? null,
      mood: this.#mood,
    });
  }

  #send(message: LiveViewMessage): void {
    if (this.#state.name !== 'closed') this.#options.socket.send(JSON.stringify(message));
  }
}
