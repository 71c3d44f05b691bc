import type { EmotionAbsence } from '../core/call/observation.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { Cue } from '../core/cues/cue.js';
import type { AgentMessage, CoachingUnavailable, CueWording } from '../delivery/agent-message.js';
import type { MediaChange } from './call-output.js';

/** Absences that the agent is shown; the others are ordinary in a call. */
const TOLD: Readonly<Record<EmotionAbsence, CoachingUnavailable | null>> = {
  'no-notice': 'no-notice',
  objection: 'objection',
  'mixed-channel': 'mixed-channel',
  'no-customer-channel': 'no-customer-channel',
  'classifier-unavailable': 'classifier-unavailable',
  'too-little-speech': null,
  'not-speech': null,
  'between-windows': null,
};

type CallStanding = Extract<AgentMessage, { type: 'call' }>['state'];

/** Seconds that a reset may take. */
const RESET_SECONDS = [30, 60];

export type DeskViewOptions = {
  readonly callRef: string;
  readonly now: () => number;
  readonly wordingOf: (cue: Cue) => CueWording | undefined;
  /** How long ago the audio at a position of the call was due, milliseconds. */
  readonly sinceHeardMs: (atMs: number) => number;
};

/**
 * What the agent's desktops show of one call. Each change is a message to publish; `snapshot` says it all again to a
 * desktop that has just come, with nothing stale in it.
 */
export class DeskView {
  readonly #options: DeskViewOptions;
  #standing: CallStanding = 'listening';
  #unavailable: CoachingUnavailable | null = null;
  #cue: Extract<AgentMessage, { type: 'cue' | 'reset' }> | null = null;

  constructor(options: DeskViewOptions) {
    this.#options = options;
  }

  snapshot(): readonly AgentMessage[] {
    const isShown = this.#cue !== null && this.#cue.expiresAt > this.#options.now();
    // Said again, it tells nothing of how long it took.
    const cue = this.#cue !== null && isShown ? [{ ...this.#cue, heardAt: undefined }] : [];
    return [...this.#state(), ...cue];
  }

  /** Takes away the cue or the offer that is still shown; null: there is none. */
  get takesAway(): AgentMessage | null {
    if (this.#cue === null || this.#cue.expiresAt <= this.#options.now()) return null;
    return this.#cue.type === 'reset'
      ? { type: 'reset-ended', offerId: this.#cue.offerId }
      : { type: 'cue-ended', callRef: this.#options.callRef, cueId: this.#cue.cueId };
  }

  media(change: MediaChange): readonly AgentMessage[] {
    if (change === 'objection' || change === 'fault') this.#unavailable = change;
    else this.#standing = change;
    return this.#state();
  }

  event(event: CoachEvent): readonly AgentMessage[] {
    switch (event.type) {
      case 'observation': {
        const { emotion } = event.observation;
        // Between two windows nothing new is known: what was said of the last one stands.
        if (emotion.kind === 'absent' && emotion.reason === 'between-windows') return [];
        return this.#emotion(emotion.kind === 'absent' ? TOLD[emotion.reason] : null);
      }
      case 'cue':
        this.#cue = this.#message(event.cue, event.atMs);
        return [this.#cue];
      case 'cue-ended': {
        if (this.#cue?.type === 'cue' && this.#cue.cueId === this.cueId(event.cueId)) this.#cue = null;
        return [{ type: 'cue-ended', callRef: this.#options.callRef, cueId: this.cueId(event.cueId) }];
      }
      case 'summary':
        this.#standing = 'ended';
        return this.#state();
      case 'forgotten':
        return this.#emotion(event.why);
      case 'handover':
      case 'state':
      case 'withheld':
        return [];
    }
  }

  /** A cue's identity outside its call. */
  cueId(id: string): string {
    return `${this.#options.callRef}.${id}`;
  }

  #state(): readonly AgentMessage[] {
    const { callRef } = this.#options;
    const standing: AgentMessage = { type: 'call', callRef, state: this.#standing };
    return this.#unavailable === null || this.#standing === 'ended'
      ? [standing]
      : [standing, { type: 'unavailable', callRef, why: this.#unavailable }];
  }

  #emotion(unavailable: CoachingUnavailable | null): readonly AgentMessage[] {
    if (unavailable === this.#unavailable) return [];
    this.#unavailable = unavailable;
    return this.#state();
  }

  #message(cue: Cue, atMs: number): Extract<AgentMessage, { type: 'cue' | 'reset' }> {
    const { callRef, now, wordingOf } = this.#options;
    const decidedAt = now();
    const expiresAt = decidedAt + (cue.expiresAtMs - atMs);
    if (cue.kind === 'reset') {
      const { strain } = cue.reason.values;
      const offerId = this.cueId(cue.id);
      return {
        type: 'reset',
        callRef,
        offerId,
        seconds: RESET_SECONDS,
        strain: Number(strain ?? 0),
        reason: cue.reason,
        atMs,
        expiresAt,
      };
    }
    const wording = wordingOf(cue);
    return {
      type: 'cue',
      callRef,
      cueId: this.cueId(cue.id),
      kind: cue.kind,
      step: cue.step,
      reason: cue.reason,
      ...(wording === undefined ? {} : { wording }),
      atMs,
      decidedAt,
      expiresAt,
      heardAt: decidedAt - Math.max(0, this.#options.sinceHeardMs(atMs)),
    };
  }
}
